package org.openstm.kiosk.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.openstm.kiosk.central.crypto.CentralPublicKeys;
import org.openstm.kiosk.central.crypto.DocumentSeal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `stm document`: checks the seal of a document.
@Command(
        name = "document",
        footer = "%nExample: stm document verify certificate.pdf",
        description = "Checks a document's seal.",
        subcommands = {DocumentCommand.VerifyDocument.class})
public final class DocumentCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the call
    private CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return ExitCodes.USAGE;
    }

    /// A seal can be verified only with a key that is known beforehand.
    @Command(
            name = "verify",
            footer = "%nExample: stm document verify certificate.pdf --trust /var/lib/openstm/central.keys",
            description = "Verifies that central sealed exactly these bytes.")
    static final class VerifyDocument implements Callable<Integer> {
        @Spec
        @SuppressWarnings("NullAway.Init") // picocli sets it before the call
        private CommandSpec spec;

        @Parameters(index = "0", paramLabel = "FILE", description = "The PDF as received from central.")
        private Path file = Path.of("");

        @Option(
                names = "--trust",
                paramLabel = "FILE",
                defaultValue = "data/kiosk/central.keys",
                description = "Central's keys as the kiosk pinned them (a JWK set). Default: ${DEFAULT-VALUE}")
        private Path trust = Path.of("data", "kiosk", "central.keys");

        @Override
        public Integer call() throws IOException {
            if (!Files.isReadable(trust)) {
                spec.commandLine().getErr().println("stm: central's keys are not at " + trust + " (--trust FILE)");
                return ExitCodes.FAILED;
            }
            boolean whole = DocumentSeal.isSealIntact(Files.readAllBytes(file), CentralPublicKeys.of(trust));
            spec.commandLine()
                    .getOut()
                    .println(whole ? "sealed by central, unchanged" : "not sealed by central, or changed");
            return whole ? ExitCodes.DONE : ExitCodes.FAILED;
        }
    }
}
