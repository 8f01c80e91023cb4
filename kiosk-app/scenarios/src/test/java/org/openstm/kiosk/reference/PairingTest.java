package org.openstm.kiosk.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openstm.kiosk.central.CentralReply;
import org.openstm.kiosk.central.Contract;
import org.openstm.kiosk.central.crypto.CentralPublicKeys;
import org.openstm.kiosk.central.crypto.PairingSecret;
import org.openstm.kiosk.central.crypto.SigningKey;
import org.openstm.kiosk.central.http.HttpCentralClient;

/// Enrolment of a terminal where a pairing code is required.
class PairingTest {
    private static final String TERMINAL = "ST-0412-03";

    @TempDir
    Path dir;

    private final Contract contract = new Contract();
    private volatile Instant now = Instant.parse("2026-11-24T06:32:00Z");
    private ReferenceCentral central;

    @BeforeEach
    void open() {
        central = ReferenceCentral.start(0, dir.resolve("central"), () -> now, false, contract::check);
    }

    @AfterEach
    void close() {
        central.close();
        assertEquals(List.of(), contract.breaches());
    }

    private String code() {
        return CentralAdministration.createPairingCode(dir.resolve("central"), Optional.empty(), TERMINAL, () -> now);
    }

    private HttpCentralClient kiosk(ReferenceCentral at, String terminal, String key, Optional<String> code) {
        return new HttpCentralClient(
                at.uri(),
                terminal,
                SigningKey.loadOrCreate(dir.resolve(key + ".key"), terminal),
                CentralPublicKeys.trustAfterPairing(dir.resolve(key + ".trusted")),
                HttpCentralClient.CallTimeouts.USUAL,
                () -> now,
                code.map(typed -> PairingSecret.fromCode(typed, terminal).orElseThrow()));
    }

    private HttpCentralClient kiosk(String key, Optional<String> code) {
        return kiosk(central, TERMINAL, key, code);
    }

    private static String refused(CentralReply<?> reply) {
        return assertInstanceOf(CentralReply.Refused.class, reply).problem().code();
    }

    /// The terminal's error message; empty when it is enrolled.
    private String told(String key, String code) {
        try (var kiosk = kiosk(key, Optional.of(code))) {
            return kiosk.enrolTerminal() instanceof CentralReply.Refused<Boolean>(var problem) ? problem.code() : "";
        }
    }

    @Test
    void a_terminal_with_the_code_gets_in_once_and_stays_in_without_it() {
        String code = code();
        assertTrue(code.matches("[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}"), code);
        try (var none = kiosk("a", Optional.empty())) {
            var reply = none.querySystems();
            assertEquals("pairing-needed", refused(reply));
            assertEquals(
                    401,
                    assertInstanceOf(CentralReply.Refused.class, reply)
                            .problem()
                            .status(),
                    "a case then waits and is not refused");
        }
        String typed = code.toLowerCase(Locale.ROOT).replace("-", " ");
        try (var kiosk = kiosk("a", Optional.of(typed))) {
            assertInstanceOf(CentralReply.Done.class, kiosk.querySystems(), "at the first contact, by itself");
        }
        assertEquals("", told("a", code), "the answer may have been lost: the same key again");
        try (var later = kiosk("a", Optional.empty())) {
            assertInstanceOf(CentralReply.Done.class, later.querySystems());
        }
        assertEquals("pairing-used", told("thief", code));
    }

    @Test
    void a_code_of_yesterday_and_a_code_that_another_replaced_count_no_more() {
        String first = code();
        String second = code();
        assertNotEquals(first, second);
        assertEquals("pairing-wrong", told("a", first));
        now = now.plus(Duration.ofMinutes(16));
        assertEquals("pairing-expired", told("a", second));
    }

    @Test
    @DisplayName("a stranger cannot spend a pairing code, and cannot guess for long either")
    void wrong_tries_of_a_stranger_leave_the_code_to_whom_it_was_given() {
        String code = code();
        for (int n = 0; n < 12; n++) assertEquals("pairing-wrong", told("a", "2222-222" + (char) ('A' + n % 4)));
        assertEquals("", told("a", code));
        String answer = "";
        for (int n = 0; n < 30 && !answer.equals("too-many"); n++) answer = told("b", "2222-2223");
        assertEquals("too-many", answer);
    }

    @Test
    void a_code_of_one_terminal_lets_no_other_in() {
        try (var other = kiosk(central, "ST-0412-04", "other", Optional.of(code()))) {
            assertEquals("pairing-needed", refused(other.enrolTerminal()));
        }
    }

    @Test
    void a_false_central_that_takes_anybody_is_not_believed() {
        try (var trap = ReferenceCentral.start(0, dir.resolve("trap"), () -> now, true);
                var paired = kiosk(trap, TERMINAL, "a", Optional.of(code()));
                var plain = kiosk(trap, TERMINAL, "b", Optional.empty())) {
            assertEquals("pairing-needed", refused(paired.enrolTerminal()), "it has no code to judge the proof by");
            assertInstanceOf(CentralReply.NoAnswer.class, plain.querySystems());
            assertFalse(Files.exists(dir.resolve("a.trusted")) || Files.exists(dir.resolve("b.trusted")));
        }
    }

    @Test
    void the_code_itself_is_nowhere_on_centrals_disk() throws Exception {
        String code = code().replace("-", "");
        try (var files = Files.walk(dir)) {
            var all = files.filter(Files::isRegularFile).toList();
            assertTrue(all.contains(dir.resolve("central/central.db")), all.toString());
            for (var file : all) {
                var content = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                assertFalse(content.contains(code), file.toString());
            }
        }
    }
}
