package org.openstm.device.desk;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.openstm.device.BarcodeReader;
import org.openstm.device.Camera;
import org.openstm.device.ChipCardReader;
import org.openstm.device.DeviceClass;
import org.openstm.device.DocumentPrinter;
import org.openstm.device.Fault;
import org.openstm.device.HealthLevel;
import org.openstm.device.HealthReport;
import org.openstm.device.IdCardReader;
import org.openstm.device.Lights;
import org.openstm.device.ReceiptPrinter;
import org.openstm.device.WhoActs;
import org.openstm.device.supervision.SupervisedLoop;

/// All devices of a terminal. Opening returns at once; devices come up by themselves and come back
/// when they were gone. What `devices.yaml` says later is taken over while the terminal runs.
public final class Desk implements AutoCloseable {
    private static final Duration EVERY_FEW_SECONDS = Duration.ofSeconds(5);
    private static final Duration CLOSING = Duration.ofSeconds(2);
    private static final Duration CLEARING = Duration.ofSeconds(2);

    private final DriverSource drivers;
    private final Diary diary;
    private final Duration healthEvery;
    private volatile List<Seat> seats = List.of();
    private volatile Drain drain = Drain.NOBODY;

    /// What a device that is on trial was before.
    private final Map<String, DeviceEntry> tried = new ConcurrentHashMap<>();

    private @Nullable DevicesWatch watch;
    private Optional<String> mistake = Optional.empty();
    private boolean closed;

    private Desk(DriverSource drivers, InstantSource clock, Duration healthEvery) {
        this.drivers = drivers;
        this.diary = new Diary(clock);
        this.healthEvery = healthEvery;
    }

    /// Opens what the file names, takes over its later changes, and keeps each version in
    /// `devices.versions` beside it.
    ///
    /// @throws IllegalArgumentException if the file is wrong; the message says where and what to do
    public static Desk open(Path devicesYaml, DriverSource drivers, InstantSource clock) {
        return open(DevicesInForce.one(devicesYaml), drivers, clock);
    }

    private static Desk open(DevicesInForce where, DriverSource drivers, InstantSource clock) {
        var entries = DevicesFile.read(where.current(), drivers);
        return open(where, new Versions(where.versions(), clock), drivers, clock, entries, Optional.empty());
    }

    /// The same for a terminal that must serve: a file that is wrong or gone leaves the last good version
    /// in force, and [#mistake] says so. What swaps change is kept in the data folder, the configured file
    /// is only read.
    ///
    /// @param data folder that is the program's own
    /// @throws IllegalArgumentException if there is no good version either
    public static Desk openOrLastGood(Path devicesYaml, Path data, DriverSource drivers, InstantSource clock) {
        var where = DevicesInForce.in(devicesYaml, data);
        var versions = new Versions(where.versions(), clock);
        try {
            return open(where, drivers, clock);
        } catch (IllegalArgumentException wrong) {
            var good = versions.lastGood(drivers).orElseThrow(() -> wrong);
            String mistake = wrong.getMessage() + "; in force is the version before, "
                    + good.file().getFileName();
            return open(where, versions, drivers, clock, good.entries(), Optional.of(mistake));
        }
    }

    private static Desk open(
            DevicesInForce where,
            Versions versions,
            DriverSource drivers,
            InstantSource clock,
            List<DeviceEntry> entries,
            Optional<String> mistake) {
        var desk = new Desk(drivers, clock, EVERY_FEW_SECONDS);
        desk.mistake = mistake;
        desk.watch = new DevicesWatch(where, versions, desk, entries);
        desk.take(entries);
        desk.watch.start(mistake.isEmpty());
        return desk;
    }

    /// Opens these with the drivers of this program; there is no file to watch.
    ///
    /// @param healthEvery how often an idle device is asked how it is
    public static Desk open(List<DeviceEntry> entries, Duration healthEvery) {
        return open(entries, new Drivers(), healthEvery);
    }

    public static Desk open(List<DeviceEntry> entries, DriverSource drivers, Duration healthEvery) {
        var desk = new Desk(drivers, InstantSource.system(), healthEvery);
        desk.take(entries);
        return desk;
    }

    /// What was wrong with the file at the start, so that the last good version is in force; empty when
    /// nothing was.
    public Optional<String> mistake() {
        return mistake;
    }

    /// What a `devices.yaml` says.
    ///
    /// @throws IllegalArgumentException as [#open]
    public static List<DeviceEntry> entries(Path devicesYaml, DriverSource drivers) {
        return DevicesFile.read(devicesYaml, drivers);
    }

    /// Makes the seats what these entries say; a seat whose entry is the same goes on undisturbed.
    synchronized void take(List<DeviceEntry> entries) {
        if (closed) return;
        tried.clear();
        var next = new ArrayList<Seat>();
        for (var entry : entries) next.add(taken(entry));
        var gone = seats.stream().filter(seat -> !next.contains(seat)).toList();
        seats = List.copyOf(next);
        for (var seat : gone) {
            seat.close();
            diary.write(seat.entry().id(), "removed", "");
        }
    }

    private Seat taken(DeviceEntry entry) {
        var there = seat(entry.id());
        if (there.isEmpty() || there.get().entry().deviceClass() != entry.deviceClass()) {
            diary.write(entry.id(), "added", entry.driver() + " " + entry.link());
            return new Seat(entry, drivers.driverFor(entry), diary, healthEvery);
        }
        var seat = there.get();
        if (!seat.entry().equals(entry)) {
            seat.exchange(entry, drivers.driverFor(entry));
            diary.write(entry.id(), "changed", entry.driver() + " " + entry.link());
        }
        return seat;
    }

    private Optional<Seat> seat(String id) {
        return seats.stream().filter(seat -> seat.entry().id().equals(id)).findFirst();
    }

    public Optional<IdCardReader> idCardReader() {
        return first(DeviceClass.ID_CARD_READER, Ports.IdCards::new);
    }

    public Optional<ChipCardReader> chipCardReader() {
        return first(DeviceClass.CHIP_CARD_READER, Ports.ChipCards::new);
    }

    public Optional<ReceiptPrinter> receiptPrinter() {
        return first(DeviceClass.RECEIPT_PRINTER, Ports.Receipts::new);
    }

    public Optional<DocumentPrinter> documentPrinter() {
        return first(DeviceClass.DOCUMENT_PRINTER, Ports.Documents::new);
    }

    public Optional<BarcodeReader> barcodeReader() {
        return first(DeviceClass.BARCODE_READER, Ports.Barcodes::new);
    }

    /// The first camera that sees such things and serves; if none serves, the first that sees them.
    public Optional<Camera> camera(Camera.View view) {
        var all = cameras(view);
        return all.stream()
                .filter(seat -> seat.view().serves())
                .findFirst()
                .or(() -> all.stream().findFirst())
                .map(Ports.Cameras::new);
    }

    private List<Seat> cameras(Camera.View view) {
        return seats.stream().filter(seat -> seat.entry().sees(view)).toList();
    }

    public Optional<Lights> lights() {
        return first(DeviceClass.LIGHTS, Ports.Lamps::new);
    }

    private <P> Optional<P> first(DeviceClass deviceClass, Function<Use, P> port) {
        return seats.stream()
                .filter(seat -> seat.entry().deviceClass() == deviceClass)
                .findFirst()
                .map(port);
    }

    /// All devices in the order of the file; never waits.
    public List<DeviceView> views() {
        return seats.stream().map(Seat::view).toList();
    }

    /// The events after this one, oldest first; at most the last thousand.
    public List<DeviceEvent> events(long after) {
        return diary.after(after);
    }

    /// @param listener told of each event in order; it must not wait
    public void listen(Consumer<DeviceEvent> listener) {
        diary.tell(listener);
    }

    /// How the desk's own loop fares; empty where no file is watched.
    public Optional<SupervisedLoop.Health> fileWatch() {
        return Optional.ofNullable(watch).map(DevicesWatch::health);
    }

    /// @param watcher told of each use of a device, on the thread that used it; it must not wait
    public void watch(Consumer<DeviceUse> watcher) {
        diary.tellUses(watcher);
    }

    /// Who is asked before a device is taken away from sessions.
    public void drainBy(Drain drain) {
        this.drain = drain;
    }

    /// Exclusive use. Sessions are not served by this device until the claim ends.
    ///
    /// @param owner who, for the records
    /// @return empty if there is no such device or somebody else holds it
    public Optional<Claim> claim(String id, String owner, Duration lease) {
        return seat(id).flatMap(seat -> seat.claim(owner, lease));
    }

    /// Ends somebody else's claim; the event says who did it.
    public void breakClaim(String id, String by) {
        seat(id).ifPresent(seat ->
                seat.holder().ifPresent(held -> seat.end(held, "claim-broken", held.owner() + " by " + by)));
    }

    /// Ends the command that runs on this device and those that wait for it.
    public void cancel(String id) {
        seat(id).ifPresent(seat -> seat.unit().cancel());
    }

    /// Takes a device out of service, or back.
    public void enable(String id, boolean on) {
        seat(id).ifPresent(seat -> seat.enable(on));
    }

    /// Ends what runs on this device, lets go of it, and opens it anew with a fresh driver, as
    /// after a change of the file.
    ///
    /// @param by who does it, for the records
    /// @return false if there is no such device, or somebody holds it
    public boolean reset(String id, String by) {
        var seat = seat(id);
        if (seat.isEmpty() || seat.get().holder().isPresent() || seat.get().lent()) return false;
        diary.write(id, "reset", by);
        seat.get().unit().cancel();
        var entry = seat.get().entry();
        seat.get().exchange(entry, drivers.driverFor(entry));
        return true;
    }

    /// Lets go of a device's line for a tool of its maker (XFS4IoT VendorMode). Sessions are not
    /// served by it until [#takeBack], or the next start.
    ///
    /// @param to who has it, for the records
    /// @param patience how long a session that needs it may still take
    /// @return false if there is no such device, or somebody still uses it
    public boolean lend(String id, String to, Duration patience) throws InterruptedException {
        var seat = seat(id);
        if (seat.isEmpty() || seat.get().holder().isPresent() || seat.get().lent()) return false;
        return drain.acknowledged(seat.get().entry(), patience) && seat.get().lend(to, patience);
    }

    /// Opens a device again that was lent.
    ///
    /// @return false if it was not
    public boolean takeBack(String id, String by) {
        var seat = seat(id);
        if (seat.isEmpty() || !seat.get().lent()) return false;
        seat.get().takeBack(drivers.driverFor(seat.get().entry()), by);
        return true;
    }

    public HealthReport checkHealth(String id, HealthLevel level, Duration patience) throws InterruptedException {
        var seat = seat(id);
        return seat.isPresent() ? Health.check(seat.get(), level, patience) : Health.failed(level, unknown(id));
    }

    /// The device's own counters.
    public Map<String, Long> statistics(String id, Duration patience) throws InterruptedException {
        var seat = seat(id);
        if (seat.isEmpty()) return Map.of();
        return seat.get()
                .unit()
                .use(
                        patience,
                        device -> device.statistics(patience),
                        _ -> Optional.empty(),
                        _ -> Map.of(),
                        _ -> Map.of());
    }

    private static Fault unknown(String id) {
        return new Fault("no-such-device", WhoActs.ENGINEER, "devices.yaml names no " + id);
    }

    /// The session has ended: each device forgets what belongs to the citizen who was here. Side by
    /// side, for one that waits for a card keeps its lane for a second: a slot that is cleared late
    /// takes the next citizen's card for one that was left in.
    public void clear() throws InterruptedException {
        var all = seats.stream()
                .map(Seat::unit)
                .filter(Unit::isOpen)
                .map(Desk::clearing)
                .toList();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            // whoever breaks at it keeps no other from it, and is told
            for (var done : threads.invokeAll(all))
                if (done.state() == Future.State.FAILED && done.exceptionNow() instanceof RuntimeException bug)
                    throw bug;
        }
    }

    private static Callable<Boolean> clearing(Unit unit) {
        return () -> unit.use(
                CLEARING,
                device -> {
                    device.clear();
                    return true;
                },
                _ -> Optional.empty(),
                _ -> false,
                _ -> false);
    }

    /// Puts another driver or another line under a device while the terminal runs, with a way back.
    ///
    /// @param wanted the entry as it is to be; its id names the device
    /// @param by who does it, for the records
    /// @param level how deep the new one is checked before it is trusted
    /// @param drainPatience how long a session that needs the device may still take
    public SwapOutcome swap(DeviceEntry wanted, String by, HealthLevel level, Duration drainPatience)
            throws InterruptedException {
        return swap(wanted, by, level, drainPatience, true);
    }

    /// As [#swap], and what serves then is on trial: `devices.yaml` stays as it is and is in force
    /// again after a restart, until somebody says [#keep] or [#giveUp].
    public SwapOutcome tryOut(DeviceEntry wanted, String by, HealthLevel level, Duration drainPatience)
            throws InterruptedException {
        return swap(wanted, by, level, drainPatience, false);
    }

    private SwapOutcome swap(DeviceEntry wanted, String by, HealthLevel level, Duration drainPatience, boolean forGood)
            throws InterruptedException {
        var seat = seat(wanted.id());
        if (seat.isEmpty()) return new SwapOutcome.Refused(unknown(wanted.id()).detail());
        if (seat.get().entry().deviceClass() != wanted.deviceClass())
            return new SwapOutcome.Refused(wanted.id() + " is a "
                    + seat.get().entry().deviceClass().text() + ", not a "
                    + wanted.deviceClass().text());
        if (seat.get().lent()) return new SwapOutcome.Refused(wanted.id() + " is lent; take it back first");
        try {
            drivers.driverFor(wanted);
        } catch (IllegalArgumentException none) {
            return new SwapOutcome.Refused(String.valueOf(none.getMessage()));
        }
        var objection = drivers.objection(wanted);
        if (objection.isPresent()) return new SwapOutcome.Refused(objection.get());
        return new Swap(this, seat.get(), wanted, by, level, drainPatience, forGood).run();
    }

    /// What this device was before it became what it is now.
    public Optional<DeviceEntry> before(String id) throws IOException {
        var seat = seat(id);
        return seat.isEmpty() || watch == null
                ? Optional.empty()
                : watch.versions().before(seat.get().entry(), drivers);
    }

    /// The entry that is in force.
    public Optional<DeviceEntry> entry(String id) {
        return seat(id).map(Seat::entry);
    }

    DriverSource drivers() {
        return drivers;
    }

    Diary diary() {
        return diary;
    }

    Drain drain() {
        return drain;
    }

    /// What was there before is kept for the way back, also over a second trial.
    void onTrial(DeviceEntry before) {
        tried.putIfAbsent(before.id(), before);
    }

    /// Devices that serve on trial.
    public List<String> trials() {
        return List.copyOf(tried.keySet());
    }

    /// What serves on trial serves for good: `devices.yaml` says it.
    ///
    /// @param by who decided it, for the records
    /// @return false if it is not on trial
    /// @throws IOException if it cannot be written; the trial goes on
    public boolean keep(String id, String by) throws IOException {
        synchronized (this) {
            if (!tried.containsKey(id)) return false;
            commit(id, by);
        }
        diary.write(id, "kept", by);
        return true;
    }

    /// What serves on trial goes, and what was there before serves again, whether it answers or
    /// not.
    ///
    /// @return false if it is not on trial
    public boolean giveUp(String id, String by) {
        var before = tried.get(id);
        var seat = seat(id);
        if (before == null || seat.isEmpty()) return false;
        synchronized (this) {
            seat.get().exchange(before, drivers.driverFor(before));
            tried.remove(id);
        }
        diary.write(id, "rolled-back", before.driver() + " serves again, by " + by);
        return true;
    }

    /// Writes what is in force now, after a swap of this device; others that are on trial stay so.
    void commit(String id, String by) throws IOException {
        if (watch != null)
            watch.write(
                    seats.stream()
                            .map(Seat::entry)
                            .map(entry -> entry.id().equals(id) ? entry : tried.getOrDefault(entry.id(), entry))
                            .toList(),
                    by);
        tried.remove(id);
    }

    /// Always returns: a device that does not let go is left behind.
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        if (watch != null) watch.close();
        seats.forEach(Seat::close);
        try {
            for (var seat : seats) seat.awaitEnd(CLOSING);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
