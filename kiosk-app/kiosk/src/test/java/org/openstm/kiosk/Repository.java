package org.openstm.kiosk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The checkout that a test runs in: some tests read documents, scripts and sources of other modules.
public final class Repository {
    private static final Path ROOT = root();

    private Repository() {}

    private static Path root() {
        var folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("scripts/stm"))) {
            folder = folder.getParent();
            if (folder == null) throw new IllegalStateException("not inside a checkout");
        }
        return folder;
    }

    /// All Java files of main code below a folder.
    public static List<Path> mainSources(String below) throws IOException {
        try (var files = Files.walk(path(below))) {
            return files.filter(file -> file.toString().matches(".*/src/main/java/.*\\.java"))
                    .sorted()
                    .toList();
        }
    }

    /// @param inside path from the root of the checkout
    public static Path path(String inside) {
        return ROOT.resolve(inside);
    }
}
