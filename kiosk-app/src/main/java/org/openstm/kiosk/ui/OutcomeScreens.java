package org.openstm.kiosk.ui;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openstm.kiosk.catalog.Item;
import org.openstm.kiosk.catalog.Language;
import org.openstm.kiosk.form.Mask;
import org.openstm.kiosk.session.Event;
import org.openstm.kiosk.session.Outcome;
import org.openstm.kiosk.session.Paper;
import org.openstm.kiosk.session.Place;
import org.openstm.kiosk.session.Place.Handing;
import org.openstm.kiosk.session.Session;
import org.openstm.kiosk.session.Wording;
import org.openstm.kiosk.ui.Screens.Page;

/// The answer, the papers, the farewell. Four outcomes, four pictures: none is taken for another.
final class OutcomeScreens {
    private static final int FAREWELL = 40;
    private static final int CARD = 30;
    private final Session session;
    private final Signboard board;
    private final Texts texts;

    OutcomeScreens(Session session, Signboard board, Texts texts) {
        this.session = session;
        this.board = board;
        this.texts = texts;
    }

    static Page submitting(Texts texts, Place.Submitting here) {
        var owner = here.road().item().owner().in(texts.language());
        boolean query = here.txId().isEmpty();
        return Page.of(
                query ? "asking" : "sending",
                List.of(
                        new Part.Title(
                                texts.get(query ? "asking.title" : "sending.title"),
                                texts.get(query ? "asking.lead" : "sending.lead", owner)),
                        new Part.Working("")));
    }

    Page delivering(Place.Delivering here) {
        return switch (here.handing()) {
            case Handing.Told _ -> told(here);
            case Handing.TakeCard(var _, var since) ->
                takeCard(texts, "take-card", texts.get("take-card.lead"), since, session.seconds());
            case Handing.Printing printing -> printing(here, printing);
            case Handing.Trouble trouble -> trouble(here, trouble);
        };
    }

    static Page takeCard(Texts texts, String name, String lead, Instant since, Instant now) {
        int left = (int) Math.max(0, CARD - Duration.between(since, now).toSeconds());
        return Page.of(
                        name,
                        List.of(new Part.Alarm(texts.get("take-card.title"), lead, left, texts.get("take-card.foot"))))
                .on(Screen.Ground.ALARM);
    }

    private Control control(String id, String key, String icon, Control.Look look, Event.Touch event) {
        return new Control(id, texts.get(key), icon, look, event);
    }

    private Control finish(String key, Control.Look look) {
        return control("finish", key, "", look, new Event.Finish());
    }

    private Page told(Place.Delivering here) {
        var item = here.road().item();
        return switch (here.outcome()) {
            case Outcome.Accepted accepted -> accepted(here, item, accepted);
            case Outcome.Refused refused -> refused(item, refused);
            case Outcome.Unknown unknown -> unknown(item, unknown);
            case Outcome.Stored stored -> stored(here, item, stored);
            case Outcome.NotSent _ ->
                Page.of(
                        "not-sent",
                        List.of(
                                new Part.Banner(
                                        Part.Tone.RED, "info", texts.get("notsent.title"), texts.get("notsent.lead")),
                                new Part.Note(
                                        Part.Tone.BLUE,
                                        "pin",
                                        texts.get(
                                                "closed.nearest",
                                                board.nearest().in(texts.language())))),
                        finish("refused.end", Control.Look.PRIMARY));
            case Outcome.Shown(var values) -> shown(here, item, values);
        };
    }

    private Page accepted(Place.Delivering here, Item item, Outcome.Accepted accepted) {
        var language = texts.language();
        var road = here.road();
        var parts = new ArrayList<Part>();
        var outcome = Wording.fill(item.papers().outcome().in(language), road, accepted.result(), language);
        parts.add(new Part.Banner(
                Part.Tone.GREEN, "check", item.papers().headline().in(language), outcome));
        parts.add(new Part.CaseNumber(
                texts.get("accepted.number"), Wording.grouped(accepted.caseNumber()), facts(here, accepted.result())));
        parts.add(new Part.Heading(texts.get("accepted.next")));
        parts.add(new Part.Timeline(next(here, item, accepted)));
        session.catalog().item(item.related()).ifPresent(related -> {
            parts.add(new Part.Heading(texts.get("accepted.also")));
            parts.add(new Part.Link(
                    new Control(
                            "item/" + related.id(),
                            related.title().in(language),
                            session.catalog()
                                    .theme(related.theme())
                                    .map(t -> t.icon())
                                    .orElse("list"),
                            Control.Look.QUIET,
                            new Event.SeeItem(related.id())),
                    texts.get("accepted.also-sub"),
                    "green"));
        });
        var print = accepted.documents().isEmpty() ? "accepted.print" : "accepted.print-all";
        return Page.of(
                "accepted",
                parts,
                finish("done", Control.Look.SECONDARY),
                control("print", print, "print", Control.Look.PRIMARY, new Event.PrintPapers()));
    }

    private String facts(Place.Delivering here, Map<String, String> result) {
        var language = texts.language();
        var lines = new ArrayList<String>();
        for (var fact : here.road().item().papers().facts())
            lines.add(fact.label().in(language) + "　"
                    + Wording.fill(fact.value().in(language), here.road(), result, language));
        return String.join("\n", lines);
    }

    private List<Part.Stage> next(Place.Delivering here, Item item, Outcome.Accepted accepted) {
        var stages = new ArrayList<Part.Stage>();
        var documents =
                accepted.documents().stream().map(Outcome.Document::title).toList();
        stages.add(new Part.Stage(
                Part.Mark.NOW,
                "print",
                documents.isEmpty()
                        ? texts.get("accepted.print-slip")
                        : texts.get("accepted.print-both", String.join(between(), documents)),
                texts.get(item.visits() == Item.Visits.ONE ? "accepted.once" : "accepted.no-more")));
        here.road()
                .answers()
                .of("mobile")
                .ifPresent(mobile -> stages.add(new Part.Stage(
                        Part.Mark.AHEAD,
                        "",
                        texts.get("accepted.sms"),
                        texts.get("accepted.sms-to", Mask.mobile(mobile)))));
        return stages;
    }

    private String between() {
        return texts.language() == Language.EN ? ", " : "、";
    }

    private Page refused(Item item, Outcome.Refused refused) {
        var language = texts.language();
        boolean again = refused.code().equals("same-again");
        var reason = refused.message().in(language);
        var ways = new ArrayList<Part.Stage>();
        if (again)
            ways.add(new Part.Stage(Part.Mark.NOW, "sync", texts.get("refused.again"), texts.get("refused.again-sub")));
        ways.add(new Part.Stage(
                Part.Mark.NOW,
                "pin",
                texts.get("refused.window"),
                texts.get("refused.window-sub", board.window().in(language))));
        ways.add(new Part.Stage(
                Part.Mark.NOW,
                "phone",
                texts.get("refused.phone"),
                texts.get("refused.phone-sub", item.guide().phone())));
        var parts = List.<Part>of(
                new Part.Banner(Part.Tone.RED, "info", texts.get("refused.title"), reason),
                new Part.Rows(List.of(
                        new Part.Row(
                                texts.get("refused.word"),
                                reason,
                                item.owner().in(language) + "　" + texts.get("refused.code", refused.code()),
                                Optional.empty()),
                        new Part.Row(texts.get("refused.money"), texts.get("refused.free"), "", Optional.empty()))),
                new Part.Heading(texts.get("refused.ways")),
                new Part.Timeline(ways));
        if (!again) return Page.of("refused", parts, finish("refused.end", Control.Look.PRIMARY));
        return Page.of(
                "refused",
                parts,
                finish("refused.end", Control.Look.QUIET),
                control("again", "refused.do-again", "", Control.Look.PRIMARY, new Event.Confirm("")));
    }

    private Page unknown(Item item, Outcome.Unknown unknown) {
        var owner = item.owner().in(texts.language());
        return Page.of(
                "unknown",
                List.of(
                        new Part.Banner(Part.Tone.BLUE, "wait", texts.get("unknown.title"), texts.get("unknown.lead")),
                        new Part.Timeline(List.of(
                                new Part.Stage(
                                        Part.Mark.DONE,
                                        "check",
                                        texts.get("unknown.kept"),
                                        Wording.fours(unknown.code())),
                                new Part.Stage(Part.Mark.DONE, "check", texts.get("unknown.sent", owner), ""),
                                new Part.Stage(
                                        Part.Mark.NOW,
                                        "clock",
                                        texts.get("unknown.asking"),
                                        texts.get("unknown.asking-sub")),
                                new Part.Stage(Part.Mark.AHEAD, "", texts.get("unknown.then"), ""))),
                        new Part.Note(Part.Tone.AMBER, "warn", texts.get("unknown.warn")),
                        new Part.Say(texts.get("unknown.leave"))),
                control("print", "unknown.print", "rcpt", Control.Look.SECONDARY, new Event.PrintPapers()),
                control("wait", "unknown.wait", "", Control.Look.PRIMARY, new Event.Stay()));
    }

    private Page stored(Place.Delivering here, Item item, Outcome.Stored stored) {
        var language = texts.language();
        var stages = new ArrayList<Part.Stage>();
        stages.add(new Part.Stage(Part.Mark.DONE, "check", texts.get("stored.step-1"), texts.get("stored.step-1-sub")));
        stages.add(new Part.Stage(
                Part.Mark.AHEAD,
                "",
                texts.get("stored.step-2", item.owner().in(language)),
                texts.get("stored.step-2-sub")));
        stages.add(new Part.Stage(
                Part.Mark.AHEAD,
                "",
                texts.get("stored.step-3"),
                here.road().answers().of("mobile").map(Mask::mobile).orElse("")));
        return Page.of(
                "stored",
                List.of(
                        new Part.Banner(Part.Tone.AMBER, "wait", texts.get("stored.title"), texts.get("stored.lead")),
                        new Part.CaseNumber(
                                texts.get("stored.number"),
                                stored.localReference(),
                                item.title().in(language)),
                        new Part.Heading(texts.get("accepted.next")),
                        new Part.Timeline(stages),
                        new Part.Note(Part.Tone.BLUE, "info", texts.get("stored.day"))),
                finish("done", Control.Look.QUIET),
                control("print", "stored.print", "rcpt", Control.Look.PRIMARY, new Event.PrintPapers()));
    }

    private Page shown(Place.Delivering here, Item item, Map<String, String> values) {
        var language = texts.language();
        var rows = item.papers().facts().stream()
                .map(f -> new Part.Row(
                        f.label().in(language),
                        Wording.fill(f.value().in(language), here.road(), values, language),
                        "",
                        Optional.empty()))
                .toList();
        return Page.of(
                "shown",
                List.of(
                        new Part.Title(
                                item.papers().headline().in(language),
                                item.papers().outcome().in(language)),
                        new Part.Rows(rows)),
                finish("shown.end", Control.Look.PRIMARY));
    }

    private String name(Paper paper) {
        return paper.kind() == Paper.Kind.SLIP
                ? texts.get("printing.slip")
                : texts.get("printing.document", paper.title());
    }

    private Page printing(Place.Delivering here, Handing.Printing printing) {
        var papers = printing.papers();
        var stages = new ArrayList<Part.Stage>();
        boolean sealed = papers.stream().anyMatch(p -> p.kind() == Paper.Kind.DOCUMENT);
        if (sealed)
            stages.add(new Part.Stage(
                    printing.index() > 0 || printing.page() > 0 ? Part.Mark.DONE : Part.Mark.NOW,
                    "check",
                    texts.get("printing.check-seal"),
                    here.road().item().owner().in(texts.language())));
        here.road()
                .person()
                .ifPresent(p -> stages.add(new Part.Stage(
                        Part.Mark.DONE, "check", texts.get("printing.check-person"), Mask.name(p.name()))));
        for (int i = 0; i < papers.size(); i++) stages.add(stage(papers.get(i), i, printing));
        return Page.of(
                "printing",
                List.of(
                        new Part.Title(
                                texts.get("printing.title"),
                                texts.get("printing.lead", papers.size(), printing.index() + 1)),
                        new Part.Papers(
                                papers.stream().map(this::name).toList(),
                                printing.index(),
                                printing.page() > 0 ? texts.get("printing.page", printing.page()) : ""),
                        new Part.Timeline(stages)));
    }

    private Part.Stage stage(Paper paper, int index, Handing.Printing printing) {
        var mark =
                index < printing.index() ? Part.Mark.DONE : index == printing.index() ? Part.Mark.NOW : Part.Mark.AHEAD;
        var icon = switch (mark) {
            case DONE -> "check";
            case NOW -> "print";
            case AHEAD -> "";
        };
        var where = paper.kind() == Paper.Kind.SLIP ? "printing.where-slip" : "printing.where-document";
        return new Part.Stage(mark, icon, name(paper), texts.get(where));
    }

    private Page trouble(Place.Delivering here, Handing.Trouble trouble) {
        var parts = new ArrayList<Part>();
        var title = trouble.unknown()
                ? "paper.unknown-title"
                : switch (trouble.fault()) {
                    case "paper-out" -> "paper-out.title";
                    case "cover-open" -> "cover-open.title";
                    default -> "printer.title";
                };
        var lead = trouble.unknown() ? "paper.unknown-lead" : "printer.lead";
        parts.add(new Part.Banner(Part.Tone.AMBER, "print", texts.get(title), texts.get(lead)));
        var stages = new ArrayList<Part.Stage>();
        stages.add(new Part.Stage(Part.Mark.DONE, "check", texts.get("paper.case"), reference(here.outcome())));
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
        parts.add(new Part.Timeline(List.of(
                new Part.Stage(Part.Mark.NOW, "rcpt", texts.get("paper.window"), texts.get("paper.window-sub")))));
        if (trouble.unknown()) parts.add(new Part.Note(Part.Tone.BLUE, "info", texts.get("paper.unknown-note")));
        var skip = control(
                "skip-paper",
                "paper.skip",
                "",
                trouble.unknown() ? Control.Look.PRIMARY : Control.Look.SECONDARY,
                new Event.WithoutPaper());
        return trouble.unknown()
                ? Page.of(
                        "print-unknown",
                        parts,
                        new Control(
                                "skip-paper", texts.get("done"), "", Control.Look.PRIMARY, new Event.WithoutPaper()))
                : Page.of(
                        "paper-trouble",
                        parts,
                        skip,
                        control("paper-again", "paper.again", "", Control.Look.PRIMARY, new Event.TryAgain()));
    }

    private String reference(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Accepted a -> texts.get("paper.case-sub", Wording.grouped(a.caseNumber()));
            case Outcome.Stored s -> texts.get("paper.case-stored", s.localReference());
            case Outcome.Unknown u -> Wording.fours(u.code());
            case Outcome.Refused _, Outcome.NotSent _, Outcome.Shown _ -> "";
        };
    }

    Page farewell(Place.Farewell here) {
        boolean query = here.outcome() instanceof Outcome.Shown;
        var parts = new ArrayList<Part>();
        parts.add(new Part.Banner(
                Part.Tone.GREEN,
                "check",
                texts.get(query ? "farewell.title-query" : "farewell.title"),
                texts.get("farewell.lead")));
        var stages = new ArrayList<Part.Stage>();
        if (here.road().person().isPresent())
            stages.add(new Part.Stage(Part.Mark.DONE, "check", texts.get("farewell.card"), ""));
        if (!here.taken().isEmpty())
            stages.add(new Part.Stage(
                    Part.Mark.DONE,
                    "check",
                    texts.get("farewell.papers", here.taken().size()),
                    ""));
        stages.add(new Part.Stage(
                Part.Mark.DONE, "check", texts.get(query ? "farewell.wiped-query" : "farewell.wiped"), ""));
        parts.add(new Part.Timeline(stages));
        boolean rated = here.outcome() instanceof Outcome.Accepted || here.outcome() instanceof Outcome.Refused;
        if (rated) rating(parts, here);
        int left = (int) Math.max(
                0, FAREWELL - Duration.between(here.since(), session.seconds()).toSeconds());
        return Page.of(
                "farewell",
                parts,
                control("more", "rating.more", "", Control.Look.SECONDARY, new Event.Back()),
                new Control("finish", texts.get("rating.end", left), "", Control.Look.PRIMARY, new Event.Finish()));
    }

    private void rating(List<Part> parts, Place.Farewell here) {
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
                            new Event.Rate(grade)),
                    "",
                    here.grade() == grade,
                    here.thanked() && here.grade() != grade));
        parts.add(new Part.Faces(faces));
        parts.add(new Part.Say(texts.get("rating.note")));
    }
}
