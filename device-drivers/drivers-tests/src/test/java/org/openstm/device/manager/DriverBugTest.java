package org.openstm.device.manager;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openstm.device.Device;
import org.openstm.device.DeviceClass;
import org.openstm.device.DeviceState;
import org.openstm.device.DeviceStatus;
import org.openstm.device.IdCardReader;
import org.openstm.device.IdCardReader.Reading;
import org.openstm.device.PrintOutcome;
import org.openstm.device.ReceiptPrinter;
import org.openstm.device.link.LinkAddress;
import org.openstm.device.spi.Driver;
import org.openstm.device.spi.DriverContext;
import org.openstm.print.Media;
import org.openstm.print.Sheet;

/// Effects of a driver's RuntimeException: one command fails with a fault, and the device until it is reopened.
@Timeout(60)
class DriverBugTest {
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final Sheet SHEET = new Sheet("test", Media.THERMAL_80, List.of());

    /// Where the driver throws now, if at all.
    private final AtomicReference<String> where = new AtomicReference<>("");

    private void bugAt(String place) {
        if (place.equals(where.get())) throw new IllegalStateException("card 530102195503080028");
    }

    private final class Reader implements IdCardReader {
        @Override
        public Reading read(Duration patience) {
            bugAt("command");
            return new Reading.NoCard();
        }

        @Override
        public Presence presence() {
            return Presence.NO_CARD;
        }

        @Override
        public DeviceStatus status(Duration patience) {
            bugAt("status");
            return DeviceStatus.of(DeviceState.ONLINE);
        }

        @Override
        public void close() {
            bugAt("command");
        }
    }

    private final class Printer implements ReceiptPrinter {
        @Override
        public Media media() {
            return Media.THERMAL_80;
        }

        @Override
        public PrintOutcome print(Sheet sheet, Duration patience) {
            bugAt("command");
            return new PrintOutcome.Printed("test", "");
        }

        @Override
        public DeviceStatus status(Duration patience) {
            return DeviceStatus.of(DeviceState.ONLINE);
        }

        @Override
        public void close() {}
    }

    private DeviceManager desk(DeviceClass deviceClass) {
        var driver = new Driver() {
            @Override
            public String name() {
                return "buggy";
            }

            @Override
            public DeviceClass deviceClass() {
                return deviceClass;
            }

            @Override
            public Device open(DriverContext context) {
                bugAt("open");
                return deviceClass == DeviceClass.RECEIPT_PRINTER ? new Printer() : new Reader();
            }
        };
        var entry = new DeviceEntry("one", deviceClass, "buggy", LinkAddress.parse("tcp://127.0.0.1:9"));
        return DeviceManager.open(List.of(entry), _ -> driver, Duration.ofMillis(50));
    }

    private static void await(DeviceManager desk, DeviceState state) throws InterruptedException {
        while (desk.deviceViews().getFirst().status().state() != state) Thread.sleep(20);
    }

    @Test
    void a_command_that_throws_is_a_fault_without_the_exceptions_words_and_the_next_one_serves() throws Exception {
        try (var desk = desk(DeviceClass.ID_CARD_READER)) {
            await(desk, DeviceState.ONLINE);
            var reader = desk.findPort(IdCardReader.class).orElseThrow();
            where.set("command");
            var fault = assertInstanceOf(Reading.Unreadable.class, reader.read(SOON))
                    .fault();
            assertEquals("driver-broken", fault.code());
            assertTrue(fault.detail().contains("IllegalStateException"), fault.detail());
            assertFalse(fault.detail().contains("530102"), fault.detail());
            assertEquals(
                    DeviceState.HARDWARE_ERROR,
                    desk.deviceViews().getFirst().status().state());
            where.set("");
            await(desk, DeviceState.ONLINE);
            assertInstanceOf(Reading.NoCard.class, reader.read(SOON));
        }
    }

    @Test
    void a_driver_that_throws_while_it_is_opened_or_asked_is_tried_again() throws Exception {
        where.set("open");
        try (var desk = desk(DeviceClass.ID_CARD_READER)) {
            await(desk, DeviceState.HARDWARE_ERROR);
            where.set("");
            await(desk, DeviceState.ONLINE);
            where.set("status");
            await(desk, DeviceState.HARDWARE_ERROR);
            where.set("");
            await(desk, DeviceState.ONLINE);
        }
    }

    @Test
    void nobody_knows_of_a_print_that_threw_and_one_that_did_not_begin_was_not_printed() throws Exception {
        try (var desk = desk(DeviceClass.RECEIPT_PRINTER)) {
            await(desk, DeviceState.ONLINE);
            var printer = desk.findPort(ReceiptPrinter.class).orElseThrow();
            where.set("command");
            assertInstanceOf(PrintOutcome.Unknown.class, printer.print(SHEET, SOON));
            where.set("open");
            assertInstanceOf(PrintOutcome.NotPrinted.class, printer.print(SHEET, SOON));
        }
    }
}
