package org.openstm.kiosk.ui.screen;

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
import org.openstm.kiosk.ui.screen.ScreenComposer.PageContent;
import org.openstm.kiosk.ui.text.BranchInfo;
import org.openstm.kiosk.ui.text.ClosedReason;
import org.openstm.kiosk.ui.text.ScreenTexts;

/// Result pages. Four outcomes have four pictures, so that none is mistaken for another.
final class OutcomeScreens {
    private final Session session;
    private final BranchInfo board;
    private final ScreenTexts texts;

    OutcomeScreens(Session session, BranchInfo board, ScreenTexts texts) {
        this.session = session;
        this.board = board;
        this.texts = texts;
    }

    static PageContent submittingPage(ScreenTexts texts, SessionState.Submitting here) {
        var owner = here.road().item().owner().textIn(texts.language());
        boolean query = here.txId().isEmpty();
        return PageContent.of(
                query ? "asking" : "sending",
                List.of(
                        new ScreenPart.Title(
                                texts.get(query ? "asking.title" : "sending.title"),
                                texts.get(query ? "asking.lead" : "sending.lead", owner)),
                        new ScreenPart.BusyIndicator("")));
    }

    PageContent deliveringPage(SessionState.Delivering here) {
        return switch (here.handing()) {
            case DeliveryStage.ShowingOutcome _ -> withPaperNotice(here, outcomePage(here));
            case DeliveryStage.TakeCard(var _, var since) ->
                DeliveryScreens.takeCardPage(
                        texts, "take-card", "take-card.lead", session.world().readsChips(), since, session.seconds());
            case DeliveryStage.Printing printing ->
                new DeliveryScreens(session, board, texts).printingPage(here, printing);
            case DeliveryStage.PrintTrouble trouble ->
                new DeliveryScreens(session, board, texts).paperTroublePage(here, trouble);
        };
    }

    /// If no slip can be printed now, the page says so before the touch; a touch still tries.
    private PageContent withPaperNotice(SessionState.Delivering here, PageContent page) {
        boolean documents = here.outcome() instanceof CaseOutcome.Accepted accepted
                && !accepted.documents().isEmpty();
        boolean slip = page.actions().stream().anyMatch(OutcomeScreens::isPrintControl);
        if (!slip || documents || session.world().printsSlips()) return page;
        var parts = new ArrayList<>(page.parts());
        parts.add(1, new ScreenPart.NoteBox(ScreenPart.Tone.AMBER, "print", texts.get("paper.none-now")));
        var actions = page.actions().stream()
                .map(c -> c.withLook(isPrintControl(c) ? Control.ButtonLook.SECONDARY : Control.ButtonLook.PRIMARY))
                .toList();
        return new PageContent(page.name(), page.steps(), parts, actions, page.ground());
    }

    private static boolean isPrintControl(Control control) {
        return control.event() instanceof SessionEvent.PrintPapers;
    }

    private Control outcomeControl(
            String id, String key, String icon, Control.ButtonLook look, SessionEvent.TouchEvent event) {
        return new Control(id, texts.get(key), icon, look, event);
    }

    private Control finishButton(String key, Control.ButtonLook look) {
        return outcomeControl("finish", key, "", look, new SessionEvent.FinishVisit());
    }

    private PageContent outcomePage(SessionState.Delivering here) {
        var item = here.road().item();
        return switch (here.outcome()) {
            case CaseOutcome.Accepted accepted -> acceptedPage(here, item, accepted);
            case CaseOutcome.Rejected refused -> refusedPage(item, refused);
            case CaseOutcome.Unknown unknown -> unknownOutcomePage(here, item, unknown);
            case CaseOutcome.PaymentUnknown unknown -> new PaymentScreens(texts).unknownPaymentPage(unknown);
            case CaseOutcome.Undone undone ->
                new PaymentScreens(texts)
                        .undonePaymentPage(undone, new ClosedReason(session, board, texts).staffedCounterText());
            case CaseOutcome.Stored stored -> storedCasePage(here, item, stored);
            case CaseOutcome.NotSent(var _, var machine) ->
                PageContent.of(
                        "not-sent",
                        List.of(
                                new ScreenPart.Banner(
                                        ScreenPart.Tone.RED,
                                        "info",
                                        texts.get("notsent.title"),
                                        texts.get(machine ? "notsent.machine" : "notsent.lead")),
                                new ScreenPart.NoteBox(
                                        ScreenPart.Tone.BLUE,
                                        "pin",
                                        texts.get(
                                                "closed.nearest",
                                                board.nearest().textIn(texts.language())))),
                        finishButton("refused.end", Control.ButtonLook.PRIMARY));
            case CaseOutcome.Transferred handed -> new CaseTransferScreens(texts).transferredPage(here.road(), handed);
            case CaseOutcome.QueryAnswered(var values) -> queryResultPage(here, item, values);
        };
    }

    private PageContent acceptedPage(SessionState.Delivering here, Item item, CaseOutcome.Accepted accepted) {
        var language = texts.language();
        var road = here.road();
        var parts = new ArrayList<ScreenPart>();
        var outcome =
                ValueFormatter.fillGaps(item.papers().outcome().textIn(language), road, accepted.result(), language);
        parts.add(
                accepted.isFullyAccepted()
                        ? new ScreenPart.Banner(
                                ScreenPart.Tone.GREEN,
                                "check",
                                item.papers().headline().textIn(language),
                                outcome)
                        : new ScreenPart.Banner(ScreenPart.Tone.AMBER, "info", texts.get("partly.title"), outcome));
        parts.add(new ScreenPart.CaseNumber(
                texts.get("accepted.number"),
                ValueFormatter.groupCode(accepted.caseNumber()),
                factLines(here, accepted.result())));
        if (!accepted.parts().isEmpty()) parts.add(new ScreenPart.Timeline(chainItemStages(accepted)));
        parts.add(new ScreenPart.Heading(texts.get("accepted.next")));
        parts.add(new ScreenPart.Timeline(nextStages(here, item, accepted)));
        var useful = session.catalog()
                .findItem(item.related())
                .filter(session.catalog()::isOffered)
                .filter(related -> PersonalizationFlow.suitsAge(session, related));
        useful.ifPresent(related -> {
            parts.add(new ScreenPart.Heading(texts.get("accepted.also")));
            parts.add(new ScreenPart.LinkCard(
                    new Control(
                            "item/" + related.id(),
                            related.title().textIn(language),
                            session.catalog()
                                    .findTheme(related.theme())
                                    .map(t -> t.icon())
                                    .orElse("list"),
                            Control.ButtonLook.QUIET,
                            new SessionEvent.SeeItem(related.id())),
                    texts.get("accepted.also-sub"),
                    "green"));
        });
        var print = accepted.documents().isEmpty() ? "accepted.print" : "accepted.print-all";
        return PageContent.of(
                "accepted",
                parts,
                finishButton("done", Control.ButtonLook.SECONDARY),
                outcomeControl("print", print, "print", Control.ButtonLook.PRIMARY, new SessionEvent.PrintPapers()));
    }

    /// Outcome of each item of a chain, in its department's words.
    private List<ScreenPart.TimelineStage> chainItemStages(CaseOutcome.Accepted accepted) {
        var language = texts.language();
        return accepted.parts().stream()
                .map(share -> new ScreenPart.TimelineStage(
                        share.accepted() ? ScreenPart.StageMark.DONE : ScreenPart.StageMark.AHEAD,
                        share.accepted() ? "check" : "stop",
                        texts.get(
                                share.accepted() ? "partly.done" : "partly.refused",
                                share.title().textIn(language)),
                        share.message().textIn(language)))
                .toList();
    }

    private String factLines(SessionState.Delivering here, Map<String, String> result) {
        var language = texts.language();
        var lines = new ArrayList<String>();
        for (var fact : here.road().item().papers().facts()) {
            var value = ValueFormatter.fillGaps(fact.value().textIn(language), here.road(), result, language);
            if (!value.isBlank()) lines.add(fact.label().textIn(language) + "　" + value);
        }
        return String.join("\n", lines);
    }

    private List<ScreenPart.TimelineStage> nextStages(
            SessionState.Delivering here, Item item, CaseOutcome.Accepted accepted) {
        var stages = new ArrayList<ScreenPart.TimelineStage>();
        var documents = accepted.documents().stream()
                .map(CaseOutcome.SealedDocument::title)
                .toList();
        var slip = session.world().printsSlips() ? "accepted.print-slip" : "accepted.copy-number";
        stages.add(new ScreenPart.TimelineStage(
                ScreenPart.StageMark.NOW,
                "print",
                documents.isEmpty()
                        ? texts.get(slip)
                        : texts.get("accepted.print-both", String.join(listSeparator(), documents)),
                texts.get(item.visits() == Item.Visits.ONE ? "accepted.once" : "accepted.no-more")));
        here.road()
                .answers()
                .findAnswer("mobile")
                .ifPresent(mobile -> stages.add(new ScreenPart.TimelineStage(
                        ScreenPart.StageMark.AHEAD,
                        "",
                        texts.get("accepted.sms"),
                        texts.get("accepted.sms-to", PersonalDataMask.maskMobile(mobile)))));
        return stages;
    }

    private String listSeparator() {
        return texts.language() == DisplayLanguage.EN ? ", " : "、";
    }

    private PageContent refusedPage(Item item, CaseOutcome.Rejected refused) {
        var language = texts.language();
        var reason = refused.message().textIn(language);
        if (refused.code().equals("same-again"))
            return PageContent.of(
                    "again",
                    List.of(new ScreenPart.Banner(ScreenPart.Tone.BLUE, "info", texts.get("again.title"), reason)),
                    finishButton("again.no", Control.ButtonLook.SECONDARY),
                    outcomeControl(
                            "again", "again.yes", "", Control.ButtonLook.PRIMARY, new SessionEvent.PressConfirm()));
        var parts = List.<ScreenPart>of(
                new ScreenPart.Banner(ScreenPart.Tone.RED, "info", texts.get("refused.title"), reason),
                new ScreenPart.LabelledRows(List.of(
                        new ScreenPart.LabelledRow(
                                texts.get("refused.word"),
                                reason,
                                item.owner().textIn(language) + "　" + texts.get("refused.code", refused.code()),
                                Optional.empty()),
                        new ScreenPart.LabelledRow(
                                texts.get("refused.money"), texts.get("refused.free"), "", Optional.empty()))),
                new ScreenPart.Heading(texts.get("refused.ways")),
                OverlayScreens.guideLink(texts),
                OverlayScreens.counterLink(
                        texts,
                        "refused.window",
                        texts.get("refused.window-sub", new ClosedReason(session, board, texts).staffedCounterText())),
                new ScreenPart.FactCard("phone", texts.get("refused.phone"), phonesText(item), "green"));
        return PageContent.of("refused", parts, finishButton("refused.end", Control.ButtonLook.PRIMARY));
    }

    /// The department's number and the one for complaints, which may be the same.
    private String phonesText(Item item) {
        var own = item.guide().phone();
        return own.equals("12345") ? texts.get("refused.phone-one", own) : texts.get("refused.phone-sub", own);
    }

    private PageContent unknownOutcomePage(SessionState.Delivering here, Item item, CaseOutcome.Unknown unknown) {
        var owner = item.owner().textIn(texts.language());
        return PageContent.of(
                "unknown",
                List.of(
                        new ScreenPart.Banner(
                                ScreenPart.Tone.BLUE, "wait", texts.get("unknown.title"), texts.get("unknown.lead")),
                        new ScreenPart.Timeline(List.of(
                                new ScreenPart.TimelineStage(
                                        ScreenPart.StageMark.DONE,
                                        "check",
                                        texts.get("unknown.kept"),
                                        ValueFormatter.groupByFour(unknown.code())),
                                new ScreenPart.TimelineStage(
                                        ScreenPart.StageMark.DONE, "check", texts.get("unknown.sent", owner), ""),
                                new ScreenPart.TimelineStage(
                                        ScreenPart.StageMark.NOW,
                                        "clock",
                                        texts.get("unknown.asking"),
                                        texts.get("unknown.asking-sub")),
                                resultStage(here, "unknown.then", "unknown.then-code"))),
                        new ScreenPart.NoteBox(ScreenPart.Tone.AMBER, "warn", texts.get("unknown.warn")),
                        new ScreenPart.Sentence(texts.get("unknown.leave"))),
                outcomeControl(
                        "print", "unknown.print", "rcpt", Control.ButtonLook.SECONDARY, new SessionEvent.PrintPapers()),
                outcomeControl("wait", "unknown.wait", "", Control.ButtonLook.PRIMARY, new SessionEvent.Stay()));
    }

    /// A text message is promised only to a citizen who gave a number.
    private ScreenPart.TimelineStage resultStage(SessionState.Delivering here, String message, String code) {
        var mobile = here.road().answers().findAnswer("mobile");
        return new ScreenPart.TimelineStage(
                ScreenPart.StageMark.AHEAD,
                "",
                texts.get(mobile.isPresent() ? message : code),
                mobile.map(PersonalDataMask::maskMobile).orElse(""));
    }

    private PageContent storedCasePage(SessionState.Delivering here, Item item, CaseOutcome.Stored stored) {
        var language = texts.language();
        var latest = ValueFormatter.formatTime(stored.atLatest(), language);
        var stages = new ArrayList<ScreenPart.TimelineStage>();
        stages.add(new ScreenPart.TimelineStage(
                ScreenPart.StageMark.DONE, "check", texts.get("stored.step-1"), texts.get("stored.step-1-sub")));
        stages.add(new ScreenPart.TimelineStage(
                ScreenPart.StageMark.AHEAD,
                "",
                texts.get("stored.step-2", item.owner().textIn(language)),
                texts.get("stored.step-2-sub", latest)));
        stages.add(resultStage(here, "stored.step-3", "stored.step-3-code"));
        return PageContent.of(
                "stored",
                List.of(
                        new ScreenPart.Banner(
                                ScreenPart.Tone.AMBER, "wait", texts.get("stored.title"), texts.get("stored.lead")),
                        new ScreenPart.CaseNumber(
                                texts.get("stored.number"),
                                stored.localReference(),
                                item.title().textIn(language)),
                        new ScreenPart.Heading(texts.get("accepted.next")),
                        new ScreenPart.Timeline(stages),
                        new ScreenPart.NoteBox(ScreenPart.Tone.BLUE, "info", texts.get("stored.day", latest))),
                finishButton("done", Control.ButtonLook.QUIET),
                outcomeControl(
                        "print", "stored.print", "rcpt", Control.ButtonLook.PRIMARY, new SessionEvent.PrintPapers()));
    }

    private PageContent queryResultPage(SessionState.Delivering here, Item item, Map<String, String> values) {
        var language = texts.language();
        var rows = item.papers().facts().stream()
                .map(f -> new ScreenPart.LabelledRow(
                        f.label().textIn(language),
                        ValueFormatter.fillGaps(f.value().textIn(language), here.road(), values, language),
                        "",
                        Optional.empty()))
                .filter(row -> !row.value().isBlank())
                .toList();
        return PageContent.of(
                "shown",
                List.of(
                        new ScreenPart.Title(
                                item.papers().headline().textIn(language),
                                item.papers().outcome().textIn(language)),
                        new ScreenPart.LabelledRows(rows)),
                finishButton("shown.end", Control.ButtonLook.PRIMARY));
    }
}
