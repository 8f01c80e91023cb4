package org.openstm.device.driver.receipt.xfs4iot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openstm.device.DeviceClass;
import org.openstm.device.HealthLevel;
import org.openstm.device.PrintOutcome;
import org.openstm.device.ReceiptPrinter;
import org.openstm.device.contract.LongTest;
import org.openstm.device.link.LinkAddress;
import org.openstm.device.manager.DeviceEntry;
import org.openstm.device.manager.DeviceManager;
import org.openstm.device.manager.SwapOutcome;
import org.openstm.device.sim.SimulatorFactory;
import org.openstm.print.Block;
import org.openstm.print.Media;
import org.openstm.print.Sheet;
import org.openstm.print.Style;

/// A printer on its own link and one behind a service are swapped while the device manager runs, and a service that
/// cannot print is rejected.
@Timeout(60)
class ServiceSwapTest {
    private static final Duration SOON = Duration.ofSeconds(15);
    private static final Sheet SLIP =
            new Sheet("slip", Media.THERMAL_80, List.of(new Block.Text("已受理", Style.BODY), new Block.Cut()));

    @TempDir
    Path folder;

    @LongTest(oneIn = 3)
    @Test
    void a_service_is_swapped_in_and_out_and_a_bad_one_goes_by_itself() throws Exception {
        try (var printer = SimulatorFactory.startSimulator(
                        DeviceClass.RECEIPT_PRINTER, "tcp://127.0.0.1:0", folder.resolve("printer"));
                var service = SimulatorFactory.startSimulator(
                        DeviceClass.RECEIPT_PRINTER, "ws://127.0.0.1:0", folder.resolve("service"));
                var desk = DeviceManager.open(List.of(entry("escpos", printer.link())), Duration.ofMillis(200))) {
            var port = desk.findPort(ReceiptPrinter.class).orElseThrow();
            assertInstanceOf(PrintOutcome.Printed.class, port.print(SLIP, SOON));
            assertInstanceOf(SwapOutcome.Swapped.class, swap(desk, entry("xfs4iot", service.link())));
            assertEquals("form", desk.deviceViews().getFirst().capabilities().get("prints-by"));
            int tested = service.printedPapers().size();
            assertInstanceOf(PrintOutcome.Printed.class, port.print(SLIP, SOON));
            assertEquals(tested + 1, service.printedPapers().size());
            int before = printer.printedPapers().size();
            assertInstanceOf(SwapOutcome.Swapped.class, swap(desk, entry("escpos", printer.link())));
            assertInstanceOf(PrintOutcome.Printed.class, port.print(SLIP, SOON));
            assertEquals(before + 2, printer.printedPapers().size(), "the test slip of the swap and the slip");
            service.runControlLine("complete hardwareError");
            assertInstanceOf(SwapOutcome.RolledBack.class, swap(desk, entry("xfs4iot", service.link())));
            assertInstanceOf(PrintOutcome.Printed.class, port.print(SLIP, SOON));
        }
    }

    private static DeviceEntry entry(String driver, String link) {
        return new DeviceEntry("slip-1", DeviceClass.RECEIPT_PRINTER, driver, LinkAddress.parse(link));
    }

    private static SwapOutcome swap(DeviceManager desk, DeviceEntry wanted) throws Exception {
        return desk.swaps().swapDevice(wanted, "li", HealthLevel.EXTERNAL, SOON);
    }
}
