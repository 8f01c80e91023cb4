package org.openstm.kiosk.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.openstm.kiosk.catalog.Catalog;
import org.openstm.kiosk.catalog.Spot;
import org.openstm.kiosk.catalog.load.CatalogFiles;
import org.openstm.kiosk.engine.Loop;
import org.openstm.kiosk.journal.Journal;
import org.openstm.kiosk.session.Event;

/// Looks after the items that a branch adds by `services/` in its configuration: what changes there is on the screen
/// with the next citizen, without a restart. A folder with a mistake changes nothing; staff find what is wrong.
final class CatalogueWatch implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(CatalogueWatch.class.getName());
    private static final int EVERY_SECONDS = 2;

    private final Path folder;
    private final Spot spot;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("catalogue").factory());
    private volatile Catalog catalog;
    private String taken;
    private String last;
    private final Optional<String> wrongAtFirst;

    /// @param folder need not be there
    CatalogueWatch(Path folder, Spot spot) {
        this.folder = folder;
        this.spot = spot;
        this.taken = look();
        this.last = taken;
        this.catalog = CatalogFiles.shipped().at(spot);
        this.wrongAtFirst = take();
    }

    /// What is on offer now.
    Catalog catalog() {
        return catalog;
    }

    void start(Loop loop, Journal journal) {
        wrongAtFirst.ifPresent(why -> journal.alarm("catalogue", why));
        var _ = thread.scheduleWithFixedDelay(
                () -> round(loop, journal), EVERY_SECONDS, EVERY_SECONDS, TimeUnit.SECONDS);
    }

    private void round(Loop loop, Journal journal) {
        try {
            String now = look();
            boolean still = now.equals(last); // half a file is no mistake of whoever is still saving it
            last = now;
            if (still && !now.equals(taken)) {
                taken = now;
                take().ifPresent(why -> journal.alarm("catalogue", why));
            }
            // a citizen under way keeps the catalogue of the beginning; so this is said until it was taken
            if (!loop.session().catalog().equals(catalog)) loop.offer(new Event.CatalogueChanged(catalog));
        } catch (RuntimeException trouble) {
            LOG.log(System.Logger.Level.ERROR, "the catalogue was not looked at: " + trouble.getMessage(), trouble);
        }
    }

    /// The first mistake, or none and the catalogue is taken.
    private Optional<String> take() {
        if (!Files.isDirectory(folder)) {
            catalog = CatalogFiles.shipped().at(spot);
            return Optional.empty();
        }
        var result = CatalogFiles.over(folder);
        if (result.problems().isEmpty()) {
            catalog = result.catalog().at(spot);
            return Optional.empty();
        }
        int more = result.problems().size() - 1;
        return Optional.of(folder + ": " + result.problems().getFirst() + (more > 0 ? " (and " + more + " more)" : "")
                + "; nothing of it is on offer: `stm catalog check " + folder + "` says what to mend");
    }

    /// Names, sizes and times of the files.
    private String look() {
        if (!Files.isDirectory(folder)) return "";
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).map(CatalogueWatch::mark).collect(Collectors.joining("\n"));
        } catch (IOException | UncheckedIOException unreadable) {
            return "";
        }
    }

    private static String mark(Path file) {
        try {
            return file + " " + Files.size(file) + " " + Files.getLastModifiedTime(file);
        } catch (IOException gone) {
            return file + " gone";
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
