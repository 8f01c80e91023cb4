package org.openstm.kiosk.ui.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openstm.kiosk.catalog.LocalizedText;
import org.openstm.kiosk.catalog.OpeningHours;
import org.openstm.kiosk.catalog.TerminalLocation;
import org.openstm.kiosk.catalog.load.CatalogueFiles;
import org.openstm.kiosk.session.flow.SessionStateMachine;
import org.openstm.kiosk.session.model.Session;
import org.openstm.kiosk.session.model.SessionEvent;
import org.openstm.kiosk.ui.screen.Roads;
import org.openstm.kiosk.ui.screen.ScreenComposer;

/// Text for a citizen about an unavailable item, and the alternative.
class ClosedReasonTest {
    private static final String ID = "pension/life-proof";
    private static final String OFFICE = "hours: [{days: [mon, tue, wed, thu, fri], from: \"09:00\", until: \"12:00\"},"
            + " {days: [mon, tue, wed, thu, fri], from: \"13:30\", until: \"17:00\"},"
            + " {days: [sat], from: \"09:30\", until: \"11:30\"}]";

    @TempDir
    Path folder;

    /// Before the item is started.
    private Session guide(String more, String now) throws Exception {
        var file = folder.resolve(ID + ".yaml");
        Files.createDirectories(file.getParent());
        try (var shipped = ClosedReasonTest.class.getResourceAsStream("/org/openstm/kiosk/services/" + ID + ".yaml")) {
            if (shipped == null) throw new AssertionError(ID + " is not shipped");
            Files.writeString(
                    file,
                    new String(shipped.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8)
                                    .replaceFirst("(?m)^related: .*$", "")
                            + "\n" + more);
        }
        var result = CatalogueFiles.loadWithOverlay(folder);
        assertEquals(List.of(), result.problems());
        var catalog = result.catalog().viewFor(new TerminalLocation("ST-0412-03", "530102", false));
        return after(
                Session.initialSession(catalog, false, Instant.parse(now)),
                new SessionEvent.StartSession(),
                new SessionEvent.SeeItem(ID));
    }

    private static Session after(Session from, SessionEvent... events) {
        var session = from;
        for (var event : events)
            session =
                    SessionStateMachine.nextStep(session, event, from.seconds()).next();
        return session;
    }

    private static String begun(Session guide) {
        var screen = ScreenComposer.composeScreen(after(guide, new SessionEvent.BeginItem(ID)), Roads.BOARD);
        return screen.name() + " " + screen;
    }

    private static String english(Session guide) {
        return begun(after(guide, new SessionEvent.SwitchLanguage()));
    }

    private static String counterAt(String now) {
        var hours = new OpeningHours(
                List.of(new OpeningHours.OpeningSpan(EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY), 540, 1020)));
        var where = LocalizedText.of("本网点 5 号窗口", "Counter 5");
        var board = new BranchInfo(LocalizedText.NONE, LocalizedText.NONE, LocalizedText.NONE, where, hours);
        var session = Session.initialSession(CatalogueFiles.loadShipped(), false, Instant.parse(now));
        var help = after(session, new SessionEvent.StartSession(), new SessionEvent.CallHelp());
        return ScreenComposer.composeScreen(help, board)
                + ScreenComposer.composeScreen(after(help, new SessionEvent.SwitchLanguage()), board)
                        .toString();
    }

    @Test
    void the_counter_is_promised_only_while_it_is_open() {
        var day = counterAt("2026-11-24T06:32:00Z"); // Tuesday 14:32
        assertTrue(day.contains("本网点 5 号窗口，今天 17:00 前"), day);
        assertTrue(day.contains("Counter 5, before 17:00 today"), day);
        var night = counterAt("2026-11-27T11:30:00Z"); // Friday 19:30
        assertTrue(night.contains("本网点 5 号窗口，现在不办公，周一 09:00 开始办理"), night);
        assertTrue(night.contains("Counter 5, closed now, opens on Mon at 09:00"), night);
        assertFalse(night.contains("17:00"), night);
    }

    @Test
    void a_branch_that_has_told_no_hours_names_none() {
        var session =
                Session.initialSession(CatalogueFiles.loadShipped(), false, Instant.parse("2026-11-27T11:30:00Z"));
        var help = ScreenComposer.composeScreen(
                        after(session, new SessionEvent.StartSession(), new SessionEvent.CallHelp()), Roads.BOARD)
                .toString();
        assertTrue(help.contains("本网点 5 号窗口"), help);
        assertFalse(help.contains("今天"), help);
    }

    @Test
    @DisplayName("R9 P15 outside the department's hours the page says when it opens again, and the whole week")
    void hours_are_told() throws Exception {
        var night = guide(OFFICE, "2026-11-24T11:30:00Z"); // Tuesday 19:30
        assertTrue(begun(night).startsWith("closed "), begun(night));
        assertTrue(begun(night).contains("明天 09:00 __开始办理"), begun(night));
        assertTrue(begun(night).contains("周一至周五 09:00–12:00、13:30–17:00；周六 09:30–11:30"), begun(night));
        assertTrue(english(night).contains("opens __tomorrow at 09:00__"), english(night));
        assertTrue(english(night).contains("Mon to Fri 09:00–12:00, 13:30–17:00; Sat 09:30–11:30"), english(night));
        assertTrue(begun(guide(OFFICE, "2026-11-24T04:30:00Z")).contains("今天 13:30"), "at noon");
        assertTrue(begun(guide(OFFICE, "2026-11-28T04:30:00Z")).contains("周一 09:00"), "on a Saturday");
        assertFalse(begun(night).contains("东风路"), "no other terminal can do it either");
        var open = begun(guide(OFFICE, "2026-11-24T01:00:00Z"));
        assertFalse(open.startsWith("closed "), open);
    }

    @Test
    void who_stands_elsewhere_reads_where_it_is_done() throws Exception {
        var text = begun(
                guide("rollout: {branches: [ST-0999], places: {zh-CN: 滨河支行, en: Riverside}}", "2026-11-24T01:00:00Z"));
        assertTrue(text.startsWith("closed "), text);
        assertTrue(text.contains("本机没有开通") && text.contains("在这里能办：__滨河支行__"), text);
    }

    @Test
    void who_looks_for_a_withdrawn_item_is_told_and_led_on() throws Exception {
        var text = begun(guide("release: withdrawn\nrelated: pension/paid-record", "2026-11-24T01:00:00Z"));
        assertTrue(text.startsWith("closed "), text);
        assertTrue(text.contains("已停办") && text.contains("可以改办：__"), text);
    }

    @Test
    void a_pilot_says_that_it_is_one_and_the_sleeping_screen_counts_what_is_on_offer() throws Exception {
        var pilot = guide("release: pilot\nrollout: {terminals: [ST-0412-03]}", "2026-11-24T01:00:00Z");
        assertTrue(ScreenComposer.composeScreen(pilot, Roads.BOARD).toString().contains("试办"));
        int all = pilot.catalog().items().size();
        var withdrawn = guide("release: withdrawn", "2026-11-24T01:00:00Z");
        var asleep = Session.initialSession(withdrawn.catalog(), false, Instant.parse("2026-11-24T01:00:00Z"));
        assertTrue(ScreenComposer.composeScreen(asleep, Roads.BOARD).toString().contains((all - 1) + " "), "one less");
    }
}
