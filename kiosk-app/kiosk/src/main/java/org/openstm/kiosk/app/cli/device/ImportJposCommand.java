package org.openstm.kiosk.app.cli.device;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.openstm.device.driver.javapos.JposXmlReader;
import org.openstm.kiosk.app.cli.ExitCodes;
import org.openstm.kiosk.app.text.FailureText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// `stm device import-jpos`: converts a vendor's JavaPOS configuration for a terminal. Touches no
/// device.
@Command(
        name = "import-jpos",
        footer = "%nExample: stm device import-jpos /opt/maker/jpos.xml --jars /opt/maker/lib --out bundles",
        description = {
            "Reads a jpos.xml and prints the lines of devices.yaml for its devices.",
            "With --jars and --out it also creates the bundle folders, ready for stm device pack."
        })
final class ImportJposCommand implements Callable<Integer> {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the call
    private CommandSpec spec;

    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private DeviceCommand device;

    @Parameters(paramLabel = "FILE", description = "The maker's jpos.xml.")
    @SuppressWarnings("NullAway.Init")
    private Path file;

    @Option(names = "--jars", paramLabel = "DIR", description = "The maker's jars and native libraries.")
    private @Nullable Path jars;

    @Option(names = "--out", paramLabel = "DIR", description = "Parent folder of the bundle folders.")
    private @Nullable Path out;

    @Option(names = "--name", paramLabel = "ID", description = "Name of the bundles. Default: the maker's name")
    private @Nullable String name;

    @Option(names = "--version", paramLabel = "N.N.N", defaultValue = "1.0.0", description = "Version of the bundles.")
    private String version = "1.0.0";

    @Override
    public Integer call() {
        if ((jars == null) != (out == null)) return reportFailure("--jars and --out go together");
        try {
            var xml = Files.readAllBytes(file);
            var entries = JposXmlReader.readEntries(xml);
            var found =
                    new JposConversion(name == null ? JposConversion.bundleNameOf(entries) : name, version, entries);
            if (jars != null && out != null) writeBundles(found, xml, jars, out);
            printLines(found);
            return found.deviceLines().stream().anyMatch(JposConversion.JposLine::hasBridge)
                    ? ExitCodes.DONE
                    : reportFailure(file + " names no device for which there is a bridge");
        } catch (IllegalArgumentException wrong) {
            return reportFailure(file + ": " + wrong.getMessage());
        } catch (IOException problem) {
            return reportFailure(FailureText.of(problem));
        }
    }

    private void printLines(JposConversion found) {
        var words = spec.commandLine().getOut();
        if (device.isJson())
            found.deviceLines()
                    .forEach(line -> words.println(JsonMapper.shared().writeValueAsString(line)));
        else {
            words.println("devices:");
            found.deviceLines().forEach(line -> words.println(line.toYaml()));
        }
        words.flush();
    }

    private void writeBundles(JposConversion found, byte[] xml, Path from, Path to) throws IOException {
        List<Path> parts;
        try (var files = Files.list(from)) {
            parts = files.filter(Files::isRegularFile)
                    .filter(each -> each.getFileName().toString().matches(".*\\.(jar|so)"))
                    .sorted()
                    .toList();
        }
        if (parts.isEmpty()) throw new IllegalArgumentException("no jar lies in " + from);
        for (var manifest : found.bundleManifests().entrySet()) {
            var bundle = to.resolve(manifest.getKey());
            if (Files.exists(bundle)) throw new IllegalArgumentException(bundle + " is there already");
            Files.createDirectories(bundle.resolve("lib"));
            for (var part : parts)
                Files.copy(
                        part, bundle.resolve("lib").resolve(part.getFileName().toString()));
            Files.write(bundle.resolve("jpos.xml"), xml);
            Files.write(bundle.resolve("driver.json"), JSON.writeValueAsBytes(manifest.getValue()));
            spec.commandLine()
                    .getErr()
                    .println("next: stm device pack " + bundle + " --key BANK.pem --out " + manifest.getKey() + "-"
                            + version + ".zip");
        }
    }

    private int reportFailure(String why) {
        spec.commandLine().getErr().println("stm: " + why);
        return ExitCodes.FAILED;
    }
}
