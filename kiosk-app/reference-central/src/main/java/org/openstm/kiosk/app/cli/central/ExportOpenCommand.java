package org.openstm.kiosk.app.cli.central;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.openstm.kiosk.app.cli.CountersignatureCheck;
import org.openstm.kiosk.app.cli.ExitCodes;
import org.openstm.kiosk.app.cli.FolderCleaner;
import org.openstm.kiosk.central.export.ExportFile;
import org.openstm.kiosk.central.json.ContractViolationException;
import org.openstm.kiosk.central.json.StrictJson;
import org.openstm.kiosk.journal.JournalFiles;
import org.openstm.kiosk.journal.crypto.FileKeyStore;
import org.openstm.kiosk.journal.model.JournalCase;
import org.openstm.kiosk.reference.CentralAdministration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `stm central export-open`: opens the file of `stm journal export`. It creates the complete folder or
/// none.
@Command(
        name = "export-open",
        footer = "%nExample: stm central export-open ST-0412-03.export --data data/central --out ST-0412-03",
        description = "Opens and checks a journal that an engineer brought from a terminal.")
final class ExportOpenCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the call
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "File that stm journal export wrote.")
    private Path file = Path.of("journal.export");

    @Option(names = "--data", defaultValue = "data/central", description = "Folder of central's keys.")
    private Path data = Path.of("data", "central");

    @Option(names = "--db", paramLabel = "JDBC-URL", description = "Central's database, if it is not in --data.")
    private @Nullable String database;

    @Option(names = "--out", required = true, paramLabel = "FOLDER", description = "The folder to create.")
    private Path out = Path.of("export");

    @Override
    public Integer call() throws IOException {
        if (Files.exists(out)) return reportRefusal(out + " is there already: name another folder");
        if (!Files.isReadable(file)) return reportRefusal(file + " cannot be read");
        var making = out.resolveSibling(out.getFileName() + ".opening");
        FolderCleaner.removeFolder(making); // of an interrupted run
        try {
            Files.createDirectories(making);
            Files.setPosixFilePermissions(making, PosixFilePermissions.fromString("rwx------"));
            var journal = making.resolve("journal.db");
            var opened = CentralAdministration.openExport(file, data, Optional.ofNullable(database), journal);
            var trouble = checkJournal(making, journal, opened);
            if (trouble.isPresent()) return reportRefusal(trouble.get());
            var countersigned = CentralAdministration.findCountersignature(
                            opened.terminal(), data, Optional.ofNullable(database))
                    .map(said -> CountersignatureCheck.of(
                            journal, said, opened.words().instant("at")))
                    .orElse(new CountersignatureCheck(
                            true, "never countersigned: all entries rest on the terminal's word"));
            if (!countersigned.holds()) return reportRefusal("the journal in " + file + ": " + countersigned.words());
            Files.move(making, out, StandardCopyOption.ATOMIC_MOVE);
            spec.commandLine()
                    .getOut()
                    .println("signature and chain hold: " + opened.terminal() + ", entries up to "
                            + opened.words().longValue("seq") + ", carried by "
                            + opened.words().text("by") + ", " + opened.words().text("at"));
            spec.commandLine().getOut().println(countersigned.words());
            return ExitCodes.DONE;
        } catch (ExportFile.Refused why) {
            return reportRefusal(String.valueOf(why.getMessage()));
        } catch (ContractViolationException broken) {
            return reportRefusal(file + " has no valid description: " + broken.getMessage());
        } finally {
            FolderCleaner.removeFolder(making);
        }
    }

    /// Writes the files needed to read the journal beside it, and checks that it is complete and is the one
    /// that was signed.
    private Optional<String> checkJournal(Path folder, Path journal, ExportFile.OpenedExport opened)
            throws IOException {
        var words = opened.words();
        if (!words.text("terminal").equals(opened.terminal()))
            return Optional.of(
                    file + " is signed by " + opened.terminal() + " and speaks of " + words.text("terminal"));
        var key = folder.resolve("journal.key");
        Files.writeString(key, words.text("key"), StandardCharsets.US_ASCII);
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        var keys = FileKeyStore.openExisting(key);
        var found = JournalFiles.verifyFile(journal, keys);
        if (!found.sound())
            return Optional.of("the journal in " + file + " does not hold from sequence "
                    + found.firstBad().orElse(0L) + ": " + found.why());
        if (!found.head().equals(words.text("head"))
                || !JournalFiles.readTerminal(journal).equals(opened.terminal()))
            return Optional.of("the journal in " + file + " is not the one that " + opened.terminal() + " speaks of");
        var told = new LinkedHashMap<String, Object>();
        for (var name : new String[] {"terminal", "head", "at", "by"}) told.put(name, words.text(name));
        told.put("seq", words.longValue("seq"));
        Files.write(folder.resolve("export.json"), StrictJson.toCanonicalBytes(told));
        var cases = folder.resolve("cases.ndjson");
        Files.createFile(cases, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try (var lines = Files.newBufferedWriter(cases, StandardCharsets.UTF_8)) {
            JournalFiles.forEachCase(journal, keys, (one, request) -> writeLine(lines, caseLine(one, request)));
        }
        return Optional.empty();
    }

    private static byte[] caseLine(JournalCase one, Optional<byte[]> request) {
        var line = new LinkedHashMap<String, Object>();
        line.put("txId", one.txId());
        line.put("service", one.service());
        line.put("state", one.state().name());
        line.put("reference", one.localReference());
        line.put("verificationCode", one.verificationCode());
        line.put("openedAt", one.openedAt());
        request.ifPresent(bytes -> line.put("request", new String(bytes, StandardCharsets.UTF_8)));
        one.receipt().ifPresent(bytes -> line.put("receipt", new String(bytes, StandardCharsets.UTF_8)));
        return StrictJson.toCanonicalBytes(line);
    }

    private static void writeLine(BufferedWriter lines, byte[] line) {
        try {
            lines.write(new String(line, StandardCharsets.UTF_8));
            lines.write('\n');
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private int reportRefusal(String why) {
        spec.commandLine().getErr().println("stm: " + why);
        return ExitCodes.FAILED;
    }
}
