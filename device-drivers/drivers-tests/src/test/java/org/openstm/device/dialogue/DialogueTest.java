package org.openstm.device.dialogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openstm.device.BankCard;
import org.openstm.device.ChipCardReader;
import org.openstm.device.Device;
import org.openstm.device.DeviceClass;
import org.openstm.device.DeviceState;
import org.openstm.device.IdCardReader;
import org.openstm.device.IdCardReader.Presence;
import org.openstm.device.IdCardReader.Reading;
import org.openstm.device.ReceiptPrinter;
import org.openstm.device.link.LinkAddress;
import org.openstm.device.manager.BuiltInDrivers;
import org.openstm.device.spi.DriverContext;

/// Bytes that neither a driver nor a simulator of ours has written: an independent third interpretation of the
/// protocols.
@Timeout(60)
class DialogueTest {
    private static final Duration SOON = Duration.ofSeconds(5);

    @Test
    void a_card_is_read_as_the_protocol_notes_say() throws Exception {
        try (var reader = (IdCardReader)
                BuiltInDrivers.driverNamed(DeviceClass.ID_CARD_READER, "samv").open(playing("samv-read"))) {
            var card = assertInstanceOf(Reading.Card.class, reader.read(SOON)).card();
            assertEquals("林小满", card.name());
            assertEquals(LocalDate.of(1984, 2, 29), card.birthDate());
            assertEquals("示范省云岭市翠湖区样例街1号", card.address());
            assertEquals("05.01-20230608-0001234567-0000000089", card.reader());
            assertEquals(Presence.NO_CARD, reader.presence());
            assertAllWasSaid(reader);
        }
    }

    @Test
    void a_printer_is_asked_as_the_programming_manuals_say() throws Exception {
        try (var printer = (ReceiptPrinter) BuiltInDrivers.driverNamed(DeviceClass.RECEIPT_PRINTER, "escpos")
                .open(playing("escpos-status"))) {
            var open = printer.status(SOON);
            assertEquals(DeviceState.OFFLINE, open.state());
            assertEquals("cover-open", open.faults().getFirst().code());
            assertEquals("EPSON", open.facts().get("maker"));
            assertEquals("TM-T82III", open.facts().get("model"));
            assertEquals("CHINA GB18030", open.facts().get("charset"));
            assertEquals("low", open.facts().get("paper"));
            var empty = printer.status(SOON);
            assertEquals("paper-out", empty.faults().getFirst().code());
            assertAllWasSaid(printer);
        }
    }

    @Test
    void a_bank_card_is_read_as_other_readers_read_it() throws Exception {
        var context = playing("emv-contact");
        var lying = new DriverContext(context.id(), context.address().with("lying", "read"));
        try (var reader = (ChipCardReader)
                BuiltInDrivers.driverNamed(DeviceClass.CHIP_CARD_READER, "pcsc").open(lying)) {
            var card = assertInstanceOf(ChipCardReader.Reading.Bank.class, reader.read(SOON))
                    .card();
            assertEquals(new BankCard("visa", "Debit", "476173******0119", YearMonth.of(2022, 12)), card);
            // records after number and expiry were not requested: the card of the trace is still in
            assertEquals(ChipCardReader.Presence.CARD, reader.presence());
        }
    }

    @Test
    void a_bank_card_without_contact_tells_its_number_with_its_options() throws Exception {
        var context = playing("emv-contactless");
        var lying = new DriverContext(context.id(), context.address().with("lying", "read"));
        try (var reader = (ChipCardReader)
                BuiltInDrivers.driverNamed(DeviceClass.CHIP_CARD_READER, "pcsc").open(lying)) {
            var card = assertInstanceOf(ChipCardReader.Reading.Bank.class, reader.read(SOON))
                    .card();
            assertEquals(new BankCard("visa", "VISA DEBIT", "476173******0119", YearMonth.of(2022, 12)), card);
            assertEquals(ChipCardReader.Presence.NO_CARD, reader.presence());
        }
    }

    private static DriverContext playing(String dialogue) throws Exception {
        var file = Path.of(Objects.requireNonNull(DialogueTest.class.getResource(dialogue + ".trace"))
                .toURI());
        return new DriverContext("device", LinkAddress.parse("replay:" + file));
    }

    private static void assertAllWasSaid(Device device) throws InterruptedException {
        var fault = device.status(SOON).faults().getFirst();
        assertTrue(fault.detail().contains("the trace is at its end"), fault::detail);
    }
}
