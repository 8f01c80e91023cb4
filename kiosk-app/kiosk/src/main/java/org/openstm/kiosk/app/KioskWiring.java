package org.openstm.kiosk.app;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.openstm.device.bundle.BundleStore;
import org.openstm.device.host.HostSettings;
import org.openstm.device.link.LinkAddress;
import org.openstm.device.manager.DeviceEntry;
import org.openstm.device.manager.DeviceManager;
import org.openstm.device.manager.DeviceView;
import org.openstm.kiosk.app.StartFailure.StartPart;
import org.openstm.kiosk.app.config.KioskSettings;
import org.openstm.kiosk.app.config.ProgramVersion;
import org.openstm.kiosk.app.control.ControlGatekeeper;
import org.openstm.kiosk.app.control.ControlSocket;
import org.openstm.kiosk.app.control.DeviceRequestHandler;
import org.openstm.kiosk.app.service.CatalogueQueuePolicy;
import org.openstm.kiosk.app.service.CatalogueUpdater;
import org.openstm.kiosk.app.service.CentralConnector;
import org.openstm.kiosk.app.service.DeviceFileRecorder;
import org.openstm.kiosk.app.service.DeviceManagerAdapter;
import org.openstm.kiosk.app.service.DiskMonitor;
import org.openstm.kiosk.app.service.DriverBundles;
import org.openstm.kiosk.app.service.JournalExporter;
import org.openstm.kiosk.app.service.LoopRegistry;
import org.openstm.kiosk.app.service.Maintenance;
import org.openstm.kiosk.app.service.MovableClock;
import org.openstm.kiosk.app.service.OfferReport;
import org.openstm.kiosk.app.service.RemoteOperations;
import org.openstm.kiosk.app.service.ServiceLock;
import org.openstm.kiosk.app.service.SessionDrain;
import org.openstm.kiosk.app.service.SupportBundle;
import org.openstm.kiosk.app.service.TelemetryConnection;
import org.openstm.kiosk.app.service.UuidGenerator;
import org.openstm.kiosk.app.watchdog.HealthEndpoint;
import org.openstm.kiosk.app.window.KioskWindow;
import org.openstm.kiosk.cataloguestore.CatalogueDownloader;
import org.openstm.kiosk.cataloguestore.CatalogueStore;
import org.openstm.kiosk.central.crypto.AppCodeVerifier;
import org.openstm.kiosk.central.crypto.CodeReplayGuard;
import org.openstm.kiosk.central.crypto.SigningKey;
import org.openstm.kiosk.central.http.HttpCentralClient;
import org.openstm.kiosk.central.terminal.TerminalCommand;
import org.openstm.kiosk.dispatch.OutboxDispatcher;
import org.openstm.kiosk.dispatch.ProcessDataBuffer;
import org.openstm.kiosk.dispatch.RetryPolicy;
import org.openstm.kiosk.engine.EffectRunner;
import org.openstm.kiosk.engine.PassageRecorder;
import org.openstm.kiosk.engine.SessionLoop;
import org.openstm.kiosk.engine.StaffPort;
import org.openstm.kiosk.engine.TerminalTimers;
import org.openstm.kiosk.ime.EngineLocations;
import org.openstm.kiosk.ime.InputMethodService;
import org.openstm.kiosk.journal.Journal;
import org.openstm.kiosk.journal.model.FindingKind;
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

/// Creates and connects the services of a terminal: reading order is start order, try-with-resources is stop
/// order.
final class KioskWiring {
    private final KioskSettings settings;
    private final Path config;
    private final Path data;
    private final Optional<String> pair;
    private final boolean windowed;
    private final Consumer<Map<String, Callable<?>>> health;

    /// @param health receives the parts to supervise once the terminal serves
    KioskWiring(
            KioskSettings settings,
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

    /// If the audit log was tampered with, the journal is the only record left.
    private static AuditTrail auditTrail(StaffPort staffService, Journal journal) {
        return staffService instanceof AuditTrail trail
                ? trail
                : (who, what, about) -> journal.notes().addNote("audit", who + " " + what + " " + about);
    }

    /// Runs the terminal until it is told to stop. It opens only after the journal has recovered.
    ///
    /// @param guarded whether a supervisor restarts the program
    void run(CountDownLatch stop, boolean guarded) throws InterruptedException {
        var clock = new MovableClock();
        var terminal = settings.terminal().id();
        var signer = StartPart.TERMINAL_KEY.openPart(() -> settings.signingKey(data));
        var bundles = DriverBundles.openStore(data, settings.trust());
        var keys = StartPart.JOURNAL_KEY.openPart(() -> settings.journalKeyStore(data));
        try (var journal = StartPart.JOURNAL.openPart(
                        () -> Journal.open(settings.journalLocation(data), terminal, keys, clock));
                var central =
                        StartPart.CENTRAL_LINE.openPart(() -> CentralConnector.open(settings, data, signer, pair));
                var items = new CatalogueUpdater(
                        settings.services(),
                        settings.terminalLocation(),
                        new CatalogueStore(data.resolve("catalogue"), central, clock),
                        clock);
                var dispatch = OutboxDispatcher.start(
                        journal,
                        central,
                        settings.demo() ? RetryPolicy.forDemo() : RetryPolicy.forBranch(),
                        new CatalogueQueuePolicy(items::currentCatalog, items::previousCatalog),
                        UUID.randomUUID().toString());
                var inputMethods = InputMethodService.open(
                        EngineLocations.debianDefaults(data.resolve("ime")),
                        why -> journal.findings().raiseFinding(FindingKind.WRITING, why));
                var desk = StartPart.DEVICES.openPart(() -> DeviceManager.openOrLastGood(
                        settings.devices(), data, DriverBundles.driverSource(bundles), clock))) {
            serveTerminal(
                    new TerminalBase(clock, signer, bundles, journal, central, items, dispatch, inputMethods, desk),
                    stop,
                    guarded);
        }
    }

    /// What outlives a session, opened in this order.
    private record TerminalBase(
            MovableClock clock,
            SigningKey signer,
            BundleStore bundles,
            Journal journal,
            HttpCentralClient central,
            CatalogueUpdater items,
            OutboxDispatcher dispatch,
            InputMethodService inputMethods,
            DeviceManager desk) {}

    private void serveTerminal(TerminalBase base, CountDownLatch stop, boolean guarded) throws InterruptedException {
        var roster = StartPart.STAFF.openPart(
                () -> StaffRoster.readOrLastGood(settings.staff(), data.resolve("staff.good.yaml")));
        raiseFileFindings(base, roster);
        var passages = new ProcessDataBuffer(data);
        var first = Session.initialSession(
                base.items().currentCatalog(), settings.demo(), base.clock().instant());
        var loops = new LoopRegistry(base.desk());
        var probe = new StatusCollector(
                base.desk(), base.journal(), base.dispatch(), ProgramVersion.VERSION, loops::loopHealth);
        raiseSecurityFindings(base);
        var officers = OfficerAuthenticator.open(roster, data, base.journal(), base.clock());
        var staffService = openStaffService(base, officers, probe);
        var support = new SupportBundle(settings.terminal().id(), config, data, base.signer());
        try (var loop = new SessionLoop(first, base.clock());
                var effects = openEffects(base, loop, officers, staffService);
                var collecting = TelemetryConnection.open(settings);
                var upkeep = new Maintenance(base.journal(), base.dispatch(), base.central(), passages, base.clock());
                var lock = new ServiceLock(base.journal(), loop);
                var disk = new DiskMonitor(base.journal(), loop, lock, base.dispatch()::requestHeartbeatNow);
                var timers = new TerminalTimers(
                        loop, base.dispatch(), new DeviceManagerAdapter(base.desk(), loop), base.inputMethods());
                var window = KioskWindow.open(loop, settings.board(), windowed, stop);
                var control = openControl(base, loop, window, support, officers, staffService)) {
            var remote = new RemoteOperations(loop, stop, guarded, support, base.central(), base.clock());
            var supply = new CatalogueDownloader(
                    base.central(), base.items().catalogueStore(), ProgramVersion.VERSION, base.clock());
            connectDevices(base, loop);
            base.dispatch().setCommandAction(kind -> executeCentralCommand(kind, base, lock, remote));
            collecting.attachSources(
                    base.central(),
                    base.desk(),
                    () -> probe.collectStatus(loop.session(), base.clock().instant()));
            loop.setRecorder(new PassageRecorder(passage -> {
                collecting.reportPassage(passage);
                Thread.startVirtualThread(() -> passages.addRecord(passage));
            }));
            loop.start(window::showSession);
            effects.start();
            timers.start();
            upkeep.start();
            base.items().start(loop, base.journal(), CatalogueUpdater.LOOK);
            base.items().startFetching(base.journal(), supply, settings.supplyInterval());
            lock.start();
            disk.start();
            control.start();
            loops.addLoops(
                    effects.supervisedLoops(),
                    timers.supervisedLoops(),
                    base.items().supervisedLoops(),
                    List.of(
                            upkeep.supervisedLoop(),
                            lock.supervisedLoop(),
                            control.supervisedLoop(),
                            disk.supervisedLoop()));
            health.accept(healthChecks(loop, base.journal(), loops));
            stop.await();
        }
    }

    /// Files that are not as they should be, but do not keep the terminal from serving.
    private void raiseFileFindings(TerminalBase base, StaffRoster roster) {
        var findings = base.journal().findings();
        DiskMonitor.findVolatile(data).ifPresent(why -> findings.raiseFinding(FindingKind.DATA_IN_MEMORY, why));
        base.desk().configurationError().ifPresent(why -> findings.raiseFinding(FindingKind.DEVICES_FILE, why));
        roster.findMistake().ifPresent(why -> findings.raiseFinding(FindingKind.STAFF_FILE, why));
    }

    /// Settings that weaken the terminal, but do not keep it from serving.
    private void raiseSecurityFindings(TerminalBase base) {
        var findings = base.journal().findings();
        if (!settings.demo()
                && settings.journalKeys()
                        .filter(where -> where.startsWith("pkcs11:"))
                        .isEmpty())
            findings.raiseFinding(
                    FindingKind.KEY_IN_FILE,
                    "the journal's key lies in a file: whoever reads the disk reads the journal, and what was forgotten"
                            + " may still open with what the disk kept of an older key");
        if (!settings.demo() && "root".equals(System.getProperty("user.name")))
            findings.raiseFinding(
                    FindingKind.RUNS_AS_ROOT, "the kiosk runs as root: whatever it reads it may also change");
        var unconfined = findUnconfinedDrivers(base.desk());
        if (!settings.demo() && !unconfined.isEmpty())
            findings.raiseFinding(
                    FindingKind.DRIVERS_UNCONFINED,
                    "drivers run as the kiosk's user and may read what it reads: " + unconfined);
        for (var view : base.desk().deviceViews())
            LinkAddress.parse(view.link())
                    .clearAcceptedBy()
                    .ifPresent(who -> findings.raiseFinding(
                            FindingKind.CLEAR_LINK, view.id() + " is reached in clear, accepted by " + who));
        if (settings.oldStaffSecret())
            findings.raiseFinding(
                    FindingKind.SETTINGS_OLD, "staffSecret in terminal.yaml counts no more: take the line out");
    }

    /// Devices with a driver in a process of its own, where such a process is not confined.
    private static String findUnconfinedDrivers(DeviceManager desk) {
        if (HostSettings.standard().isConfined()) return "";
        return desk.deviceViews().stream()
                .map(DeviceView::id)
                .filter(id -> desk.findEntry(id).filter(DeviceEntry::isHosted).isPresent())
                .collect(Collectors.joining(", "));
    }

    private StaffPort openStaffService(TerminalBase base, OfficerAuthenticator officers, StatusCollector probe) {
        return StaffService.open(
                officers,
                data.resolve("audit.log"),
                probe,
                base.desk(),
                base.journal(),
                new SelfTestReport(
                        settings.terminal(),
                        base.desk(),
                        base.journal(),
                        payload -> base.signer().signPayload(payload, Map.of())),
                new DriverSwapService(
                        base.desk(),
                        base.bundles(),
                        settings.surroundings(),
                        new DriverSwapReport(
                                settings.terminal(),
                                base.desk(),
                                base.journal(),
                                payload -> base.signer().signPayload(payload, Map.of())),
                        base.journal().notes()::addNote,
                        base.clock()),
                new DeviceInspection(base.desk(), data.resolve("traces")),
                new CaseLookup(base.journal(), base.dispatch()),
                new SlipReprinter(settings.terminal(), base.desk(), base.journal(), UuidGenerator::nextId),
                base.clock());
    }

    private EffectRunner openEffects(
            TerminalBase base, SessionLoop loop, OfficerAuthenticator officers, StaffPort staffService) {
        return new EffectRunner(
                loop,
                base.journal(),
                base.dispatch(),
                base.central(),
                new AppCodeVerifier(settings.terminal().id(), CodeReplayGuard.loadFrom(data.resolve("codes.seen"))),
                new DeviceManagerAdapter(base.desk(), loop),
                base.inputMethods(),
                staffService,
                settings.terminal(),
                officers.personChecker(),
                UuidGenerator::nextId,
                base.clock());
    }

    private ControlSocket openControl(
            TerminalBase base,
            SessionLoop loop,
            KioskWindow window,
            SupportBundle support,
            OfficerAuthenticator officers,
            StaffPort staffService) {
        return ControlSocket.open(
                data.resolve("control.sock"),
                loop,
                window,
                base.journal(),
                new JournalExporter(base.journal(), data, base.signer()),
                base.dispatch(),
                base.central(),
                base.items(),
                base.desk(),
                base.bundles(),
                base.inputMethods(),
                base.clock(),
                support,
                new ControlGatekeeper(officers, auditTrail(staffService, base.journal()), settings.demo()));
    }

    /// Tells the devices of the session, and central of the devices.
    private static void connectDevices(TerminalBase base, SessionLoop loop) {
        base.desk().setDeviceDrain(new SessionDrain(loop));
        DeviceFileRecorder.recordChanges(base.desk(), base.journal().notes()::addNote);
        base.dispatch()
                .setStatusSuppliers(
                        () -> base.desk().deviceViews().stream()
                                .map(DeviceRequestHandler::toInstrument)
                                .toList(),
                        () -> OfferReport.of(loop.session()));
        base.desk().addEventListener(_ -> base.dispatch().requestHeartbeatNow());
    }

    private static void executeCentralCommand(
            TerminalCommand.CommandType kind, TerminalBase base, ServiceLock lock, RemoteOperations remote) {
        switch (kind) {
            case LOCK_SERVICE -> lock.lockService();
            case UNLOCK_SERVICE -> lock.unlockService();
            case UPDATE_CATALOGUE -> base.items().fetchNow();
            case FLUSH_OUTBOX -> base.dispatch().sendPendingNow();
            case ROTATE_KEY -> base.journal().maintenance().renewKeys();
            case RESTART -> remote.requestRestart();
            case COLLECT_BUNDLE -> remote.uploadSupportBundle();
        }
    }

    private static Map<String, Callable<?>> healthChecks(SessionLoop loop, Journal journal, LoopRegistry loops) {
        return Map.of(
                HealthEndpoint.SCREEN, () -> KioskWindow.callOnFxThread(() -> true),
                HealthEndpoint.VISIT, () -> awaitIdle(loop),
                HealthEndpoint.JOURNAL, journal.disk()::replicaTrouble, // runs on the journal's writer thread
                HealthEndpoint.DISK, () -> requireWritableDisk(journal),
                HealthEndpoint.THREADS, loops::requireSound);
    }

    private static boolean requireWritableDisk(Journal journal) {
        journal.disk().diskTrouble().ifPresent(why -> {
            throw new IllegalStateException(why);
        });
        return true;
    }

    private static boolean awaitIdle(SessionLoop loop) throws InterruptedException {
        loop.awaitIdle();
        return true;
    }
}
