package org.openstm.kiosk.ui.screen;

import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.openstm.kiosk.session.model.Session;
import org.openstm.kiosk.session.model.SessionEvent;
import org.openstm.kiosk.staff.StaffAction;
import org.openstm.kiosk.staff.StaffCaseEntry;
import org.openstm.kiosk.staff.StaffCaseState;
import org.openstm.kiosk.staff.StaffEvent;
import org.openstm.kiosk.staff.StaffView;
import org.openstm.kiosk.ui.screen.ScreenComposer.PageContent;
import org.openstm.kiosk.ui.text.ScreenTexts;

/// Staff pages for case search and end of day.
final class StaffCaseScreens {
    private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("HH:mm");
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("MM-dd HH:mm");
    private static final DateTimeFormatter SECOND = DateTimeFormatter.ofPattern("MM-dd HH:mm:ss");
    private static final int LISTED = 5;

    private final Session session;
    private final ScreenTexts texts;
    private final StaffParts common;

    StaffCaseScreens(Session session, ScreenTexts texts) {
        this.session = session;
        this.texts = texts;
        this.common = new StaffParts(texts);
    }

    PageContent caseListPage(StaffView.CaseSearchView view) {
        var parts = new ArrayList<ScreenPart>();
        parts.add(new ScreenPart.Title(texts.get("staff.cases.title"), texts.get("staff.cases.lead")));
        if (view.why().isEmpty()) {
            parts.add(new ScreenPart.Heading(texts.get("staff.cases.why")));
            parts.add(new ScreenPart.ChoiceList(List.of(
                    lookupReasonOption(StaffAction.SearchReason.ASKED, "asked"),
                    lookupReasonOption(StaffAction.SearchReason.PAPER, "paper"),
                    lookupReasonOption(StaffAction.SearchReason.DAY_END, "day-end"))));
            return PageContent.of("staff-cases", parts, common.backButton(), closeDayButton());
        }
        parts.add(new ScreenPart.EntryField("staff/digits", view.digits(), texts.get("staff.cases.digits"), false));
        if (view.running()) parts.add(new ScreenPart.BusyIndicator(texts.get("staff.cases.running")));
        view.found().ifPresent(found -> parts.addAll(foundCaseParts(found)));
        parts.add(common.digitPad());
        var look = view.running() ? Control.ButtonLook.OFF : Control.ButtonLook.PRIMARY;
        return PageContent.of(
                "staff-cases",
                parts,
                common.backButton(),
                common.staffControl(
                        "staff/search", "staff.cases.search", "search", look, new StaffAction.SubmitTyped()));
    }

    private Control closeDayButton() {
        return common.staffControl(
                "staff/day", "staff.day", "check", Control.ButtonLook.SECONDARY, new StaffAction.StartDayCount());
    }

    private ScreenPart.ChoiceOption lookupReasonOption(StaffAction.SearchReason why, String word) {
        return new ScreenPart.ChoiceOption(
                common.staffControl(
                        "why/" + word,
                        "staff.why." + word,
                        "",
                        Control.ButtonLook.QUIET,
                        new StaffAction.GiveReason(why)),
                "",
                false,
                false);
    }

    private List<ScreenPart> foundCaseParts(StaffEvent.CasesFound found) {
        var parts = new ArrayList<ScreenPart>();
        var key = found.digits().isEmpty() ? "staff.cases.today" : "staff.cases.found";
        parts.add(new ScreenPart.Heading(texts.get(key, found.lines().size() + found.more(), found.digits())));
        if (!found.lines().isEmpty())
            parts.add(new ScreenPart.TaskList(
                    IntStream.range(0, Math.min(LISTED, found.lines().size()))
                            .mapToObj(place -> caseRow(place + 1, found.lines().get(place)))
                            .toList()));
        int more = found.lines().size() + found.more() - LISTED;
        if (more > 0) parts.add(new ScreenPart.Sentence(texts.get("staff.cases.more", more)));
        return parts;
    }

    private ScreenPart.TaskRow caseRow(int place, StaffCaseEntry line) {
        return new ScreenPart.TaskRow(
                texts.get("staff.case." + line.state().text()),
                stateTint(line.state()),
                itemTitle(line.service()),
                caseTime(line, HOUR, DAY) + "  " + line.number() + "  " + line.who(),
                new Control(
                        "case/" + place,
                        texts.get("staff.cases.see"),
                        "",
                        Control.ButtonLook.SECONDARY,
                        new SessionEvent.StaffTouch(new StaffAction.SeeCase(line.txId()))));
    }

    private static String stateTint(StaffCaseState state) {
        return switch (state) {
            case ACCEPTED -> "green";
            case UNKNOWN, DEAD_LETTER, STORED -> "amber";
            case INTENT, SENDING, WAITING, REJECTED, CANCELLED -> "grey";
        };
    }

    private String caseTime(StaffCaseEntry line, DateTimeFormatter today, DateTimeFormatter before) {
        var at = line.at().atZone(Session.ZONE);
        boolean same = at.toLocalDate().equals(localNow().toLocalDate());
        return (same ? today : before).format(at);
    }

    private ZonedDateTime localNow() {
        return session.seconds().atZone(Session.ZONE);
    }

    private String itemTitle(String service) {
        return session.catalog()
                .findItem(service)
                .map(item -> item.title().textIn(texts.language()))
                .orElse(service);
    }

    PageContent casePage(StaffView.CaseDetailView view) {
        var line = view.line();
        var parts = new ArrayList<ScreenPart>();
        parts.add(new ScreenPart.Title(itemTitle(line.service()), line.number()));
        parts.add(new ScreenPart.LabelledRows(List.of(
                caseRow("staff.case.who", line.who()),
                caseRow(
                        "staff.case.state",
                        texts.get("staff.case." + line.state().text())),
                caseRow("staff.case.at", SECOND.format(line.at().atZone(Session.ZONE))))));
        view.story()
                .ifPresent(story -> parts.add(new ScreenPart.NoteBox(
                        story.whole() ? ScreenPart.Tone.GREEN : ScreenPart.Tone.RED,
                        story.whole() ? "check" : "warn",
                        texts.get(story.whole() ? "staff.case.whole" : "staff.case.broken"))));
        if (view.printing()) parts.add(new ScreenPart.BusyIndicator(texts.get("staff.reprint.running")));
        view.printed()
                .ifPresent(result -> parts.add(new ScreenPart.NoteBox(
                        result.equals("printed") ? ScreenPart.Tone.GREEN : ScreenPart.Tone.AMBER,
                        result.equals("printed") ? "check" : "warn",
                        texts.get("staff.reprint." + result))));
        parts.add(new ScreenPart.Heading(texts.get("staff.case.steps")));
        if (view.story().isEmpty()) parts.add(new ScreenPart.BusyIndicator(texts.get("staff.cases.running")));
        view.story()
                .ifPresent(story -> parts.add(new ScreenPart.LabelledRows(
                        story.steps().stream().map(this::journalStepRow).toList())));
        if (line.state() != StaffCaseState.ACCEPTED) return PageContent.of("staff-case", parts, common.backButton());
        var look = view.printing() ? Control.ButtonLook.OFF : Control.ButtonLook.PRIMARY;
        return PageContent.of(
                "staff-case",
                parts,
                common.backButton(),
                common.staffControl("staff/reprint", "staff.reprint", "print", look, new StaffAction.StartReprint()));
    }

    private ScreenPart.LabelledRow caseRow(String key, String value) {
        return new ScreenPart.LabelledRow(texts.get(key), value, "", Optional.empty());
    }

    private ScreenPart.LabelledRow journalStepRow(StaffCaseEntry.CaseHistoryEntry step) {
        var key = "staff.step." + step.what();
        return new ScreenPart.LabelledRow(
                SECOND.format(step.at().atZone(Session.ZONE)),
                texts.hasText(key) ? texts.get(key) : step.what(),
                step.hash(),
                Optional.empty());
    }

    PageContent closeDayPage(Optional<StaffEvent.DayCounted> counted) {
        var parts = new ArrayList<ScreenPart>();
        parts.add(new ScreenPart.Title(texts.get("staff.day.title"), texts.get("staff.day.lead")));
        if (counted.isEmpty()) parts.add(new ScreenPart.BusyIndicator(texts.get("staff.day.running")));
        counted.ifPresent(day -> {
            boolean same = day.compared().equals("same");
            parts.add(new ScreenPart.Banner(
                    same ? ScreenPart.Tone.GREEN : ScreenPart.Tone.AMBER,
                    same ? "check" : "warn",
                    texts.get("staff.day." + day.compared()),
                    texts.get("staff.day." + day.compared() + ".lead")));
            var rows = day.counts().entrySet().stream()
                    .sorted(Comparator.comparing(count -> count.getKey().text()))
                    .map(count -> caseRow(
                            "staff.case." + count.getKey().text(),
                            count.getValue().toString()))
                    .toList();
            if (rows.isEmpty()) parts.add(new ScreenPart.Sentence(texts.get("staff.day.none")));
            else parts.add(new ScreenPart.LabelledRows(rows));
            parts.add(new ScreenPart.Sentence(texts.get("staff.day.evidence", day.evidence())));
        });
        return PageContent.of("staff-day", parts, common.backButton());
    }
}
