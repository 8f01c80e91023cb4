package org.openstm.kiosk.app.cli.device;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.openstm.device.bundle.BundlePacker;
import org.openstm.kiosk.app.cli.ExitCodes;
import org.openstm.kiosk.app.text.FaultText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/// `stm device pack`: packs and signs a driver bundle.
@Command(
        name = "pack",
        footer = "%nExample: stm device pack bundles/maker-slip --key maker.pem --out maker-slip-1.0.0.zip",
        description =
                "Signs a bundle of a folder with driver.json, report.json and lib/*.jar (a JavaPOS service: jpos.xml).")
final class PackCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the call
    private CommandSpec spec;

    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private DeviceCommand device;

    @Parameters(paramLabel = "DIR", description = "The folder to pack.")
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Option(names = "--key", required = true, paramLabel = "PEM", description = "Ed25519 private key.")
    @SuppressWarnings("NullAway.Init")
    private Path key;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "The bundle to create.")
    @SuppressWarnings("NullAway.Init")
    private Path out;

    @Option(
            names = "--issuer",
            paramLabel = "NAME",
            description = "Name by which banks know the public key. Default: the name of the key's file")
    private @Nullable String issuer;

    @Override
    public Integer call() {
        var name = issuer == null ? key.getFileName().toString().replaceAll("\\.pem$", "") : issuer;
        var refused = BundlePacker.packBundle(folder, key, name, out);
        if (refused.isEmpty()) {
            printPacked(name);
            return ExitCodes.DONE;
        }
        spec.commandLine().getErr().println("stm: " + FaultText.of(refused.get()));
        return ExitCodes.FAILED;
    }

    private void printPacked(String name) {
        var words = spec.commandLine().getOut();
        words.println(
                device.isJson()
                        ? JsonMapper.shared().writeValueAsString(Map.of("packed", out.toString(), "signedBy", name))
                        : "packed " + out + ", signed by " + name + ": terminals accept it whose trust/" + name
                                + ".pem is the public key");
        words.flush();
    }
}
