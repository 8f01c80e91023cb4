package org.openstm.kiosk.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openstm.kiosk.catalog.DisplayLanguage;
import org.openstm.kiosk.catalog.Item;
import org.openstm.kiosk.form.PersonalDataMask;
import org.openstm.kiosk.session.flow.PersonalizationFlow;
import org.openstm.kiosk.session.model.CaseOutcome;
import org.openstm.kiosk.session.model.Session;
import org.openstm.kiosk.session.model.SessionEvent;
import org.openstm.kiosk.session.model.SessionState;
import org.openstm.kiosk.session.model.SessionState.DeliveryStage;
import org.openstm.kiosk.session.model.ValueFormatter;
import org.openstm.kiosk.ui.Screens.Page;

/// The answer. Four outcomes, four pictures: none is taken for another.
final class OutcomeScreens {
    private final Session session;
    private final Signboard board;
    private final Texts texts;

    OutcomeScreens(Session session, Signboard board, Texts texts) {
        this.session = session;
        this.board = board;
        this.texts = texts;
    }

    static Page submitting(Texts texts, SessionState.Submitting here) {
        var owner = here.road().item().owner().textIn(texts.language());
        boolean query = here.txId().isEmpty();
        return Page.of(
                query ? "asking" : "sending",
                List.of(
                        new Part.Title(
                                texts.get(query ? "asking.title" : "sending.title"),
                                texts.get(query ? "asking.lead" : "sending.lead", owner)),
                        new Part.Working("")));
    }

    Page delivering(SessionState.Delivering here) {
        return switch (here.handing()) {
            case DeliveryStage.ShowingOutcome _ -> saying(here, told(here));
            case DeliveryStage.TakeCard(var _, var since) ->
                HandingScreens.takeCard(
                        texts, "take-card", "take-card.lead", session.world().readsChips(), since, session.seconds());
            case DeliveryStage.Printing printing -> new HandingScreens(session, board, texts).printing(here, printing);
            case DeliveryStage.PrintTrouble trouble -> new HandingScreens(session, board, texts).trouble(here, trouble);
        };
    }

    /// Whoever cannot have a slip just now hears it before they touch; the touch still tries.
    private Page saying(SessionState.Delivering here, Page page) {
        boolean documents = here.outcome() instanceof CaseOutcome.Accepted accepted
                && !accepted.documents().isEmpty();
        boolean slip = page.actions().stream().anyMatch(OutcomeScreens::prints);
        if (!slip || documents || session.world().printsSlips()) return page;
        var parts = new ArrayList<>(page.parts());
        parts.add(1, new Part.Note(Part.Tone.AMBER, "print", texts.get("paper.none-now")));
        var actions = page.actions().stream()
                .map(c -> c.looking(prints(c) ? Control.Look.SECONDARY : Control.Look.PRIMARY))
                .toList();
        return new Page(page.name(), page.steps(), parts, actions, page.ground());
    }

    private static boolean prints(Control control) {
        return control.event() instanceof SessionEvent.PrintPapers;
    }

    private Control control(String id, String key, String icon, Control.Look look, SessionEvent.TouchEvent event) {
        return new Control(id, texts.get(key), icon, look, event);
    }

    private Control finish(String key, Control.Look look) {
        return control("finish", key, "", look, new SessionEvent.FinishVisit());
    }

    private Page told(SessionState.Delivering here) {
        var item = here.road().item();
        return switch (here.outcome()) {
            case CaseOutcome.Accepted accepted -> accepted(here, item, accepted);
            case CaseOutcome.Refused refused -> refused(item, refused);
            case CaseOutcome.Unknown unknown -> unknown(here, item, unknown);
            case CaseOutcome.PaymentUnknown unknown -> new PayingScreens(texts).unknown(unknown);
            case CaseOutcome.Undone undone ->
                new PayingScreens(texts).undone(undone, new Shut(session, board, texts).window());
            case CaseOutcome.Stored stored -> stored(here, item, stored);
            case CaseOutcome.NotSent(var _, var machine) ->
                Page.of(
                        "not-sent",
                        List.of(
                                new Part.Banner(
                                        Part.Tone.RED,
                                        "info",
                                        texts.get("notsent.title"),
                                        texts.get(machine ? "notsent.machine" : "notsent.lead")),
                                new Part.Note(
                                        Part.Tone.BLUE,
                                        "pin",
                                        texts.get(
                                                "closed.nearest",
                                                board.nearest().textIn(texts.language())))),
                        finish("refused.end", Control.Look.PRIMARY));
            case CaseOutcome.Transferred handed -> new HandoverScreens(texts).handed(here.road(), handed);
            case CaseOutcome.QueryAnswered(var values) -> shown(here, item, values);
        };
    }

    private Page accepted(SessionState.Delivering here, Item item, CaseOutcome.Accepted accepted) {
        var language = texts.language();
        var road = here.road();
        var parts = new ArrayList<Part>();
        var outcome =
                ValueFormatter.fillGaps(item.papers().outcome().textIn(language), road, accepted.result(), language);
        parts.add(
                accepted.isFullyAccepted()
                        ? new Part.Banner(
                                Part.Tone.GREEN,
                                "check",
                                item.papers().headline().textIn(language),
                                outcome)
                        : new Part.Banner(Part.Tone.AMBER, "info", texts.get("partly.title"), outcome));
        parts.add(new Part.CaseNumber(
                texts.get("accepted.number"),
                ValueFormatter.groupCode(accepted.caseNumber()),
                facts(here, accepted.result())));
        if (!accepted.parts().isEmpty()) parts.add(new Part.Timeline(shares(accepted)));
        parts.add(new Part.Heading(texts.get("accepted.next")));
        parts.add(new Part.Timeline(next(here, item, accepted)));
        var useful = session.catalog()
                .findItem(item.related())
                .filter(session.catalog()::isOffered)
                .filter(related -> PersonalizationFlow.suitsAge(session, related));
        useful.ifPresent(related -> {
            parts.add(new Part.Heading(texts.get("accepted.also")));
            parts.add(new Part.Link(
                    new Control(
                            "item/" + related.id(),
                            related.title().textIn(language),
                            session.catalog()
                                    .findTheme(related.theme())
                                    .map(t -> t.icon())
                                    .orElse("list"),
                            Control.Look.QUIET,
                            new SessionEvent.SeeItem(related.id())),
                    texts.get("accepted.also-sub"),
                    "green"));
        });
        var print = accepted.documents().isEmpty() ? "accepted.print" : "accepted.print-all";
        return Page.of(
                "accepted",
                parts,
                finish("done", Control.Look.SECONDARY),
                control("print", print, "print", Control.Look.PRIMARY, new SessionEvent.PrintPapers()));
    }

    /// What became of each item of a chain: one way or the other, in its department's words.
    private List<Part.Stage> shares(CaseOutcome.Accepted accepted) {
        var language = texts.language();
        return accepted.parts().stream()
                .map(share -> new Part.Stage(
                        share.accepted() ? Part.Mark.DONE : Part.Mark.AHEAD,
                        share.accepted() ? "check" : "stop",
                        texts.get(
                                share.accepted() ? "partly.done" : "partly.refused",
                                share.title().textIn(language)),
                        share.message().textIn(language)))
                .toList();
    }

    private String facts(SessionState.Delivering here, Map<String, String> result) {
        var language = texts.language();
        var lines = new ArrayList<String>();
        for (var fact : here.road().item().papers().facts()) {
            var value = ValueFormatter.fillGaps(fact.value().textIn(language), here.road(), result, language);
            if (!value.isBlank()) lines.add(fact.label().textIn(language) + "　" + value);
        }
        return String.join("\n", lines);
    }

    private List<Part.Stage> next(SessionState.Delivering here, Item item, CaseOutcome.Accepted accepted) {
        var stages = new ArrayList<Part.Stage>();
        var documents = accepted.documents().stream()
                .map(CaseOutcome.SealedDocument::title)
                .toList();
        var slip = session.world().printsSlips() ? "accepted.print-slip" : "accepted.copy-number";
        stages.add(new Part.Stage(
                Part.Mark.NOW,
                "print",
                documents.isEmpty()
                        ? texts.get(slip)
                        : texts.get("accepted.print-both", String.join(between(), documents)),
                texts.get(item.visits() == Item.Visits.ONE ? "accepted.once" : "accepted.no-more")));
        here.road()
                .answers()
                .findAnswer("mobile")
                .ifPresent(mobile -> stages.add(new Part.Stage(
                        Part.Mark.AHEAD,
                        "",
                        texts.get("accepted.sms"),
                        texts.get("accepted.sms-to", PersonalDataMask.maskMobile(mobile)))));
        return stages;
    }

    private String between() {
        return texts.language() == DisplayLanguage.EN ? ", " : "、";
    }

    private Page refused(Item item, CaseOutcome.Refused refused) {
        var language = texts.language();
        var reason = refused.message().textIn(language);
        if (refused.code().equals("same-again"))
            return Page.of(
                    "again",
                    List.of(new Part.Banner(Part.Tone.BLUE, "info", texts.get("again.title"), reason)),
                    finish("again.no", Control.Look.SECONDARY),
                    control("again", "again.yes", "", Control.Look.PRIMARY, new SessionEvent.ConfirmCase("")));
        var parts = List.<Part>of(
                new Part.Banner(Part.Tone.RED, "info", texts.get("refused.title"), reason),
                new Part.Rows(List.of(
                        new Part.Row(
                                texts.get("refused.word"),
                                reason,
                                item.owner().textIn(language) + "　" + texts.get("refused.code", refused.code()),
                                Optional.empty()),
                        new Part.Row(texts.get("refused.money"), texts.get("refused.free"), "", Optional.empty()))),
                new Part.Heading(texts.get("refused.ways")),
                AsideScreens.guide(texts),
                AsideScreens.window(
                        texts,
                        "refused.window",
                        texts.get("refused.window-sub", new Shut(session, board, texts).window())),
                new Part.Fact("phone", texts.get("refused.phone"), phones(item), "green"));
        return Page.of("refused", parts, finish("refused.end", Control.Look.PRIMARY));
    }

    /// The department's number and the one for complaints, which may be one.
    private String phones(Item item) {
        var own = item.guide().phone();
        return own.equals("12345") ? texts.get("refused.phone-one", own) : texts.get("refused.phone-sub", own);
    }

    private Page unknown(SessionState.Delivering here, Item item, CaseOutcome.Unknown unknown) {
        var owner = item.owner().textIn(texts.language());
        return Page.of(
                "unknown",
                List.of(
                        new Part.Banner(Part.Tone.BLUE, "wait", texts.get("unknown.title"), texts.get("unknown.lead")),
                        new Part.Timeline(List.of(
                                new Part.Stage(
                                        Part.Mark.DONE,
                                        "check",
                                        texts.get("unknown.kept"),
                                        ValueFormatter.groupByFour(unknown.code())),
                                new Part.Stage(Part.Mark.DONE, "check", texts.get("unknown.sent", owner), ""),
                                new Part.Stage(
                                        Part.Mark.NOW,
                                        "clock",
                                        texts.get("unknown.asking"),
                                        texts.get("unknown.asking-sub")),
                                result(here, "unknown.then", "unknown.then-code"))),
                        new Part.Note(Part.Tone.AMBER, "warn", texts.get("unknown.warn")),
                        new Part.Say(texts.get("unknown.leave"))),
                control("print", "unknown.print", "rcpt", Control.Look.SECONDARY, new SessionEvent.PrintPapers()),
                control("wait", "unknown.wait", "", Control.Look.PRIMARY, new SessionEvent.Stay()));
    }

    /// A text message is promised only to whom gave a number.
    private Part.Stage result(SessionState.Delivering here, String message, String code) {
        var mobile = here.road().answers().findAnswer("mobile");
        return new Part.Stage(
                Part.Mark.AHEAD,
                "",
                texts.get(mobile.isPresent() ? message : code),
                mobile.map(PersonalDataMask::maskMobile).orElse(""));
    }

    private Page stored(SessionState.Delivering here, Item item, CaseOutcome.Stored stored) {
        var language = texts.language();
        var latest = ValueFormatter.formatTime(stored.atLatest(), language);
        var stages = new ArrayList<Part.Stage>();
        stages.add(new Part.Stage(Part.Mark.DONE, "check", texts.get("stored.step-1"), texts.get("stored.step-1-sub")));
        stages.add(new Part.Stage(
                Part.Mark.AHEAD,
                "",
                texts.get("stored.step-2", item.owner().textIn(language)),
                texts.get("stored.step-2-sub", latest)));
        stages.add(result(here, "stored.step-3", "stored.step-3-code"));
        return Page.of(
                "stored",
                List.of(
                        new Part.Banner(Part.Tone.AMBER, "wait", texts.get("stored.title"), texts.get("stored.lead")),
                        new Part.CaseNumber(
                                texts.get("stored.number"),
                                stored.localReference(),
                                item.title().textIn(language)),
                        new Part.Heading(texts.get("accepted.next")),
                        new Part.Timeline(stages),
                        new Part.Note(Part.Tone.BLUE, "info", texts.get("stored.day", latest))),
                finish("done", Control.Look.QUIET),
                control("print", "stored.print", "rcpt", Control.Look.PRIMARY, new SessionEvent.PrintPapers()));
    }

    private Page shown(SessionState.Delivering here, Item item, Map<String, String> values) {
        var language = texts.language();
        var rows = item.papers().facts().stream()
                .map(f -> new Part.Row(
                        f.label().textIn(language),
                        ValueFormatter.fillGaps(f.value().textIn(language), here.road(), values, language),
                        "",
                        Optional.empty()))
                .filter(row -> !row.value().isBlank())
                .toList();
        return Page.of(
                "shown",
                List.of(
                        new Part.Title(
                                item.papers().headline().textIn(language),
                                item.papers().outcome().textIn(language)),
                        new Part.Rows(rows)),
                finish("shown.end", Control.Look.PRIMARY));
    }
}
