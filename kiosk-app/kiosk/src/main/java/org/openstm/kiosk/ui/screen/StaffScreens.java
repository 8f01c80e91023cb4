package org.openstm.kiosk.ui.screen;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Locale;
import org.openstm.kiosk.session.model.Session;
import org.openstm.kiosk.staff.StaffAction;
import org.openstm.kiosk.staff.StaffEvent;
import org.openstm.kiosk.staff.StaffRole;
import org.openstm.kiosk.staff.StaffSession;
import org.openstm.kiosk.staff.StaffStage;
import org.openstm.kiosk.staff.StaffView;
import org.openstm.kiosk.ui.screen.ScreenComposer.PageContent;
import org.openstm.kiosk.ui.text.BranchInfo;
import org.openstm.kiosk.ui.text.ScreenTexts;
import org.openstm.kiosk.ui.text.StaffTexts;

/// The staff pages: a dark strip, no help bar, no citizen's data. Leads to the class of each page, and composes
/// the pages of the login, the morning check and the audit log.
final class StaffScreens {
    private final Session session;
    private final StaffSession shift;
    private final BranchInfo board;
    private final ScreenTexts texts;
    private final StaffTexts words;
    private final StaffParts common;

    StaffScreens(Session session, StaffSession shift, BranchInfo board, ScreenTexts texts) {
        this.session = session;
        this.shift = shift;
        this.board = board;
        this.texts = texts;
        this.words = new StaffTexts(texts);
        this.common = new StaffParts(texts);
    }

    PageContent staffPage() {
        var page = switch (shift.room()) {
            case StaffStage.StaffLoginForm door -> staffLoginPage(door);
            case StaffStage.LoggedIn(var officer, StaffView.OverviewView(var failed)) ->
                overviewScreens().overviewPage(officer, failed);
            case StaffStage.LoggedIn(var officer, StaffView.DeviceDetailView view) ->
                new StaffDeviceScreens(shift, texts).devicePage(officer, view);
            case StaffStage.LoggedIn(var officer, StaffView.TaskView(var id)) ->
                overviewScreens().taskPage(officer, id);
            case StaffStage.LoggedIn(var officer, StaffView.DriverSwapView(var id, var old, var at)) ->
                shift.findDevice(id)
                        .map(device -> new DriverSwapScreens(session, device, old, texts).swapPage(at))
                        .orElseGet(() -> overviewScreens().overviewPage(officer, true));
            case StaffStage.LoggedIn(var _, StaffView.CaseSearchView view) ->
                caseScreens().caseListPage(view);
            case StaffStage.LoggedIn(var _, StaffView.CaseDetailView view) ->
                caseScreens().casePage(view);
            case StaffStage.LoggedIn(var _, StaffView.DayCountView(var counted)) ->
                caseScreens().closeDayPage(counted);
            case StaffStage.LoggedIn(var _, StaffView.MorningCheckView view) -> morningCheckPage(view);
            case StaffStage.LoggedIn(var _, StaffView.AuditLogView view) -> auditPage(view);
        };
        return page.withBackground(Screen.Background.STAFF);
    }

    private StaffOverviewScreens overviewScreens() {
        return new StaffOverviewScreens(session, shift, texts);
    }

    private StaffCaseScreens caseScreens() {
        return new StaffCaseScreens(session, texts);
    }

    /// The officer at work, and the remaining idle time.
    Screen.TitleStrip staffStrip() {
        var left = shift.remainingTime(session.seconds());
        return new Screen.TitleStrip(
                texts.get("staff.title"),
                board.place().textIn(texts.language()),
                shift.findOfficer()
                        .map(who -> who.name() + "  " + texts.get("staff.duty." + dutyKey(who.duty())))
                        .orElse(""),
                texts.get(
                        "staff.ends",
                        left.toMinutes(),
                        left.minus(Duration.ofMinutes(left.toMinutes())).toSeconds()),
                "");
    }

    private static String dutyKey(StaffRole duty) {
        return duty.name().toLowerCase(Locale.ROOT);
    }

    private PageContent staffLoginPage(StaffStage.StaffLoginForm door) {
        var asked = "staff.door." + door.asked().name().toLowerCase(Locale.ROOT);
        var parts = new ArrayList<ScreenPart>();
        parts.add(new ScreenPart.Title(texts.get(asked), texts.get(asked + ".lead")));
        boolean secret = door.asked() != StaffStage.LoginQuestion.NUMBER;
        parts.add(new ScreenPart.EntryField(
                "staff/entry",
                secret ? "●".repeat(door.entry().length()) : door.entry(),
                texts.get("staff.door.digits", door.length()),
                door.refused().isPresent()));
        door.refused()
                .ifPresent(refused -> parts.add(new ScreenPart.ErrorText(texts.get(refused.why(), refused.minutes()))));
        if (door.checking()) parts.add(new ScreenPart.BusyIndicator(texts.get("staff.door.checking")));
        parts.add(common.digitPad());
        boolean whole = door.entry().length() == door.length();
        return PageContent.of(
                "staff-door",
                parts,
                common.leaveButton(),
                common.staffControl(
                        "staff/enter",
                        "staff.door.enter",
                        "",
                        whole && !door.checking() ? Control.ButtonLook.PRIMARY : Control.ButtonLook.OFF,
                        new StaffAction.SubmitTyped()));
    }

    private PageContent morningCheckPage(StaffView.MorningCheckView view) {
        var parts = new ArrayList<ScreenPart>();
        parts.add(new ScreenPart.Title(texts.get("staff.morning.title"), texts.get("staff.morning.lead")));
        var stages = new ArrayList<ScreenPart.TimelineStage>();
        for (var checkup : view.done())
            stages.add(new ScreenPart.TimelineStage(
                    checkup.healthy() ? ScreenPart.StageMark.DONE : ScreenPart.StageMark.AHEAD,
                    checkup.healthy() ? "check" : "warn",
                    words.deviceName(checkup.deviceClass()) + "  "
                            + texts.get(checkup.healthy() ? "staff.check.well" : "staff.check.ill"),
                    checkup.healthy()
                            ? words.checkStepsText(checkup)
                            : words.checkStepName(
                                    words.failedSteps(checkup).getFirst().name())));
        if (!stages.isEmpty()) parts.add(new ScreenPart.Timeline(stages));
        if (view.running()) parts.add(new ScreenPart.BusyIndicator(texts.get("staff.check.running")));
        view.ended().ifPresent(ended -> parts.add(morningVerdict(ended)));
        var start = common.staffControl(
                "staff/start-morning",
                view.ended().isPresent() ? "staff.morning.again" : "staff.morning.start",
                "check",
                view.running() ? Control.ButtonLook.OFF : Control.ButtonLook.PRIMARY,
                new StaffAction.StartMorningCheck());
        return PageContent.of("staff-morning", parts, common.backButton(), start);
    }

    private ScreenPart morningVerdict(StaffEvent.MorningCheckDone ended) {
        return new ScreenPart.Banner(
                ended.healthy() ? ScreenPart.Tone.GREEN : ScreenPart.Tone.AMBER,
                ended.healthy() ? "check" : "warn",
                texts.get(ended.healthy() ? "staff.morning.well" : "staff.morning.ill"),
                texts.get("staff.morning." + ended.printed(), ended.evidence()));
    }

    private PageContent auditPage(StaffView.AuditLogView view) {
        var parts = new ArrayList<ScreenPart>();
        parts.add(new ScreenPart.Title(texts.get("staff.audit.title"), texts.get("staff.audit.lead")));
        if (view.read().isEmpty()) parts.add(new ScreenPart.BusyIndicator(texts.get("staff.audit.reading")));
        view.read().ifPresent(read -> {
            parts.add(new ScreenPart.NoteBox(
                    read.whole() ? ScreenPart.Tone.GREEN : ScreenPart.Tone.RED,
                    read.whole() ? "check" : "warn",
                    texts.get(read.whole() ? "staff.audit.whole" : "staff.audit.broken")));
            for (var line : read.lines()) parts.add(new ScreenPart.Sentence(line));
        });
        return PageContent.of("staff-audit", parts, common.backButton());
    }
}
