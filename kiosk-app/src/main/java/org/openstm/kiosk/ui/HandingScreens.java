package org.openstm.kiosk.ui;

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
import org.openstm.kiosk.ui.Screens.Page;

/// What is handed out: the card, the papers, the farewell.
final class HandingScreens {
    private static final int FAREWELL = 40;
    private static final int CARD = 30;
    private final Session session;
    private final Signboard board;
    private final Texts texts;

    HandingScreens(Session session, Signboard board, Texts texts) {
        this.session = session;
        this.board = board;
        this.texts = texts;
    }

    private Control control(String id, String key, String icon, Control.Look look, SessionEvent.TouchEvent event) {
        return new Control(id, texts.get(key), icon, look, event);
    }

    /// @param slot whether the card may be in the slot as well as on the reader
    static Page takeCard(Texts texts, String name, String lead, boolean slot, Instant since, Instant now) {
        int left = Math.clamp(CARD - Duration.between(since, now).toSeconds(), 0, CARD);
        return Page.of(
                        name,
                        List.of(new Part.Alarm(
                                texts.get(slot ? "take-card.title-any" : "take-card.title"),
                                texts.get(slot ? lead + "-any" : lead),
                                left,
                                texts.get("seconds"),
                                texts.get("take-card.foot"))))
                .on(Screen.Ground.ALARM);
    }

    Page printing(SessionState.Delivering here, DeliveryStage.Printing printing) {
        var papers = printing.papers();
        var stages = new ArrayList<Part.Stage>();
        if (papers.stream().anyMatch(p -> p.kind() == CasePaper.PaperKind.DOCUMENT)) {
            var mark = verified(printing) ? Part.Mark.DONE : Part.Mark.NOW;
            var icon = verified(printing) ? "check" : "clock";
            stages.add(new Part.Stage(
                    mark,
                    icon,
                    texts.get("printing.check-seal"),
                    here.road().item().owner().textIn(texts.language())));
            here.road()
                    .person()
                    .ifPresent(p ->
                            stages.add(new Part.Stage(mark, icon, texts.get("printing.check-person"), p.shownName())));
        }
        for (int i = 0; i < papers.size(); i++) stages.add(stage(papers.get(i), i, printing));
        var timeline = new Part.Timeline(stages);
        var slot = slot(papers.get(printing.index()));
        boolean large = session.comfort().large(); // there the page has two views, and the arrow stands on the first
        return Page.of(
                "printing",
                List.of(
                        new Part.Title(
                                texts.get("printing.title"),
                                texts.get("printing.lead", sheets(papers), sheetsOut(printing))),
                        new Part.Papers(papers.stream().map(this::name).toList(), printing.index()),
                        large ? slot : timeline,
                        large ? timeline : slot));
    }

    /// Sheets to take along, of all copies together.
    private static int sheets(List<CasePaper> papers) {
        return papers.stream().mapToInt(CasePaper::pages).sum();
    }

    private static int sheetsOut(DeliveryStage.Printing printing) {
        var before = printing.papers().subList(0, printing.index()).stream()
                .filter(paper -> !printing.missing().contains(paper.name()))
                .toList();
        return sheets(before)
                + Math.min(
                        printing.page(), printing.papers().get(printing.index()).pages());
    }

    /// Documents print before the slip: where one prints now it must be verified, behind it those that came
    /// were.
    private static boolean verified(DeliveryStage.Printing printing) {
        return printing.verified()
                || printing.papers().get(printing.index()).kind() == CasePaper.PaperKind.SLIP
                        && printing.papers().stream()
                                .filter(p -> p.kind() == CasePaper.PaperKind.DOCUMENT)
                                .noneMatch(p -> printing.missing().contains(p.name()));
    }

    /// The arrow points where the paper comes out.
    private Part slot(CasePaper paper) {
        boolean slip = paper.kind() == CasePaper.PaperKind.SLIP;
        return new Part.Slot(texts.get(slip ? "printing.slot-slip" : "printing.slot-document"), !slip);
    }

    private Part.Stage stage(CasePaper paper, int index, DeliveryStage.Printing printing) {
        var mark =
                index < printing.index() ? Part.Mark.DONE : index == printing.index() ? Part.Mark.NOW : Part.Mark.AHEAD;
        var icon = switch (mark) {
            case DONE -> "check";
            case NOW -> "print";
            case AHEAD -> "";
        };
        var where = paper.kind() == CasePaper.PaperKind.SLIP ? "printing.where-slip" : "printing.where-document";
        return new Part.Stage(mark, icon, name(paper), texts.get(where));
    }

    Page trouble(SessionState.Delivering here, DeliveryStage.PrintTrouble trouble) {
        var parts = new ArrayList<Part>();
        var title = trouble.unknown()
                ? "paper.unknown-title"
                : switch (trouble.fault()) {
                    case "paper-out" -> "paper-out.title";
                    case "cover-open" -> "cover-open.title";
                    case "document-mismatch", "seal-bad" -> "document-mismatch.title";
                    default -> "printer.title";
                };
        boolean wrong =
                trouble.fault().equals("document-mismatch") || trouble.fault().equals("seal-bad");
        boolean slip = trouble.papers().get(trouble.index()).kind() == CasePaper.PaperKind.SLIP;
        var lead = trouble.unknown()
                ? slip ? "paper.unknown-lead" : "paper.unknown-lead-document"
                : wrong
                        ? "document-mismatch.lead"
                        : switch (trouble.ticket()) {
                            case "-" -> "printer.lead-failed";
                            case "" -> "printer.lead-calling";
                            default -> "printer.lead";
                        };
        parts.add(new Part.Banner(Part.Tone.AMBER, "print", texts.get(title), texts.get(lead)));
        var stages = new ArrayList<Part.Stage>();
        stages.add(new Part.Stage(Part.Mark.DONE, "check", texts.get(safe(here.outcome())), reference(here.outcome())));
        for (int i = 0; i < trouble.papers().size(); i++) {
            var paper = trouble.papers().get(i);
            boolean out = i < trouble.index() && !trouble.missing().contains(paper.name());
            stages.add(new Part.Stage(
                    out ? Part.Mark.DONE : Part.Mark.NOW,
                    out ? "check" : "clock",
                    texts.get(out ? "paper.out" : "paper.wait", name(paper)),
                    ""));
        }
        parts.add(new Part.Timeline(stages));
        parts.add(new Part.Heading(texts.get("paper.else")));
        parts.add(AsideScreens.window(
                texts, "paper.window", texts.get("paper.window-sub", new Shut(session, board, texts).window())));
        if (here.outcome() instanceof CaseOutcome.Accepted)
            parts.add(new Part.Fact("clock", texts.get("paper.none"), texts.get("paper.none-sub"), "green"));
        if (trouble.unknown()) parts.add(new Part.Note(Part.Tone.BLUE, "info", texts.get("paper.unknown-note")));
        var skip = control(
                "skip-paper",
                "paper.skip",
                "",
                trouble.unknown() ? Control.Look.PRIMARY : Control.Look.SECONDARY,
                new SessionEvent.ContinueWithoutPaper());
        return trouble.unknown()
                ? Page.of(
                        "print-unknown",
                        parts,
                        new Control(
                                "skip-paper",
                                texts.get("done"),
                                "",
                                Control.Look.PRIMARY,
                                new SessionEvent.ContinueWithoutPaper()))
                : Page.of(
                        "paper-trouble",
                        parts,
                        skip,
                        control("paper-again", "paper.again", "", Control.Look.PRIMARY, new SessionEvent.TryAgain()));
    }

    /// What the printer's trouble does not touch.
    private static String safe(CaseOutcome outcome) {
        return switch (outcome) {
            case CaseOutcome.Stored _ -> "paper.stored";
            case CaseOutcome.Unknown _ -> "paper.unknown";
            case CaseOutcome.PaymentUnknown _ -> "payunknown.asking";
            case CaseOutcome.Accepted _,
                    CaseOutcome.Refused _,
                    CaseOutcome.Undone _,
                    CaseOutcome.NotSent _,
                    CaseOutcome.QueryAnswered _ -> "paper.case";
            case CaseOutcome.Transferred _ -> "handed.sent";
        };
    }

    private String reference(CaseOutcome outcome) {
        return switch (outcome) {
            case CaseOutcome.Accepted a -> texts.get("paper.case-sub", ValueFormatter.groupCode(a.caseNumber()));
            case CaseOutcome.Stored s -> texts.get("paper.case-stored", s.localReference());
            case CaseOutcome.Unknown u -> ValueFormatter.groupByFour(u.code());
            case CaseOutcome.PaymentUnknown u -> ValueFormatter.groupByFour(u.code());
            case CaseOutcome.Transferred h -> texts.get("paper.case-sub", ValueFormatter.groupCode(h.caseNumber()));
            case CaseOutcome.Refused _, CaseOutcome.Undone _, CaseOutcome.NotSent _, CaseOutcome.QueryAnswered _ -> "";
        };
    }

    Page farewell(SessionState.Farewell here) {
        if (here.isAskingReasons()) return reasons(here);
        boolean query = here.outcome() instanceof CaseOutcome.QueryAnswered
                || here.outcome() instanceof CaseOutcome.Transferred;
        var parts = new ArrayList<Part>();
        parts.add(ending(here));
        var stages = new ArrayList<Part.Stage>();
        if (here.road().person().isPresent())
            stages.add(new Part.Stage(Part.Mark.NOW, "id", texts.get("farewell.card"), ""));
        if (!here.taken().isEmpty())
            stages.add(new Part.Stage(
                    Part.Mark.NOW, "rcpt", texts.get("farewell.papers", sheets(here.taken())), inWords(here.taken())));
        stages.add(new Part.Stage(
                Part.Mark.DONE, "check", texts.get(query ? "farewell.wiped-query" : "farewell.wiped"), ""));
        parts.add(new Part.Timeline(stages));
        boolean rated = here.outcome() instanceof CaseOutcome.Accepted || here.outcome() instanceof CaseOutcome.Refused;
        if (rated) rating(parts, here);
        int left = Math.clamp(
                FAREWELL - Duration.between(here.since(), session.seconds()).toSeconds(), 0, FAREWELL);
        return Page.of(
                "farewell",
                parts,
                control("more", "rating.more", "", Control.Look.SECONDARY, new SessionEvent.GoBack()),
                new Control(
                        "finish",
                        texts.get("rating.end", left),
                        "",
                        Control.Look.PRIMARY,
                        new SessionEvent.FinishVisit()));
    }

    /// What became of it, once more and in the same words: nobody leaves with "done" for what is not.
    private Part ending(SessionState.Farewell here) {
        var papers = here.road().item().papers();
        var lead = texts.get("farewell.lead");
        return switch (here.outcome()) {
            case CaseOutcome.Accepted accepted
            when accepted.isFullyAccepted() ->
                ended(Part.Tone.GREEN, "check", papers.headline().textIn(texts.language()), lead);
            case CaseOutcome.Accepted _ -> ended(Part.Tone.AMBER, "info", texts.get("partly.title"), lead);
            case CaseOutcome.Stored _ ->
                ended(Part.Tone.AMBER, "wait", texts.get("stored.title"), texts.get("farewell.stored"));
            case CaseOutcome.Unknown _ ->
                ended(Part.Tone.BLUE, "wait", texts.get("unknown.title"), texts.get("farewell.unknown"));
            case CaseOutcome.PaymentUnknown _ ->
                ended(Part.Tone.BLUE, "wait", texts.get("payunknown.title"), texts.get("farewell.pay-unknown"));
            case CaseOutcome.Refused _ -> ended(Part.Tone.AMBER, "info", texts.get("refused.title"), lead);
            case CaseOutcome.Undone _ -> ended(Part.Tone.AMBER, "info", texts.get("undone.title"), lead);
            case CaseOutcome.NotSent _ -> ended(Part.Tone.AMBER, "info", texts.get("notsent.title"), lead);
            case CaseOutcome.Transferred _ -> ended(Part.Tone.GREEN, "check", texts.get("farewell.title-handed"), lead);
            case CaseOutcome.QueryAnswered _ ->
                ended(Part.Tone.GREEN, "check", texts.get("farewell.title-query"), lead);
        };
    }

    private static Part ended(Part.Tone tone, String icon, String title, String lead) {
        return new Part.Banner(tone, icon, title.replace("\n", ""), lead);
    }

    /// What the sheets are, where it is not the slip alone.
    private String inWords(List<CasePaper> papers) {
        if (papers.stream().allMatch(paper -> paper.kind() == CasePaper.PaperKind.SLIP)) return "";
        return papers.stream()
                .map(paper -> texts.get("farewell.paper", name(paper), paper.pages()))
                .collect(Collectors.joining(texts.language() == DisplayLanguage.EN ? ", " : "、"));
    }

    /// What was wrong, after a bad grade: nobody has to say, and whoever walks away has rated all the same.
    private Page reasons(SessionState.Farewell here) {
        var picks = SessionEvent.PickReason.ALL.stream()
                .map(reason -> new Part.Pick(
                        new Control(
                                "reason/" + reason,
                                texts.get("rating.why-" + reason),
                                "",
                                Control.Look.QUIET,
                                new SessionEvent.PickReason(reason)),
                        "",
                        here.reasons().contains(reason),
                        false))
                .toList();
        return Page.of(
                "rating",
                List.of(
                        new Part.Title(texts.get("rating.why"), texts.get("rating.why-lead")),
                        new Part.Choices(picks),
                        new Part.Note(Part.Tone.BLUE, "info", texts.get("rating.note"))),
                control("finish", "rating.skip", "", Control.Look.SECONDARY, new SessionEvent.FinishVisit()),
                control("send-rating", "rating.send", "", Control.Look.PRIMARY, new SessionEvent.SendRating()));
    }

    private void rating(List<Part> parts, SessionState.Farewell here) {
        parts.add(
                new Part.Title(texts.get("rating.title"), texts.get(here.thanked() ? "rating.thanks" : "rating.lead")));
        var faces = new ArrayList<Part.Pick>();
        for (int grade = 5; grade >= 1; grade--)
            faces.add(new Part.Pick(
                    new Control(
                            "rate/" + grade,
                            texts.get("rating." + grade),
                            "face-" + grade,
                            here.grade() == grade ? Control.Look.ON : Control.Look.QUIET,
                            new SessionEvent.GiveGrade(grade)),
                    "",
                    here.grade() == grade,
                    here.thanked() && here.grade() != grade));
        parts.add(new Part.Faces(faces));
        parts.add(new Part.Say(texts.get("rating.note")));
    }

    private String name(CasePaper paper) {
        return paper.kind() == CasePaper.PaperKind.SLIP
                ? texts.get("printing.slip")
                : texts.get("printing.document", paper.title());
    }
}
