package org.openstm.kiosk.app.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.openstm.kiosk.app.config.TerminalKeys;
import org.openstm.kiosk.central.json.StrictJson;
import org.openstm.kiosk.journal.JournalFiles;
import org.openstm.kiosk.journal.crypto.JournalKeyStore;
import org.openstm.kiosk.journal.model.VerificationResult;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `stm journal`: checks, shows and exports a journal file, also while a kiosk writes to it.
@Command(
        name = "journal",
        footer = "%nExample: stm journal verify --file /var/lib/openstm/journal.db",
        description = "Checks, shows, counts or exports a journal.",
        subcommands = {
            JournalCommand.VerifyJournal.class,
            JournalCommand.ShowEntries.class,
            ExportCommand.class,
            UnsentCommand.class
        })
public final class JournalCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the call
    private CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return ExitCodes.USAGE;
    }

    private static void requireFile(Path file) throws NoSuchFileException {
        if (!Files.exists(file)) throw new NoSuchFileException(file.toString());
    }

    /// @param terminal settings that name the keys in a token
    private static @Nullable JournalKeyStore openKeys(@Nullable String key, String terminal) {
        return key == null ? null : TerminalKeys.openReadOnly(key, terminal);
    }

    /// Exit code 1; the output names the first invalid sequence number.
    @Command(
            name = "verify",
            footer = "%nExample: stm journal verify --file /var/lib/openstm/journal.db",
            description = "Verifies the hash chain, the rows and the sealed contents.")
    static final class VerifyJournal implements Callable<Integer> {
        @Spec
        @SuppressWarnings("NullAway.Init") // picocli sets it before the call
        private CommandSpec spec;

        @Option(names = "--file", required = true, description = "The journal.db to check.")
        private Path file = Path.of("journal.db");

        @Option(names = "--key", description = "The journal's key, a file or pkcs11:..., to check sealed contents too.")
        private @Nullable String key;

        @Option(names = "--terminal", defaultValue = "", description = "Terminal whose keys are used, in a token.")
        private String terminal = "";

        @Option(
                names = "--central",
                description =
                        "Central's keys, to verify the countersignature. Default: central.keys beside the journal.")
        private @Nullable Path central;

        @Option(names = "--json", description = "The result as JSON on standard output.")
        private boolean json;

        @Override
        public Integer call() throws NoSuchFileException {
            requireFile(file);
            VerificationResult found = JournalFiles.verifyFile(file, openKeys(key, terminal));
            var pinned = central == null ? file.toAbsolutePath().resolveSibling("central.keys") : central;
            var countersigned = found.sound()
                    ? CountersignatureCheck.of(file, Optional.of(pinned))
                    : new CountersignatureCheck(false, "");
            if (json) printResult(found, countersigned);
            // only the JSON is the answer then
            PrintWriter verdict =
                    json ? spec.commandLine().getErr() : spec.commandLine().getOut();
            String what = found.withKey() ? "chain, rows and sealed contents" : "chain and rows, without the key";
            if (found.sound()) {
                if (!countersigned.holds()) {
                    verdict.println("not sound: " + countersigned.words());
                    return ExitCodes.FAILED;
                }
                verdict.println("sound: " + found.entries() + " entries (" + what + ")");
                verdict.println(countersigned.words());
                return ExitCodes.DONE;
            }
            verdict.println(
                    "invalid from sequence " + found.firstBad().orElse(0L) + ": " + found.why() + " (" + what + ")");
            return ExitCodes.FAILED;
        }

        private void printResult(VerificationResult found, CountersignatureCheck countersigned) {
            byte[] line = StrictJson.toCanonicalBytes(Map.of(
                    "sound", found.sound() && countersigned.holds(),
                    "countersigned", countersigned.words(),
                    "entries", found.entries(),
                    "withKey", found.withKey(),
                    "firstBad", found.firstBad().orElse(0L),
                    "why", found.sound() && !countersigned.holds() ? countersigned.words() : found.why(),
                    "head", found.head()));
            spec.commandLine().getOut().println(new String(line, java.nio.charset.StandardCharsets.UTF_8));
            spec.commandLine().getOut().flush();
        }
    }

    /// One line per entry; sealed content only with the key, and masked.
    @Command(
            name = "show",
            footer =
                    "%nExample: stm journal show --file /var/lib/openstm/journal.db --key /var/lib/openstm/journal.key",
            description = "Shows the entries, masked.")
    static final class ShowEntries implements Callable<Integer> {
        @Spec
        @SuppressWarnings("NullAway.Init") // picocli sets it before the call
        private CommandSpec spec;

        @Option(names = "--file", required = true, description = "The journal.db to show.")
        private Path file = Path.of("journal.db");

        @Option(names = "--key", description = "The journal's key; without it no sealed content is shown.")
        private @Nullable String key;

        @Option(names = "--terminal", defaultValue = "", description = "Terminal whose keys are used, in a token.")
        private String terminal = "";

        @Override
        public Integer call() throws NoSuchFileException {
            requireFile(file);
            PrintWriter out = spec.commandLine().getOut();
            Optional<String> trouble = JournalFiles.showEntries(file, openKeys(key, terminal), out::println);
            out.flush();
            trouble.ifPresent(why -> spec.commandLine().getErr().println("stm: " + why));
            return trouble.isEmpty() ? ExitCodes.DONE : ExitCodes.FAILED;
        }
    }
}
