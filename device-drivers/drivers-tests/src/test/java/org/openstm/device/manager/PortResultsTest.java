package org.openstm.device.manager;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.openstm.device.BarcodeReader;
import org.openstm.device.Camera;
import org.openstm.device.ChipCardReader;
import org.openstm.device.Device;
import org.openstm.device.DeviceClass;
import org.openstm.device.DeviceState;
import org.openstm.device.DeviceStatus;
import org.openstm.device.DocumentKey;
import org.openstm.device.DocumentPrinter;
import org.openstm.device.Fault;
import org.openstm.device.HealthLevel;
import org.openstm.device.IdCardReader;
import org.openstm.device.Lights;
import org.openstm.device.ReceiptPrinter;
import org.openstm.device.WhoActs;
import org.openstm.device.command.PortTable;
import org.openstm.device.link.LinkAddress;
import org.openstm.print.Media;
import org.openstm.print.Sheet;

/// What a port that the manager hands out asks of the device's executor, and what it returns when the work did not
/// begin or its outcome is unknown.
class PortResultsTest {
    private static final Fault FAULT = new Fault("cover-open", WhoActs.STAFF, "");
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final List<String> seen = new ArrayList<>();

    /// Runs no work; returns the result for work of the given kind.
    private record Access(boolean begun, List<String> seen) implements DeviceAccess {
        @Override
        public <R> R useDevice(
                Duration patience,
                ManagedDevice.DeviceWork<R> work,
                Function<R, Optional<Fault>> faultOf,
                Function<Fault, R> otherwise,
                Function<Fault, R> hung) {
            var result = (begun ? hung : otherwise).apply(FAULT);
            seen.add(patience.toMillis() + " ms " + result.getClass().getSimpleName() + " "
                    + faultOf.apply(result).map(Fault::code).orElse("-"));
            return result;
        }

        @Override
        public DeviceStatus readStatus(Duration patience) {
            return DeviceStatus.of(DeviceState.OFFLINE, FAULT);
        }

        @Override
        public DeviceEntry entry() {
            return new DeviceEntry(
                    "device-1", DeviceClass.RECEIPT_PRINTER, "x", LinkAddress.parse("tcp://h:1?media=thermal-58"));
        }

        @Override
        public Optional<Device> device() {
            return Optional.empty();
        }
    }

    private List<String> callAll(boolean begun) throws InterruptedException {
        seen.clear();
        var access = new Access(begun, seen);
        var cards = PortTable.proxyFor(IdCardReader.class, new ManagedTarget(access));
        cards.read(PATIENCE);
        cards.presence();
        var chips = PortTable.proxyFor(ChipCardReader.class, new ManagedTarget(access));
        chips.read(PATIENCE);
        chips.readDocument(new DocumentKey.Access("412777"), PATIENCE);
        chips.presence();
        PortTable.proxyFor(ReceiptPrinter.class, new ManagedTarget(access))
                .print(new Sheet("", Media.THERMAL_58, List.of()), PATIENCE);
        PortTable.proxyFor(DocumentPrinter.class, new ManagedTarget(access)).print(new byte[0], "", PATIENCE, _ -> {});
        PortTable.proxyFor(BarcodeReader.class, new ManagedTarget(access)).scan(PATIENCE);
        PortTable.proxyFor(Camera.class, new ManagedTarget(access)).take(new Camera.Shot(1, 1), PATIENCE);
        var lights = PortTable.proxyFor(Lights.class, new ManagedTarget(access));
        lights.show(Map.of(), PATIENCE);
        lights.await(Lights.Sensor.DOOR, true, PATIENCE);
        return seen;
    }

    @Test
    void work_that_did_not_begin_is_told_as_not_done() throws Exception {
        assertEquals(
                List.of(
                        "13000 ms Unreadable cover-open",
                        "3000 ms Presence -",
                        "18000 ms Unreadable cover-open",
                        "18000 ms Unreadable cover-open",
                        "3000 ms Presence -",
                        "10000 ms NotPrinted cover-open",
                        "10000 ms NotPrinted cover-open",
                        "10000 ms Failed cover-open",
                        "10000 ms Failed cover-open",
                        "10000 ms Failed cover-open",
                        "10000 ms Failed cover-open"),
                callAll(false));
    }

    /// A print that may have happened must not be repeated: its fault is not certain.
    @Test
    void work_that_hung_is_told_as_unknown_where_paper_comes_out() throws Exception {
        assertEquals(
                List.of(
                        "13000 ms Unreadable cover-open",
                        "3000 ms Presence -",
                        "18000 ms Unreadable cover-open",
                        "18000 ms Unreadable cover-open",
                        "3000 ms Presence -",
                        "10000 ms Unknown -",
                        "10000 ms Unknown -",
                        "10000 ms Failed cover-open",
                        "10000 ms Failed cover-open",
                        "10000 ms Failed cover-open",
                        "10000 ms Failed cover-open"),
                callAll(true));
    }

    @Test
    void a_port_answers_what_needs_no_command_itself() throws Exception {
        var printer = PortTable.proxyFor(ReceiptPrinter.class, new ManagedTarget(new Access(false, seen)));
        assertEquals(Media.THERMAL_58, printer.media());
        assertEquals(DeviceClass.RECEIPT_PRINTER, printer.deviceClass());
        assertEquals(DeviceState.OFFLINE, printer.status(PATIENCE).state());
        assertEquals(Map.of(), printer.capabilities());
        assertEquals(Map.of(), printer.statistics(PATIENCE));
        assertEquals(
                "OFFLINE [cover-open]",
                printer.checkHealth(HealthLevel.INTERNAL, PATIENCE)
                        .steps()
                        .getFirst()
                        .detail());
        printer.clear();
        printer.reset(PATIENCE);
        printer.close();
        assertEquals(List.of(), seen);
    }
}
