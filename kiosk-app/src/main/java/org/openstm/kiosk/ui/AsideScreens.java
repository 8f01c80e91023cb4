package org.openstm.kiosk.ui;

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
import org.openstm.kiosk.ui.Screens.Page;

/// What lies over a place and leaves it as it is: help, and what is read aside.
///
/// A way that the machine can open is a card to touch; a way that it can only name is a card to
/// read.
final class AsideScreens {
    private final Session session;
    private final Signboard board;
    private final Texts texts;

    AsideScreens(Session session, Signboard board, Texts texts) {
        this.session = session;
        this.board = board;
        this.texts = texts;
    }

    Page help(Overlay.HelpCalled help) {
        var parts = new ArrayList<Part>();
        parts.add(
                switch (help.ticket()) {
                    case "-" -> banner(Part.Tone.AMBER, "help", "help.failed", texts.get("help.failed-lead"));
                    case "" -> banner(Part.Tone.BLUE, "help", "help.calling", texts.get("help.lead-calling"));
                    default ->
                        help.seen()
                                ? banner(
                                        Part.Tone.GREEN,
                                        "help",
                                        "help.seen",
                                        texts.get("help.seen-lead", help.ticket()))
                                : banner(Part.Tone.BLUE, "help", "help.title", texts.get("help.lead", help.ticket()));
                });
        parts.add(new Part.Say(texts.get("help.kept")));
        parts.add(new Part.Heading(texts.get("help.also")));
        parts.add(window(texts, "help.window", new Shut(session, board, texts).window()));
        if (CaseTransferFlow.isTransferOffered(session))
            parts.add(new Part.Link(
                    new Control(
                            "ways/phone",
                            texts.get("help.phone-on"),
                            "phone",
                            Control.Look.QUIET,
                            new SessionEvent.TransferCase("", SessionEvent.TransferCase.TransferTarget.PHONE)),
                    texts.get("help.phone-on-sub"),
                    "blue"));
        if (!(session.at() instanceof SessionState.Delivering) && !(session.at() instanceof SessionState.Farewell))
            parts.add(new Part.Link(
                    control("ways/terminal", "help.terminal", "pin", Control.Look.QUIET, Overlay.InfoTopic.TERMINAL),
                    board.nearest().textIn(texts.language()),
                    "blue"));
        item().ifPresent(_ -> parts.add(guide(texts)));
        parts.add(new Part.Fact("phone", texts.get("help.phone"), phones(), "green"));
        return Page.of(
                "help",
                parts,
                new Control(
                        "help-back", texts.get("help.back"), "back", Control.Look.PRIMARY, new SessionEvent.Stay()));
    }

    static Part window(Texts texts, String key, String sub) {
        return new Part.Link(
                new Control(
                        "ways/window",
                        texts.get(key),
                        "rcpt",
                        Control.Look.QUIET,
                        new SessionEvent.OpenInfo(Overlay.InfoTopic.WINDOW)),
                sub,
                "blue");
    }

    static Part guide(Texts texts) {
        return new Part.Link(
                new Control(
                        "ways/guide",
                        texts.get("ways.guide"),
                        "list",
                        Control.Look.QUIET,
                        new SessionEvent.OpenInfo(Overlay.InfoTopic.GUIDE)),
                texts.get("ways.guide-sub"),
                "blue");
    }

    private Control control(String id, String key, String icon, Control.Look look, Overlay.InfoTopic topic) {
        return new Control(id, texts.get(key), icon, look, new SessionEvent.OpenInfo(topic));
    }

    private Part.Banner banner(Part.Tone tone, String icon, String key, String lead) {
        return new Part.Banner(tone, icon, texts.get(key), lead);
    }

    private Optional<Item> item() {
        if (session.at() instanceof SessionState.Choosing(SelectionPage.ItemClosed(var id, var _), var _))
            return session.catalog().findItem(id);
        return session.findApplication().map(road -> road.item());
    }

    private String phone() {
        return item().map(item -> item.guide().phone()).orElse("12333");
    }

    private String phones() {
        return phone().equals("12345") ? phone() : texts.get("help.phone-sub", phone());
    }

    Page page(Overlay.InfoTopic topic) {
        return switch (topic) {
            case WINDOW -> elsewhere("window", new Shut(session, board, texts).window());
            case TERMINAL -> elsewhere("terminal", board.nearest().textIn(texts.language()));
            case GUIDE ->
                Page.of(
                        "guide-aside",
                        item().map(item -> new EntranceScreens(session, board, texts).about(item))
                                .orElse(List.of()),
                        back(Control.Look.PRIMARY));
            case COMMITMENT -> commitment();
        };
    }

    private Control back(Control.Look look) {
        return new Control("aside-back", texts.get("aside.back"), "back", look, new SessionEvent.GoBack());
    }

    /// Where to go, what to bring, what to say, and what of the answers goes along: nothing that is
    /// not sent.
    private Page elsewhere(String name, String where) {
        var rows = new ArrayList<Part.Row>();
        item().ifPresent(item -> {
            rows.add(row("elsewhere.what", item.title().textIn(texts.language())));
            rows.add(row("elsewhere.bring", item.guide().bring().textIn(texts.language())));
        });
        if (item().isEmpty()) rows.add(row("elsewhere.bring", texts.get("elsewhere.card")));
        if (session.at() instanceof SessionState.Delivering here) {
            say(here.outcome()).ifPresent(rows::add);
        } else if (session.findApplication().isPresent() && !(session.at() instanceof SessionState.Farewell)) {
            boolean along = name.equals("window") && CaseTransferFlow.isTransferOffered(session);
            rows.add(row("elsewhere.answers", texts.get(along ? "elsewhere.answers-go" : "elsewhere.answers-stay")));
        }
        var parts = List.<Part>of(banner(Part.Tone.BLUE, "pin", name + ".title", where), new Part.Rows(rows));
        if (!SessionStateMachine.canLeave(session)) return Page.of(name, parts, back(Control.Look.PRIMARY));
        if (name.equals("window") && CaseTransferFlow.isTransferOffered(session))
            return Page.of(
                    name,
                    parts,
                    back(Control.Look.QUIET),
                    new Control(
                            "ticket",
                            texts.get("window.ticket"),
                            "rcpt",
                            Control.Look.PRIMARY,
                            new SessionEvent.TransferCase("", SessionEvent.TransferCase.TransferTarget.COUNTER)));
        return Page.of(
                name,
                parts,
                back(Control.Look.QUIET),
                new Control(
                        "go", texts.get(name + ".go"), "exit", Control.Look.PRIMARY, new SessionEvent.ConfirmLeave()));
    }

    private Optional<Part.Row> say(CaseOutcome outcome) {
        return switch (outcome) {
            case CaseOutcome.Accepted accepted -> Optional.of(number(ValueFormatter.groupCode(accepted.caseNumber())));
            case CaseOutcome.Stored stored -> Optional.of(number(stored.localReference()));
            case CaseOutcome.Unknown unknown -> Optional.of(number(ValueFormatter.groupByFour(unknown.code())));
            case CaseOutcome.Refused refused ->
                Optional.of(row("elsewhere.reason", refused.message().textIn(texts.language())));
            case CaseOutcome.PaymentUnknown unknown ->
                Optional.of(number(ValueFormatter.groupCode(unknown.bill().caseNumber())));
            case CaseOutcome.Transferred handed -> Optional.of(number(ValueFormatter.groupCode(handed.caseNumber())));
            case CaseOutcome.Undone _, CaseOutcome.NotSent _, CaseOutcome.QueryAnswered _ -> Optional.empty();
        };
    }

    private Part.Row number(String number) {
        return row("elsewhere.number", number);
    }

    private Part.Row row(String label, String value) {
        return new Part.Row(label.isEmpty() ? "" : texts.get(label), value, "", Optional.empty());
    }

    /// All that the citizen signs, in full.
    private Page commitment() {
        var parts = new ArrayList<Part>();
        parts.add(new Part.Title(texts.get("sign.promise"), ""));
        session.findApplication().ifPresent(road -> {
            var rows = new ArrayList<Part.Row>();
            road.person()
                    .ifPresent(p -> rows.add(
                            new Part.Row(texts.get("check.person"), p.shownName(), p.shownNumber(), Optional.empty())));
            rows.add(row("elsewhere.what", road.item().title().textIn(texts.language())));
            rows.add(row("commitment.owner", road.item().owner().textIn(texts.language())));
            parts.add(new Part.Rows(rows));
        });
        var promises = new ArrayList<Part.Row>();
        for (int i = 1; i <= 4; i++) promises.add(row("", i + ". " + texts.get("commitment." + i)));
        parts.add(new Part.Rows(promises));
        return Page.of("commitment", parts, back(Control.Look.PRIMARY));
    }
}
