package org.openstm.device.driver.chipcard.xfs4iot;

import java.util.Arrays;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// Transmission protocol between a service and a chip.
enum ChipProtocol {
    T0("chipT0"),
    T1("chipT1"),
    CONTACTLESS_A("chipTypeAPart4"),
    CONTACTLESS_B("chipTypeB"),
    ANY("chipProtocolNotRequired");

    private static final int SHORTEST = 2;
    private static final int INTERFACE_D = 0x80;
    private static final int HEAD_AND_LENGTH = 5;

    private final String word;

    ChipProtocol(String word) {
        this.word = word;
    }

    String wireText() {
        return word;
    }

    /// The protocols that a service offers.
    static List<ChipProtocol> offeredProtocols(JsonNode protocols) {
        return Arrays.stream(values())
                .filter(each -> protocols.path(each.word).asBoolean(false))
                .toList();
    }

    /// The first protocol in the card's answer to reset (ISO/IEC 7816-3, TD1), if the service offers it; T=0 if
    /// there is none.
    static ChipProtocol of(byte[] atr, List<ChipProtocol> offered) {
        var wanted = firstProtocol(atr) == 1 ? T1 : T0;
        if (offered.isEmpty() || offered.contains(wanted)) return wanted;
        return offered.getFirst();
    }

    private static int firstProtocol(byte[] atr) {
        if (atr.length < SHORTEST || (atr[1] & INTERFACE_D) == 0) return 0;
        int before = Integer.bitCount(atr[1] & 0x70);
        int at = SHORTEST + before;
        return at < atr.length ? atr[at] & 0x0F : 0;
    }

    /// The command in the form for the card: with T=0, a command with data does not contain the length of the
    /// answer, which is fetched by a separate command.
    byte[] toSentCommand(byte[] command) {
        boolean both = command.length > HEAD_AND_LENGTH
                && command.length == HEAD_AND_LENGTH + (command[HEAD_AND_LENGTH - 1] & 0xFF) + 1;
        return this == T0 && both ? Arrays.copyOf(command, command.length - 1) : command;
    }
}
