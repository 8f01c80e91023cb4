package org.openstm.kiosk.app.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.openstm.kiosk.catalog.ItemCatalogue;
import org.openstm.kiosk.catalog.load.CatalogueFiles;
import picocli.CommandLine.Option;

/// Items for a command: the shipped ones, or those overridden by a folder, as a terminal loads them.
public final class ServicesOption {
    @Option(names = "--services", paramLabel = "DIR", description = "Folder of items that override the shipped ones.")
    private @Nullable Path services;

    @Option(
            names = "--config",
            paramLabel = "DIR",
            description = "A terminal's configuration folder: the items in its services/ override the shipped ones.")
    private @Nullable Path config;

    /// @throws IllegalArgumentException with a sentence, if there is no such folder or a mistake in it
    ItemCatalogue loadCatalog() {
        return loadCatalog(services, config);
    }

    public static ItemCatalogue loadCatalog(@Nullable Path services, @Nullable Path config) {
        var folder = services == null && config != null ? config.resolve("services") : services;
        if (folder == null) return CatalogueFiles.loadShipped();
        requireFolder(folder);
        var result = CatalogueFiles.loadWithOverlay(folder);
        if (result.problems().isEmpty()) return result.catalog();
        throw new IllegalArgumentException("there is a mistake in " + folder + ": stm catalog check " + folder
                + " names all; the first is " + result.problems().getFirst());
    }

    public static void requireFolder(Path folder) {
        if (!Files.exists(folder)) throw new IllegalArgumentException("there is no folder " + folder);
        if (!Files.isDirectory(folder)) throw new IllegalArgumentException(folder + " is no folder: name one of items");
    }
}
