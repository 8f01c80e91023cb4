package org.openstm.kiosk.ui.screen;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openstm.kiosk.catalog.Item;
import org.openstm.kiosk.session.flow.ItemAvailability;
import org.openstm.kiosk.session.model.ServiceEnvironment;
import org.openstm.kiosk.session.model.Session;
import org.openstm.kiosk.session.model.SessionEvent;
import org.openstm.kiosk.staff.ConnectionPoint;
import org.openstm.kiosk.staff.DriverCandidate;
import org.openstm.kiosk.staff.DriverMatches;
import org.openstm.kiosk.staff.DriverSwapState;
import org.openstm.kiosk.staff.StaffAction;
import org.openstm.kiosk.staff.TerminalStatus;
import org.openstm.kiosk.ui.screen.ScreenComposer.PageContent;
import org.openstm.kiosk.ui.text.ScreenTexts;
import org.openstm.kiosk.ui.text.StaffTexts;

/// Pages of a device swap up to the comparison of the drivers: one question a page, the next step always
/// at the bottom right. The pages behind it are those of [DriverTrialScreens].
final class DriverSwapScreens {
    private static final int SHOWN = 5;
    private static final int NAMED = 6;
    private static final String RECEIPTS = "receipt-printer";
    private static final List<String> SIGNS = List.of("1234567890", ".:-", "qwertyuiop", "asdfghjkl", "zxcvbnm");

    private final Session session;
    private final TerminalStatus.MonitoredDevice device;
    private final Optional<DriverCandidate> old;
    private final ScreenTexts texts;
    private final StaffTexts words;
    private final StaffParts common;

    /// @param old data of the device when it was taken out of service
    DriverSwapScreens(
            Session session, TerminalStatus.MonitoredDevice device, Optional<DriverCandidate> old, ScreenTexts texts) {
        this.session = session;
        this.device = device;
        this.old = old;
        this.texts = texts;
        this.words = new StaffTexts(texts);
        this.common = new StaffParts(texts);
    }

    PageContent swapPage(DriverSwapState at) {
        return switch (at) {
            case DriverSwapState.NotStarted begin -> swapBeginPage(begin);
            case DriverSwapState.ChoosingPoint seeking -> portSearchPage(seeking);
            case DriverSwapState.TypingAddress typing -> addressEntryPage(typing);
            case DriverSwapState.ProbingPoint(var socket) -> deviceProbePage(socket);
            case DriverSwapState.ChoosingDriver proposing -> driverProposalPage(proposing);
            case DriverSwapState.ComparingDrivers(var _, var chosen) -> swapPreviewPage(chosen);
            case DriverSwapState.SwappingDriver(var chosen) -> trialScreens().swapRunningPage(chosen);
            case DriverSwapState.OnTrial trying -> trialScreens().swapTrialPage(trying);
            case DriverSwapState.SwapEnded ended -> trialScreens().swapEndedPage(ended);
        };
    }

    private DriverTrialScreens trialScreens() {
        return new DriverTrialScreens(device, texts);
    }

    private String deviceName() {
        return words.deviceName(device.deviceClass());
    }

    private PageContent swapBeginPage(DriverSwapState.NotStarted begin) {
        var parts = new ArrayList<ScreenPart>();
        parts.add(new ScreenPart.Title(texts.get("swap.begin", deviceName()), texts.get("swap.begin.lead")));
        parts.add(closedItemsNote());
        if (begin.stopping()) parts.add(new ScreenPart.BusyIndicator(texts.get("swap.stopping")));
        return common.swapStepPage(
                1,
                "swap-begin",
                parts,
                common.backButton(),
                common.staffControl(
                        "swap/take-out",
                        "swap.take-out",
                        "stop",
                        StaffParts.lookWhenEnabled(!begin.stopping(), Control.ButtonLook.PRIMARY),
                        new StaffAction.ConfirmTakeOut()));
    }

    /// Items that are unavailable while it is out of service.
    private ScreenPart closedItemsNote() {
        var closed = closedItems();
        if (closed.isEmpty())
            return new ScreenPart.NoteBox(
                    ScreenPart.Tone.BLUE,
                    "info",
                    texts.get(device.deviceClass().equals(RECEIPTS) ? "swap.meanwhile.slips" : "swap.meanwhile.none"));
        var names = closed.stream()
                .limit(NAMED)
                .map(item -> item.title().textIn(texts.language()))
                .collect(Collectors.joining(texts.get("list.and")));
        return new ScreenPart.NoteBox(
                ScreenPart.Tone.AMBER,
                "warn",
                texts.get("swap.meanwhile.some", closed.size(), offeredItems().count() - closed.size()) + "  " + names
                        + (closed.size() > NAMED ? " …" : ""));
    }

    private Stream<Item> offeredItems() {
        return session.catalog().items().stream().filter(session.catalog()::isOffered);
    }

    private List<Item> closedItems() {
        var now = session.world();
        var broken = new HashSet<>(now.broken());
        broken.addAll(device.stops());
        var without =
                new ServiceEnvironment(now.lineUp(), now.down(), broken, now.full(), now.diskFull(), now.clockWrong());
        return offeredItems()
                .filter(item -> ItemAvailability.findClosedReason(item, without).isPresent())
                .toList();
    }

    private PageContent portSearchPage(DriverSwapState.ChoosingPoint at) {
        var parts = new ArrayList<ScreenPart>();
        parts.add(new ScreenPart.Title(texts.get("swap.seek", deviceName()), texts.get("swap.seek.lead")));
        if (at.looking()) parts.add(new ScreenPart.BusyIndicator(texts.get("swap.looking")));
        for (var socket : at.sockets()) parts.add(connectionPointPart(socket));
        if (!at.looking() && device.deviceClass().endsWith("-printer"))
            parts.add(new ScreenPart.LinkCard(
                    common.staffControl(
                            "swap/address",
                            "swap.socket.network",
                            "net",
                            Control.ButtonLook.SECONDARY,
                            new StaffAction.EnterAddress()),
                    texts.get("swap.socket.network.sub"),
                    "blue"));
        at.before()
                .ifPresent(before -> parts.add(new ScreenPart.LinkCard(
                        common.staffControl(
                                "swap/before",
                                "swap.before",
                                "undo",
                                Control.ButtonLook.SECONDARY,
                                new StaffAction.PickDriver(before)),
                        words.driverText(before.driver()) + "  " + before.link(),
                        "amber")));
        var look = StaffParts.lookWhenEnabled(!at.looking(), Control.ButtonLook.SECONDARY);
        return common.swapStepPage(
                2,
                "swap-seek",
                parts,
                common.staffControl("swap/call-off", "swap.call-off", "undo", look, new StaffAction.CallOffSwap()),
                common.staffControl("swap/seek", "swap.again", "sync", look, new StaffAction.SearchAgain()),
                common.staffControl("staff/leave", "swap.citizens", "exit", look, new StaffAction.LeaveStaffPages()));
    }

    private ScreenPart connectionPointPart(ConnectionPoint socket) {
        var kind = texts.get("swap.socket." + socket.kind().name().toLowerCase(Locale.ROOT));
        var label = socket.label().isEmpty() ? kind : kind + "  " + socket.label();
        if (!socket.isFree())
            return new ScreenPart.FactCard("lock", label, texts.get("swap.socket.used", socket.usedBy()), "grey");
        return new ScreenPart.LinkCard(
                new Control(
                        "socket/" + (socket.kind() == ConnectionPoint.PointKind.NOW ? "now" : socket.label()),
                        label,
                        "plug",
                        Control.ButtonLook.SECONDARY,
                        new SessionEvent.StaffTouch(new StaffAction.PickConnectionPoint(socket))),
                socket.link(),
                "green");
    }

    private PageContent addressEntryPage(DriverSwapState.TypingAddress at) {
        var rows = new ArrayList<List<Control>>();
        for (var row : SIGNS)
            rows.add(row.codePoints()
                    .mapToObj(Character::toString)
                    .map(sign -> new Control(
                            "key/" + sign,
                            sign,
                            "",
                            Control.ButtonLook.QUIET,
                            new SessionEvent.StaffTouch(new StaffAction.TypeSign(sign))))
                    .toList());
        rows.add(List.of(
                common.staffControl(
                        "key/clear", "pad.clear", "", Control.ButtonLook.QUIET, new StaffAction.ClearTyped()),
                common.staffControl(
                        "key/delete", "pad.delete", "bksp", Control.ButtonLook.QUIET, new StaffAction.EraseLast())));
        return common.swapStepPage(
                2,
                "swap-address",
                List.of(
                        new ScreenPart.Title(texts.get("swap.address"), texts.get("swap.address.lead")),
                        new ScreenPart.EntryField("swap/entry", at.address(), texts.get("swap.address.hint"), false),
                        new ScreenPart.LetterBoard(rows)),
                common.backButton(),
                common.staffControl(
                        "swap/ask",
                        "staff.door.enter",
                        "",
                        StaffParts.lookWhenEnabled(at.isComplete(), Control.ButtonLook.PRIMARY),
                        new StaffAction.SubmitTyped()));
    }

    private PageContent deviceProbePage(ConnectionPoint socket) {
        return common.swapStepPage(
                3,
                "swap-ask",
                List.of(
                        new ScreenPart.Title(texts.get("swap.asking"), socket.link()),
                        new ScreenPart.BusyIndicator(texts.get("swap.asking.lead"))));
    }

    private PageContent driverProposalPage(DriverSwapState.ChoosingDriver at) {
        var found = at.found();
        var parts = new ArrayList<ScreenPart>();
        parts.add(
                found.facts().isEmpty()
                        ? new ScreenPart.Banner(
                                ScreenPart.Tone.AMBER, "warn", texts.get("swap.mute"), texts.get("swap.mute.lead"))
                        : new ScreenPart.Banner(
                                ScreenPart.Tone.GREEN,
                                "plug",
                                foundDeviceText(found),
                                at.at().link()));
        parts.add(new ScreenPart.Heading(texts.get("swap.which")));
        for (var candidate : found.candidates().stream().limit(SHOWN).toList()) parts.add(candidateLink(candidate));
        if (found.candidates().isEmpty())
            parts.add(new ScreenPart.NoteBox(ScreenPart.Tone.AMBER, "warn", texts.get("swap.no-driver")));
        for (var unfit : found.unfit().stream().limit(2).toList())
            parts.add(new ScreenPart.FactCard(
                    "stop",
                    texts.get("swap.unfit", unfit.name()),
                    words.unfitReasonText(unfit.code()) + "  [" + unfit.code() + "]",
                    "amber"));
        return common.swapStepPage(
                3,
                "swap-propose",
                parts,
                common.backButton(),
                common.staffControl(
                        "swap/again",
                        "swap.ask-again",
                        "sync",
                        Control.ButtonLook.SECONDARY,
                        new StaffAction.SearchAgain()));
    }

    private String foundDeviceText(DriverMatches found) {
        var name = deviceModel(found.facts());
        return name.isEmpty() ? texts.get("swap.answers") : texts.get("swap.it-is", name);
    }

    private ScreenPart candidateLink(DriverCandidate candidate) {
        var from = "swap.origin."
                + candidate.origin().name().toLowerCase(Locale.ROOT).replace('_', '-');
        var lines = new ArrayList<String>();
        lines.add(candidate.issuer().isEmpty() ? texts.get(from) : texts.get(from, candidate.issuer()));
        lines.add(texts.get(
                !candidate.matchesDevice()
                        ? "swap.fits-not"
                        : candidate.issuer().isEmpty() ? "swap.fits.answered" : "swap.fits"));
        if (candidate.matchesDevice() && !candidate.support().equals("unknown"))
            lines.add(texts.get("swap.support." + candidate.support()));
        return new ScreenPart.LinkCard(
                new Control(
                        "driver/" + candidate.driver(),
                        words.driverText(candidate.driver()),
                        candidate.matchesDevice() ? "check" : "tool",
                        Control.ButtonLook.SECONDARY,
                        new SessionEvent.StaffTouch(new StaffAction.PickDriver(candidate))),
                String.join(texts.get("list.and"), lines),
                candidate.matchesDevice() ? "green" : "grey");
    }

    private PageContent swapPreviewPage(DriverCandidate chosen) {
        var parts = new ArrayList<ScreenPart>();
        parts.add(new ScreenPart.Title(texts.get("swap.preview"), texts.get("swap.preview.lead")));
        parts.add(new ScreenPart.LabelledRows(previewRows(chosen)));
        parts.add(closedItemsNote());
        parts.add(new ScreenPart.NoteBox(ScreenPart.Tone.AMBER, "undo", texts.get("swap.preview.back")));
        return common.swapStepPage(
                4,
                "swap-preview",
                parts,
                common.backButton(),
                common.staffControl(
                        "swap/go", "swap.go", "sync", Control.ButtonLook.PRIMARY, new StaffAction.SwapDriver()));
    }

    private List<ScreenPart.LabelledRow> previewRows(DriverCandidate chosen) {
        var rows = new ArrayList<ScreenPart.LabelledRow>();
        var before = old.orElse(chosen);
        addChangeRow(rows, "staff.fact.driver", driverVersionText(before.driver()), driverVersionText(chosen.driver()));
        if (!chosen.issuer().isEmpty())
            rows.add(new ScreenPart.LabelledRow(
                    texts.get("swap.signed"),
                    texts.get("swap.signed.valid", chosen.issuer()),
                    chosen.kit(),
                    Optional.empty()));
        addChangeRow(rows, "staff.fact.link", linkWithoutTrace(before.link()), linkWithoutTrace(chosen.link()));
        addChangeRow(rows, "staff.fact.model", deviceModel(before.facts()), deviceModel(chosen.facts()));
        addChangeRow(rows, "swap.profile", printProfile(before.capabilities()), printProfile(chosen.capabilities()));
        addChangeRow(
                rows,
                "swap.isolation",
                isolationText(before.driver(), before.link()),
                isolationText(chosen.driver(), chosen.link()));
        return rows;
    }

    /// The link without its trace setting.
    private static String linkWithoutTrace(String link) {
        return link.replaceAll("trace=[^&]*&?", "").replaceAll("[?&]$", "");
    }

    private static String deviceModel(Map<String, String> facts) {
        return (facts.getOrDefault("maker", "") + " " + facts.getOrDefault("model", "")).strip();
    }

    /// Settings that determine how a paper looks: profile, paper, characters.
    private String printProfile(Map<String, String> capabilities) {
        return Stream.of("profile", "media", "charset")
                .map(capabilities::get)
                .filter(Objects::nonNull)
                .collect(Collectors.joining(texts.get("list.and")));
    }

    private void addChangeRow(List<ScreenPart.LabelledRow> rows, String key, String before, String fresh) {
        if (before.isEmpty() && fresh.isEmpty()) return;
        var note = before.equals(fresh)
                ? texts.get("swap.same")
                : texts.get("swap.was", before.isEmpty() ? texts.get("swap.untold") : before);
        rows.add(new ScreenPart.LabelledRow(
                texts.get(key), fresh.isEmpty() ? texts.get("swap.untold") : fresh, note, Optional.empty()));
    }

    private String driverVersionText(String driver) {
        var version = DriverCandidate.driverVersion(driver);
        return DriverCandidate.driverName(driver) + "  "
                + (version.isEmpty() ? texts.get("swap.with-program") : version);
    }

    private String isolationText(String driver, String link) {
        boolean apart = !DriverCandidate.driverVersion(driver).isEmpty() || link.matches("(serial|usb|pcsc):.*");
        return texts.get(apart ? "swap.apart" : "swap.inside");
    }
}
