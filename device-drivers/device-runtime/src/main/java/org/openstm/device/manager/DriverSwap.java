package org.openstm.device.manager;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.openstm.device.DeviceStatus;
import org.openstm.device.Fault;
import org.openstm.device.FaultCode;
import org.openstm.device.HealthLevel;
import org.openstm.device.HealthReport;
import org.openstm.device.link.Deadline;

/// One swap: drain, stop, start, check, and then commit or roll back.
///
/// @param level depth of the health check of the new device
/// @param drainPatience how long the running session may take
/// @param forGood whether the swap is written to `devices.yaml`; else it is on trial
record DriverSwap(
        DriverSwaps swaps,
        DeviceSlots slots,
        DeviceSlot seat,
        DeviceEntry wanted,
        String by,
        HealthLevel level,
        Duration drainPatience,
        boolean forGood) {
    private static final Duration LEASE = Duration.ofMinutes(2);
    private static final Duration RESTING = Duration.ofSeconds(30);
    private static final Duration LETTING_GO = Duration.ofSeconds(3);
    private static final Duration COMING_UP = Duration.ofSeconds(15);
    private static final Duration CHECKING = Duration.ofSeconds(30);

    /// A driver that opens well and fails in its background work shows it within this time.
    private static final Duration SETTLING = Duration.ofSeconds(3);

    private static final Duration ASKING = Duration.ofSeconds(1);
    private static final long LOOK_MILLIS = 300;

    SwapOutcome runSwap() throws InterruptedException {
        var before = seat.entry();
        seat.setAwaitedBy(by);
        try {
            var end = Deadline.in(drainPatience);
            while (true) {
                if (!slots.deviceDrain().awaitAcknowledgement(before, Duration.ofMillis(end.millisLeft())))
                    return toRefused("a session still needs it; try again when the citizen has left");
                var claim = seat.claimFor(by, LEASE);
                if (claim.isEmpty())
                    return toRefused("it is held by "
                            + seat.currentClaim().map(DeviceClaim::owner).orElse("nobody: the manager is closing"));
                try (var _ = claim.get()) {
                    // a session may have begun between the acknowledgement and the claim
                    if (slots.deviceDrain().awaitAcknowledgement(before, Duration.ZERO)) return swapClaimed(before);
                }
            }
        } finally {
            seat.setAwaitedBy("");
        }
    }

    private SwapOutcome swapClaimed(DeviceEntry before) throws InterruptedException {
        if (!seat.managedDevice().awaitRest(RESTING)) return toRefused("a command still runs on it");
        try {
            synchronized (slots) {
                return exchangeDriver(before);
            }
        } catch (InterruptedException leaving) {
            if (!seat.entry().equals(before))
                seat.replaceDevice(before, slots.driverSource().driverFor(before), Duration.ZERO);
            throw leaving;
        }
    }

    private SwapOutcome toRefused(String why) {
        return new SwapOutcome.Refused(seat.entry().id() + ": " + why);
    }

    private SwapOutcome exchangeDriver(DeviceEntry before) throws InterruptedException {
        long stopped = System.nanoTime();
        var report = openAndCheck(wanted);
        if (!report.healthy()) return rollBack(before, report);
        try {
            if (forGood) swaps.commitEntry(wanted.id(), by);
            else swaps.recordTrial(before);
        } catch (IOException unwritten) {
            return rollBack(
                    before,
                    HealthReport.of(
                            level, List.of(new HealthReport.Step("write-devices-file", false, unwritten.toString()))));
        }
        var took = Duration.ofNanos(System.nanoTime() - stopped);
        slots.eventLog()
                .recordEvent(
                        wanted.id(),
                        forGood ? "swapped" : "on-trial",
                        before.driver() + " -> " + wanted.driver() + " by " + by + " in " + took.toMillis() + " ms");
        return new SwapOutcome.Swapped(before, wanted, took, report);
    }

    /// Closes the current device, opens this entry and checks it.
    private HealthReport openAndCheck(DeviceEntry entry) throws InterruptedException {
        var unit = seat.replaceDevice(entry, slots.driverSource().driverFor(entry), LETTING_GO);
        var status = seat.awaitFirstStatus(Deadline.in(COMING_UP), true);
        if (unit.driverFlaw().isPresent())
            return HealthChecks.failedReport(level, unit.driverFlaw().get());
        if (!status.usable()) return HealthReport.of(level, List.of(unusableStep(status, unit.openingFailure())));
        try {
            var report = HealthChecks.checkDevice(unit, level, CHECKING);
            if (report.healthy()) observeSettling(unit);
            // the first failure is the cause; later ones follow from it
            return unit.driverFlaw()
                    .map(flaw -> HealthChecks.failedReport(level, flaw))
                    .orElse(report);
        } catch (RuntimeException bug) {
            return HealthChecks.failedReport(level, FaultCode.DRIVER_BROKEN.fault(bug.toString()));
        }
    }

    private static void observeSettling(ManagedDevice unit) throws InterruptedException {
        var until = Deadline.in(SETTLING);
        while (!until.over() && unit.driverFlaw().isEmpty()) {
            Thread.sleep(Math.min(LOOK_MILLIS, until.millisLeft()));
            var _ = unit.readStatus(ASKING);
        }
    }

    /// The step for an unusable device. The reason may lie in the new configuration and be reported nowhere
    /// else, since that is rolled back. That it would be tried again is not true of it, so the reason of
    /// the opening goes first.
    private static HealthReport.Step unusableStep(DeviceStatus status, Optional<String> openingFailure) {
        var step = HealthReport.statusStep(status);
        var why = openingFailure.or(() -> status.faults().stream().findFirst().map(Fault::detail));
        return new HealthReport.Step(
                step.name(),
                false,
                step.detail() + why.map(detail -> ": " + detail).orElse(""));
    }

    private SwapOutcome rollBack(DeviceEntry before, HealthReport report) throws InterruptedException {
        var _ = seat.replaceDevice(before, slots.driverSource().driverFor(before), LETTING_GO);
        DeviceStatus status = seat.awaitFirstStatus(Deadline.in(COMING_UP), false);
        slots.eventLog()
                .recordEvent(
                        before.id(),
                        "rolled-back",
                        wanted.driver() + " did not pass: "
                                + report.steps().stream()
                                        .filter(step -> !step.passed())
                                        .map(step -> step.name() + " " + step.detail())
                                        .toList()
                                + "; " + before.driver() + " serves again, by " + by);
        return new SwapOutcome.RolledBack(before, report, status.usable());
    }
}
