package org.openstm.kiosk.office;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openstm.kiosk.engine.OneUseCodes;
import org.openstm.kiosk.staff.News;

class DoorBookTest {
    private static final String SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
    private static final String PIN = "135790";

    @TempDir
    Path dir;

    private final OneUseCodes phone = new OneUseCodes(Secret.base32(SECRET));
    private Instant now = Instant.parse("2026-11-24T00:02:00Z");
    private Path file;
    private Roster roster;
    private AuditLog log;
    private DoorBook door;

    @BeforeEach
    void two_are_on_the_roster() throws IOException {
        file = dir.resolve("audit.log");
        var staff = dir.resolve("staff.yaml");
        Files.writeString(staff, entry("0417", "branch") + entry("0777", "engineer"));
        roster = Roster.read(staff);
        restart();
    }

    private static String entry(String number, String duty) {
        return "- {number: \"" + number + "\", name: 某人, duty: " + duty + ", pin: \""
                + Roster.hashed(PIN, "sixteen salt byt".getBytes(StandardCharsets.UTF_8)) + "\", code: " + SECRET
                + "}\n";
    }

    private void restart() {
        if (log != null) log.close();
        log = AuditLog.open(file);
        door = new DoorBook(roster, log);
    }

    private News tries(String number, String pin) {
        return door.admit(number, pin, phone.at(now), now);
    }

    private static String why(News news) {
        return assertInstanceOf(News.Refused.class, news).why();
    }

    @Test
    void number_pin_and_code_together_open() {
        assertEquals(
                "0417",
                assertInstanceOf(News.Admitted.class, tries("0417", PIN))
                        .officer()
                        .number());
    }

    @Test
    void a_code_that_was_used_opens_nothing_not_even_after_a_restart() {
        tries("0417", PIN);
        assertEquals("staff.wrong", why(tries("0417", PIN)));
        restart();
        assertEquals("staff.wrong", why(tries("0417", PIN)));
        now = now.plusSeconds(31);
        assertInstanceOf(News.Admitted.class, tries("0417", PIN));
    }

    @Test
    void a_code_of_before_the_last_one_opens_nothing() {
        var before = phone.at(now);
        now = now.plusSeconds(30);
        tries("0417", PIN);
        assertEquals("staff.wrong", why(door.admit("0417", PIN, before, now)));
    }

    @Test
    void five_wrong_tries_shut_the_door_for_a_quarter_of_an_hour_even_for_the_right_pin() {
        for (int i = 0; i < 4; i++) assertEquals("staff.wrong", why(tries("0417", "000000")));
        assertEquals("staff.locked", why(tries("0417", "000000")));
        assertEquals("staff.locked", why(tries("0417", PIN)));
        restart();
        assertEquals("staff.locked", why(tries("0417", PIN)));
        assertInstanceOf(News.Admitted.class, tries("0777", PIN));
        now = now.plusSeconds(15 * 60 + 1);
        assertInstanceOf(News.Admitted.class, tries("0417", PIN));
    }

    @Test
    void who_tries_one_number_after_the_other_is_shut_out_of_all() {
        for (int i = 0; i < DoorBook.TRIES_OF_ALL; i++) tries(String.format("9%03d", i), "000000");
        assertEquals("staff.locked", why(tries("0777", PIN)));
    }

    @Test
    void a_number_that_nobody_has_is_treated_like_any_other() {
        for (int i = 0; i < 4; i++) assertEquals("staff.wrong", why(tries("9999", PIN)));
        assertEquals("staff.locked", why(tries("9999", PIN)));
    }

    @Test
    void a_change_of_any_line_is_found_and_so_is_one_taken_out() throws IOException {
        tries("0417", "000000");
        tries("0777", PIN);
        now = now.plusSeconds(31);
        tries("0417", PIN);
        log.close();
        var whole = Files.readString(file);
        var lines = whole.lines().toList();
        assertEquals(3, lines.size());
        for (int i = 0; i < whole.length() - 1; i++) {
            char other = (char) (whole.charAt(i) ^ 1);
            Files.writeString(file, whole.substring(0, i) + other + whole.substring(i + 1));
            assertTrue(AuditLog.read(file).flaw().isPresent(), "sign " + i);
        }
        Files.writeString(file, lines.get(0) + "\n" + lines.get(2) + "\n");
        assertThrows(IllegalStateException.class, () -> AuditLog.open(file));
    }

    @Test
    void a_log_that_was_cut_off_does_not_follow_its_witness() throws IOException {
        tries("0417", "000000");
        tries("0777", PIN);
        var witness = log.head();
        assertTrue(log.follows(witness));
        log.close();
        Files.writeString(file, Files.readString(file).lines().findFirst().orElseThrow() + "\n");
        log = AuditLog.open(file);
        assertFalse(log.follows(witness));
    }

    @Test
    void half_a_line_of_a_power_cut_is_cut_off_and_the_log_goes_on() throws IOException {
        tries("0777", PIN);
        log.close();
        Files.writeString(file, Files.readString(file) + "2\t2026-11-24T00");
        restart();
        assertEquals(1, log.lines().size());
        assertEquals("staff.wrong", why(tries("0417", "000000")));
        restart();
        assertEquals(2, log.lines().size());
    }

    @Test
    void a_roster_says_what_is_wrong_with_it() throws IOException {
        var staff = dir.resolve("wrong.yaml");
        Files.writeString(staff, "- {number: \"0417\", name: 某人, duty: king, pin: \"123456\", code: X}\n");
        var refused = assertThrows(IllegalArgumentException.class, () -> Roster.read(staff));
        var said = String.valueOf(refused.getMessage());
        assertTrue(said.contains("stm staff pin"), said);
    }
}
