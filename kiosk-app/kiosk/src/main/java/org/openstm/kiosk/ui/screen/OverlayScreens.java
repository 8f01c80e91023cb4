package org.openstm.kiosk.ui.screen;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.openstm.kiosk.catalog.Item;
import org.openstm.kiosk.session.flow.CaseTransferFlow;
import org.openstm.kiosk.session.flow.SessionStateMachine;
import org.openstm.kiosk.session.model.CaseOutcome;
import org.openstm.kiosk.session.model.Overlay;
import org.openstm.kiosk.session.model.Session;
import org.openstm.kiosk.session.model.SessionEvent;
import org.openstm.kiosk.session.model.SessionState;
import org.openstm.kiosk.session.model.SessionState.SelectionPage;
import org.openstm.kiosk.session.model.ValueFormatter;
import org.openstm.kiosk.ui.screen.ScreenComposer.PageContent;
import org.openstm.kiosk.ui.text.BranchInfo;
import org.openstm.kiosk.ui.text.ClosedReason;
import org.openstm.kiosk.ui.text.ScreenTexts;

/// Overlays, which leave the state below unchanged: help, and information to read.
///
/// An alternative that the terminal can open is a card to touch; one that it can only name is a card to
/// read.
final class OverlayScreens {
    private final Session session;
    private final BranchInfo board;
    private final ScreenTexts texts;

    OverlayScreens(Session session, BranchInfo board, ScreenTexts texts) {
        this.session = session;
        this.board = board;
        this.texts = texts;
    }

    PageContent helpPage(Overlay.HelpCalled help) {
        var parts = new ArrayList<ScreenPart>();
        parts.add(
                switch (help.ticket()) {
                    case "-" -> textBanner(ScreenPart.Tone.AMBER, "help", "help.failed", texts.get("help.failed-lead"));
                    case "" -> textBanner(ScreenPart.Tone.BLUE, "help", "help.calling", texts.get("help.lead-calling"));
                    default ->
                        help.seen()
                                ? textBanner(
                                        ScreenPart.Tone.GREEN,
                                        "help",
                                        "help.seen",
                                        texts.get("help.seen-lead", help.ticket()))
                                : textBanner(
                                        ScreenPart.Tone.BLUE,
                                        "help",
                                        "help.title",
                                        texts.get("help.lead", help.ticket()));
                });
        parts.add(new ScreenPart.Sentence(texts.get("help.kept")));
        parts.add(new ScreenPart.Heading(texts.get("help.also")));
        parts.add(counterLink(texts, "help.window", new ClosedReason(session, board, texts).staffedCounterText()));
        if (CaseTransferFlow.isTransferOffered(session))
            parts.add(new ScreenPart.LinkCard(
                    new Control(
                            "ways/phone",
                            texts.get("help.phone-on"),
                            "phone",
                            Control.ButtonLook.QUIET,
                            new SessionEvent.PressTransfer(SessionEvent.TransferCase.TransferTarget.PHONE)),
                    texts.get("help.phone-on-sub"),
                    "blue"));
        if (!(session.at() instanceof SessionState.Delivering) && !(session.at() instanceof SessionState.Farewell))
            parts.add(new ScreenPart.LinkCard(
                    topicControl(
                            "ways/terminal",
                            "help.terminal",
                            "pin",
                            Control.ButtonLook.QUIET,
                            Overlay.InfoTopic.TERMINAL),
                    board.nearest().textIn(texts.language()),
                    "blue"));
        currentItem().ifPresent(_ -> parts.add(guideLink(texts)));
        parts.add(new ScreenPart.FactCard("phone", texts.get("help.phone"), phonesText(), "green"));
        return PageContent.of(
                "help",
                parts,
                new Control(
                        "help-back",
                        texts.get("help.back"),
                        "back",
                        Control.ButtonLook.PRIMARY,
                        new SessionEvent.Stay()));
    }

    static ScreenPart counterLink(ScreenTexts texts, String key, String sub) {
        return new ScreenPart.LinkCard(
                new Control(
                        "ways/window",
                        texts.get(key),
                        "rcpt",
                        Control.ButtonLook.QUIET,
                        new SessionEvent.OpenInfo(Overlay.InfoTopic.WINDOW)),
                sub,
                "blue");
    }

    static ScreenPart guideLink(ScreenTexts texts) {
        return new ScreenPart.LinkCard(
                new Control(
                        "ways/guide",
                        texts.get("ways.guide"),
                        "list",
                        Control.ButtonLook.QUIET,
                        new SessionEvent.OpenInfo(Overlay.InfoTopic.GUIDE)),
                texts.get("ways.guide-sub"),
                "blue");
    }

    private Control topicControl(String id, String key, String icon, Control.ButtonLook look, Overlay.InfoTopic topic) {
        return new Control(id, texts.get(key), icon, look, new SessionEvent.OpenInfo(topic));
    }

    private ScreenPart.Banner textBanner(ScreenPart.Tone tone, String icon, String key, String lead) {
        return new ScreenPart.Banner(tone, icon, texts.get(key), lead);
    }

    private Optional<Item> currentItem() {
        if (session.at() instanceof SessionState.Choosing(SelectionPage.ItemClosed(var id, var _), var _))
            return session.catalog().findItem(id);
        return session.findApplication().map(road -> road.item());
    }

    private String departmentPhone() {
        return currentItem().map(item -> item.guide().phone()).orElse("12333");
    }

    private String phonesText() {
        return departmentPhone().equals("12345") ? departmentPhone() : texts.get("help.phone-sub", departmentPhone());
    }

    PageContent topicPage(Overlay.InfoTopic topic) {
        return switch (topic) {
            case WINDOW -> directionsPage("window", new ClosedReason(session, board, texts).staffedCounterText());
            case TERMINAL -> directionsPage("terminal", board.nearest().textIn(texts.language()));
            case GUIDE ->
                PageContent.of(
                        "guide-aside",
                        currentItem()
                                .map(item -> new SelectionScreens(session, board, texts).guideParts(item))
                                .orElse(List.of()),
                        backButton(Control.ButtonLook.PRIMARY));
            case COMMITMENT -> commitmentPage();
        };
    }

    private Control backButton(Control.ButtonLook look) {
        return new Control("aside-back", texts.get("aside.back"), "back", look, new SessionEvent.GoBack());
    }

    /// Where to go, what to bring, what to say, and which answers are passed on: nothing that is
    /// not sent.
    private PageContent directionsPage(String name, String where) {
        var rows = new ArrayList<ScreenPart.LabelledRow>();
        currentItem().ifPresent(item -> {
            rows.add(overlayRow("elsewhere.what", item.title().textIn(texts.language())));
            rows.add(overlayRow("elsewhere.bring", item.guide().bring().textIn(texts.language())));
        });
        if (currentItem().isEmpty()) rows.add(overlayRow("elsewhere.bring", texts.get("elsewhere.card")));
        if (session.at() instanceof SessionState.Delivering here) {
            caseReferenceRow(here.outcome()).ifPresent(rows::add);
        } else if (session.findApplication().isPresent() && !(session.at() instanceof SessionState.Farewell)) {
            boolean along = name.equals("window") && CaseTransferFlow.isTransferOffered(session);
            rows.add(overlayRow(
                    "elsewhere.answers", texts.get(along ? "elsewhere.answers-go" : "elsewhere.answers-stay")));
        }
        var parts = List.<ScreenPart>of(
                textBanner(ScreenPart.Tone.BLUE, "pin", name + ".title", where), new ScreenPart.LabelledRows(rows));
        if (!SessionStateMachine.canLeave(session))
            return PageContent.of(name, parts, backButton(Control.ButtonLook.PRIMARY));
        if (name.equals("window") && CaseTransferFlow.isTransferOffered(session))
            return PageContent.of(
                    name,
                    parts,
                    backButton(Control.ButtonLook.QUIET),
                    new Control(
                            "ticket",
                            texts.get("window.ticket"),
                            "rcpt",
                            Control.ButtonLook.PRIMARY,
                            new SessionEvent.PressTransfer(SessionEvent.TransferCase.TransferTarget.COUNTER)));
        return PageContent.of(
                name,
                parts,
                backButton(Control.ButtonLook.QUIET),
                new Control(
                        "go",
                        texts.get(name + ".go"),
                        "exit",
                        Control.ButtonLook.PRIMARY,
                        new SessionEvent.ConfirmLeave()));
    }

    private Optional<ScreenPart.LabelledRow> caseReferenceRow(CaseOutcome outcome) {
        return switch (outcome) {
            case CaseOutcome.Accepted accepted ->
                Optional.of(caseNumberRow(ValueFormatter.groupCode(accepted.caseNumber())));
            case CaseOutcome.Stored stored -> Optional.of(caseNumberRow(stored.localReference()));
            case CaseOutcome.Unknown unknown -> Optional.of(caseNumberRow(ValueFormatter.groupByFour(unknown.code())));
            case CaseOutcome.Rejected refused ->
                Optional.of(overlayRow("elsewhere.reason", refused.message().textIn(texts.language())));
            case CaseOutcome.PaymentUnknown unknown ->
                Optional.of(
                        caseNumberRow(ValueFormatter.groupCode(unknown.bill().caseNumber())));
            case CaseOutcome.Transferred handed ->
                Optional.of(caseNumberRow(ValueFormatter.groupCode(handed.caseNumber())));
            case CaseOutcome.Undone _, CaseOutcome.NotSent _, CaseOutcome.QueryAnswered _ -> Optional.empty();
        };
    }

    private ScreenPart.LabelledRow caseNumberRow(String number) {
        return overlayRow("elsewhere.number", number);
    }

    private ScreenPart.LabelledRow overlayRow(String label, String value) {
        return new ScreenPart.LabelledRow(label.isEmpty() ? "" : texts.get(label), value, "", Optional.empty());
    }

    /// Everything that the citizen signs, in full.
    private PageContent commitmentPage() {
        var parts = new ArrayList<ScreenPart>();
        parts.add(new ScreenPart.Title(texts.get("sign.promise"), ""));
        session.findApplication().ifPresent(road -> {
            var rows = new ArrayList<ScreenPart.LabelledRow>();
            road.person()
                    .ifPresent(p -> rows.add(new ScreenPart.LabelledRow(
                            texts.get("check.person"), p.shownName(), p.shownNumber(), Optional.empty())));
            rows.add(overlayRow("elsewhere.what", road.item().title().textIn(texts.language())));
            rows.add(overlayRow("commitment.owner", road.item().owner().textIn(texts.language())));
            parts.add(new ScreenPart.LabelledRows(rows));
        });
        var promises = new ArrayList<ScreenPart.LabelledRow>();
        for (int i = 1; i <= 4; i++) promises.add(overlayRow("", i + ". " + texts.get("commitment." + i)));
        parts.add(new ScreenPart.LabelledRows(promises));
        return PageContent.of("commitment", parts, backButton(Control.ButtonLook.PRIMARY));
    }
}
