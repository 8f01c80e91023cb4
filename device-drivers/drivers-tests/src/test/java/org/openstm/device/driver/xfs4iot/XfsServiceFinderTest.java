package org.openstm.device.driver.xfs4iot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openstm.device.DeviceClass;
import org.openstm.device.link.LinkAddress;
import org.openstm.device.link.LinkLost;
import org.openstm.device.sim.SimulatorFactory;
import org.openstm.device.sim.link.DeviceSimulator;
import org.openstm.device.spi.DriverContext;

@Timeout(60)
class XfsServiceFinderTest {
    @TempDir
    Path folder;

    private DeviceSimulator at(DeviceClass deviceClass, int port) throws IOException {
        return SimulatorFactory.startSimulator(deviceClass, "ws://127.0.0.1:" + port, folder);
    }

    /// On one of the reserved ports, starting with the last one.
    private DeviceSimulator onAStandardPort(DeviceClass deviceClass) throws IOException {
        for (int port = 5856; port > 5846; port--)
            try {
                return at(deviceClass, port);
            } catch (IOException _) {
                // used by another process
            }
        throw new IOException("each of the ports of XFS4IoT is taken");
    }

    private static XfsServiceClient find(String link, String name) throws Exception {
        return XfsServiceFinder.open(new DriverContext("one", LinkAddress.parse(link)), name, false, _ -> {});
    }

    @Test
    void a_machine_alone_is_enough_and_each_class_finds_its_own() throws Exception {
        try (var scanner = onAStandardPort(DeviceClass.BARCODE_READER);
                var printer = onAStandardPort(DeviceClass.RECEIPT_PRINTER)) {
            try (var found = find("ws://127.0.0.1", "BarcodeReader")) {
                assertEquals(scanner.link(), "ws://" + found.address());
            }
            try (var found = find("ws://127.0.0.1", "Printer")) {
                assertEquals(printer.link(), "ws://" + found.address());
            }
            var none = assertThrows(LinkLost.class, () -> find("ws://127.0.0.1", "CardReader"));
            assertTrue(String.valueOf(none.getMessage()).endsWith("no service there is a CardReader"), none::toString);
        }
    }

    @Test
    void two_that_fit_are_never_guessed_between() throws Exception {
        try (var first = onAStandardPort(DeviceClass.BARCODE_READER);
                var second = onAStandardPort(DeviceClass.BARCODE_READER)) {
            var both = assertThrows(LinkLost.class, () -> find("ws://127.0.0.1", "BarcodeReader"));
            assertTrue(String.valueOf(both.getMessage()).contains("(say service=NAME)"), both::toString);
            try (var named = find(second.link(), "BarcodeReader")) {
                assertEquals(second.link(), "ws://" + named.address());
            }
            assertThrows(LinkLost.class, () -> find(first.link(), "Printer"));
        }
    }

    @Test
    void a_publisher_by_its_port_is_asked_alone() throws Exception {
        try (var scanner = at(DeviceClass.BARCODE_READER, 0)) {
            var publisher = scanner.link().replaceFirst("/xfs4iot.*$", "");
            try (var found = find(publisher, "BarcodeReader")) {
                assertTrue(found.hasCommand("BarcodeReader.Read"));
            }
            assertThrows(LinkLost.class, () -> find(publisher + "?service=Another1", "BarcodeReader"));
            assertThrows(LinkLost.class, () -> find(publisher + "/xfs4iot/v1.0/Nobody", "BarcodeReader"));
        }
    }

    @Test
    void another_kind_of_link_is_a_mistake_of_the_configuration() {
        assertThrows(IllegalArgumentException.class, () -> find("tcp://127.0.0.1:1", "Printer"));
        assertThrows(IllegalArgumentException.class, () -> find("ws://127.0.0.1:port", "Printer"));
    }
}
