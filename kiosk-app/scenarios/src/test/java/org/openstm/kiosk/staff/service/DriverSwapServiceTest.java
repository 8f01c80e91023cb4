package org.openstm.kiosk.staff.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openstm.device.DeviceClass;
import org.openstm.device.bundle.BundleStore;
import org.openstm.device.bundle.BundledDriverSource;
import org.openstm.device.bundle.TrustStore;
import org.openstm.device.contract.LongTest;
import org.openstm.device.contract.ShortLived;
import org.openstm.device.manager.BuiltInDrivers;
import org.openstm.device.manager.DeviceManager;
import org.openstm.device.manager.DeviceView;
import org.openstm.device.sim.SimulatorFactory;
import org.openstm.device.sim.link.DeviceSimulator;
import org.openstm.kiosk.app.cli.Maker;
import org.openstm.kiosk.catalog.LocalizedText;
import org.openstm.kiosk.catalog.load.CatalogueFiles;
import org.openstm.kiosk.engine.StaffPort;
import org.openstm.kiosk.engine.TerminalProfile;
import org.openstm.kiosk.rig.Station;
import org.openstm.kiosk.session.model.Session;
import org.openstm.kiosk.staff.ConnectionPoint;
import org.openstm.kiosk.staff.DriverCandidate;
import org.openstm.kiosk.staff.DriverMatches;
import org.openstm.kiosk.staff.DriverSwapTrial;
import org.openstm.kiosk.staff.DriverSwapVerdict;
import org.openstm.kiosk.staff.Officer;
import org.openstm.kiosk.staff.StaffCommand;
import org.openstm.kiosk.staff.StaffEvent;
import org.openstm.kiosk.staff.StaffRole;
import org.openstm.kiosk.staff.TerminalStatus;

/// An engineer replaces a slip printer: real bytes, real bundles; each possible failure
/// is rolled back.
@Timeout(120)
@LongTest(oneIn = 3)
class DriverSwapServiceTest {
    private static final Officer LI = new Officer("0777", "李工", StaffRole.ENGINEER);
    private static final String PRINTER = "receipt-printer-1";

    private static final String DRIVER = """
            package example.second;
            import org.openstm.device.Device;
            import org.openstm.device.DeviceClass;
            import org.openstm.device.manager.BuiltInDrivers;
            import org.openstm.device.link.LinkLost;
            import org.openstm.device.spi.Driver;
            import org.openstm.device.spi.DriverContext;
            public final class Second implements Driver {
                public String name() { return "second"; }
                public DeviceClass deviceClass() { return DeviceClass.RECEIPT_PRINTER; }
                public Device open(DriverContext context) throws LinkLost, InterruptedException {
                    return BuiltInDrivers.driverNamed(DeviceClass.RECEIPT_PRINTER, "escpos").open(context);
                }
            }
            """;

    private static final String MANIFEST = """
            {"id": "second-slip", "version": "1.0.0", "spi": "[1,2)", "deviceClass": "receipt-printer",
             "driver": "second", "matches": [{"identity": {"maker": "MORAY", "model": "M-*"}}], "settings": {},
             "claims": {"charset": "gb2312"}, "models": [{"maker": "MORAY", "model": "M-58", "support": "good"}]}
            """;

    @TempDir
    Path dir;

    private Path file;
    private Station station;
    private DeviceSimulator old;
    private DeviceSimulator fresh;
    private DeviceSimulator pages;
    private BundleStore store;
    private DeviceManager desk;
    private StaffPort office;
    private final List<StaffEvent> news = new ArrayList<>();
    private final Session session = Session.initialSession(
            CatalogueFiles.loadShipped(), true, InstantSource.system().instant());

    @BeforeEach
    void open() throws IOException {
        old = SimulatorFactory.startSimulator(DeviceClass.RECEIPT_PRINTER, "tcp://127.0.0.1:0", dir.resolve("old"));
        pages = SimulatorFactory.startSimulator(
                DeviceClass.DOCUMENT_PRINTER, "tcp://127.0.0.1:0", dir.resolve("pages"));
        fresh = SimulatorFactory.startSimulator(
                DeviceClass.RECEIPT_PRINTER,
                "pty:" + Files.createDirectories(dir.resolve("ports")).resolve("usb-MORAY_M-58"),
                dir.resolve("fresh"));
        for (var words : List.of("maker MORAY", "model M-58", "width 384", "charset CHINA GB2312"))
            assertEquals("ok", fresh.runControlLine(words));
        file = dir.resolve("devices.yaml");
        Files.writeString(file, """
                devices:
                  - {id: %s, class: receipt-printer, driver: escpos, link: "%s"}
                  - {id: pages-1, class: document-printer, driver: ipp, link: "%s"}
                """.formatted(PRINTER, old.link(), pages.link()));
        station = Station.open(dir);
        store = new BundleStore(dir.resolve("drivers"), new TrustStore(dir.resolve("trust")));
        Files.createDirectories(dir.resolve("sticks"));
        openDesk();
    }

    private void openDesk() throws IOException {
        desk = DeviceManager.open(
                file,
                new BundledDriverSource(store, new BuiltInDrivers(ShortLived.hosts()), ShortLived.hosts()),
                InstantSource.system());
        var words = LocalizedText.of("示范", "Demo");
        var terminal = new TerminalProfile(Station.TERMINAL, words, words, words, "https://x.example/", words);
        office = StaffService.open(
                OfficerAuthenticator.open(
                        StaffRoster.readFile(dir.resolve("nobody.yaml")),
                        dir,
                        station.journal(),
                        InstantSource.system()),
                dir.resolve("audit.log"),
                new StatusCollector(desk, station.journal(), station.dispatch(), "test"),
                desk,
                station.journal(),
                new SelfTestReport(terminal, desk, station.journal(), _ -> ""),
                new DriverSwapService(
                        desk,
                        store,
                        new PortScanner(
                                dir.resolve("ports"), dir.resolve("usb"), dir.resolve("inbox"), dir.resolve("sticks")),
                        new DriverSwapReport(terminal, desk, station.journal(), _ -> "signed"),
                        station.journal().notes()::addNote,
                        InstantSource.system()),
                new DeviceInspection(desk, dir.resolve("traces")),
                new CaseLookup(station.journal(), station.dispatch()),
                new SlipReprinter(terminal, desk, station.journal(), () -> "e-1"),
                InstantSource.system());
    }

    @AfterEach
    void close() {
        desk.close();
        station.close();
        for (var sim : List.of(old, fresh, pages)) sim.close();
    }

    private <N extends StaffEvent> N hears(Class<N> which, StaffCommand order) throws InterruptedException {
        news.clear();
        office.runCommand(order, session, news::add);
        return news.stream()
                .filter(which::isInstance)
                .map(which::cast)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + which.getSimpleName() + " but " + news));
    }

    private DeviceView printer() {
        return desk.deviceViews().stream()
                .filter(view -> view.id().equals(PRINTER))
                .findFirst()
                .orElseThrow();
    }

    private ConnectionPoint serial() throws InterruptedException {
        return hears(StaffEvent.PointsFound.class, new StaffCommand.SearchPoints(LI, PRINTER)).sockets().stream()
                .filter(socket -> socket.kind() == ConnectionPoint.PointKind.SERIAL)
                .findFirst()
                .orElseThrow();
    }

    private DriverMatches found() throws InterruptedException {
        return hears(StaffEvent.PointProbed.class, new StaffCommand.ProbePoint(LI, PRINTER, serial()))
                .found();
    }

    private DriverCandidate best() throws InterruptedException {
        return found().candidates().getFirst();
    }

    private DriverSwapTrial tried(DriverCandidate candidate) throws InterruptedException {
        return hears(StaffEvent.DriverTried.class, new StaffCommand.TryDriver(LI, PRINTER, candidate))
                .trial();
    }

    private void taken() throws InterruptedException {
        var _ = hears(StaffEvent.DeviceTakenOut.class, new StaffCommand.TakeOutOfService(LI, PRINTER));
    }

    private void isTheOldOneAgain() throws IOException {
        assertEquals("escpos", printer().driver());
        assertEquals(old.link(), printer().link());
        assertTrue(Files.readString(file).contains(old.link()), "devices.yaml says so too");
        assertFalse(Files.readString(file).contains("MORAY"), "and nothing else");
    }

    private List<String> audit() throws IOException {
        return AuditLog.readFile(dir.resolve("audit.log")).lines().stream()
                .map(AuditLog.AuditLine::what)
                .toList();
    }

    private Path onTheStick(Maker maker) throws IOException {
        var zip = maker.packed("second-slip-1.0.0", MANIFEST, "example.second.Second", DRIVER);
        return Files.copy(zip, dir.resolve("sticks/second.zip"), StandardCopyOption.REPLACE_EXISTING);
    }

    @Test
    void a_bundle_from_a_stick_is_proposed_by_its_rule_tried_out_and_kept_and_goes_back() throws Exception {
        var _ = onTheStick(new Maker(dir, "second"));
        taken();
        var found = found();
        assertEquals("M-58", found.facts().get("model"));
        var chosen = found.candidates().getFirst();
        assertEquals("second-slip@1.0.0", chosen.driver());
        assertEquals(DriverCandidate.DriverOrigin.FOUND, chosen.origin());
        assertEquals(List.of("identity MORAY M-*"), chosen.rules());
        assertTrue(chosen.link().endsWith("baud=115200"), "the rate at which it answered");

        var trial = tried(chosen);
        assertEquals(DriverSwapTrial.TrialOutcome.PASSED, trial.outcome());
        assertEquals("second-slip@1.0.0", printer().driver());
        assertFalse(printer().isServing(), "on trial it serves nobody");
        assertFalse(Files.readString(file).contains("MORAY"), "and a restart would bring the old one back");
        assertEquals(1, fresh.printedPapers().size());

        var kept = hears(StaffEvent.DriverSwapEnded.class, new StaffCommand.KeepDriver(LI, PRINTER, trial))
                .verdict();
        assertEquals(DriverSwapVerdict.SwapResult.KEPT, kept.how());
        assertEquals("printed", kept.printed());
        assertTrue(Files.readString(file).contains("MORAY"));
        assertEquals(2, fresh.printedPapers().size(), "the report came out of the new one");

        var back = hears(StaffEvent.DriverSwapEnded.class, new StaffCommand.RestoreDriver(LI, PRINTER))
                .verdict();
        assertEquals(DriverSwapVerdict.SwapResult.ROLLED_BACK, back.how());
        isTheOldOneAgain();
        assertEquals(2, old.printedPapers().size(), "test print and report");
        assertEquals(
                List.of(
                        "take-out",
                        "seek",
                        "probe",
                        "swap",
                        "swap-passed",
                        "swap-keep",
                        "swap-kept",
                        "swap-back",
                        "swap-rolled-back"),
                audit());
    }

    @Test
    void a_forged_signature_is_named_and_not_proposed_and_one_that_is_forged_later_is_not_put_in() throws Exception {
        var maker = new Maker(dir, "second");
        var zip = onTheStick(maker);
        taken();
        var chosen = best();
        assertEquals("second-slip@1.0.0", chosen.driver());
        // the stick is changed during the swap: a stranger signs in the maker's name
        var stranger = new Maker(Files.createDirectories(dir.resolve("stranger")), "second");
        Files.copy(
                stranger.packed("second-slip-1.0.0", MANIFEST, "example.second.Second", DRIVER),
                zip,
                StandardCopyOption.REPLACE_EXISTING);
        var trial = tried(chosen);
        assertEquals(DriverSwapTrial.TrialOutcome.REFUSED, trial.outcome());
        assertEquals("signature-wrong", trial.why());
        isTheOldOneAgain();
        assertEquals(List.of(), store.installedBundles(List.of()));

        var found = found();
        assertTrue(found.candidates().stream().noneMatch(one -> one.driver().startsWith("second")));
        assertEquals("signature-wrong", found.unfit().getFirst().code());
    }

    @Test
    void a_printer_that_does_not_answer_is_not_put_in_and_the_report_comes_from_the_other_one() throws Exception {
        taken();
        var chosen = best();
        assertEquals("escpos", chosen.driver());
        assertEquals("ok", fresh.runControlLine("unplug"));
        var trial = tried(chosen);
        assertEquals(DriverSwapTrial.TrialOutcome.ROLLED_BACK, trial.outcome());
        assertTrue(trial.restored());
        isTheOldOneAgain();
        var filed = trial.filed().orElseThrow();
        assertEquals("printed", filed.printed());
        assertEquals("document-printer", filed.printer());
        assertEquals(1, pages.printedPapers().size());
        assertTrue(audit().contains("swap-rolled-back"));
    }

    @Test
    void a_test_print_that_runs_out_of_paper_goes_back() throws Exception {
        taken();
        var chosen = best();
        assertEquals("ok", fresh.runControlLine("paper out after-lines 1"));
        var trial = tried(chosen);
        assertEquals(DriverSwapTrial.TrialOutcome.ROLLED_BACK, trial.outcome());
        assertTrue(trial.steps().stream().anyMatch(step -> !step.passed()), trial::toString);
        isTheOldOneAgain();
    }

    @Test
    void a_host_that_is_killed_again_and_again_while_it_is_checked_goes_back() throws Exception {
        var _ = onTheStick(new Maker(dir, "second"));
        taken();
        var chosen = best();
        var killed = new AtomicBoolean();
        var over = new AtomicBoolean();
        var killer = Thread.ofPlatform().start(() -> {
            while (!over.get())
                ProcessHandle.current()
                        .descendants()
                        .filter(child -> child.info().commandLine().orElse("").contains("HostMain"))
                        .forEach(child -> killed.compareAndSet(false, child.destroyForcibly()));
        });
        var trial = tried(chosen);
        over.set(true);
        killer.join();
        assertTrue(killed.get(), "a host was there to be killed");
        assertEquals(DriverSwapTrial.TrialOutcome.ROLLED_BACK, trial.outcome());
        isTheOldOneAgain();
    }

    @Test
    void who_leaves_without_a_word_has_not_kept_it() throws Exception {
        taken();
        assertEquals(DriverSwapTrial.TrialOutcome.PASSED, tried(best()).outcome());
        office.runCommand(new StaffCommand.EndStaffSession(LI, "idle"), session, news::add);
        for (int look = 0; look < 200 && !printer().link().equals(old.link()); look++) Thread.sleep(100);
        isTheOldOneAgain();
        for (int look = 0; look < 200 && !printer().isServing(); look++) Thread.sleep(100);
        assertTrue(printer().isServing());
        // it serves again a moment before that is recorded
        for (int look = 0; look < 200 && !audit().getLast().equals("swap-rolled-back"); look++) Thread.sleep(100);
        assertEquals("swap-rolled-back", audit().getLast());
    }

    @Test
    void a_restart_in_the_middle_brings_the_old_one_back() throws Exception {
        taken();
        assertEquals(DriverSwapTrial.TrialOutcome.PASSED, tried(best()).outcome());
        desk.close();
        openDesk();
        isTheOldOneAgain();
    }

    @Test
    void what_is_not_kept_goes_back_at_a_word_and_nobody_was_served_by_it() throws Exception {
        taken();
        var trial = tried(best());
        var verdict = hears(StaffEvent.DriverSwapEnded.class, new StaffCommand.GiveUpTrial(LI, PRINTER, trial))
                .verdict();
        assertEquals(DriverSwapVerdict.SwapResult.ROLLED_BACK, verdict.how());
        assertEquals("receipt-printer", verdict.printer());
        isTheOldOneAgain();
    }

    @Test
    void counters_are_shown_and_a_trace_holds_what_passed() throws Exception {
        for (int look = 0; look < 200 && !printer().isServing(); look++) Thread.sleep(50);
        var before = hears(StaffEvent.DeviceInspected.class, new StaffCommand.InspectDevice(LI, PRINTER));
        assertTrue(before.statistics().containsKey("cuts"), before::toString);
        assertTrue(before.trace().isEmpty());
        var on = hears(StaffEvent.DeviceInspected.class, new StaffCommand.SetTracing(LI, PRINTER, true));
        var lines = on.trace().orElseThrow();
        assertTrue(lines.stream().anyMatch(line -> line.contains("→ ")), lines::toString);
        assertTrue(lines.stream().anyMatch(line -> line.contains("← ")), lines::toString);
        var off = hears(StaffEvent.DeviceInspected.class, new StaffCommand.SetTracing(LI, PRINTER, false));
        assertTrue(off.trace().isEmpty());
        assertEquals(Map.of(), desk.findEntry(PRINTER).orElseThrow().link().query());
    }

    @Test
    void a_printer_is_handed_to_its_makers_tool_and_taken_back() throws Exception {
        for (int look = 0; look < 200 && !printer().isServing(); look++) Thread.sleep(50);
        var lent = hears(StaffEvent.StatusCollected.class, new StaffCommand.LendDevice(LI, PRINTER))
                .board();
        assertEquals(TerminalStatus.LENT, lent.devices().getFirst().faults().getFirst());
        assertFalse(printer().isServing());
        var back = hears(StaffEvent.DeviceChecked.class, new StaffCommand.TakeBackDevice(LI, PRINTER))
                .checkup();
        assertTrue(back.healthy(), back::toString);
        assertTrue(printer().isServing());
        assertEquals(List.of("lend", "take-back"), audit());
        assertEquals(
                new StaffEvent.CommandFailed(),
                hears(StaffEvent.CommandFailed.class, new StaffCommand.TakeBackDevice(LI, PRINTER)));
    }
}
