package org.openstm.kiosk.app.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openstm.kiosk.app.service.MovableClock;
import org.openstm.kiosk.app.window.KioskWindow;
import org.openstm.kiosk.engine.SessionLoop;
import org.openstm.kiosk.staff.service.OfficerAuthenticator;
import org.openstm.kiosk.staff.service.OfficerRequirement;
import org.openstm.kiosk.staff.service.StaffRoster;
import org.openstm.kiosk.staff.service.TotpVerifier;

/// The control socket checks staff authority, too.
class ControlGatekeeperTest {
    private static final byte[] SECRET = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);
    private static final String BASE32 = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

    @TempDir
    Path dir;

    private final TotpVerifier phone = new TotpVerifier(SECRET);
    private final List<String> audit = new ArrayList<>();
    private Instant now = Instant.parse("2026-11-24T00:02:00Z");
    private ControlGatekeeper production;

    @BeforeEach
    void three_are_on_the_roster() throws IOException {
        var staff = dir.resolve("staff.yaml");
        Files.writeString(staff, entry("0417", "branch") + entry("0777", "engineer") + entry("0901", "auditor"));
        var officers = OfficerAuthenticator.withoutKiosk(StaffRoster.readFile(staff), dir, () -> now);
        production =
                new ControlGatekeeper(officers, (who, what, about) -> audit.add(who + " " + what + " " + about), false);
    }

    private static String entry(String number, String duty) {
        return "- {number: \"" + number + "\", name: 某人, duty: " + duty + ", pin: \""
                + StaffRoster.hashPin("246810", new byte[16]) + "\", code: " + BASE32 + "}\n";
    }

    private static String refused(org.junit.jupiter.api.function.Executable act) {
        return String.valueOf(assertThrows(IllegalArgumentException.class, act).getMessage());
    }

    @Test
    @DisplayName("no word touches or reads the screen of a production terminal")
    void words_of_the_screen_exist_only_in_a_demonstration() throws Exception {
        var touched = new ArrayList<String>();
        var robot = new ScreenWords() {
            @Override
            public void attach(KioskWindow window, SessionLoop loop, MovableClock clock) {}

            @Override
            public boolean includes(String word) {
                return word.equals("tap");
            }

            @Override
            public String perform(String word, String rest) {
                touched.add(word + " " + rest);
                return "ok";
            }
        };
        var visit = production.openCaller("user kiosk");
        assertTrue(refused(() -> ControlSocket.performOnScreen(List.of(robot), visit, "tap", "start"))
                .contains("demonstration"));
        assertEquals(List.of(), touched);
        var shown = new ControlGatekeeper(production.officers(), production.audit(), true).openCaller("user kiosk");
        assertEquals(Optional.of("ok"), ControlSocket.performOnScreen(List.of(robot), shown, "tap", "start"));
        assertEquals(List.of("tap start"), touched);
        assertEquals(Optional.empty(), ControlSocket.performOnScreen(List.of(), shown, "tap", "start"));
    }

    @Test
    void nothing_is_changed_without_an_officer_of_the_duty_and_free_text_counts_for_nothing() {
        var visit = production.openCaller("user kiosk");
        assertTrue(refused(() -> visit.authoriseAct(OfficerRequirement.ENGINEER, "device-swap", "0777"))
                .contains("--officer"));
        refused(() -> visit.presentOfficer("0777 000000"));
        refused(() -> visit.presentOfficer("0777"));
        visit.presentOfficer("0417 " + phone.codeAt(now));
        assertTrue(refused(() -> visit.authoriseAct(OfficerRequirement.ENGINEER, "device-swap", ""))
                .contains("an engineer"));
        assertEquals(List.of(), audit);
    }

    @Test
    void an_act_names_its_officer_and_the_calling_process_and_uses_the_code_up() {
        var visit = production.openCaller("user kiosk, group kiosk");
        visit.presentOfficer("0777 " + phone.codeAt(now));
        assertEquals("0777", visit.authoriseAct(OfficerRequirement.ENGINEER, "device-swap", "somebody"));
        assertEquals(List.of("0777 device-swap by the command line, user kiosk, group kiosk"), audit);
        refused(() -> visit.authoriseAct(OfficerRequirement.ENGINEER, "device-swap", ""));
        assertTrue(
                refused(() -> visit.presentOfficer("0777 " + phone.codeAt(now))).contains("used"));
    }

    @Test
    void what_leaves_the_terminal_or_rewrites_the_audit_log_needs_two_different_officers() {
        var visit = production.openCaller("user kiosk");
        visit.presentOfficer("0901 " + phone.codeAt(now));
        refused(() -> visit.authoriseAct(OfficerRequirement.AUDITOR_AND_SECOND, "audit-accept", ""));
        now = now.plusSeconds(30);
        visit.presentOfficer("0901 " + phone.codeAt(now));
        now = now.plusSeconds(30);
        visit.presentOfficer("0901 " + phone.codeAt(now));
        refused(() ->
                visit.authoriseAct(OfficerRequirement.AUDITOR_AND_SECOND, "audit-accept", "")); // the same one twice
        now = now.plusSeconds(30);
        visit.presentOfficer("0777 " + phone.codeAt(now));
        visit.presentOfficer("0417 " + phone.codeAt(now));
        refused(() -> visit.authoriseAct(OfficerRequirement.AUDITOR_AND_SECOND, "audit-accept", "")); // no auditor
        now = now.plusSeconds(30);
        visit.presentOfficer("0901 " + phone.codeAt(now));
        visit.presentOfficer("0777 " + phone.codeAt(now));
        assertEquals("0901+0777", visit.authoriseAct(OfficerRequirement.AUDITOR_AND_SECOND, "audit-accept", ""));
    }

    @Test
    void a_demonstration_asks_nobody() {
        var demo = new ControlGatekeeper(
                OfficerAuthenticator.withoutKiosk(StaffRoster.readFile(dir.resolve("nobody.yaml")), dir, () -> now),
                (who, what, about) -> audit.add(who),
                true);
        demo.openCaller("user x").requireDemonstration("tap");
        assertEquals(
                "li",
                demo.openCaller("user x").authoriseAct(OfficerRequirement.ENGINEER_AND_SECOND, "journal-export", "li"));
        assertEquals(List.of(), audit);
    }
}
