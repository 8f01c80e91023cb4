package org.openstm.kiosk.staff.service;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/// RFC 6238, appendix B (the last six of the eight digits printed there).
class TotpVerifierTest {
    private static final byte[] SECRET = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);

    @Test
    void the_codes_are_those_of_the_standard() {
        var codes = new TotpVerifier(SECRET);
        assertEquals("287082", codes.codeAt(Instant.ofEpochSecond(59)));
        assertEquals("081804", codes.codeAt(Instant.ofEpochSecond(1111111109L)));
        assertEquals("005924", codes.codeAt(Instant.ofEpochSecond(1234567890L)));
        assertEquals("353130", codes.codeAt(Instant.ofEpochSecond(20000000000L)));
    }

    @Test
    void a_code_of_the_step_before_and_after_is_taken_and_none_that_is_far_off() {
        var codes = new TotpVerifier(SECRET);
        var now = Instant.ofEpochSecond(1234567890L);
        assertEquals(OptionalLong.of(1234567890L / 30), codes.findTimeStep(codes.codeAt(now), now));
        assertEquals(
                OptionalLong.of(1234567890L / 30 + 1),
                codes.findTimeStep(codes.codeAt(now.plusSeconds(30)), now.plusSeconds(5)));
        assertEquals(OptionalLong.empty(), codes.findTimeStep(codes.codeAt(now.plusSeconds(300)), now));
        assertEquals(OptionalLong.empty(), codes.findTimeStep("", now));
    }
}
