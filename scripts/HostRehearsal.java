import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.openstm.device.DeviceClass;
import org.openstm.device.PrintOutcome;
import org.openstm.device.ReceiptPrinter;
import org.openstm.device.host.HostSettings;
import org.openstm.device.host.Hosts;
import org.openstm.device.link.LinkAddress;
import org.openstm.device.sim.SimulatorFactory;
import org.openstm.device.spi.DriverContext;
import org.openstm.print.Block;
import org.openstm.print.Media;
import org.openstm.print.Sheet;
import org.openstm.print.Style;

/// The rehearsal behind the start-up cache of driver hosts: a receipt printer's driver needs the most.
final class HostRehearsal {
    public static void main(String[] words) throws Exception {
        var cache = Path.of(words[0]);
        var papers = Files.createTempDirectory("rehearsal");
        var slip = new Sheet("rehearsal", Media.THERMAL_80, List.of(new Block.Text("预演 rehearsal", Style.BODY)));
        try (var sim = SimulatorFactory.startSimulator(DeviceClass.RECEIPT_PRINTER, "tcp://127.0.0.1:0", papers);
                var printer = (ReceiptPrinter) Hosts.driver(
                                DeviceClass.RECEIPT_PRINTER, "escpos", List.of(), HostSettings.rehearsalSettings(cache))
                        .open(new DriverContext("rehearsal", LinkAddress.parse(sim.link())))) {
            printer.status(Duration.ofSeconds(3));
            var outcome = printer.print(slip, Duration.ofSeconds(20));
            if (!(outcome instanceof PrintOutcome.Printed)) throw new IllegalStateException(outcome.toString());
        }
        try (var all = Files.list(papers)) {
            for (var paper : all.toList()) Files.delete(paper);
        }
        Files.delete(papers);
        if (!Files.isRegularFile(cache)) throw new IllegalStateException("no cache was written");
    }
}
