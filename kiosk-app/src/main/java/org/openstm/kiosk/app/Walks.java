package org.openstm.kiosk.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import org.openstm.kiosk.engine.OneUseCodes;
import org.openstm.kiosk.journal.FileKeyStore;
import org.openstm.kiosk.journal.Journal;
import org.openstm.kiosk.walk.Script;
import org.openstm.kiosk.walk.Town;
import org.openstm.kiosk.walk.Walker;

/// Gives a walk its town: a fresh folder, children and simulators, the auditor and the staff's code app.
public final class Walks {
    private Walks() {}

    /// @param out the walk's own folder is made below it, anew
    /// @param jvm further words for the kiosk's Java
    /// @throws org.openstm.kiosk.walk.WalkFailed naming line and reason
    public static void walk(Script script, Path out, List<String> jvm, Consumer<String> log)
            throws IOException, InterruptedException {
        var folder =
                out.resolve(String.valueOf(Path.of(script.name()).getFileName()).replaceAll("\\.walk$", ""));
        empty(folder);
        try (var town = new Town(folder, jvm, false)) {
            town.open();
            walker(town, log).walk(script);
        }
    }

    static Walker walker(Town town, Consumer<String> log) {
        var staff =
                new OneUseCodes(Settings.read(town.folder().resolve("config")).staffSecret());
        return new Walker(town, town.folder().resolve("shots"), Walks::verify, staff::at, InstantSource.system(), log);
    }

    private static String verify(Path data) {
        var verification = Journal.verify(data.resolve("journal.db"), FileKeyStore.of(data.resolve("journal.key")));
        return verification.sound() ? "" : verification.toString();
    }

    private static void empty(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (var all = Files.walk(folder)) {
                for (var one : all.sorted(Comparator.reverseOrder()).toList()) Files.delete(one);
            }
        }
        Files.createDirectories(folder);
    }
}
