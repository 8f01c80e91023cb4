package org.openstm.kiosk.app;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.openstm.kiosk.engine.OneUseCodes;
import org.openstm.kiosk.journal.FileKeyStore;
import org.openstm.kiosk.journal.Journal;
import org.openstm.kiosk.walk.Script;
import org.openstm.kiosk.walk.Town;
import org.openstm.kiosk.walk.WalkFailed;
import org.openstm.kiosk.walk.Walker;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `stm walk`: scripted sessions through the real screens, each in a fresh town.
@Command(name = "walk", description = "Walks scripted sessions through the real screens.")
final class WalkCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the call
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Walk files; see kiosk-app/docs/walks.md.")
    private List<Path> files = List.of();

    @Option(names = "--out", defaultValue = "target/walk", description = "Folder for pictures, papers and data.")
    private Path out = Path.of("target", "walk");

    @Option(names = "--jvm", description = "A further word for the kiosk's Java; may be repeated.")
    private List<String> jvm = new ArrayList<>(List.of());

    @Override
    public Integer call() throws IOException, InterruptedException {
        for (var file : files) {
            var script = Script.parse(file.toString(), Files.readString(file, StandardCharsets.UTF_8));
            var name = String.valueOf(file.getFileName()).replaceAll("\\.walk$", "");
            var folder = out.resolve(name);
            empty(folder);
            try (var town = new Town(folder, jvm, false)) {
                town.open();
                walker(town, folder).walk(script);
                say("done " + file);
            } catch (WalkFailed failed) {
                say("stm: " + failed.getMessage() + " (logs in " + folder + ")");
                return Exit.FAILED;
            }
        }
        return Exit.DONE;
    }

    private Walker walker(Town town, Path folder) {
        var staff = new OneUseCodes(Settings.read(folder.resolve("config")).staffSecret());
        return new Walker(
                town, folder.resolve("shots"), WalkCommand::verify, staff::at, InstantSource.system(), this::say);
    }

    private static String verify(Path data) {
        var verification = Journal.verify(data.resolve("journal.db"), FileKeyStore.of(data.resolve("journal.key")));
        return verification.sound() ? "" : verification.toString();
    }

    private void say(String line) {
        spec.commandLine().getErr().println(line);
        spec.commandLine().getErr().flush();
    }

    private static void empty(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (var all = Files.walk(folder)) {
                for (var one : all.sorted(java.util.Comparator.reverseOrder()).toList()) Files.delete(one);
            }
        }
        Files.createDirectories(folder);
    }
}
