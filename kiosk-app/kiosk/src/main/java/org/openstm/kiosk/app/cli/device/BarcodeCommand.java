package org.openstm.kiosk.app.cli.device;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.openstm.device.BarcodeReader;
import org.openstm.device.BarcodeReader.Scan;
import org.openstm.device.DeviceClass;
import org.openstm.device.driver.barcode.image.CodeImageReader;
import org.openstm.device.link.LinkAddress;
import org.openstm.device.link.LinkLost;
import org.openstm.device.manager.BuiltInDrivers;
import org.openstm.device.spi.DriverContext;
import org.openstm.kiosk.app.cli.ExitCodes;
import org.openstm.kiosk.app.text.FaultText;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/// `stm barcode`: reads codes from a scanner or from picture files.
@Command(
        name = "barcode",
        footer = "%nExample: stm barcode read --image slip.png",
        description = "Reads bar and QR codes.",
        subcommands = {BarcodeCommand.ReadBarcode.class})
public final class BarcodeCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the call
    private CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return ExitCodes.USAGE;
    }

    /// Source of a code: one of the two.
    static final class BarcodeSource {
        @Option(
                names = "--link",
                required = true,
                converter = LinkConverter.class,
                description = {
                    "A scanner: serial:/dev/ttyACM0 or tcp://HOST:PORT;",
                    "or a camera: camera:/dev/v4l/by-id/NAME"
                })
        private @Nullable LinkAddress link;

        @Option(names = "--image", required = true, arity = "1..*", paramLabel = "FILE", description = "Picture files.")
        private @Nullable List<Path> images;
    }

    /// Prints the text of each code on a line of its own; exit code 1 if any was not read.
    @Command(
            name = "read",
            footer = "%nExample: stm barcode read --link serial:/dev/ttyUSB1?baud=9600",
            description =
                    "Shows the text of a code; as JSON with its symbology and other readings of a picture (`others`).")
    static final class ReadBarcode implements Callable<Integer> {
        @Spec
        @SuppressWarnings("NullAway.Init") // picocli sets it before the call
        private CommandSpec spec;

        @ArgGroup(multiplicity = "1")
        private BarcodeSource source = new BarcodeSource();

        @Mixin
        private ReadingOptions options = new ReadingOptions();

        @Override
        public Integer call() throws InterruptedException {
            if (source.link != null) return scanCode(source.link);
            boolean all = true;
            for (var file : source.images == null ? List.<Path>of() : source.images)
                all &= showScan(CodeImageReader.readCode(file), file + ": ", () -> CodeImageReader.otherReadings(file));
            return all ? ExitCodes.DONE : ExitCodes.FAILED;
        }

        private int scanCode(LinkAddress link) throws InterruptedException {
            var driver =
                    BuiltInDrivers.driverNamed(DeviceClass.BARCODE_READER, LinkConverter.driverFor(link, "serial"));
            try (var scanner = (BarcodeReader) driver.open(new DriverContext("scanner", link))) {
                return showScan(scanner.scan(options.patience()), "", List::of) ? ExitCodes.DONE : ExitCodes.FAILED;
            } catch (LinkLost lost) {
                return showScan(new Scan.Failed(lost.fault()), "", List::of) ? ExitCodes.DONE : ExitCodes.FAILED;
            }
        }

        /// @param others other readings of the code
        private boolean showScan(Scan scan, String where, Supplier<List<String>> others) {
            var out = spec.commandLine().getOut();
            var err = spec.commandLine().getErr();
            switch (scan) {
                case Scan.Code(var text, var symbology) -> {
                    if (options.isJson())
                        out.println(new JsonMapper().writeValueAsString(codeReport(text, symbology, others.get())));
                    else out.println(text);
                    out.flush();
                    return true;
                }
                case Scan.Nothing() -> err.println("stm: " + where + "no code was found");
                case Scan.Failed(var fault) -> err.println("stm: " + where + FaultText.of(fault));
            }
            return false;
        }

        private static Map<String, Object> codeReport(String text, String symbology, List<String> others) {
            var told = new LinkedHashMap<String, Object>();
            told.put("text", text);
            told.put("symbology", symbology);
            if (!others.isEmpty()) told.put("others", others);
            return told;
        }
    }
}
