package org.openstm.device.driver.chipcard.travel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openstm.device.ChipCardReader;
import org.openstm.device.ChipCardReader.Presence;
import org.openstm.device.ChipCardReader.Reading;
import org.openstm.device.DeviceClass;
import org.openstm.device.DocumentKey;
import org.openstm.device.Fault;
import org.openstm.device.TravelDocument;
import org.openstm.device.TravelDocument.Chip;
import org.openstm.device.TravelDocument.Trust;
import org.openstm.device.link.LinkAddress;
import org.openstm.device.manager.BuiltInDrivers;
import org.openstm.device.sim.SimulatorFactory;
import org.openstm.device.sim.link.DeviceSimulator;
import org.openstm.device.spi.DriverContext;

/// Results for valid and invalid documents. The chips share no code with the library that opens them.
@Timeout(60)
class TravelTruthTest {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Duration BRIEF = Duration.ofMillis(300);
    private static final DocumentKey PASSPORT =
            new DocumentKey.Lines("ea1204120", LocalDate.of(1955, 3, 8), LocalDate.of(2033, 6, 11));
    private static final DocumentKey PERMIT =
            new DocumentKey.Lines("C04120777", LocalDate.of(1928, 2, 29), LocalDate.of(2031, 1, 1));
    private static final DocumentKey NUMBER = new DocumentKey.Access("412777");

    @TempDir
    Path folder;

    private DeviceSimulator sim;

    @BeforeEach
    void plugIn() throws Exception {
        sim = SimulatorFactory.startSimulator(DeviceClass.CHIP_CARD_READER, "ws://127.0.0.1:0", folder);
        say("csca " + folder.resolve("csca"));
    }

    @AfterEach
    void pullOut() {
        sim.close();
    }

    private void say(String line) {
        assertEquals("ok", sim.runControlLine(line));
    }

    private ChipCardReader open(boolean knowing) throws Exception {
        var link = LinkAddress.parse(sim.link());
        return (ChipCardReader) BuiltInDrivers.driverNamed(DeviceClass.CHIP_CARD_READER, "xfs4iot")
                .open(new DriverContext(
                        "chip-1",
                        knowing ? link.with("csca", folder.resolve("csca").toString()) : link));
    }

    private Reading read(ChipCardReader reader, String card, DocumentKey key) throws InterruptedException {
        say("insert " + card);
        var reading = reader.readDocument(key, SOON);
        say("pull");
        say("fault none");
        return reading;
    }

    private TravelDocument document(ChipCardReader reader, String card, DocumentKey key) throws InterruptedException {
        return assertInstanceOf(Reading.Travel.class, read(reader, card, key)).document();
    }

    private Fault fault(ChipCardReader reader, String card, DocumentKey key) throws InterruptedException {
        return assertInstanceOf(Reading.Unreadable.class, read(reader, card, key))
                .fault();
    }

    @Test
    void a_passport_is_opened_by_its_lines_and_its_signer_followed_to_its_country() throws Exception {
        try (var reader = open(true)) {
            assertEquals(
                    new TravelDocument(
                            "PO",
                            "CHN",
                            "EA1204120",
                            "LI",
                            "XIULAN",
                            "李秀兰",
                            "CHN",
                            2,
                            Optional.of(LocalDate.of(1955, 3, 8)),
                            LocalDate.of(2033, 6, 11),
                            "",
                            Trust.VERIFIED,
                            Chip.GENUINE),
                    document(reader, "li-xiulan-passport", PASSPORT));
        }
    }

    @Test
    void a_permit_is_opened_by_its_lines_or_by_the_number_on_its_front() throws Exception {
        try (var reader = open(true)) {
            var permit = document(reader, "chen-daming-permit", PERMIT);
            assertEquals(
                    new TravelDocument(
                            "CS",
                            "CHN",
                            "C04120777",
                            "CHEN",
                            "DAMING",
                            "",
                            "CHN",
                            1,
                            Optional.of(LocalDate.of(1928, 2, 29)),
                            LocalDate.of(2031, 1, 1),
                            "Y412",
                            Trust.VERIFIED,
                            Chip.UNPROVEN),
                    permit);
            assertEquals(permit, document(reader, "chen-daming-permit", NUMBER));
        }
    }

    @Test
    void a_signer_is_trusted_as_far_as_it_can_be_followed() throws Exception {
        try (var reader = open(true)) {
            assertEquals(
                    Trust.SIGNER_EXPIRED,
                    document(reader, "li-xiulan-passport sod=expired", PASSPORT).trust());
            assertEquals(
                    Trust.NO_CSCA,
                    document(reader, "li-xiulan-passport sod=unknown", PASSPORT).trust());
        }
        try (var reader = open(false)) {
            assertEquals(
                    Trust.NO_CSCA,
                    document(reader, "li-xiulan-passport", PASSPORT).trust());
            // without an authority it is unknown whether the signer was appointed
            assertEquals(
                    Trust.NO_CSCA,
                    document(reader, "li-xiulan-passport sod=stranger", PASSPORT)
                            .trust());
        }
    }

    @Test
    void a_chip_proves_that_it_is_no_copy_whatever_the_kind_of_its_key() throws Exception {
        try (var reader = open(true)) {
            for (var kind : List.of("rsa", "rsa-old"))
                assertEquals(
                        Chip.GENUINE,
                        document(reader, "li-xiulan-passport chip=" + kind, PASSPORT)
                                .chip(),
                        kind);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "dg1=changed, card-document-forged, data group 1",
        "sod=broken, card-document-forged, signature",
        "sod=stranger, card-document-forged, appointed",
        "sod=foreign, card-document-forged, another country",
        "mrz=digit, card-document-unsound, check digit",
        "dg11=long, card-document-unsound, 60004 bytes",
        "chip=copied, card-document-forged, does not know the key",
        "chip=dumb, card-document-forged, does not know the key",
        "chip=rsa chip=copied, card-document-forged, does not know the key",
        "sod=none, card-document-unsound, 011D",
    })
    void what_was_not_signed_so_is_nobodys_document(String wrong, String code, String why) throws Exception {
        try (var reader = open(true)) {
            var fault = fault(reader, "li-xiulan-passport " + wrong, PASSPORT);
            assertEquals(code, fault.code());
            assertTrue(fault.detail().contains(why), fault::detail);
        }
    }

    @Test
    void a_wrong_key_is_tried_once_and_never_again_before_the_card_was_away() throws Exception {
        var wrong = new DocumentKey.Lines("EA1204121", LocalDate.of(1955, 3, 8), LocalDate.of(2033, 6, 11));
        try (var reader = open(true)) {
            for (var key : List.of(wrong, PASSPORT)) {
                say("insert li-xiulan-passport");
                var first = reader.readDocument(key, SOON);
                assertEquals(key.equals(PASSPORT), first instanceof Reading.Travel);
                if (first instanceof Reading.Unreadable(var fault)) assertEquals("card-key-wrong", fault.code());
                assertInstanceOf(Reading.NoCard.class, reader.readDocument(PASSPORT, BRIEF));
                assertEquals(Presence.CARD, reader.presence());
                say("pull");
            }
            assertEquals(
                    "card-key-wrong",
                    fault(reader, "chen-daming-permit", PASSPORT).code());
            assertEquals(
                    "card-key-wrong",
                    fault(reader, "chen-daming-permit", new DocumentKey.Access("412778"))
                            .code());
            assertEquals(
                    "card-needs-key",
                    fault(reader, "li-xiulan-passport", NUMBER).code());
        }
    }

    @Test
    void a_document_that_waits_for_its_key_is_opened_where_it_lies_and_by_the_same_person_only() throws Exception {
        try (var reader = open(true)) {
            say("insert li-xiulan-passport");
            assertEquals(
                    "card-needs-key",
                    assertInstanceOf(Reading.Unreadable.class, reader.read(SOON))
                            .fault()
                            .code());
            assertInstanceOf(Reading.NoCard.class, reader.read(BRIEF), "it was told twice");
            assertInstanceOf(Reading.Travel.class, reader.readDocument(PASSPORT, SOON));
            say("pull");
            assertEquals(Presence.NO_CARD, reader.presence());
            say("insert li-xiulan-passport");
            assertInstanceOf(Reading.Unreadable.class, reader.read(SOON));
            reader.clear();
            assertInstanceOf(Reading.NoCard.class, reader.readDocument(PASSPORT, BRIEF), "who left it has gone");
        }
    }

    @Test
    void other_cards_are_no_documents() throws Exception {
        try (var reader = open(true)) {
            assertEquals(
                    "card-no-document",
                    fault(reader, "unionpay-debit", PASSPORT).code());
            assertEquals("card-no-document", fault(reader, "stranger", PASSPORT).code());
        }
    }

    @Test
    void a_chip_that_is_pulled_or_changed_on_its_way_is_said_to_be_so() throws Exception {
        try (var reader = open(true)) {
            for (int at : List.of(5, 8, 12)) {
                say("fault flip " + at);
                assertEquals(
                        "card-document-unsound",
                        fault(reader, "li-xiulan-passport", PASSPORT).code(),
                        "answer " + at);
            }
            say("fault sw 6988 7");
            assertEquals(
                    "card-document-unsound",
                    fault(reader, "li-xiulan-passport", PASSPORT).code());
            say("complete commandErrorCode noMedia");
            assertInstanceOf(Reading.CardPulled.class, read(reader, "li-xiulan-passport", PASSPORT));
            say("well");
            assertInstanceOf(Reading.Travel.class, read(reader, "li-xiulan-passport", PASSPORT));
        }
    }

    /// The library logs each command and quotes it in its exceptions.
    @Test
    void nothing_of_a_document_is_said_to_anybody_else() throws Exception {
        var heard = new ArrayList<String>();
        var ear = new Handler() {
            @Override
            public void publish(LogRecord record) {
                heard.add(record.getMessage() + record.getThrown());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        ear.setLevel(Level.ALL);
        var root = Logger.getLogger("");
        root.addHandler(ear);
        try (var reader = open(true)) {
            say("fault flip 8");
            var fault = fault(reader, "li-xiulan-passport", PASSPORT);
            var document = document(reader, "li-xiulan-passport", PASSPORT);
            for (var secret : List.of("EA1204120", "LI", "XIULAN", "550308", "0CB0"))
                for (var said : List.of(fault.toString(), PASSPORT.toString(), document.toString()))
                    assertFalse(said.contains(secret), said);
            assertEquals(
                    List.of(),
                    heard.stream().filter(line -> line.contains("APDU")).toList());
        } finally {
            root.removeHandler(ear);
        }
    }

    @Test
    void a_folder_of_authorities_that_is_none_is_refused_when_it_is_opened() throws Exception {
        Files.writeString(folder.resolve("csca").resolve("xx.cer"), "no certificate");
        assertThrows(IllegalArgumentException.class, () -> open(true));
        Files.delete(folder.resolve("csca").resolve("xx.cer"));
        assertEquals(
                2,
                CountrySigningAuthorities.readFolder(folder.resolve("csca").toString())
                        .count());
        assertThrows(
                IllegalArgumentException.class,
                () -> CountrySigningAuthorities.readFolder(
                        folder.resolve("nowhere").toString()));
    }
}
