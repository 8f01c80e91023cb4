package org.openstm.kiosk.ui;

import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.openstm.kiosk.session.model.Session;
import org.openstm.kiosk.session.model.SessionEvent;
import org.openstm.kiosk.staff.StaffAction;
import org.openstm.kiosk.staff.StaffCaseEntry;
import org.openstm.kiosk.staff.StaffEvent;
import org.openstm.kiosk.staff.StaffSession;
import org.openstm.kiosk.ui.Screens.Page;

/// Staff look for a case, and close the day.
final class CaseScreens {
    private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("HH:mm");
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("MM-dd HH:mm");
    private static final DateTimeFormatter SECOND = DateTimeFormatter.ofPattern("MM-dd HH:mm:ss");
    private static final int LISTED = 5;

    private final Session session;
    private final Texts texts;

    CaseScreens(Session session, Texts texts) {
        this.session = session;
        this.texts = texts;
    }

    private Control control(String id, String key, String icon, Control.Look look, StaffAction act) {
        return new Control(id, texts.get(key), icon, look, new SessionEvent.StaffTouch(act));
    }

    private Control back() {
        return control("staff/back", "staff.back", "back", Control.Look.QUIET, new StaffAction.LeavePage());
    }

    Page list(StaffSession.CaseSearchView view) {
        var parts = new ArrayList<Part>();
        parts.add(new Part.Title(texts.get("staff.cases.title"), texts.get("staff.cases.lead")));
        if (view.why().isEmpty()) {
            parts.add(new Part.Heading(texts.get("staff.cases.why")));
            parts.add(new Part.Choices(List.of(
                    why(StaffAction.SearchReason.ASKED, "asked"),
                    why(StaffAction.SearchReason.PAPER, "paper"),
                    why(StaffAction.SearchReason.DAY_END, "day-end"))));
            return Page.of("staff-cases", parts, back(), day());
        }
        parts.add(new Part.Entry("staff/digits", view.digits(), texts.get("staff.cases.digits"), false));
        if (view.running()) parts.add(new Part.Working(texts.get("staff.cases.running")));
        view.found().ifPresent(found -> parts.addAll(found(found)));
        parts.add(new Part.Pad(pad()));
        var look = view.running() ? Control.Look.OFF : Control.Look.PRIMARY;
        return Page.of(
                "staff-cases",
                parts,
                back(),
                control("staff/search", "staff.cases.search", "search", look, new StaffAction.SubmitTyped()));
    }

    private Control day() {
        return control("staff/day", "staff.day", "check", Control.Look.SECONDARY, new StaffAction.StartDayCount());
    }

    private Part.Pick why(StaffAction.SearchReason why, String word) {
        return new Part.Pick(
                control("why/" + word, "staff.why." + word, "", Control.Look.QUIET, new StaffAction.GiveReason(why)),
                "",
                false,
                false);
    }

    private List<Part> found(StaffEvent.CasesFound found) {
        var parts = new ArrayList<Part>();
        var key = found.digits().isEmpty() ? "staff.cases.today" : "staff.cases.found";
        parts.add(new Part.Heading(texts.get(key, found.lines().size() + found.more(), found.digits())));
        if (!found.lines().isEmpty())
            parts.add(new Part.Tasks(
                    IntStream.range(0, Math.min(LISTED, found.lines().size()))
                            .mapToObj(place -> row(place + 1, found.lines().get(place)))
                            .toList()));
        int more = found.lines().size() + found.more() - LISTED;
        if (more > 0) parts.add(new Part.Say(texts.get("staff.cases.more", more)));
        return parts;
    }

    private Part.TaskRow row(int place, StaffCaseEntry line) {
        return new Part.TaskRow(
                texts.get("staff.case." + line.state()),
                tint(line.state()),
                title(line.service()),
                time(line, HOUR, DAY) + "  " + line.number() + "  " + line.who(),
                new Control(
                        "case/" + place,
                        texts.get("staff.cases.see"),
                        "",
                        Control.Look.SECONDARY,
                        new SessionEvent.StaffTouch(new StaffAction.SeeCase(line.txId()))));
    }

    private static String tint(String state) {
        return switch (state) {
            case "accepted" -> "green";
            case "unknown", "dead-letter", "stored" -> "amber";
            default -> "grey";
        };
    }

    private String time(StaffCaseEntry line, DateTimeFormatter today, DateTimeFormatter before) {
        var at = line.at().atZone(Session.ZONE);
        boolean same = at.toLocalDate().equals(now().toLocalDate());
        return (same ? today : before).format(at);
    }

    private ZonedDateTime now() {
        return session.seconds().atZone(Session.ZONE);
    }

    private String title(String service) {
        return session.catalog()
                .findItem(service)
                .map(item -> item.title().textIn(texts.language()))
                .orElse(service);
    }

    private List<Control> pad() {
        var keys = new ArrayList<>(
                IntStream.rangeClosed(1, 9).mapToObj(this::digit).toList());
        keys.add(control("key/clear", "pad.clear", "", Control.Look.QUIET, new StaffAction.ClearTyped()));
        keys.add(digit(0));
        keys.add(control("key/delete", "pad.delete", "bksp", Control.Look.QUIET, new StaffAction.EraseLast()));
        return keys;
    }

    private Control digit(int digit) {
        var label = Integer.toString(digit);
        return new Control(
                "key/" + label,
                label,
                "",
                Control.Look.QUIET,
                new SessionEvent.StaffTouch(new StaffAction.TypeDigit(digit)));
    }

    Page one(StaffSession.CaseDetailView view) {
        var line = view.line();
        var parts = new ArrayList<Part>();
        parts.add(new Part.Title(title(line.service()), line.number()));
        parts.add(new Part.Rows(List.of(
                row("staff.case.who", line.who()),
                row("staff.case.state", texts.get("staff.case." + line.state())),
                row("staff.case.at", SECOND.format(line.at().atZone(Session.ZONE))))));
        view.story()
                .ifPresent(story -> parts.add(new Part.Note(
                        story.whole() ? Part.Tone.GREEN : Part.Tone.RED,
                        story.whole() ? "check" : "warn",
                        texts.get(story.whole() ? "staff.case.whole" : "staff.case.broken"))));
        if (view.printing()) parts.add(new Part.Working(texts.get("staff.reprint.running")));
        view.printed()
                .ifPresent(result -> parts.add(new Part.Note(
                        result.equals("printed") ? Part.Tone.GREEN : Part.Tone.AMBER,
                        result.equals("printed") ? "check" : "warn",
                        texts.get("staff.reprint." + result))));
        parts.add(new Part.Heading(texts.get("staff.case.steps")));
        if (view.story().isEmpty()) parts.add(new Part.Working(texts.get("staff.cases.running")));
        view.story()
                .ifPresent(story -> parts.add(
                        new Part.Rows(story.steps().stream().map(this::step).toList())));
        if (!line.state().equals("accepted")) return Page.of("staff-case", parts, back());
        var look = view.printing() ? Control.Look.OFF : Control.Look.PRIMARY;
        return Page.of(
                "staff-case",
                parts,
                back(),
                control("staff/reprint", "staff.reprint", "print", look, new StaffAction.StartReprint()));
    }

    private Part.Row row(String key, String value) {
        return new Part.Row(texts.get(key), value, "", Optional.empty());
    }

    private Part.Row step(StaffCaseEntry.CaseHistoryEntry step) {
        var key = "staff.step." + step.what();
        return new Part.Row(
                SECOND.format(step.at().atZone(Session.ZONE)),
                texts.has(key) ? texts.get(key) : step.what(),
                step.hash(),
                Optional.empty());
    }

    Page day(Optional<StaffEvent.DayCounted> counted) {
        var parts = new ArrayList<Part>();
        parts.add(new Part.Title(texts.get("staff.day.title"), texts.get("staff.day.lead")));
        if (counted.isEmpty()) parts.add(new Part.Working(texts.get("staff.day.running")));
        counted.ifPresent(day -> {
            boolean same = day.compared().equals("same");
            parts.add(new Part.Banner(
                    same ? Part.Tone.GREEN : Part.Tone.AMBER,
                    same ? "check" : "warn",
                    texts.get("staff.day." + day.compared()),
                    texts.get("staff.day." + day.compared() + ".lead")));
            var rows = day.counts().entrySet().stream()
                    .sorted(java.util.Map.Entry.comparingByKey())
                    .map(count ->
                            row("staff.case." + count.getKey(), count.getValue().toString()))
                    .toList();
            if (rows.isEmpty()) parts.add(new Part.Say(texts.get("staff.day.none")));
            else parts.add(new Part.Rows(rows));
            parts.add(new Part.Say(texts.get("staff.day.evidence", day.evidence())));
        });
        return Page.of("staff-day", parts, back());
    }
}
