package org.openstm.kiosk.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.openstm.kiosk.catalog.ItemCatalogue;
import org.openstm.kiosk.catalog.TerminalLocation;
import org.openstm.kiosk.catalog.load.CatalogueFiles;
import org.openstm.kiosk.cataloguestore.CatalogueDownloader;
import org.openstm.kiosk.cataloguestore.CatalogueStore;
import org.openstm.kiosk.cataloguestore.VerifiedCatalogue;
import org.openstm.kiosk.engine.SessionLoop;
import org.openstm.kiosk.journal.Journal;
import org.openstm.kiosk.session.model.SessionEvent;
import org.openstm.kiosk.session.model.SessionState;

/// Looks after what is on offer: the centre's catalogue, or the one that came with the program, with the items
/// laid over it that a branch adds by `services/` in its configuration. What changes is on the screen with the
/// next citizen, without a restart. What has a mistake changes nothing; staff find what is wrong.
final class CatalogueWatch implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(CatalogueWatch.class.getName());
    /// How often the branch's folder is looked at.
    static final Duration LOOK = Duration.ofSeconds(2);

    /// Who has been on offer for so long without harm is good.
    private static final Duration PROVING = Duration.ofMinutes(1);

    private final Path folder;
    private final TerminalLocation spot;
    private final CatalogueStore stock;
    private final InstantSource clock;
    private final BiFunction<ItemCatalogue, Instant, Optional<String>> rehearsal;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("catalogue").factory());
    private final ScheduledExecutorService supplying = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("catalogue-supply").factory());
    private final List<String> wrongAtFirst = new ArrayList<>();
    private volatile ItemCatalogue catalog;
    private volatile ItemCatalogue before;
    private Optional<VerifiedCatalogue> held;
    /// The branch's own files, as they last had no mistake.
    private Map<String, String> own = Map.of();
    private String taken;
    private String last;
    private Instant since = Instant.MAX;

    /// @param folder need not be there
    CatalogueWatch(Path folder, TerminalLocation spot, CatalogueStore stock, InstantSource clock) {
        this(folder, spot, stock, clock, Rehearsal::flaw);
    }

    /// @param rehearsal draws the pages of a catalogue, and says what went wrong
    CatalogueWatch(
            Path folder,
            TerminalLocation spot,
            CatalogueStore stock,
            InstantSource clock,
            BiFunction<ItemCatalogue, Instant, Optional<String>> rehearsal) {
        this.rehearsal = rehearsal;
        this.folder = folder;
        this.spot = spot;
        this.stock = stock;
        this.clock = clock;
        this.taken = look();
        this.last = taken;
        this.held = stock.startWithCurrent(wrongAtFirst::add);
        this.catalog = whole(held, Map.of()).catalog();
        this.before = catalog;
        take().ifPresent(wrongAtFirst::add);
    }

    /// What is on offer now.
    ItemCatalogue catalog() {
        return catalog;
    }

    /// What was on offer before; cases of then may still wait.
    ItemCatalogue before() {
        return before;
    }

    CatalogueStore stock() {
        return stock;
    }

    CatalogueStore.StoreStatus state() {
        return stock.storeStatus();
    }

    /// @param look how often the branch's folder is looked at, and whether a visit has ended
    void start(SessionLoop loop, Journal journal, Duration look) {
        wrongAtFirst.forEach(why -> journal.alarm("catalogue", why));
        var _ = thread.scheduleWithFixedDelay(
                () -> round(loop, journal), look.toMillis(), look.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// Has what the centre publishes fetched from now on.
    ///
    /// @param every how often the centre is asked
    void fetch(Journal journal, CatalogueDownloader supply, Duration every) {
        var _ = supplying.scheduleWithFixedDelay(
                () -> fetch(journal, supply), 1_000, every.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// Asks the centre for a newer one now, beside the times at which it asks anyway.
    void fetchNow(Journal journal, CatalogueDownloader supply) {
        var _ = supplying.submit(() -> fetch(journal, supply));
    }

    /// Staff go back to the catalogue before.
    ///
    /// @return what happened, in a sentence; empty if there is nothing to go back from
    synchronized Optional<String> back(Journal journal) {
        if (stock.storeStatus().number() == 0) return Optional.empty();
        String said = stock.revertToPrevious("staff went back");
        journal.note("catalogue", said);
        held = stock.startWithCurrent(why -> journal.alarm("catalogue", why));
        take().ifPresent(why -> journal.alarm("catalogue", why));
        return Optional.of(said);
    }

    private void fetch(Journal journal, CatalogueDownloader supply) {
        try {
            if (supply.downloadOnce() instanceof CatalogueDownloader.DownloadResult.CatalogueRefused(var why))
                journal.alarm("catalogue", why);
            stock.storeStatus()
                    .until()
                    .filter(clock.instant()::isAfter)
                    .ifPresent(
                            until -> journal.alarm(
                                    "catalogue",
                                    "catalogue " + stock.storeStatus().number() + " counted until " + until
                                            + ", and the centre sends no newer one; it stays in force: see that the line is up"));
        } catch (RuntimeException trouble) {
            LOG.log(System.Logger.Level.ERROR, "the catalogue was not fetched: " + trouble.getMessage(), trouble);
        }
    }

    private synchronized void round(SessionLoop loop, Journal journal) {
        try {
            String now = look();
            boolean still = now.equals(last); // half a file is no mistake of whoever is still saving it
            last = now;
            if (still && !now.equals(taken)) {
                taken = now;
                take().ifPresent(why -> journal.alarm("catalogue", why));
            }
            if (loop.session().at() instanceof SessionState.Idle) next(journal);
            // a citizen under way keeps the catalogue of the beginning; so this is said until it was taken
            boolean offered = loop.session().catalog().equals(catalog);
            if (!offered) loop.postCatalogue(new SessionEvent.CatalogueChanged(catalog));
            prove(offered);
        } catch (RuntimeException trouble) {
            LOG.log(System.Logger.Level.ERROR, "the catalogue was not looked at: " + trouble.getMessage(), trouble);
        }
    }

    /// The centre's next catalogue comes into force, if its time has come.
    private void next(Journal journal) {
        var next = stock.findDueCatalogue(why -> journal.alarm("catalogue", why));
        if (next.isEmpty()) return;
        var flaw = rehearsal.apply(whole(next, Map.of()).catalog(), clock.instant());
        if (flaw.isPresent()) {
            journal.alarm("catalogue", stock.dropNext(flaw.get()));
            return;
        }
        stock.activateNext();
        since = Instant.MAX;
        held = next;
        take().ifPresent(why -> journal.alarm("catalogue", why));
        journal.note("catalogue", "catalogue " + stock.storeStatus().number() + " is in force");
    }

    private void prove(boolean offered) {
        var now = clock.instant();
        if (!offered) since = Instant.MAX;
        else if (since.equals(Instant.MAX)) since = now;
        else if (!now.isBefore(since.plus(PROVING))) stock.confirmCurrent();
    }

    /// The first mistake in the branch's folder, which then changes nothing; or none.
    private Optional<String> take() {
        var problems = new ArrayList<String>();
        var fresh = Files.isDirectory(folder)
                ? CatalogueFiles.overlayFiles(Map.of(), folder, problems)
                : Map.<String, String>of();
        if (problems.isEmpty()) problems.addAll(whole(held, fresh).problems());
        // a page that cannot be drawn is found here, and not by a citizen
        if (problems.isEmpty() && !fresh.isEmpty())
            rehearsal.apply(whole(held, fresh).catalog(), clock.instant()).ifPresent(problems::add);
        if (problems.isEmpty()) own = fresh;
        var offer = whole(held, own);
        // what the branch had so far may not go with the centre's new catalogue
        if (!offer.problems().isEmpty()) own = Map.of();
        before = catalog;
        catalog = own.isEmpty() ? whole(held, own).catalog() : offer.catalog();
        if (problems.isEmpty()) return Optional.empty();
        int more = problems.size() - 1;
        return Optional.of(folder + ": " + problems.getFirst() + (more > 0 ? " (and " + more + " more)" : "")
                + "; nothing of this change is on offer: `stm catalog check " + folder + "` says what to mend");
    }

    /// @param over texts of the branch
    private CatalogueFiles.LoadedCatalogue whole(Optional<VerifiedCatalogue> set, Map<String, String> over) {
        var texts = new LinkedHashMap<>(base(set));
        texts.putAll(over);
        var result = CatalogueFiles.loadFiles(texts);
        int number = set.map(s -> s.manifest().number()).orElse(0);
        return new CatalogueFiles.LoadedCatalogue(result.catalog().viewFor(spot).withNumber(number), result.problems());
    }

    private static Map<String, String> base(Optional<VerifiedCatalogue> set) {
        return set.map(VerifiedCatalogue::files).orElseGet(CatalogueFiles::shippedFiles);
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
        supplying.shutdownNow();
    }
}
