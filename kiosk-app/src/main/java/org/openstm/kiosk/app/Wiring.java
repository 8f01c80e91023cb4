package org.openstm.kiosk.app;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.openstm.device.link.LinkAddress;
import org.openstm.device.manager.DeviceManager;
import org.openstm.kiosk.app.StartTrouble.Part;
import org.openstm.kiosk.cataloguestore.CatalogueDownloader;
import org.openstm.kiosk.cataloguestore.CatalogueStore;
import org.openstm.kiosk.central.AppCodes;
import org.openstm.kiosk.central.SeenCodes;
import org.openstm.kiosk.dispatch.Dispatch;
import org.openstm.kiosk.dispatch.Pace;
import org.openstm.kiosk.dispatch.PassageBook;
import org.openstm.kiosk.engine.EffectRunner;
import org.openstm.kiosk.engine.PassageRecorder;
import org.openstm.kiosk.engine.SessionLoop;
import org.openstm.kiosk.engine.StaffPort;
import org.openstm.kiosk.engine.TerminalTimers;
import org.openstm.kiosk.ime.EngineLocations;
import org.openstm.kiosk.ime.InputMethodService;
import org.openstm.kiosk.journal.Journal;
import org.openstm.kiosk.session.model.Session;
import org.openstm.kiosk.staff.service.AuditTrail;
import org.openstm.kiosk.staff.service.CaseLookup;
import org.openstm.kiosk.staff.service.DeviceInspection;
import org.openstm.kiosk.staff.service.DriverSwapReport;
import org.openstm.kiosk.staff.service.DriverSwapService;
import org.openstm.kiosk.staff.service.OfficerAuthenticator;
import org.openstm.kiosk.staff.service.SelfTestReport;
import org.openstm.kiosk.staff.service.SlipReprinter;
import org.openstm.kiosk.staff.service.StaffRoster;
import org.openstm.kiosk.staff.service.StaffService;
import org.openstm.kiosk.staff.service.StatusCollector;

/// The story of a terminal, told once: reading order is start order, try-with-resources is stop
/// order.
final class Wiring {
    private final Settings settings;
    private final Path config;
    private final Path data;
    private final Optional<String> pair;
    private final boolean windowed;
    private final Consumer<Map<String, Callable<?>>> health;

    /// @param health told what must answer from when the terminal serves
    Wiring(
            Settings settings,
            Path config,
            Path data,
            Optional<String> pair,
            boolean windowed,
            Consumer<Map<String, Callable<?>>> health) {
        this.settings = settings;
        this.config = config;
        this.data = data;
        this.pair = pair;
        this.windowed = windowed;
        this.health = health;
    }

    /// Where the audit log was tampered with, the journal is the only witness left.
    private static AuditTrail trail(StaffPort office, Journal journal) {
        return office instanceof AuditTrail trail
                ? trail
                : (who, what, about) -> journal.note("audit", who + " " + what + " " + about);
    }

    /// Runs the terminal until it is told to stop. It opens only after the journal has recovered.
    ///
    /// @param guarded whether somebody starts it again then
    void run(CountDownLatch stop, boolean guarded) throws InterruptedException {
        var clock = new MovableClock();
        var terminal = settings.terminal().id();
        var signer = Part.TERMINAL_KEY.open(() -> settings.signer(data));
        var bundles = Bundles.of(data, settings.trust());
        var keys = Part.JOURNAL_KEY.open(() -> settings.keys(data));
        try (var journal = Part.JOURNAL.open(() -> Journal.open(settings.place(data), terminal, keys, clock));
                var central = Part.CENTRAL_LINE.open(() -> Lines.open(settings, data, signer, pair));
                var items = new CatalogueWatch(
                        settings.services(),
                        settings.spot(),
                        new CatalogueStore(data.resolve("catalogue"), central, clock),
                        clock);
                var dispatch = Dispatch.start(
                        journal,
                        central,
                        settings.demo() ? Pace.demo() : Pace.branch(),
                        new ItemPolicy(items::catalog, items::before),
                        UUID.randomUUID().toString());
                var scribe = InputMethodService.open(
                        EngineLocations.debianDefaults(data.resolve("ime")), why -> journal.alarm("writing", why));
                var desk = Part.DEVICES.open(
                        () -> DeviceManager.openOrLastGood(settings.devices(), data, Bundles.source(bundles), clock))) {
            DiskWatch.findVolatile(data).ifPresent(why -> journal.alarm("data-in-memory", why));
            desk.configurationError().ifPresent(why -> journal.alarm("devices-file", why));
            var roster = Part.STAFF.open(
                    () -> StaffRoster.readOrLastGood(settings.staff(), data.resolve("staff.good.yaml")));
            roster.findMistake().ifPresent(why -> journal.alarm("staff-file", why));
            var passages = new PassageBook(data);
            var first = Session.initialSession(items.catalog(), settings.demo(), clock.instant());
            var loops = new WatchedLoops(desk);
            var probe = new StatusCollector(desk, journal, dispatch, Program.VERSION, loops::health);
            if (!settings.demo()
                    && settings.journalKeys()
                            .filter(where -> where.startsWith("pkcs11:"))
                            .isEmpty())
                journal.alarm(
                        "key-in-file",
                        "the journal's key lies in a file: whoever reads the disk reads the journal, and what was forgotten"
                                + " may still open with what the disk kept of an older key");
            if (!settings.demo() && "root".equals(System.getProperty("user.name")))
                journal.alarm("runs-as-root", "the kiosk runs as root: whatever it reads it may also change");
            for (var view : desk.deviceViews())
                LinkAddress.parse(view.link())
                        .clearAcceptedBy()
                        .ifPresent(who ->
                                journal.alarm("clear-link", view.id() + " is reached in clear, accepted by " + who));
            if (settings.oldStaffSecret())
                journal.alarm("settings-old", "staffSecret in terminal.yaml counts no more: take the line out");
            var officers = OfficerAuthenticator.open(roster, data, journal, clock);
            var office = StaffService.open(
                    officers,
                    data.resolve("audit.log"),
                    probe,
                    desk,
                    journal,
                    new SelfTestReport(settings.terminal(), desk, journal, payload -> signer.sign(payload, Map.of())),
                    new DriverSwapService(
                            desk,
                            bundles,
                            settings.surroundings(),
                            new DriverSwapReport(
                                    settings.terminal(), desk, journal, payload -> signer.sign(payload, Map.of())),
                            journal::note,
                            clock),
                    new DeviceInspection(desk, data.resolve("traces")),
                    new CaseLookup(journal, dispatch),
                    new SlipReprinter(settings.terminal(), desk, journal, Ids::next),
                    clock);
            var support = new SupportBundle(terminal, config, data, signer);
            try (var loop = new SessionLoop(first, clock);
                    var effects = new EffectRunner(
                            loop,
                            journal,
                            dispatch,
                            central,
                            new AppCodes(terminal, SeenCodes.at(data.resolve("codes.seen"))),
                            new DeskDevices(desk, loop),
                            scribe,
                            office,
                            settings.terminal(),
                            officers.personChecker(),
                            Ids::next,
                            clock);
                    var collecting = Collecting.open(settings);
                    var upkeep = new Upkeep(journal, dispatch, central, passages, clock);
                    var lock = new ServiceLock(journal, loop);
                    var disk = new DiskWatch(journal, loop, lock, dispatch::beatNow);
                    var timers = new TerminalTimers(loop, dispatch, new DeskDevices(desk, loop), scribe);
                    var window = KioskWindow.open(loop, settings.board(), windowed, stop);
                    var control = ControlSocket.open(
                            data.resolve("control.sock"),
                            loop,
                            window,
                            journal,
                            new JournalExport(journal, data, signer),
                            dispatch,
                            central,
                            items,
                            desk,
                            bundles,
                            scribe,
                            clock,
                            support,
                            new Gatekeeper(officers, trail(office, journal), settings.demo()))) {
                var remote = new Remote(loop, stop, guarded, support, central, clock);
                desk.setDeviceDrain(new SessionDrain(loop));
                DeviceFileNotes.keep(desk, journal::note);
                dispatch.sees(
                        () -> desk.deviceViews().stream()
                                .map(DeviceWords::instrument)
                                .toList(),
                        () -> Offers.of(loop.session()));
                desk.addEventListener(_ -> dispatch.beatNow());
                var supply = new CatalogueDownloader(central, items.stock(), Program.VERSION, clock);
                dispatch.obeyBy(kind -> {
                    switch (kind) {
                        case LOCK_SERVICE -> lock.lock();
                        case UNLOCK_SERVICE -> lock.unlock();
                        case UPDATE_CATALOGUE -> items.fetchNow(journal, supply);
                        case FLUSH_OUTBOX -> dispatch.flush();
                        case ROTATE_KEY -> journal.renewKeys();
                        case RESTART -> remote.restart();
                        case COLLECT_BUNDLE -> remote.collect();
                    }
                });
                collecting.join(central, desk, () -> probe.collectStatus(loop.session(), clock.instant()));
                loop.setRecorder(new PassageRecorder(passage -> {
                    collecting.passed(passage);
                    Thread.startVirtualThread(() -> passages.add(passage));
                }));
                loop.start(window::show);
                effects.start();
                timers.start();
                upkeep.start();
                items.start(loop, journal, CatalogueWatch.LOOK);
                items.fetch(journal, supply, settings.supplyEvery());
                lock.start();
                disk.start();
                control.start();
                loops.add(
                        effects.supervisedLoops(),
                        timers.supervisedLoops(),
                        List.of(lock.loop(), control.loop(), disk.loop()));
                health.accept(parts(loop, journal, loops));
                stop.await();
            }
        }
    }

    private static Map<String, Callable<?>> parts(SessionLoop loop, Journal journal, WatchedLoops loops) {
        return Map.of(
                HealthDoor.SCREEN, () -> KioskWindow.on(() -> true),
                HealthDoor.VISIT, () -> settled(loop),
                HealthDoor.JOURNAL, journal::secondCopyTrouble, // asks the thread that writes
                HealthDoor.DISK, () -> takesWrites(journal),
                HealthDoor.THREADS, loops::requireSound);
    }

    private static boolean takesWrites(Journal journal) {
        journal.diskTrouble().ifPresent(why -> {
            throw new IllegalStateException(why);
        });
        return true;
    }

    private static boolean settled(SessionLoop loop) throws InterruptedException {
        loop.awaitIdle();
        return true;
    }
}
