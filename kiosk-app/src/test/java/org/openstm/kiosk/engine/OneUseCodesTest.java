package org.openstm.kiosk.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// RFC 6238, appendix B (the last six of the eight digits printed there), and single use.
class OneUseCodesTest {
    private static final byte[] SECRET = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);

    @Test
    void the_codes_are_those_of_the_standard() {
        var codes = new OneUseCodes(SECRET);
        assertEquals("287082", codes.at(Instant.ofEpochSecond(59)));
        assertEquals("081804", codes.at(Instant.ofEpochSecond(1111111109L)));
        assertEquals("005924", codes.at(Instant.ofEpochSecond(1234567890L)));
        assertEquals("353130", codes.at(Instant.ofEpochSecond(20000000000L)));
    }

    @Test
    void a_code_passes_once_and_not_when_it_is_old() {
        var codes = new OneUseCodes(SECRET);
        var now = Instant.ofEpochSecond(1234567890L);
        var code = codes.at(now);
        assertTrue(codes.take(code, now));
        assertFalse(codes.take(code, now), "used");
        assertTrue(
                codes.take(codes.at(now.plusSeconds(30)), now.plusSeconds(5)), "a clock that runs ahead by one step");
        assertFalse(codes.take(codes.at(now.plusSeconds(300)), now), "far off");
        assertFalse(codes.take("", now));
    }
}
