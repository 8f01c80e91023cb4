package org.openstm.device.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openstm.device.Device;
import org.openstm.device.DeviceClass;
import org.openstm.device.ReceiptPrinter;

/// The description of every command. Names and types are on the wire, and times decide when a driver counts as hung.
class PortTableTest {
    private static final CommandTarget NOWHERE = (CommandTarget) Proxy.newProxyInstance(
            CommandTarget.class.getClassLoader(), new Class<?>[] {CommandTarget.class}, (_, method, _) -> {
                throw new UnsupportedOperationException(method.getName());
            });

    @Test
    void every_command_is_described_as_terminals_and_hosts_know_it() {
        assertEquals(
                """
                Common.Status: Device, Nothing -> DeviceStatus, +0 +250 ms
                Common.CheckHealth: Device, HealthLevel -> HealthReport, +0 +3000 ms
                Common.Statistics: Device, Nothing -> Counters, +0 +250 ms
                Common.Clear: Device, Nothing -> Nothing, +0 +0 ms
                Common.Reset: Device, Nothing -> Nothing, +0 +250 ms
                IdCardReader.Read: IdCardReader, Nothing -> Reading, +3000 +0 ms
                IdCardReader.Presence: IdCardReader, Nothing -> Presence, +0 +0 ms
                ChipCardReader.Read: ChipCardReader, Nothing -> Reading, +8000 +0 ms
                ChipCardReader.ReadDocument: ChipCardReader, DocumentKey -> Reading, +8000 +0 ms
                ChipCardReader.Presence: ChipCardReader, Nothing -> Presence, +0 +0 ms
                ReceiptPrinter.Print: ReceiptPrinter, Sheet -> PrintOutcome, +0 +3000 ms
                DocumentPrinter.Print: DocumentPrinter, DocumentJob -> PrintOutcome, +0 +8000 ms
                BarcodeReader.Read: BarcodeReader, Nothing -> Scan, +0 +250 ms
                Camera.TakePicture: Camera, Shot -> Picture, +0 +250 ms
                Lights.SetLight: Lights, LightsRequest -> Lit, +0 +250 ms
                Lights.Await: Lights, SensorRequest -> Watched, +0 +250 ms
                """, PortTable.allCommands().map(PortTableTest::toLine).collect(Collectors.joining("\n", "", "\n")));
    }

    private static String toLine(PortCommand<?, ?, ?> command) {
        return command.name() + ": " + command.port().getSimpleName() + ", "
                + command.argument().getSimpleName() + " -> "
                + command.result().getSimpleName() + ", +"
                + command.times().extra().toMillis() + " +"
                + command.times().grace().toMillis() + " ms";
    }

    /// A default method that a port adds would be called on the proxy, and never reach the device.
    @ParameterizedTest
    @EnumSource
    void every_method_of_a_port_goes_to_its_target(DeviceClass deviceClass) throws Exception {
        var port = PortTable.portOf(deviceClass);
        assertEquals(deviceClass, PortTable.classOf(port.port()));
        var proxy = port.proxyFor(NOWHERE).getClass();
        for (var method : port.port().getMethods()) {
            if (Modifier.isStatic(method.getModifiers()) || method.getName().equals("deviceClass")) continue;
            var implementation = proxy.getMethod(method.getName(), method.getParameterTypes());
            var owner = implementation.getDeclaringClass();
            assertTrue(owner == proxy || owner == PortProxy.class, () -> implementation + " is not sent");
        }
    }

    @Test
    void what_is_no_port_of_a_class_is_refused() {
        assertThrows(IllegalArgumentException.class, () -> PortTable.proxyFor(Device.class, NOWHERE));
        assertEquals(DeviceClass.RECEIPT_PRINTER, PortTable.classOf(ReceiptPrinter.class));
    }
}
