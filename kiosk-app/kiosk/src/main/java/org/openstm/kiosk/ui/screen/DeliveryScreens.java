package org.openstm.kiosk.ui.screen;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.openstm.kiosk.catalog.DisplayLanguage;
import org.openstm.kiosk.session.model.CaseOutcome;
import org.openstm.kiosk.session.model.CasePaper;
import org.openstm.kiosk.session.model.Session;
import org.openstm.kiosk.session.model.SessionEvent;
import org.openstm.kiosk.session.model.SessionState;
import org.openstm.kiosk.session.model.SessionState.DeliveryStage;
import org.openstm.kiosk.session.model.ValueFormatter;
import org.openstm.kiosk.ui.screen.ScreenComposer.PageContent;
import org.openstm.kiosk.ui.text.BranchInfo;
import org.openstm.kiosk.ui.text.ClosedReason;
import org.openstm.kiosk.ui.text.ScreenTexts;

/// Delivery pages: the card, the papers, the farewell.
final class DeliveryScreens {
    private static final int FAREWELL = 40;
    private static final int CARD = 30;
    private final Session session;
    private final BranchInfo board;
    private final ScreenTexts texts;

    DeliveryScreens(Session session, BranchInfo board, ScreenTexts texts) {
        this.session = session;
        this.board = board;
        this.texts = texts;
    }

    private Control deliveryControl(
            String id, String key, String icon, Control.ButtonLook look, SessionEvent.TouchEvent event) {
        return new Control(id, texts.get(key), icon, look, event);
    }

    /// @param slot whether the card may be in the slot as well as on the reader
    static PageContent takeCardPage(
            ScreenTexts texts, String name, String lead, boolean slot, Instant since, Instant now) {
        int left = Math.clamp(CARD - Duration.between(since, now).toSeconds(), 0, CARD);
        return PageContent.of(
                        name,
                        List.of(new ScreenPart.TakeCardAlarm(
                                texts.get(slot ? "take-card.title-any" : "take-card.title"),
                                texts.get(slot ? lead + "-any" : lead),
                                left,
                                texts.get("seconds"),
                                texts.get("take-card.foot"))))
                .withBackground(Screen.Background.ALARM);
    }

    PageContent printingPage(SessionState.Delivering here, DeliveryStage.Printing printing) {
        var papers = printing.papers();
        var stages = new ArrayList<ScreenPart.TimelineStage>();
        if (papers.stream().anyMatch(p -> p.kind() == CasePaper.PaperKind.DOCUMENT)) {
            var mark = isDocumentVerified(printing) ? ScreenPart.StageMark.DONE : ScreenPart.StageMark.NOW;
            var icon = isDocumentVerified(printing) ? "check" : "clock";
            stages.add(new ScreenPart.TimelineStage(
                    mark,
                    icon,
                    texts.get("printing.check-seal"),
                    here.road().item().owner().textIn(texts.language())));
            here.road()
                    .person()
                    .ifPresent(p -> stages.add(new ScreenPart.TimelineStage(
                            mark, icon, texts.get("printing.check-person"), p.shownName())));
        }
        for (int i = 0; i < papers.size(); i++) stages.add(paperStage(papers.get(i), i, printing));
        var timeline = new ScreenPart.Timeline(stages);
        var slot = paperSlot(papers.get(printing.index()));
        boolean large = session.comfort().large(); // there the page has two views, and the arrow is on the first
        return PageContent.of(
                "printing",
                List.of(
                        new ScreenPart.Title(
                                texts.get("printing.title"),
                                texts.get("printing.lead", sheetCount(papers), deliveredSheetCount(printing))),
                        new ScreenPart.PaperProgress(
                                papers.stream().map(this::paperName).toList(), printing.index()),
                        large ? slot : timeline,
                        large ? timeline : slot));
    }

    /// Sheets to take, of all copies together.
    private static int sheetCount(List<CasePaper> papers) {
        return papers.stream().mapToInt(CasePaper::pages).sum();
    }

    private static int deliveredSheetCount(DeliveryStage.Printing printing) {
        var before = printing.papers().subList(0, printing.index()).stream()
                .filter(paper -> !printing.missing().contains(paper.name()))
                .toList();
        return sheetCount(before)
                + Math.min(
                        printing.page(), printing.papers().get(printing.index()).pages());
    }

    /// Documents print before the slip. True while a verified document prints, and at the slip if no document is
    /// missing.
    private static boolean isDocumentVerified(DeliveryStage.Printing printing) {
        return printing.verified()
                || printing.papers().get(printing.index()).kind() == CasePaper.PaperKind.SLIP
                        && printing.papers().stream()
                                .filter(p -> p.kind() == CasePaper.PaperKind.DOCUMENT)
                                .noneMatch(p -> printing.missing().contains(p.name()));
    }

    /// The arrow points to the paper's outlet.
    private ScreenPart paperSlot(CasePaper paper) {
        boolean slip = paper.kind() == CasePaper.PaperKind.SLIP;
        return new ScreenPart.PaperSlot(texts.get(slip ? "printing.slot-slip" : "printing.slot-document"), !slip);
    }

    private ScreenPart.TimelineStage paperStage(CasePaper paper, int index, DeliveryStage.Printing printing) {
        var mark = index < printing.index()
                ? ScreenPart.StageMark.DONE
                : index == printing.index() ? ScreenPart.StageMark.NOW : ScreenPart.StageMark.AHEAD;
        var icon = switch (mark) {
            case DONE -> "check";
            case NOW -> "print";
            case AHEAD -> "";
        };
        var where = paper.kind() == CasePaper.PaperKind.SLIP ? "printing.where-slip" : "printing.where-document";
        return new ScreenPart.TimelineStage(mark, icon, paperName(paper), texts.get(where));
    }

    PageContent paperTroublePage(SessionState.Delivering here, DeliveryStage.PrintTrouble trouble) {
        var parts = new ArrayList<ScreenPart>();
        parts.add(new ScreenPart.Banner(
                ScreenPart.Tone.AMBER, "print", texts.get(troubleTitle(trouble)), texts.get(troubleLead(trouble))));
        parts.add(new ScreenPart.Timeline(troubleStages(here.outcome(), trouble)));
        parts.add(new ScreenPart.Heading(texts.get("paper.else")));
        parts.add(OverlayScreens.counterLink(
                texts,
                "paper.window",
                texts.get("paper.window-sub", new ClosedReason(session, board, texts).staffedCounterText())));
        if (here.outcome() instanceof CaseOutcome.Accepted)
            parts.add(new ScreenPart.FactCard("clock", texts.get("paper.none"), texts.get("paper.none-sub"), "green"));
        if (trouble.unknown())
            parts.add(new ScreenPart.NoteBox(ScreenPart.Tone.BLUE, "info", texts.get("paper.unknown-note")));
        return withTroubleControls(trouble, parts);
    }

    private static String troubleTitle(DeliveryStage.PrintTrouble trouble) {
        return trouble.unknown()
                ? "paper.unknown-title"
                : switch (trouble.fault()) {
                    case "paper-out" -> "paper-out.title";
                    case "cover-open" -> "cover-open.title";
                    case "document-mismatch", "seal-bad" -> "document-mismatch.title";
                    default -> "printer.title";
                };
    }

    private static String troubleLead(DeliveryStage.PrintTrouble trouble) {
        boolean wrong =
                trouble.fault().equals("document-mismatch") || trouble.fault().equals("seal-bad");
        boolean slip = trouble.papers().get(trouble.index()).kind() == CasePaper.PaperKind.SLIP;
        return trouble.unknown()
                ? slip ? "paper.unknown-lead" : "paper.unknown-lead-document"
                : wrong
                        ? "document-mismatch.lead"
                        : switch (trouble.ticket()) {
                            case "-" -> "printer.lead-failed";
                            case "" -> "printer.lead-calling";
                            default -> "printer.lead";
                        };
    }

    /// The case, which is safe, and then each paper.
    private List<ScreenPart.TimelineStage> troubleStages(CaseOutcome outcome, DeliveryStage.PrintTrouble trouble) {
        var stages = new ArrayList<ScreenPart.TimelineStage>();
        stages.add(new ScreenPart.TimelineStage(
                ScreenPart.StageMark.DONE, "check", texts.get(safeStateKey(outcome)), caseReference(outcome)));
        for (int i = 0; i < trouble.papers().size(); i++) {
            var paper = trouble.papers().get(i);
            boolean out = i < trouble.index() && !trouble.missing().contains(paper.name());
            stages.add(new ScreenPart.TimelineStage(
                    out ? ScreenPart.StageMark.DONE : ScreenPart.StageMark.NOW,
                    out ? "check" : "clock",
                    texts.get(out ? "paper.out" : "paper.wait", paperName(paper)),
                    ""));
        }
        return stages;
    }

    private PageContent withTroubleControls(DeliveryStage.PrintTrouble trouble, List<ScreenPart> parts) {
        var skip = deliveryControl(
                "skip-paper",
                "paper.skip",
                "",
                trouble.unknown() ? Control.ButtonLook.PRIMARY : Control.ButtonLook.SECONDARY,
                new SessionEvent.ContinueWithoutPaper());
        return trouble.unknown()
                ? PageContent.of(
                        "print-unknown",
                        parts,
                        new Control(
                                "skip-paper",
                                texts.get("done"),
                                "",
                                Control.ButtonLook.PRIMARY,
                                new SessionEvent.ContinueWithoutPaper()))
                : PageContent.of(
                        "paper-trouble",
                        parts,
                        skip,
                        deliveryControl(
                                "paper-again",
                                "paper.again",
                                "",
                                Control.ButtonLook.PRIMARY,
                                new SessionEvent.TryAgain()));
    }

    /// What remains valid despite the printer's fault.
    private static String safeStateKey(CaseOutcome outcome) {
        return switch (outcome) {
            case CaseOutcome.Stored _ -> "paper.stored";
            case CaseOutcome.Unknown _ -> "paper.unknown";
            case CaseOutcome.PaymentUnknown _ -> "payunknown.asking";
            case CaseOutcome.Accepted _,
                    CaseOutcome.Rejected _,
                    CaseOutcome.Undone _,
                    CaseOutcome.NotSent _,
                    CaseOutcome.QueryAnswered _ -> "paper.case";
            case CaseOutcome.Transferred _ -> "handed.sent";
        };
    }

    private String caseReference(CaseOutcome outcome) {
        return switch (outcome) {
            case CaseOutcome.Accepted a -> texts.get("paper.case-sub", ValueFormatter.groupCode(a.caseNumber()));
            case CaseOutcome.Stored s -> texts.get("paper.case-stored", s.localReference());
            case CaseOutcome.Unknown u -> ValueFormatter.groupByFour(u.code());
            case CaseOutcome.PaymentUnknown u -> ValueFormatter.groupByFour(u.code());
            case CaseOutcome.Transferred h -> texts.get("paper.case-sub", ValueFormatter.groupCode(h.caseNumber()));
            case CaseOutcome.Rejected _, CaseOutcome.Undone _, CaseOutcome.NotSent _, CaseOutcome.QueryAnswered _ -> "";
        };
    }

    PageContent farewellPage(SessionState.Farewell here) {
        if (here.isAskingReasons()) return ratingReasonsPage(here);
        boolean query = here.outcome() instanceof CaseOutcome.QueryAnswered
                || here.outcome() instanceof CaseOutcome.Transferred;
        var parts = new ArrayList<ScreenPart>();
        parts.add(endingBanner(here));
        var stages = new ArrayList<ScreenPart.TimelineStage>();
        if (here.road().person().isPresent())
            stages.add(new ScreenPart.TimelineStage(ScreenPart.StageMark.NOW, "id", texts.get("farewell.card"), ""));
        if (!here.taken().isEmpty())
            stages.add(new ScreenPart.TimelineStage(
                    ScreenPart.StageMark.NOW,
                    "rcpt",
                    texts.get("farewell.papers", sheetCount(here.taken())),
                    paperNames(here.taken())));
        stages.add(new ScreenPart.TimelineStage(
                ScreenPart.StageMark.DONE, "check", texts.get(query ? "farewell.wiped-query" : "farewell.wiped"), ""));
        parts.add(new ScreenPart.Timeline(stages));
        boolean rated =
                here.outcome() instanceof CaseOutcome.Accepted || here.outcome() instanceof CaseOutcome.Rejected;
        if (rated) addRating(parts, here);
        int left = Math.clamp(
                FAREWELL - Duration.between(here.since(), session.seconds()).toSeconds(), 0, FAREWELL);
        return PageContent.of(
                "farewell",
                parts,
                deliveryControl("more", "rating.more", "", Control.ButtonLook.SECONDARY, new SessionEvent.GoBack()),
                new Control(
                        "finish",
                        texts.get("rating.end", left),
                        "",
                        Control.ButtonLook.PRIMARY,
                        new SessionEvent.FinishVisit()));
    }

    /// The outcome again in the same words: no page says "done" for a case that is not.
    private ScreenPart endingBanner(SessionState.Farewell here) {
        var papers = here.road().item().papers();
        var lead = texts.get("farewell.lead");
        return switch (here.outcome()) {
            case CaseOutcome.Accepted accepted
            when accepted.isFullyAccepted() ->
                oneLineBanner(ScreenPart.Tone.GREEN, "check", papers.headline().textIn(texts.language()), lead);
            case CaseOutcome.Accepted _ ->
                oneLineBanner(ScreenPart.Tone.AMBER, "info", texts.get("partly.title"), lead);
            case CaseOutcome.Stored _ ->
                oneLineBanner(ScreenPart.Tone.AMBER, "wait", texts.get("stored.title"), texts.get("farewell.stored"));
            case CaseOutcome.Unknown _ ->
                oneLineBanner(ScreenPart.Tone.BLUE, "wait", texts.get("unknown.title"), texts.get("farewell.unknown"));
            case CaseOutcome.PaymentUnknown _ ->
                oneLineBanner(
                        ScreenPart.Tone.BLUE, "wait", texts.get("payunknown.title"), texts.get("farewell.pay-unknown"));
            case CaseOutcome.Rejected _ ->
                oneLineBanner(ScreenPart.Tone.AMBER, "info", texts.get("refused.title"), lead);
            case CaseOutcome.Undone _ -> oneLineBanner(ScreenPart.Tone.AMBER, "info", texts.get("undone.title"), lead);
            case CaseOutcome.NotSent _ ->
                oneLineBanner(ScreenPart.Tone.AMBER, "info", texts.get("notsent.title"), lead);
            case CaseOutcome.Transferred _ ->
                oneLineBanner(ScreenPart.Tone.GREEN, "check", texts.get("farewell.title-handed"), lead);
            case CaseOutcome.QueryAnswered _ ->
                oneLineBanner(ScreenPart.Tone.GREEN, "check", texts.get("farewell.title-query"), lead);
        };
    }

    private static ScreenPart oneLineBanner(ScreenPart.Tone tone, String icon, String title, String lead) {
        return new ScreenPart.Banner(tone, icon, title.replace("\n", ""), lead);
    }

    /// The sheets, if there are more than the slip.
    private String paperNames(List<CasePaper> papers) {
        if (papers.stream().allMatch(paper -> paper.kind() == CasePaper.PaperKind.SLIP)) return "";
        return papers.stream()
                .map(paper -> texts.get("farewell.paper", paperName(paper), paper.pages()))
                .collect(Collectors.joining(texts.language() == DisplayLanguage.EN ? ", " : "、"));
    }

    /// Reasons for a bad grade: they are optional, and the rating counts also without them.
    private PageContent ratingReasonsPage(SessionState.Farewell here) {
        var picks = SessionEvent.PickReason.ALL.stream()
                .map(reason -> new ScreenPart.ChoiceOption(
                        new Control(
                                "reason/" + reason,
                                texts.get("rating.why-" + reason),
                                "",
                                Control.ButtonLook.QUIET,
                                new SessionEvent.PickReason(reason)),
                        "",
                        here.reasons().contains(reason),
                        false))
                .toList();
        return PageContent.of(
                "rating",
                List.of(
                        new ScreenPart.Title(texts.get("rating.why"), texts.get("rating.why-lead")),
                        new ScreenPart.ChoiceList(picks),
                        new ScreenPart.NoteBox(ScreenPart.Tone.BLUE, "info", texts.get("rating.note"))),
                deliveryControl(
                        "finish", "rating.skip", "", Control.ButtonLook.SECONDARY, new SessionEvent.FinishVisit()),
                deliveryControl(
                        "send-rating", "rating.send", "", Control.ButtonLook.PRIMARY, new SessionEvent.SendRating()));
    }

    private void addRating(List<ScreenPart> parts, SessionState.Farewell here) {
        parts.add(new ScreenPart.Title(
                texts.get("rating.title"), texts.get(here.thanked() ? "rating.thanks" : "rating.lead")));
        var faces = new ArrayList<ScreenPart.ChoiceOption>();
        for (int grade = 5; grade >= 1; grade--)
            faces.add(new ScreenPart.ChoiceOption(
                    new Control(
                            "rate/" + grade,
                            texts.get("rating." + grade),
                            "face-" + grade,
                            here.grade() == grade ? Control.ButtonLook.ON : Control.ButtonLook.QUIET,
                            new SessionEvent.GiveGrade(grade)),
                    "",
                    here.grade() == grade,
                    here.thanked() && here.grade() != grade));
        parts.add(new ScreenPart.RatingFaces(faces));
        parts.add(new ScreenPart.Sentence(texts.get("rating.note")));
    }

    private String paperName(CasePaper paper) {
        return paper.kind() == CasePaper.PaperKind.SLIP
                ? texts.get("printing.slip")
                : texts.get("printing.document", paper.title());
    }
}
