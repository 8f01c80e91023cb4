package org.openstm.device.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.openstm.device.Device;
import org.openstm.device.DeviceClass;
import org.openstm.device.DeviceState;
import org.openstm.device.Fault;
import org.openstm.device.HealthLevel;
import org.openstm.device.HealthReport;
import org.openstm.device.link.LinkAddress;
import org.openstm.device.link.LinkLost;
import org.openstm.device.manager.DeviceClaim;
import org.openstm.device.manager.DeviceEntry;
import org.openstm.device.manager.DeviceEvent;
import org.openstm.device.manager.DeviceManager;
import org.openstm.device.sim.HeapSearch;
import org.openstm.device.spi.DriverContext;

/// Contract of all drivers, whatever their class.
///
/// @param <D> the port of the class
/// @param <R> the bench of the class
@ExtendWith(KitReport.class)
@Execution(ExecutionMode.CONCURRENT)
@Timeout(90)
public abstract class DriverContract<D extends Device, R extends Rig> {
    /// Long enough for any successful action.
    protected static final Duration SOON = Duration.ofSeconds(20);

    /// Allowance for busy build machines, beyond a driver's limit.
    static final Duration GENEROUS = Duration.ofMillis(2500);

    /// An interrupt takes effect within this time.
    private static final long CANCEL_MILLIS = 500;

    /// A busy machine delays one cancel or another, a slow driver all of them.
    private static final int CANCELS = 3;

    private static final Duration OFTEN = Duration.ofMillis(150);
    private static final String ID = "device";
    private static final List<Charset> CHARSETS = List.of(
            StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE, Charset.forName("GB18030"));

    /// Folder for the output of the check.
    @TempDir
    protected Path folder;

    private final List<AutoCloseable> toClose = new CopyOnWriteArrayList<>();
    private R rig;

    /// The tested subject, for the report.
    protected abstract Subject subject();

    /// Sets up a bench; it is closed after the check.
    ///
    /// @param papers a folder for this bench alone
    protected abstract R rig(Path papers) throws Exception;

    protected abstract DeviceClass deviceClass();

    abstract D cast(Device device);

    abstract D port(DeviceManager desk);

    abstract D port(DeviceClaim claim);

    /// One command of a session, without preparation.
    ///
    /// @return the fault if it failed
    abstract Optional<Fault> attempt(D device, Duration patience) throws InterruptedException;

    /// The golden job: one command whose result is known, checked at both ends.
    abstract void work(D device, R rig) throws Exception;

    /// From now on a command takes as long as its patience, or many seconds.
    void makeItLast(R rig) {}

    /// The port's own allowance beyond its patience, besides the common quarter of a second.
    Duration grace() {
        return Duration.ZERO;
    }

    /// Checks the claimed capabilities of the device.
    abstract void show(D device, R rig, Map<String, String> claims) throws Exception;

    /// Faults that the bench must support: the status bits that every device of the class has.
    abstract Set<Trouble> mustKnow();

    /// Personal data in the golden job.
    abstract List<String> secrets();

    /// A person comes to the device and lays, inserts or shows their card, document or code.
    void somebodyComes(R rig) throws Exception {}

    @BeforeEach
    void setUp() throws Exception {
        rig = another("first");
    }

    @AfterEach
    void tearDown() throws Exception {
        for (var each : toClose.reversed()) each.close();
    }

    /// One more bench of this kind.
    R another(String name) throws Exception {
        var fresh = rig(folder.resolve(name));
        toClose.add(fresh);
        return fresh;
    }

    R rig() {
        return rig;
    }

    D open() throws Exception {
        return open(rig, rig.link());
    }

    D open(R rig, LinkAddress link) throws Exception {
        var device = rig.driver().open(new DriverContext(id(), link));
        toClose.add(device);
        return cast(device);
    }

    /// A name for the hosts of this check alone.
    private String id() {
        return ID + Integer.toHexString(System.identityHashCode(rig));
    }

    private DeviceEntry entry() {
        return new DeviceEntry(id(), deviceClass(), rig.driver().name(), rig.link());
    }

    private DeviceManager desk() throws Exception {
        var desk = DeviceManager.open(List.of(entry()), _ -> rig.driver(), OFTEN);
        toClose.add(desk);
        await(desk, true);
        return desk;
    }

    /// Waits until the device manager has reopened the device.
    private static void awaitReopened(DeviceManager desk, long openings) throws InterruptedException {
        for (int i = 0; i < 300 && openings(desk) <= openings; i++) Thread.sleep(50);
        assertTrue(openings(desk) > openings, "the desk did not open it again");
        await(desk, true);
    }

    private static long openings(DeviceManager desk) {
        return desk.deviceViews().getFirst().counts().getOrDefault("openings", 0L);
    }

    private static void await(DeviceManager desk, boolean usable) throws InterruptedException {
        for (int i = 0; i < 300 && desk.deviceViews().getFirst().status().usable() != usable; i++) Thread.sleep(50);
        var status = desk.deviceViews().getFirst().status();
        assertEquals(usable, status.usable(), status::toString);
    }

    void tell(String what, long millis, String aim) {
        System.out.println("kit: " + subject().driver() + " (" + subject().bench() + ") " + what + ": " + millis
                + " ms, aim " + aim);
    }

    // ---------------------------------------------------------------- what it is

    @Test
    void it_can_do_what_it_claims_and_claims_no_more() throws Exception {
        var device = open();
        assertEquals(rig.claims(), device.capabilities());
        assertFalse(rig.claims().isEmpty(), "a driver without a capability cannot be chosen for anything");
        assertTrue(device.status(SOON).usable());
        show(device, rig, rig.claims());
    }

    @Test
    void each_trouble_is_told_by_its_own_fault() throws Exception {
        var due = new HashSet<>(mustKnow());
        due.removeAll(rig.withoutAWord());
        assertTrue(rig.troubles().containsAll(due), () -> "the bench must cause " + due);
        var device = open();
        for (var trouble : rig.troubles()) {
            rig.cause(trouble);
            var status = device.status(SOON);
            assertFalse(status.faults().isEmpty(), () -> trouble + " is not told");
            var code = status.faults().getFirst().code();
            var codes = trouble.codesFor(deviceClass());
            assertTrue(codes.contains(code), () -> trouble + " is reported as one of " + codes + ", not as " + code);
            assertTrue(trouble.allows(status.state()), () -> trouble + ": " + status);
            if (!trouble.usable()) {
                var fault = attempt(device, SOON);
                assertEquals(
                        Optional.of(code),
                        fault.map(Fault::code),
                        () -> trouble + ": a command fails with the fault that the status names");
            }
            rig.heal();
            assertEquals(List.of(), device.status(SOON).faults(), () -> "after " + trouble);
        }
        work(device, rig);
    }

    @Test
    void a_health_check_says_what_is_true() throws Exception {
        var device = open();
        for (var level : List.of(HealthLevel.INTERNAL, HealthLevel.EXTERNAL)) {
            var well = device.checkHealth(level, SOON);
            assertTrue(well.healthy(), well::toString);
            assertEquals(level, well.level());
            assertFalse(well.steps().isEmpty());
        }
        rig.unplug();
        awaitGone(device);
        for (var level : HealthLevel.values()) {
            var ill = device.checkHealth(level, Duration.ofSeconds(2));
            assertFalse(ill.healthy(), ill::toString);
            assertTrue(ill.steps().stream().anyMatch(step -> !step.passed()));
        }
    }

    @Test
    void counters_only_grow_and_a_reset_leaves_it_ready() throws Exception {
        var device = open();
        var before = device.statistics(SOON);
        work(device, rig);
        var after = device.statistics(SOON);
        assertEquals(before.keySet(), after.keySet());
        before.forEach((name, count) -> {
            assertTrue(count >= 0, name);
            assertTrue(assertNonNull(after.get(name)) >= count, name);
        });
        device.reset(SOON);
        work(device, rig);
        device.clear();
        work(device, rig);
        rig.unplug();
        awaitGone(device);
        device.reset(Duration.ofSeconds(1));
        device.clear();
        assertEquals(Map.of(), device.statistics(Duration.ofSeconds(1)));
    }

    private static <T> T assertNonNull(@org.jspecify.annotations.Nullable T value) {
        assertNotNull(value);
        return value;
    }

    // ---------------------------------------------------------------- who may use it

    @Test
    void the_desk_hands_it_out_by_the_rules() throws Exception {
        var desk = desk();
        var port = port(desk);
        var brief = Duration.ofMillis(300);
        desk.claims().setEnabled(id(), false);
        assertCode("device-disabled", attempt(port, brief));
        desk.claims().setEnabled(id(), true);
        var claim = desk.claims()
                .claimDevice(id(), "engineer", Duration.ofMinutes(1))
                .orElseThrow();
        assertTrue(desk.claims().claimDevice(id(), "another", SOON).isEmpty());
        assertCode("device-claimed", attempt(port, brief));
        work(port(claim), rig);
        claim.close();
        assertCode("sequence-error", attempt(port(claim), brief));
        var lapsed = desk.claims()
                .claimDevice(id(), "sleeper", Duration.ofMillis(50))
                .orElseThrow();
        Thread.sleep(80);
        assertCode("sequence-error", attempt(port(lapsed), brief));
        var broken = desk.claims().claimDevice(id(), "stubborn", SOON).orElseThrow();
        desk.claims().breakClaim(id(), "staff");
        assertCode("sequence-error", attempt(port(broken), brief));
        work(port, rig);
        var late = new CopyOnWriteArrayList<DeviceEvent>();
        desk.close();
        desk.addEventListener(late::add);
        assertCode("desk-closed", attempt(port, brief));
        Thread.sleep(400);
        assertEquals(List.of(), late, "nothing is told of a device that was closed");
    }

    private static void assertCode(String code, Optional<Fault> fault) {
        assertEquals(Optional.of(code), fault.map(Fault::code));
    }

    @Test
    void one_of_many_who_claim_it_at_once_gets_it() throws Exception {
        var desk = desk();
        var go = new CountDownLatch(1);
        var claims = new ArrayList<Lane<Optional<DeviceClaim>>>();
        for (int i = 0; i < 8; i++) {
            var owner = "owner-" + i;
            claims.add(Lane.begin(() -> {
                go.await();
                return desk.claims().claimDevice(id(), owner, SOON);
            }));
        }
        go.countDown();
        int held = 0;
        for (var claim : claims) if (claim.result(SOON).isPresent()) held++;
        assertEquals(1, held);
    }

    // ---------------------------------------------------------------- time

    @Test
    void a_cancel_takes_effect_at_once_in_each_phase() throws Exception {
        var device = open();
        // the first command of a process loads fonts and classes, which no interrupt ends
        work(device, rig);
        assertPromptCancel("at work", () -> {
            makeItLast(rig);
            var working = Lane.begin(() -> attempt(device, Duration.ofSeconds(25)));
            Thread.sleep(900);
            assertTrue(working.runs(), "the command was over before it could be cancelled");
            long millis = working.interrupt(GENEROUS);
            assertCancelled(working);
            rig.heal();
            work(device, rig);
            return millis;
        });
        assertPromptCancel("peer silent", () -> {
            makeItLast(rig);
            var working = Lane.begin(() -> attempt(device, Duration.ofSeconds(25)));
            Thread.sleep(300);
            rig.stopReading(Duration.ofSeconds(3));
            Thread.sleep(500);
            long millis = working.interrupt(GENEROUS);
            rig.heal();
            Thread.sleep(2600);
            work(device, rig);
            return millis;
        });
    }

    /// One cancel of a command at work.
    interface Cancel {
        /// @return milliseconds until the command had ended
        long millis() throws Exception;
    }

    /// Repeats a cancel that took too long: the best of a few is the driver's own time.
    void assertPromptCancel(String phase, Cancel cancel) throws Exception {
        long best = cancel.millis();
        for (int n = 1; n < CANCELS && best > CANCEL_MILLIS; n++) best = Math.min(best, cancel.millis());
        long millis = best;
        tell("cancel, " + phase, millis, Long.toString(CANCEL_MILLIS));
        assertTrue(millis <= CANCEL_MILLIS, () -> "cancel, " + phase + ", took " + millis + " ms at best");
    }

    private static void assertCancelled(Lane<Optional<Fault>> ended) throws Exception {
        try {
            // completion just before the cancel is fine, too; a fault other than a cancelled command is not
            assertEquals(
                    "canceled",
                    ended.result(Duration.ofMillis(100)).map(Fault::code).orElse("canceled"));
        } catch (InterruptedException _) {
            // as required
        }
    }

    @Test
    void a_cancel_at_the_desk_ends_what_runs_and_what_waits() throws Exception {
        var desk = desk();
        var port = port(desk);
        assertPromptCancel("at the desk", () -> {
            makeItLast(rig);
            var running = Lane.begin(() -> attempt(port, Duration.ofSeconds(25)));
            Thread.sleep(700);
            var waiting = Lane.begin(() -> attempt(port, Duration.ofSeconds(25)));
            waiting.awaitHandedOver();
            Thread.sleep(200);
            long start = System.nanoTime();
            desk.cancelCommands(id());
            assertCode("canceled", running.result(GENEROUS));
            assertCode("canceled", waiting.result(GENEROUS));
            long millis = (System.nanoTime() - start) / 1_000_000;
            rig.heal();
            work(port, rig);
            return millis;
        });
    }

    @Test
    void a_peer_that_stops_reading_cannot_hold_it() throws Exception {
        var device = open();
        rig.stopReading(Duration.ofSeconds(60));
        var patience = Duration.ofSeconds(1);
        timed("status", patience, Duration.ZERO, () -> device.status(patience));
        timed("command", patience, grace(), () -> attempt(device, patience));
        timed("statistics", patience, Duration.ZERO, () -> device.statistics(patience));
        timed("health check", patience, grace(), () -> device.checkHealth(HealthLevel.EXTERNAL, patience));
        timed("reset", patience, grace(), () -> {
            device.reset(patience);
            return true;
        });
        timed("close", Duration.ZERO, Duration.ofSeconds(1), () -> {
            device.close();
            return true;
        });
    }

    private void timed(String what, Duration patience, Duration grace, Lane.Work<?> work) throws Exception {
        long start = System.nanoTime();
        var lane = Lane.begin(work::done);
        lane.result(patience.plus(grace).plus(GENEROUS));
        long over = (System.nanoTime() - start) / 1_000_000 - patience.toMillis();
        tell("peer silent, " + what + " over its patience", over, Long.toString(grace.toMillis() + 250));
    }

    // ---------------------------------------------------------------- the line

    @Test
    void unplugged_idle_or_at_work_it_comes_back_without_a_restart() throws Exception {
        var desk = desk();
        var port = port(desk);
        work(port, rig);
        rig.unplug();
        await(desk, false);
        assertTrue(attempt(port, Duration.ofSeconds(1)).isPresent());
        replug(desk);
        work(port, rig);
        makeItLast(rig);
        var working = Lane.begin(() -> attempt(port, Duration.ofSeconds(4)));
        Thread.sleep(600);
        rig.unplug();
        assertTrue(working.result(SOON).isPresent(), "it says that it did what it could not do");
        rig.heal();
        await(desk, false);
        replug(desk);
        work(port, rig);
    }

    private void replug(DeviceManager desk) throws InterruptedException {
        long openings = openings(desk);
        rig.plug();
        awaitReopened(desk, openings);
    }

    @Test
    void its_status_never_throws() throws Exception {
        var device = open();
        var brief = Duration.ofMillis(700);
        rig.stopReading(Duration.ofMillis(1200));
        assertNotEquals(DeviceState.NO_DEVICE, device.status(brief).state());
        Thread.sleep(800);
        rig.garbage();
        assertNotNull(device.status(brief));
        rig.heal();
        rig.unplug();
        awaitGone(device);
        var gone = device.status(brief);
        assertEquals(DeviceState.NO_DEVICE, gone.state());
        assertEquals(LinkLost.CODE, gone.faults().getFirst().code());
        device.close();
        device.close();
        assertEquals(DeviceState.NO_DEVICE, device.status(brief).state());
        assertCode(LinkLost.CODE, attempt(device, brief));
        assertFalse(device.checkHealth(HealthLevel.EXTERNAL, brief).healthy());
        assertEquals(Map.of(), device.statistics(brief));
        device.reset(brief);
        device.clear();
    }

    /// A closed connection may take a moment to be detected.
    private static void awaitGone(Device device) throws InterruptedException {
        for (int i = 0; i < 400 && device.status(Duration.ofMillis(500)).usable(); i++) Thread.sleep(50);
    }

    @Test
    void closing_from_another_thread_frees_a_command() throws Exception {
        var device = open();
        makeItLast(rig);
        var working = Lane.begin(() -> attempt(device, Duration.ofSeconds(25)));
        Thread.sleep(600);
        device.close();
        assertTrue(working.result(GENEROUS.plus(grace())).isPresent());
    }

    @Test
    void two_of_a_kind_do_not_wait_for_each_other() throws Exception {
        var stuck = another("stuck");
        var first = open();
        var second = open(stuck, stuck.link());
        long alone = timed(first);
        stuck.stopReading(Duration.ofSeconds(60));
        var waiting = Lane.begin(() -> {
            while (true) attempt(second, Duration.ofSeconds(10));
        });
        Thread.sleep(100);
        long beside = timed(first);
        tell("beside one that hangs", beside, alone + " (alone)");
        assertTrue(beside < 2 * alone + GENEROUS.toMillis(), beside + " ms instead of " + alone);
        waiting.interrupt(GENEROUS);
    }

    private long timed(D device) throws Exception {
        long start = System.nanoTime();
        work(device, rig);
        return (System.nanoTime() - start) / 1_000_000;
    }

    // ---------------------------------------------------------------- persons

    @Test
    void nothing_of_a_person_is_in_its_trace_or_its_words() throws Exception {
        var traces = folder.resolve("traces");
        var link = rig.link().toString();
        var device = open(rig, LinkAddress.parse(link + (link.contains("?") ? "&" : "?") + "trace=" + traces));
        work(device, rig);
        var words = device.status(SOON) + " " + device.capabilities();
        var trace = read(traces);
        boolean traced = trace.lines().anyMatch(line -> line.startsWith("> ") || line.startsWith("< "));
        assertTrue(traced || !rig.traced(), () -> "there is no trace to look at: " + trace);
        var all = (words + trace).toUpperCase(Locale.ROOT);
        for (var secret : secrets())
            for (var charset : CHARSETS) {
                var bytes = secret.getBytes(charset);
                assertFalse(all.contains(HexFormat.of().withUpperCase().formatHex(bytes)), "hex, " + charset);
                assertFalse(
                        all.contains(new String(bytes, StandardCharsets.ISO_8859_1).toUpperCase(Locale.ROOT)),
                        "plain, " + charset);
            }
    }

    private static String read(Path traces) throws IOException {
        var all = new StringBuilder();
        if (Files.isDirectory(traces))
            try (var files = Files.list(traces)) {
                for (var file : files.toList()) all.append(Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        return all.toString();
    }

    @Test
    void nothing_of_a_person_stays_in_its_memory_after_it_was_cleared() throws Exception {
        var secrets = secrets();
        var search = new HeapSearch();
        for (int i = 0; i < secrets.size(); i++)
            search.addText("secret " + (i + 1), secrets.get(i).replaceFirst("https://[^/]*/v/", ""));
        rig.personal().forEach(search::addBytes);
        assertEquals(List.of(), Residue.after(deviceClass(), rig, secrets, () -> somebodyComes(rig), search, folder));
    }

    // ---------------------------------------------------------------- what stays

    @Test
    @Timeout(value = 60, unit = TimeUnit.MINUTES)
    void nothing_is_left_of_it_after_many_openings() throws Exception {
        int cycles = Integer.getInteger("kit.cycles", rig.hosted() ? 3 : 25);
        assertEquals("", Cycles.leftAfter(deviceClass(), rig, cycles, folder.resolve("left-over")));
    }

    @Test
    void a_host_that_is_killed_costs_one_command_and_nothing_of_what_follows() throws Exception {
        var desk = desk();
        var port = port(desk);
        work(port, rig);
        if (!rig.hosted()) {
            assertEquals(List.of(), Children.of(id()), "a driver inside starts no process");
            return;
        }
        long openings = openings(desk);
        Children.kill(id());
        awaitReopened(desk, openings);
        work(port, rig);
        makeItLast(rig);
        var working = Lane.begin(() -> attempt(port, Duration.ofSeconds(25)));
        Thread.sleep(700);
        openings = openings(desk);
        Children.kill(id());
        assertTrue(working.result(SOON).isPresent(), "it says that it did what it could not do");
        rig.heal();
        awaitReopened(desk, openings);
        work(port, rig);
        rig.unplug();
        await(desk, false);
        replug(desk);
        work(port, rig);
    }

    static HealthReport.Step step(HealthReport report, String name) {
        return report.steps().stream()
                .filter(step -> step.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no step " + name + " in " + report));
    }
}
