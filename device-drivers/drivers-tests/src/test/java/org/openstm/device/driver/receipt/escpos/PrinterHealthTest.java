package org.openstm.device.driver.receipt.escpos;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openstm.device.DeviceState;

/// The truth table, bit by bit, from the programming manuals.
class PrinterHealthTest {
    @ParameterizedTest
    @CsvSource({
        "12, 12, 12, 12, ONLINE, ''",
        "16, 12, 12, 12, ONLINE, ''",
        "1A, 12, 12, 12, OFFLINE, printer-offline",
        "1A, 16, 12, 12, OFFLINE, cover-open",
        "1A, 1A, 12, 12, OFFLINE, feed-button",
        "1A, 32, 12, 7E, OFFLINE, paper-out",
        "1A, 32, 12, 12, OFFLINE, paper-out",
        "1A, 52, 12, 12, OFFLINE, printer-offline",
        "1A, 52, 16, 12, HARDWARE_ERROR, printer-mechanical",
        "1A, 52, 1A, 12, HARDWARE_ERROR, cutter-jam",
        "1A, 52, 32, 12, HARDWARE_ERROR, printer-broken",
        "1A, 52, 52, 12, OFFLINE, head-hot",
        "12, 12, 12, 1E, ONLINE, paper-low",
        "12, 12, 12, 72, OFFLINE, paper-out"
    })
    void each_bit_has_its_meaning(String one, String two, String three, String four, DeviceState state, String code) {
        var health = new PrinterHealth(hex(one), hex(two), hex(three), hex(four), false);
        assertEquals(state, health.deviceState());
        assertEquals(
                code,
                health.faults().isEmpty() ? "" : health.faults().getFirst().code());
    }

    @ParameterizedTest
    @CsvSource({
        "10, 00, 00, ''", "18, 00, 00, printer-offline", "38, 00, 00, cover-open", "58, 00, 00, feed-button",
        "18, 04, 00, printer-mechanical", "18, 08, 00, cutter-jam", "18, 20, 00, printer-broken",
                "18, 40, 00, head-hot",
        "10, 00, 03, paper-low", "18, 00, 0F, paper-out"
    })
    void what_the_printer_tells_by_itself_means_the_same(String one, String two, String three, String code) {
        var health = PrinterHealth.of(new PrinterAnswer.AutoStatus(hex(one), hex(two), hex(three)), false);
        assertEquals(
                code,
                health.faults().isEmpty() ? "" : health.faults().getFirst().code());
    }

    @Test
    void a_presenters_bit_is_not_the_end_of_the_roll() {
        var health = new PrinterHealth(0x12, 0x12, 0x12, 0x52, true);
        assertEquals(DeviceState.ONLINE, health.deviceState());
        assertEquals("paper-in-presenter", health.faults().getFirst().code());
        assertEquals(
                "paper-out",
                new PrinterHealth(0x12, 0x12, 0x12, 0x32, true)
                        .faults()
                        .getFirst()
                        .code());
    }

    private static int hex(String text) {
        return Integer.parseInt(text, 16);
    }
}
