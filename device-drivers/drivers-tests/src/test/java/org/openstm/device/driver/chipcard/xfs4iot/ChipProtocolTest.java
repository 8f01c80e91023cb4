package org.openstm.device.driver.chipcard.xfs4iot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChipProtocolTest {
    private static final List<ChipProtocol> BOTH = List.of(ChipProtocol.T0, ChipProtocol.T1);

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }

    @Test
    void the_answer_to_reset_says_which_protocol() {
        assertEquals(ChipProtocol.T0, ChipProtocol.of(hex("3B00"), BOTH));
        assertEquals(ChipProtocol.T1, ChipProtocol.of(hex("3B8001"), BOTH));
        assertEquals(ChipProtocol.T0, ChipProtocol.of(hex("3BF01100FF00"), BOTH));
        assertEquals(ChipProtocol.T1, ChipProtocol.of(hex("3BF01100FF01"), BOTH));
        assertEquals(ChipProtocol.T0, ChipProtocol.of(hex("3BF0"), BOTH), "cut off");
        assertEquals(ChipProtocol.T0, ChipProtocol.of(new byte[0], BOTH));
        assertEquals(ChipProtocol.CONTACTLESS_A, ChipProtocol.of(hex("3B8001"), List.of(ChipProtocol.CONTACTLESS_A)));
    }

    @Test
    void with_t_0_a_command_with_data_wants_none() {
        assertArrayEquals(hex("00A4040002AABB"), ChipProtocol.T0.toSentCommand(hex("00A4040002AABB00")));
        assertArrayEquals(hex("00A4040002AABB00"), ChipProtocol.T1.toSentCommand(hex("00A4040002AABB00")));
        assertArrayEquals(hex("00B2010C00"), ChipProtocol.T0.toSentCommand(hex("00B2010C00")));
        assertArrayEquals(hex("00A4040002AABB"), ChipProtocol.T0.toSentCommand(hex("00A4040002AABB")));
    }
}
