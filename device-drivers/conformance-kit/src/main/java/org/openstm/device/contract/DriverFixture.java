package org.openstm.device.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.openstm.device.Device;
import org.openstm.device.DeviceClass;
import org.openstm.device.Fault;
import org.openstm.device.HealthReport;
import org.openstm.device.link.LinkAddress;
import org.openstm.device.manager.DeviceClaim;
import org.openstm.device.manager.DeviceEntry;
import org.openstm.device.manager.DeviceManager;
import org.openstm.device.spi.DriverContext;

/// What all checks share: the bench of one check, its device, a device manager, and what a device class adds.
///
/// @param <D> the port of the class
/// @param <R> the bench of the class
abstract class DriverFixture<D extends Device, R extends Rig> {
    /// Long enough for any successful action.
    protected static final Duration SOON = Duration.ofSeconds(20);

    /// Allowance for busy build machines, beyond a driver's limit.
    static final Duration GENEROUS = Duration.ofMillis(2500);

    /// Time for a command to get to work. A pause rather than a sign, because what is meant is the middle of the work:
    /// the first bytes of a command say only that it began, and not every bench sees them (IPP, JavaPOS, PC/SC).
    static final Duration AT_WORK = Duration.ofMillis(900);

    private static final Duration OFTEN = Duration.ofMillis(150);
    private static final String ID = "device";

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

    abstract Class<D> portType();

    final D port(DeviceManager desk) {
        return desk.findPort(portType()).orElseThrow();
    }

    final D port(DeviceClaim claim) {
        return claim.port(portType());
    }

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
        return portType().cast(device);
    }

    /// A name for the hosts of this check alone.
    String id() {
        return ID + Integer.toHexString(System.identityHashCode(rig));
    }

    private DeviceEntry entry() {
        return new DeviceEntry(id(), deviceClass(), rig.driver().name(), rig.link());
    }

    DeviceManager desk() throws Exception {
        var desk = DeviceManager.open(List.of(entry()), _ -> rig.driver(), OFTEN);
        toClose.add(desk);
        await(desk, true);
        return desk;
    }

    /// Waits until the device manager has reopened the device.
    static void awaitReopened(DeviceManager desk, long openings) throws InterruptedException {
        for (int i = 0; i < 300 && openings(desk) <= openings; i++) Thread.sleep(50);
        assertTrue(openings(desk) > openings, "the desk did not open it again");
        await(desk, true);
    }

    static long openings(DeviceManager desk) {
        return desk.deviceViews().getFirst().counts().getOrDefault("openings", 0L);
    }

    static void await(DeviceManager desk, boolean usable) throws InterruptedException {
        for (int i = 0; i < 300 && desk.deviceViews().getFirst().status().usable() != usable; i++) Thread.sleep(50);
        var status = desk.deviceViews().getFirst().status();
        assertEquals(usable, status.usable(), status::toString);
    }

    void tell(String what, long millis, String aim) {
        System.out.println("kit: " + subject().driver() + " (" + subject().bench() + ") " + what + ": " + millis
                + " ms, aim " + aim);
    }

    static void assertCode(String code, Optional<Fault> fault) {
        assertEquals(Optional.of(code), fault.map(Fault::code));
    }

    /// A closed connection may take a moment to be detected.
    static void awaitGone(Device device) throws InterruptedException {
        for (int i = 0; i < 400 && device.status(Duration.ofMillis(500)).usable(); i++) Thread.sleep(50);
    }

    void replug(DeviceManager desk) throws InterruptedException {
        long openings = openings(desk);
        rig.plug();
        awaitReopened(desk, openings);
    }

    static HealthReport.Step step(HealthReport report, String name) {
        return report.steps().stream()
                .filter(step -> step.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no step " + name + " in " + report));
    }
}
