package org.openstm.kiosk.app.service;

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
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.openstm.device.supervision.SupervisedLoop;
import org.openstm.kiosk.catalog.ItemCatalogue;
import org.openstm.kiosk.catalog.TerminalLocation;
import org.openstm.kiosk.catalog.load.CatalogueFiles;
import org.openstm.kiosk.cataloguestore.CatalogueDownloader;
import org.openstm.kiosk.cataloguestore.CatalogueStore;
import org.openstm.kiosk.cataloguestore.VerifiedCatalogue;
import org.openstm.kiosk.engine.SessionLoop;
import org.openstm.kiosk.journal.Journal;
import org.openstm.kiosk.journal.model.FindingKind;
import org.openstm.kiosk.session.model.SessionState;
import org.openstm.kiosk.session.model.TerminalEvent;

/// Keeps the catalogue up to date: central's catalogue, or the shipped one, with the branch's own
/// items from `services/` in its configuration. A change is on the screen in the
/// next session, without a restart. A faulty catalogue changes nothing; staff are shown the error.
public final class CatalogueUpdater implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(CatalogueUpdater.class.getName());
    /// Interval of the check of the branch's folder.
    public static final Duration LOOK = Duration.ofSeconds(2);

    /// Time in service after which a catalogue counts as good.
    private static final Duration PROVING = Duration.ofMinutes(1);

    private final Path folder;
    private final TerminalLocation spot;
    private final CatalogueStore stock;
    private final InstantSource clock;
    private final BiFunction<ItemCatalogue, Instant, Optional<String>> rehearsal;
    private final List<SupervisedLoop> loops = new CopyOnWriteArrayList<>();
    private final Semaphore fetchWanted = new Semaphore(1); // the first fetch waits for nothing
    private final List<String> wrongAtFirst = new ArrayList<>();
    private volatile ItemCatalogue catalog;
    private volatile ItemCatalogue before;
    private Optional<VerifiedCatalogue> held;
    /// The branch's own files in their last valid form.
    private Map<String, String> own = Map.of();
    private String taken;
    private String last;
    private Instant since = Instant.MAX;

    /// @param folder folder of the branch's items; optional
    public CatalogueUpdater(Path folder, TerminalLocation spot, CatalogueStore stock, InstantSource clock) {
        this(folder, spot, stock, clock, CatalogueRehearsal::findFlaw);
    }

    /// @param rehearsal draws the pages of a catalogue and returns the problem, if any
    CatalogueUpdater(
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
        this.taken = folderFingerprint();
        this.last = taken;
        this.held = stock.startWithCurrent(wrongAtFirst::add);
        this.catalog = mergeCatalogue(held, Map.of()).catalog();
        this.before = catalog;
        applyBranchItems().ifPresent(wrongAtFirst::add);
    }

    /// The catalogue in force.
    public ItemCatalogue currentCatalog() {
        return catalog;
    }

    /// The previous catalogue; cases from its time may still wait.
    public ItemCatalogue previousCatalog() {
        return before;
    }

    public CatalogueStore catalogueStore() {
        return stock;
    }

    public CatalogueStore.StoreStatus storeState() {
        return stock.storeStatus();
    }

    /// @param look interval of the check of the branch's folder, and of the check for an ended session
    public void start(SessionLoop loop, Journal journal, Duration look) {
        wrongAtFirst.forEach(why -> journal.findings().raiseFinding(FindingKind.CATALOGUE, why));
        startLoop("catalogue", () -> {
            Thread.sleep(look);
            checkForChanges(loop, journal);
        });
    }

    /// Starts fetching the catalogues that central publishes.
    ///
    /// @param every interval of the query
    public void startFetching(Journal journal, CatalogueDownloader supply, Duration every) {
        startLoop("catalogue-supply", () -> {
            boolean _ = fetchWanted.tryAcquire(every.toMillis(), TimeUnit.MILLISECONDS);
            fetchCatalogue(journal, supply);
        });
    }

    private void startLoop(String name, SupervisedLoop.Round round) {
        var loop = new SupervisedLoop(name, round);
        loops.add(loop);
        loop.start();
    }

    public List<SupervisedLoop> supervisedLoops() {
        return List.copyOf(loops);
    }

    /// Queries central now, in addition to the regular interval.
    public void fetchNow() {
        fetchWanted.release();
    }

    /// Returns to the previous catalogue, for staff.
    ///
    /// @return what happened, in a sentence; empty if there is no previous catalogue
    public synchronized Optional<String> restorePrevious(Journal journal) {
        if (stock.storeStatus().number() == 0) return Optional.empty();
        String said = stock.revertToPrevious("staff went back");
        journal.notes().addNote("catalogue", said);
        held = stock.startWithCurrent(why -> journal.findings().raiseFinding(FindingKind.CATALOGUE, why));
        applyBranchItems().ifPresent(why -> journal.findings().raiseFinding(FindingKind.CATALOGUE, why));
        return Optional.of(said);
    }

    private void fetchCatalogue(Journal journal, CatalogueDownloader supply) {
        try {
            if (supply.downloadOnce() instanceof CatalogueDownloader.DownloadResult.CatalogueRefused(var why))
                journal.findings().raiseFinding(FindingKind.CATALOGUE, why);
            stock.storeStatus()
                    .until()
                    .filter(clock.instant()::isAfter)
                    .ifPresent(
                            until -> journal.findings()
                                    .raiseFinding(
                                            FindingKind.CATALOGUE,
                                            "catalogue " + stock.storeStatus().number() + " counted until " + until
                                                    + ", and central sends no newer one; it stays in force: see that the line is up"));
        } catch (RuntimeException trouble) {
            LOG.log(System.Logger.Level.ERROR, "the catalogue could not be fetched: " + trouble.getMessage(), trouble);
        }
    }

    private synchronized void checkForChanges(SessionLoop loop, Journal journal) {
        try {
            String now = folderFingerprint();
            boolean still = now.equals(last); // a file that is still being saved is no error
            last = now;
            if (still && !now.equals(taken)) {
                taken = now;
                applyBranchItems().ifPresent(why -> journal.findings().raiseFinding(FindingKind.CATALOGUE, why));
            }
            if (loop.session().at() instanceof SessionState.Idle) activateNext(journal);
            // a current session keeps its catalogue; so the event is repeated until it was taken
            boolean offered = loop.session().catalog().equals(catalog);
            if (!offered) loop.postCatalogue(new TerminalEvent.CatalogueChanged(catalog));
            confirmIfProven(offered);
        } catch (RuntimeException trouble) {
            LOG.log(System.Logger.Level.ERROR, "the catalogue could not be checked: " + trouble.getMessage(), trouble);
        }
    }

    /// Puts central's next catalogue into force, if it is due.
    private void activateNext(Journal journal) {
        var next = stock.findDueCatalogue(why -> journal.findings().raiseFinding(FindingKind.CATALOGUE, why));
        if (next.isEmpty()) return;
        var flaw = rehearsal.apply(mergeCatalogue(next, Map.of()).catalog(), clock.instant());
        if (flaw.isPresent()) {
            journal.findings().raiseFinding(FindingKind.CATALOGUE, stock.dropNext(flaw.get()));
            return;
        }
        stock.activateNext();
        since = Instant.MAX;
        held = next;
        applyBranchItems().ifPresent(why -> journal.findings().raiseFinding(FindingKind.CATALOGUE, why));
        journal.notes().addNote("catalogue", "catalogue " + stock.storeStatus().number() + " is in force");
    }

    private void confirmIfProven(boolean offered) {
        var now = clock.instant();
        if (!offered) since = Instant.MAX;
        else if (since.equals(Instant.MAX)) since = now;
        else if (!now.isBefore(since.plus(PROVING))) stock.confirmCurrent();
    }

    /// The first error in the branch's folder, which then changes nothing; or none.
    private Optional<String> applyBranchItems() {
        var problems = new ArrayList<String>();
        var fresh = Files.isDirectory(folder)
                ? CatalogueFiles.overlayFiles(Map.of(), folder, problems)
                : Map.<String, String>of();
        if (problems.isEmpty()) problems.addAll(mergeCatalogue(held, fresh).problems());
        // an error in a page is found here and not by a citizen
        if (problems.isEmpty() && !fresh.isEmpty())
            rehearsal
                    .apply(mergeCatalogue(held, fresh).catalog(), clock.instant())
                    .ifPresent(problems::add);
        if (problems.isEmpty()) own = fresh;
        var offer = mergeCatalogue(held, own);
        // the branch's items must not disappear with central's new catalogue
        if (!offer.problems().isEmpty()) own = Map.of();
        before = catalog;
        catalog = own.isEmpty() ? mergeCatalogue(held, own).catalog() : offer.catalog();
        if (problems.isEmpty()) return Optional.empty();
        int more = problems.size() - 1;
        return Optional.of(folder + ": " + problems.getFirst() + (more > 0 ? " (and " + more + " more)" : "")
                + "; nothing of this change is on offer: `stm catalog check " + folder + "` says what to mend");
    }

    /// @param over texts of the branch
    private CatalogueFiles.LoadedCatalogue mergeCatalogue(Optional<VerifiedCatalogue> set, Map<String, String> over) {
        var texts = new LinkedHashMap<>(baseTexts(set));
        texts.putAll(over);
        var result = CatalogueFiles.loadFiles(texts);
        int number = set.map(s -> s.manifest().number()).orElse(0);
        return new CatalogueFiles.LoadedCatalogue(result.catalog().viewFor(spot).withNumber(number), result.problems());
    }

    private static Map<String, String> baseTexts(Optional<VerifiedCatalogue> set) {
        return set.map(VerifiedCatalogue::files).orElseGet(CatalogueFiles::shippedFiles);
    }

    /// Names, sizes and times of the files.
    private String folderFingerprint() {
        if (!Files.isDirectory(folder)) return "";
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(CatalogueUpdater::fileFingerprint)
                    .collect(Collectors.joining("\n"));
        } catch (IOException | UncheckedIOException unreadable) {
            return "";
        }
    }

    private static String fileFingerprint(Path file) {
        try {
            return file + " " + Files.size(file) + " " + Files.getLastModifiedTime(file);
        } catch (IOException gone) {
            return file + " gone";
        }
    }

    @Override
    public void close() {
        loops.forEach(SupervisedLoop::close);
    }
}
