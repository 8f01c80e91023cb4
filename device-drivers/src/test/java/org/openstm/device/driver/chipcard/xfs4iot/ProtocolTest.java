package org.openstm.device.driver.chipcard.xfs4iot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProtocolTest {
    private static final List<Protocol> BOTH = List.of(Protocol.T0, Protocol.T1);

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }

    @Test
    void the_answer_to_reset_says_which_protocol() {
        assertEquals(Protocol.T0, Protocol.of(hex("3B00"), BOTH));
        assertEquals(Protocol.T1, Protocol.of(hex("3B8001"), BOTH));
        assertEquals(Protocol.T0, Protocol.of(hex("3BF01100FF00"), BOTH));
        assertEquals(Protocol.T1, Protocol.of(hex("3BF01100FF01"), BOTH));
        assertEquals(Protocol.T0, Protocol.of(hex("3BF0"), BOTH), "cut off");
        assertEquals(Protocol.T0, Protocol.of(new byte[0], BOTH));
        assertEquals(Protocol.CONTACTLESS_A, Protocol.of(hex("3B8001"), List.of(Protocol.CONTACTLESS_A)));
    }

    @Test
    void with_t_0_a_command_with_data_wants_none() {
        assertArrayEquals(hex("00A4040002AABB"), Protocol.T0.sent(hex("00A4040002AABB00")));
        assertArrayEquals(hex("00A4040002AABB00"), Protocol.T1.sent(hex("00A4040002AABB00")));
        assertArrayEquals(hex("00B2010C00"), Protocol.T0.sent(hex("00B2010C00")));
        assertArrayEquals(hex("00A4040002AABB"), Protocol.T0.sent(hex("00A4040002AABB")));
    }
}
