package org.openstm.device.driver.chipcard.travel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.openstm.device.DocumentKey;
import org.openstm.device.driver.iso7816.ApduChannel;
import org.openstm.device.link.CardSlot;
import org.openstm.device.link.CardSlot.Look;
import org.openstm.device.link.Deadline;
import org.openstm.device.link.LinkAddress;
import org.openstm.device.link.LinkLost;

/// The worked examples of ICAO, byte by byte.
class WorkedExampleTest {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final DocumentKey BAC =
            new DocumentKey.Lines("L898902C<", LocalDate.of(1969, 8, 6), LocalDate.of(1994, 6, 23));
    private static final DocumentKey PACE =
            new DocumentKey.Lines("T22000129", LocalDate.of(1964, 8, 12), LocalDate.of(2010, 10, 31));

    private static CardSlot playing(String dialogue) throws Exception {
        var file = Path.of(Objects.requireNonNull(
                        WorkedExampleTest.class.getResource("/org/openstm/device/dialogue/" + dialogue + ".trace"))
                .toURI());
        return LinkAddress.parse("replay:" + file).openSlot("example", Deadline.inMillis(5000));
    }

    private static JmrtdCardService wire(CardSlot slot) {
        return new JmrtdCardService(new ApduChannel(slot, Deadline.inMillis(5000)));
    }

    @Test
    void basic_access_control_and_secured_messages_are_those_of_appendix_d() throws Exception {
        var slot = playing("icao-bac");
        try (var random = new ScriptedRandom("781723860C06C226" + "0B795240CB7049B01C19B33E32804F0B")) {
            var wire = wire(slot);
            var session = new ChipAccess(wire).openByBac(BAC);
            var file = new SecuredFileReader(wire, Optional.of(session)).readFile(0x011E, 100);
            assertEquals("60145F0104303130365F36063034303030305C026175", HEX.formatHex(file));
            assertTrue(random.used());
            assertEquals(Look.EMPTY, slot.look(), "something was left unsaid");
        }
    }

    @Test
    void another_document_number_says_something_else_than_appendix_d() throws Exception {
        var wrong = new DocumentKey.Lines("L898902D", LocalDate.of(1969, 8, 6), LocalDate.of(1994, 6, 23));
        try (var _ = new ScriptedRandom("781723860C06C226" + "0B795240CB7049B01C19B33E32804F0B")) {
            var door = new ChipAccess(wire(playing("icao-bac")));
            var lost = assertThrows(LinkLost.class, () -> door.openByBac(wrong));
            assertTrue(String.valueOf(lost.getMessage()).contains("the host said 0082000028"), lost::getMessage);
        }
    }

    @Test
    void password_authenticated_connection_establishment_is_that_of_appendix_g() throws Exception {
        var slot = playing("icao-pace");
        try (var random = new ScriptedRandom("7F4EF07B9EA82FD78AD689B38D0BC78CF21F249D953BC46F4C6E19259C010F99"
                + "A73FB703AC1436A18E0CFA5ABB3F7BEC7A070E7A6788486BEE230C4A22762595")) {
            var wire = wire(slot);
            var door = new ChipAccess(wire);
            var session = door.openByPace(PACE, door.readPaceInfo().orElseThrow());
            assertEquals(
                    "F5F0E35C0D7161EE6724EE513A0D9A7F",
                    HEX.formatHex(session.getEncryptionKey().getEncoded()));
            assertEquals(
                    "FE251C7858B356B24514B3BD5F4297D1",
                    HEX.formatHex(session.getMACKey().getEncoded()));
            assertEquals(0, session.getSendSequenceCounter());
            assertTrue(random.used());
            assertEquals(Look.EMPTY, slot.look(), "something was left unsaid");
        }
    }
}
