package org.openstm.kiosk.staff.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openstm.kiosk.engine.PersonChecker;
import org.openstm.kiosk.journal.Journal;
import org.openstm.kiosk.journal.crypto.FileKeyStore;
import org.openstm.kiosk.journal.model.StaffFinding;
import org.openstm.kiosk.staff.StaffEvent;

class StaffLoginTest {
    private static final String SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
    private static final String PIN = "135790";

    @TempDir
    Path dir;

    private final TotpVerifier phone = new TotpVerifier(Base32.decodeSecret(SECRET));
    private Instant now = Instant.parse("2026-11-24T00:02:00Z");
    private Path file;
    private StaffRoster roster;
    private AuditLog log;
    private OfficerLockouts lockouts;
    private StaffLogin door;
    private final AtomicLong nanos = new AtomicLong();
    private final AtomicInteger told = new AtomicInteger();

    @BeforeEach
    void two_are_on_the_roster() throws IOException {
        file = dir.resolve("audit.log");
        var staff = dir.resolve("staff.yaml");
        Files.writeString(staff, entry("0417", "branch") + entry("0777", "engineer"));
        roster = StaffRoster.readFile(staff);
        restart();
    }

    private static String entry(String number, String duty) {
        return "- {number: \"" + number + "\", name: 某人, duty: " + duty + ", pin: \""
                + StaffRoster.hashPin(PIN, "sixteen salt byt".getBytes(StandardCharsets.UTF_8)) + "\", code: " + SECRET
                + "}\n";
    }

    private void restart() {
        if (log != null) log.close();
        log = AuditLog.open(file);
        lockouts = OfficerLockouts.open(dir.resolve("officers.json"), nanos::get);
        door = new StaffLogin(roster, lockouts, log, told::incrementAndGet);
    }

    private StaffEvent tries(String number, String pin) {
        return door.admitOfficer(number, pin, phone.codeAt(now), now);
    }

    private static String why(StaffEvent news) {
        return assertInstanceOf(StaffEvent.LoginRefused.class, news).why();
    }

    @Test
    void number_pin_and_code_together_open() {
        assertEquals(
                "0417",
                assertInstanceOf(StaffEvent.OfficerAdmitted.class, tries("0417", PIN))
                        .officer()
                        .number());
    }

    @Test
    void no_pin_is_never_the_right_pin() {
        assertEquals("staff.wrong", why(tries("0417", "")));
        assertEquals("staff.wrong", why(tries("0777", " ")));
    }

    @Test
    void a_code_that_was_used_opens_nothing_not_even_after_a_restart() {
        tries("0417", PIN);
        assertEquals("staff.wrong", why(tries("0417", PIN)));
        restart();
        assertEquals("staff.wrong", why(tries("0417", PIN)));
        now = now.plusSeconds(31);
        assertInstanceOf(StaffEvent.OfficerAdmitted.class, tries("0417", PIN));
    }

    private void pass(Duration time) {
        now = now.plus(time);
        nanos.addAndGet(time.toNanos());
    }

    @Test
    @DisplayName("the wait grows, is kept over a restart, and ends")
    void each_wrong_try_of_a_number_makes_it_wait_longer_even_for_the_right_pin() {
        for (int i = 0; i < 2; i++) assertEquals("staff.wrong", why(tries("0417", "000000")));
        assertEquals("staff.locked", why(tries("0417", "000000")));
        assertEquals("staff.locked", why(tries("0417", PIN)));
        restart();
        assertEquals("staff.locked", why(tries("0417", PIN)));
        assertInstanceOf(StaffEvent.OfficerAdmitted.class, tries("0777", PIN), "nobody else waits");
        pass(Duration.ofSeconds(11));
        tries("0417", "000000");
        pass(Duration.ofSeconds(11));
        assertEquals("staff.locked", why(tries("0417", PIN)), "a minute now");
        for (int i = 0; i < 9; i++) {
            pass(Duration.ofMinutes(16));
            tries("0417", "000000");
        }
        assertEquals(
                15,
                assertInstanceOf(StaffEvent.LoginRefused.class, tries("0417", PIN))
                        .minutes(),
                "and never longer");
        pass(Duration.ofMinutes(15).plusSeconds(1));
        assertInstanceOf(StaffEvent.OfficerAdmitted.class, tries("0417", PIN));
    }

    @Test
    @DisplayName("a clock that was wrong locks nobody")
    void tries_while_the_clock_was_a_year_ahead_lock_nobody_when_it_is_right_again() {
        now = now.plus(Duration.ofDays(400));
        for (int i = 0; i < 5; i++) tries("0417", "000000");
        pass(Duration.ofMinutes(15).plusSeconds(1));
        assertInstanceOf(StaffEvent.OfficerAdmitted.class, tries("0417", PIN), "a code of the time ahead");
        now = now.minus(Duration.ofDays(400));
        restart();
        assertInstanceOf(StaffEvent.OfficerAdmitted.class, tries("0417", PIN));
    }

    @Test
    @DisplayName("a passer-by shuts out nobody, and staff learn of it")
    void who_tries_one_number_after_the_other_slows_the_next_try_and_locks_nobody() {
        for (int i = 0; i < 40; i++) {
            pass(Duration.ofSeconds(6));
            tries(String.format("9%03d", i), "000000");
        }
        assertTrue(told.get() > 30, told + " times told");
        assertEquals("staff.locked", why(tries("0777", PIN)), "within five seconds of the last wrong try");
        pass(Duration.ofSeconds(6));
        assertInstanceOf(StaffEvent.OfficerAdmitted.class, tries("0777", PIN));
        assertEquals("staff.wrong", why(tries("0888", PIN)), "and after a right one nobody waits");
    }

    @Test
    @DisplayName("whether a number exists cannot be told by the time that the answer takes")
    void a_number_that_nobody_has_takes_the_same_work() {
        tries("0417", "000000");
        long known = best("0417");
        long unknown = best("9999");
        assertTrue(unknown > known / 3 && known > unknown / 3, known + " ns and " + unknown + " ns");
    }

    private long best(String number) {
        long best = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            pass(Duration.ofMinutes(16));
            long begun = System.nanoTime();
            tries(number, "111111");
            best = Math.min(best, System.nanoTime() - begun);
        }
        return best;
    }

    @Test
    @DisplayName("a person is checked by number and own code; guessing goes on for ever at no page")
    void a_person_is_confirmed_by_an_officer_of_the_branch_with_a_fresh_code() {
        var notes = new ArrayList<String>();
        var codes = new OfficerCodeChecker(
                roster, lockouts, (kind, words) -> notes.add(kind + " " + words), told::incrementAndGet, () -> now);
        assertEquals(
                new PersonChecker.PersonCheckResult.Confirmed("0417"), codes.checkPerson("0417", phone.codeAt(now)));
        assertEquals(List.of("person-check confirmed by officer 0417"), notes);
        assertEquals(
                new PersonChecker.PersonCheckResult.WrongCode(), codes.checkPerson("0417", phone.codeAt(now)), "used");
        assertEquals(
                new PersonChecker.PersonCheckResult.WrongCode(),
                codes.checkPerson("0777", phone.codeAt(now)),
                "an engineer checks nobody");
        assertEquals("staff.wrong", why(tries("0417", PIN)), "used at the other page, too");
        int looked = 0;
        for (int guess = 0; guess < 100_000; guess++) {
            pass(Duration.ofSeconds(1));
            if (codes.checkPerson("0417", "%06d".formatted(guess % 7))
                    instanceof PersonChecker.PersonCheckResult.WrongCode) looked++;
        }
        assertTrue(looked < 130, looked + " guesses of a day and more counted");
        assertTrue(told.get() > 0, "staff are told");
    }

    @Test
    void guessing_at_codes_of_officers_is_a_finding() {
        var keys = FileKeyStore.openOrCreate(dir.resolve("journal.key"));
        try (var journal = Journal.open(dir.resolve("journal"), "ST-0412-03", keys, () -> now)) {
            var codes =
                    OfficerAuthenticator.open(roster, dir, journal, () -> now).personChecker();
            for (int n = 1; n < OfficerCodeChecker.TOLD_FROM; n++) codes.checkPerson("900" + n, "000000");
            assertEquals(List.of(), journal.findings().openFindings());
            codes.checkPerson("0417", "000000");
            assertEquals(
                    List.of("staff-guessing"),
                    journal.findings().openFindings().stream()
                            .map(StaffFinding::kind)
                            .toList());
        }
    }

    @Test
    void a_file_of_counts_that_is_damaged_gives_no_free_tries_and_locks_nobody_for_ever() throws IOException {
        for (int i = 0; i < 6; i++) {
            pass(Duration.ofMinutes(16));
            tries("0417", "000000");
        }
        Files.writeString(dir.resolve("officers.json"), "{\"numbers\": {\"0417\"");
        restart();
        pass(Duration.ofSeconds(6));
        assertInstanceOf(StaffEvent.OfficerAdmitted.class, tries("0417", PIN));
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
            assertTrue(AuditLog.readFile(file).flaw().isPresent(), "sign " + i);
        }
        Files.writeString(file, lines.get(0) + "\n" + lines.get(2) + "\n");
        assertThrows(IllegalStateException.class, () -> AuditLog.open(file));
    }

    @Test
    void a_log_that_was_cut_off_does_not_follow_its_witness() throws IOException {
        tries("0417", "000000");
        tries("0777", PIN);
        var witness = log.headText();
        assertTrue(log.continuesFrom(witness));
        log.close();
        Files.writeString(file, Files.readString(file).lines().findFirst().orElseThrow() + "\n");
        log = AuditLog.open(file);
        assertFalse(log.continuesFrom(witness));
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
        var refused = assertThrows(IllegalArgumentException.class, () -> StaffRoster.readFile(staff));
        var said = String.valueOf(refused.getMessage());
        assertTrue(said.contains("stm staff pin"), said);
        var pin = StaffRoster.hashPin("123456", new byte[16]);
        var lines = List.of(
                "- number: \"0417\"",
                "  name: 某人",
                "  duty: branch",
                "  pin: " + pin,
                "  code: GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        Files.write(staff, lines);
        assertEquals(Optional.empty(), StaffRoster.readFile(staff).findMistake());
        var mistakes = Map.of(
                "- number: 417",
                ": line 1: number is four digits in quotes",
                "  name: \"\"",
                ": line 2: name of 0417 is missing",
                "  duty: king",
                ": line 3: duty of 0417 is branch, engineer or auditor, not: king",
                "  pin: " + pin.replace(":600000:", ":1000:"),
                ": line 4: pin of 0417 has too few rounds",
                "  code: 1",
                ": line 5: code of 0417 ",
                "  code: [",
                ": line 6: not YAML");
        mistakes.forEach((wrong, says) -> {
            var key = wrong.substring(0, wrong.indexOf(':'));
            var changed = lines.stream()
                    .map(line -> line.startsWith(key) ? wrong : line)
                    .toList();
            var why = assertThrows(
                    IllegalArgumentException.class, () -> StaffRoster.readFile(Files.write(staff, changed)));
            assertTrue(String.valueOf(why.getMessage()).startsWith(staff + says), why::toString);
            assertFalse(why.toString().contains(pin), "no hash in a message");
        });
    }
}
