package org.openstm.kiosk.staff.service;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.openstm.device.HealthLevel;
import org.openstm.device.HealthReport;
import org.openstm.device.bundle.BundleStore;
import org.openstm.device.bundle.InstallationResult;
import org.openstm.device.bundle.ObservedDevice;
import org.openstm.device.link.LinkAddress;
import org.openstm.device.manager.DeviceEntry;
import org.openstm.device.manager.DeviceManager;
import org.openstm.device.manager.DeviceView;
import org.openstm.device.manager.SwapOutcome;
import org.openstm.kiosk.staff.DeviceCheckup;
import org.openstm.kiosk.staff.DriverCandidate;
import org.openstm.kiosk.staff.DriverSwapTrial;
import org.openstm.kiosk.staff.DriverSwapVerdict;
import org.openstm.kiosk.staff.Officer;
import org.openstm.kiosk.staff.StaffCommand;
import org.openstm.kiosk.staff.StaffEvent;

/// Replaces a device or its driver, step by step as the engineer chooses.
/// A device on trial serves nobody; it is rolled back when it fails its check,
/// when the engineer leaves without confirming it, and after a power cut.
public final class DriverSwapService {
    /// No citizen is served while staff are at the screen; a citizen's print that still runs ends
    /// first.
    private static final System.Logger LOG = System.getLogger(DriverSwapService.class.getName());
    private static final Duration DRAINING = Duration.ofSeconds(60);

    private static final Pattern CODED = Pattern.compile("([a-z][a-z-]+): .*", Pattern.DOTALL);

    private final DeviceManager desk;
    private final BundleStore store;
    private final DriverMatcher proposals;
    private final PortScanner surroundings;
    private final DriverSwapReport report;
    private final BiConsumer<String, String> note;
    private final InstantSource clock;

    /// Data of devices when they were taken out of service: an unplugged device reports nothing.
    private final Map<String, DriverCandidate> old = new ConcurrentHashMap<>();

    /// @param note records a kind and a text permanently
    public DriverSwapService(
            DeviceManager desk,
            BundleStore store,
            PortScanner surroundings,
            DriverSwapReport report,
            BiConsumer<String, String> note,
            InstantSource clock) {
        this.desk = desk;
        this.store = store;
        this.surroundings = surroundings;
        this.proposals = new DriverMatcher(store, surroundings, new DriverProbe());
        this.report = report;
        this.note = note;
        this.clock = clock;
    }

    /// @param wrote result for the audit log: kind and subject
    void runCommand(StaffCommand.DriverSwapCommand order, BiConsumer<String, String> wrote, Consumer<StaffEvent> tell)
            throws InterruptedException {
        var device = order.device();
        switch (order) {
            case StaffCommand.TakeOutOfService _ -> {
                old.put(device, toCandidate(deviceView(device)));
                desk.claims().setEnabled(device, false);
                tell.accept(new StaffEvent.DeviceTakenOut(device));
            }
            case StaffCommand.SearchPoints _ ->
                tell.accept(new StaffEvent.PointsFound(
                        device,
                        old.computeIfAbsent(device, _ -> toCandidate(deviceView(device))),
                        surroundings.findPoints(deviceView(device), desk.deviceViews()),
                        findEarlierCandidate(device)));
            case StaffCommand.ProbePoint(var _, var _, var socket) ->
                tell.accept(new StaffEvent.PointProbed(device, proposals.matchDrivers(socket, deviceView(device))));
            case StaffCommand.TryDriver(var officer, var _, var candidate) -> {
                var trial = tryDriver(officer, deviceView(device), candidate);
                wrote.accept(
                        "swap-" + wireText(trial.outcome()), device + " " + candidate.driver() + " " + trial.why());
                tell.accept(new StaffEvent.DriverTried(device, trial));
            }
            case StaffCommand.KeepDriver(var officer, var _, var trial) ->
                tell.accept(keepDriver(officer, device, trial, wrote));
            case StaffCommand.GiveUpTrial(var officer, var _, var trial) ->
                tell.accept(giveUpTrial(officer, device, trial, wrote));
            case StaffCommand.RestoreDriver(var officer, var _) -> {
                var verdict = restoreDriver(officer, deviceView(device));
                wrote.accept("swap-" + wireText(verdict.how()), device + " " + verdict.serving());
                tell.accept(new StaffEvent.DriverSwapEnded(device, verdict));
            }
            case StaffCommand.CancelSwap _ -> {
                returnToService(device);
                tell.accept(new StaffEvent.SwapCalledOff(device));
            }
        }
    }

    /// Audit log entry of a command before it is executed: kind and subject.
    static Map.Entry<String, String> auditText(StaffCommand.DriverSwapCommand order) {
        var device = order.device();
        return switch (order) {
            case StaffCommand.TakeOutOfService _ -> Map.entry("take-out", device);
            case StaffCommand.SearchPoints _ -> Map.entry("seek", device);
            case StaffCommand.ProbePoint(var _, var _, var socket) -> Map.entry("probe", device + " " + socket.link());
            case StaffCommand.TryDriver(var _, var _, var candidate) ->
                Map.entry("swap", device + " to " + candidate.driver() + " on " + candidate.link());
            case StaffCommand.KeepDriver _ -> Map.entry("swap-keep", device);
            case StaffCommand.GiveUpTrial _, StaffCommand.RestoreDriver _ -> Map.entry("swap-back", device);
            case StaffCommand.CancelSwap _ -> Map.entry("put-back", device);
        };
    }

    private DeviceView deviceView(String device) {
        return desk.deviceViews().stream()
                .filter(view -> view.id().equals(device))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("devices.yaml names no " + device));
    }

    private static DriverCandidate toCandidate(DeviceView view) {
        return new DriverCandidate(
                view.driver(),
                view.link(),
                DriverCandidate.DriverOrigin.BEFORE,
                "",
                "",
                "",
                List.of("served"),
                "unknown",
                view.status().facts(),
                view.capabilities());
    }

    /// Puts the unchanged device back into service.
    private void returnToService(String device) {
        old.remove(device);
        desk.claims().setEnabled(device, true);
    }

    private Optional<DeviceEntry> findEarlierEntry(String device) {
        try {
            return desk.swaps().findPreviousEntry(device);
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    private Optional<DriverCandidate> findEarlierCandidate(String device) {
        return findEarlierEntry(device)
                .map(entry -> new DriverCandidate(
                        entry.driver(),
                        entry.link().toString(),
                        DriverCandidate.DriverOrigin.BEFORE,
                        "",
                        "",
                        "",
                        List.of("served"),
                        "unknown",
                        Map.of(),
                        Map.of()));
    }

    private DriverSwapTrial tryDriver(Officer officer, DeviceView now, DriverCandidate candidate)
            throws InterruptedException {
        if (candidate.origin() == DriverCandidate.DriverOrigin.FOUND) {
            var refused = installBundle(officer, candidate);
            if (refused.isPresent()) return refused.get().toRefusedTrial(now.driver());
        }
        var wanted = wantedEntry(now, candidate);
        desk.claims().setEnabled(now.id(), false);
        var outcome = desk.swaps().swapOnTrial(wanted, officer.number(), HealthLevel.EXTERNAL, DRAINING);
        note.accept("device-swap", now.id() + " to " + wanted.driver() + " by " + officer.number() + ": " + outcome);
        var trial = toTrial(now.driver(), wanted, outcome);
        if (trial.outcome() != DriverSwapTrial.TrialOutcome.ROLLED_BACK) return trial;
        var filed = report.fileReport(
                officer, now.id(), DriverSwapVerdict.SwapResult.ROLLED_BACK, trial, now.driver(), clock.instant());
        return new DriverSwapTrial(
                trial.outcome(),
                trial.from(),
                trial.to(),
                trial.link(),
                trial.steps(),
                trial.millis(),
                trial.restored(),
                trial.why(),
                trial.detail(),
                Optional.of(filed));
    }

    private DeviceEntry wantedEntry(DeviceView now, DriverCandidate candidate) {
        var link = LinkAddress.parse(candidate.link());
        return findEarlierEntry(now.id())
                .filter(entry -> entry.driver().equals(candidate.driver())
                        && entry.link().equals(link))
                .orElseGet(() -> new DeviceEntry(
                        now.id(),
                        now.deviceClass(),
                        candidate.driver(),
                        link,
                        desk.findEntry(now.id()).map(DeviceEntry::isolation).orElse(DeviceEntry.Isolation.AUTO)));
    }

    /// Why a bundle was not installed.
    private record NotInstalled(DriverCandidate candidate, String code, String detail) {
        DriverSwapTrial toRefusedTrial(String driver) {
            return new DriverSwapTrial(
                    DriverSwapTrial.TrialOutcome.REFUSED,
                    driver,
                    candidate.driver(),
                    candidate.link(),
                    List.of(),
                    0,
                    true,
                    code,
                    detail,
                    Optional.empty());
        }
    }

    private Optional<NotInstalled> installBundle(Officer officer, DriverCandidate candidate) {
        var seen = desk.deviceViews().stream().map(ObservedDevice::of).toList();
        return switch (store.installBundle(Path.of(candidate.file()), seen)) {
            case InstallationResult.Done(var installed) -> {
                note.accept("driver-install", installed.name() + " by " + officer.number() + ": installed");
                yield installed.name().equals(candidate.driver())
                        ? Optional.empty()
                        : Optional.of(new NotInstalled(candidate, "content-changed", "now " + installed.name()));
            }
            case InstallationResult.Refused(var fault)
            when fault.code().equals("already-installed") -> Optional.empty();
            case InstallationResult.Refused(var fault) -> {
                note.accept(
                        "driver-install", candidate.file() + " by " + officer.number() + ": refused: " + fault.code());
                yield Optional.of(new NotInstalled(candidate, fault.code(), fault.detail()));
            }
        };
    }

    private static DriverSwapTrial toTrial(String from, DeviceEntry wanted, SwapOutcome outcome) {
        return switch (outcome) {
            case SwapOutcome.Swapped(var _, var _, var took, var health) ->
                toTrial(DriverSwapTrial.TrialOutcome.PASSED, from, wanted, health, took.toMillis(), true);
            case SwapOutcome.RolledBack(var _, var health, var restored) ->
                toTrial(DriverSwapTrial.TrialOutcome.ROLLED_BACK, from, wanted, health, 0, restored);
            case SwapOutcome.Refused(var why) -> {
                var coded = CODED.matcher(why);
                yield new DriverSwapTrial(
                        DriverSwapTrial.TrialOutcome.REFUSED,
                        from,
                        wanted.driver(),
                        wanted.link().toString(),
                        List.of(),
                        0,
                        true,
                        coded.matches() ? coded.group(1) : "refused",
                        why,
                        Optional.empty());
            }
        };
    }

    private static DriverSwapTrial toTrial(
            DriverSwapTrial.TrialOutcome outcome,
            String from,
            DeviceEntry wanted,
            HealthReport health,
            long millis,
            boolean restored) {
        return new DriverSwapTrial(
                outcome,
                from,
                wanted.driver(),
                wanted.link().toString(),
                toCheckupSteps(health),
                millis,
                restored,
                "",
                "",
                Optional.empty());
    }

    private static List<DeviceCheckup.CheckupStep> toCheckupSteps(HealthReport health) {
        return health.steps().stream()
                .map(step -> new DeviceCheckup.CheckupStep(step.name(), step.passed(), step.detail()))
                .toList();
    }

    private StaffEvent keepDriver(
            Officer officer, String device, DriverSwapTrial trial, BiConsumer<String, String> wrote)
            throws InterruptedException {
        try {
            if (!desk.swaps().keepTrial(device, officer.number()))
                throw new IllegalStateException(device + " is not on trial");
        } catch (IOException unwritten) {
            // a change that a restart would undo must not look permanent
            wrote.accept("swap-unwritten", device);
            return giveUpTrial(officer, device, trial, wrote);
        }
        returnToService(device);
        wrote.accept("swap-kept", device + " " + trial.to());
        return new StaffEvent.DriverSwapEnded(
                device,
                report.fileReport(
                        officer, device, DriverSwapVerdict.SwapResult.KEPT, trial, trial.to(), clock.instant()));
    }

    private StaffEvent giveUpTrial(
            Officer officer, String device, DriverSwapTrial trial, BiConsumer<String, String> wrote)
            throws InterruptedException {
        rollBackDevice(device, officer.number());
        wrote.accept("swap-rolled-back", device + " " + trial.from());
        return new StaffEvent.DriverSwapEnded(
                device,
                report.fileReport(
                        officer,
                        device,
                        DriverSwapVerdict.SwapResult.ROLLED_BACK,
                        trial,
                        trial.from(),
                        clock.instant()));
    }

    private void rollBackDevice(String device, String by) {
        if (!desk.swaps().rollBackTrial(device, by)) throw new IllegalStateException(device + " is not on trial");
        returnToService(device);
        note.accept("device-swap", device + " by " + by + ": not kept, the one before serves again");
    }

    /// An engineer who leaves without confirming has not accepted the device.
    ///
    /// @return devices that were rolled back
    List<String> rollBackOpenTrials(Officer officer) {
        var went = new ArrayList<String>();
        for (var device : desk.swaps().devicesOnTrial()) {
            try {
                rollBackDevice(device, officer.number());
                went.add(device);
            } catch (RuntimeException stays) {
                LOG.log(System.Logger.Level.ERROR, device + " was not rolled back", stays);
            }
        }
        return went;
    }

    private DriverSwapVerdict restoreDriver(Officer officer, DeviceView now) throws InterruptedException {
        var before = findEarlierEntry(now.id())
                .orElseThrow(() -> new IllegalStateException(now.id() + " has no previous driver"));
        var outcome = desk.swaps().swapDevice(before, officer.number(), HealthLevel.EXTERNAL, DRAINING);
        note.accept(
                "device-swap", now.id() + " back to " + before.driver() + " by " + officer.number() + ": " + outcome);
        var trial = toTrial(now.driver(), before, outcome);
        boolean back = trial.outcome() == DriverSwapTrial.TrialOutcome.PASSED;
        return report.fileReport(
                officer,
                now.id(),
                back ? DriverSwapVerdict.SwapResult.ROLLED_BACK : DriverSwapVerdict.SwapResult.NO_WAY_BACK,
                trial,
                back ? before.driver() : now.driver(),
                clock.instant());
    }

    private static String wireText(Enum<?> one) {
        return one.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
