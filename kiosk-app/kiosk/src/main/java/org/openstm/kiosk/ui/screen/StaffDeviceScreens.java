package org.openstm.kiosk.ui.screen;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openstm.kiosk.staff.DeviceCheckup;
import org.openstm.kiosk.staff.Officer;
import org.openstm.kiosk.staff.StaffAction;
import org.openstm.kiosk.staff.StaffEvent;
import org.openstm.kiosk.staff.StaffRole;
import org.openstm.kiosk.staff.StaffSession;
import org.openstm.kiosk.staff.StaffView;
import org.openstm.kiosk.staff.TerminalStatus;
import org.openstm.kiosk.ui.screen.ScreenComposer.PageContent;
import org.openstm.kiosk.ui.text.ScreenTexts;
import org.openstm.kiosk.ui.text.StaffTexts;

/// The page of one device for staff: its condition, its last check, and what an engineer may do with it.
final class StaffDeviceScreens {
    private final StaffSession shift;
    private final ScreenTexts texts;
    private final StaffTexts words;
    private final StaffParts common;

    StaffDeviceScreens(StaffSession shift, ScreenTexts texts) {
        this.shift = shift;
        this.texts = texts;
        this.words = new StaffTexts(texts);
        this.common = new StaffParts(texts);
    }

    PageContent devicePage(Officer officer, StaffView.DeviceDetailView view) {
        var found = shift.findDevice(view.id());
        if (found.isEmpty())
            return PageContent.of("staff-device", List.of(new ScreenPart.Title(view.id(), "")), common.backButton());
        var device = found.get();
        var parts = new ArrayList<ScreenPart>();
        parts.add(new ScreenPart.Banner(
                StaffParts.healthTone(device.health()),
                device.health() == TerminalStatus.DeviceCondition.FINE ? "check" : "warn",
                words.deviceName(device.deviceClass()) + "  " + device.id(),
                texts.get("staff.device.line", words.deviceStatusLine(device), device.ageSeconds())));
        if (view.running()) parts.add(new ScreenPart.BusyIndicator(words.runningCheckText(device.deviceClass())));
        view.checkup().ifPresent(checkup -> parts.add(checkResultNote(officer, checkup)));
        parts.addAll(engineerParts(officer, device, view));
        parts.add(new ScreenPart.Heading(texts.get("staff.device.who")));
        parts.add(new ScreenPart.LabelledRows(deviceFacts(officer, device, view)));
        parts.addAll(traceParts(view));
        var actions = new ArrayList<Control>();
        actions.add(common.backButton());
        // the page names the tool that uses the device: no other action is possible
        if (device.isLent()) return PageContent.of("staff-device", parts, common.backButton());
        if (officer.duty().isPermitted(StaffRole.StaffPermission.RESET))
            actions.add(common.staffControl(
                    "staff/reset", "staff.reset", "sync", actionLook(view), new StaffAction.StartReset()));
        if (officer.duty().isPermitted(StaffRole.StaffPermission.CHECK)) {
            actions.add(common.staffControl(
                    "check/internal",
                    "staff.check.internal",
                    "",
                    actionLook(view),
                    new StaffAction.StartCheck("internal")));
            actions.add(common.staffControl(
                    "check/external",
                    words.deviceTrialKey(device.deviceClass()),
                    "",
                    view.running() ? Control.ButtonLook.OFF : Control.ButtonLook.PRIMARY,
                    new StaffAction.StartCheck(words.deviceTrialLevel(device.deviceClass()))));
        }
        return PageContent.of("staff-device", parts, actions.toArray(Control[]::new));
    }

    /// Actions for engineers only; for other roles the reason is shown.
    private List<ScreenPart> engineerParts(
            Officer officer, TerminalStatus.MonitoredDevice device, StaffView.DeviceDetailView view) {
        if (!officer.duty().isPermitted(StaffRole.StaffPermission.EXCHANGE))
            return List.of(
                    new ScreenPart.FactCard("lock", texts.get("swap.title"), texts.get("swap.engineers-only"), "grey"));
        var parts = new ArrayList<ScreenPart>();
        if (device.isLent())
            return List.of(actionLink(
                    "staff/take-back",
                    "staff.take-back",
                    "undo",
                    actionLook(view),
                    new StaffAction.EndLending(),
                    "amber"));
        parts.add(new ScreenPart.LinkCard(
                common.staffControl(
                        "staff/exchange",
                        device.isDisabled() ? "swap.go-on" : "swap.title",
                        "sync",
                        actionLook(view),
                        new StaffAction.OpenDriverSwap()),
                texts.get(device.isDisabled() ? "swap.go-on.sub" : "swap.title.sub"),
                "blue"));
        if (device.isDisabled()) return parts;
        parts.add(actionLink(
                "staff/lend", "staff.lend", "tool", actionLook(view), new StaffAction.StartLending(), "grey"));
        // an HTTP link has no trace of its own
        if (view.inspected().isEmpty() || device.link().startsWith("ipp:")) return parts;
        var trace = view.inspected().get().trace();
        parts.add(new ScreenPart.LinkCard(
                common.staffControl(
                        "staff/trace",
                        trace.isPresent() ? "staff.trace.stop" : "staff.trace.start",
                        "list",
                        actionLook(view),
                        new StaffAction.SwitchTrace(trace.isEmpty())),
                texts.get(trace.isPresent() ? "staff.trace.stop.sub" : "staff.trace.start.sub"),
                "grey"));
        return parts;
    }

    private ScreenPart actionLink(
            String id, String key, String icon, Control.ButtonLook look, StaffAction act, String tint) {
        return new ScreenPart.LinkCard(common.staffControl(id, key, icon, look, act), texts.get(key + ".sub"), tint);
    }

    private List<ScreenPart> traceParts(StaffView.DeviceDetailView view) {
        return view.inspected()
                .flatMap(StaffEvent.DeviceInspected::trace)
                .<List<ScreenPart>>map(lines -> List.of(
                        new ScreenPart.Heading(texts.get("staff.trace.last")),
                        new ScreenPart.Sentence(String.join("\n", lines))))
                .orElse(List.of());
    }

    private static Control.ButtonLook actionLook(StaffView.DeviceDetailView view) {
        return view.running() ? Control.ButtonLook.OFF : Control.ButtonLook.SECONDARY;
    }

    private List<ScreenPart.LabelledRow> deviceFacts(
            Officer officer, TerminalStatus.MonitoredDevice device, StaffView.DeviceDetailView view) {
        var rows = new ArrayList<ScreenPart.LabelledRow>();
        var facts = device.facts();
        addPairRow(rows, "staff.fact.model", facts.get("maker"), facts.get("model"));
        addPairRow(rows, "staff.fact.serial", facts.get("serial"), facts.get("firmware"));
        if (facts.containsKey("paper"))
            rows.add(common.factRow("staff.fact.paper", words.paperLevelText(facts.getOrDefault("paper", ""))));
        rows.add(common.factRow("staff.fact.driver", device.driver()));
        rows.add(common.factRow("staff.fact.link", device.link()));
        view.inspected()
                .map(StaffEvent.DeviceInspected::statistics)
                .filter(own -> !own.isEmpty())
                .ifPresent(own -> rows.add(common.factRow("staff.fact.own", words.countsText(own))));
        rows.add(common.factRow("staff.fact.counted", words.countsText(device.counts())));
        if (StaffParts.isRepairAllowed(officer))
            rows.add(common.factRow("staff.fact.can", joinEntries(device.capabilities())));
        return rows;
    }

    private void addPairRow(
            List<ScreenPart.LabelledRow> rows, String key, @Nullable String first, @Nullable String second) {
        var both = Stream.of(first, second).flatMap(Stream::ofNullable).collect(Collectors.joining("  "));
        if (!both.isEmpty()) rows.add(common.factRow(key, both));
    }

    private static String joinEntries(Map<String, ?> words) {
        return words.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(word -> word.getKey() + " " + word.getValue())
                .collect(Collectors.joining(", "));
    }

    private ScreenPart checkResultNote(Officer officer, DeviceCheckup checkup) {
        var failed = words.failedSteps(checkup);
        var detail = failed.isEmpty()
                ? words.checkStepsText(checkup)
                : failed.stream()
                        .map(step -> words.checkStepName(step.name())
                                + (StaffParts.isRepairAllowed(officer) ? ": " + step.detail() : ""))
                        .collect(Collectors.joining(texts.get("list.and")));
        return new ScreenPart.NoteBox(
                checkup.healthy() ? ScreenPart.Tone.GREEN : ScreenPart.Tone.RED,
                checkup.healthy() ? "check" : "warn",
                "__" + texts.get(checkup.healthy() ? "staff.check.well" : "staff.check.ill") + "__  " + detail);
    }
}
