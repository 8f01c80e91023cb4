package org.openstm.kiosk.staff;

import java.util.List;
import java.util.Optional;

/// State of a device or driver swap: one question a page. Only the device manager records that the device is
/// out of service, so that
/// the engineer may leave the screen to citizens while working behind the terminal, and come back
/// to [ChoosingPoint].
public sealed interface DriverSwapState {
    /// The effect on citizens; nothing is changed yet.
    ///
    /// @param stopping whether the device is being taken out of service
    record NotStarted(boolean stopping) implements DriverSwapState {}

    /// Out of service. Choice of the port.
    ///
    /// @param before the driver before the current one
    record ChoosingPoint(boolean looking, List<ConnectionPoint> sockets, Optional<DriverCandidate> before)
            implements DriverSwapState {
        public ChoosingPoint {
            sockets = List.copyOf(sockets);
        }

        static final ChoosingPoint LOOKING = new ChoosingPoint(true, List.of(), Optional.empty());
    }

    /// The address of a printer in the network.
    record TypingAddress(String address) implements DriverSwapState {
        static final int LONGEST = 60;

        /// Whether it could be an address.
        public boolean isComplete() {
            return address.matches("[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[0-9]{1,5})?");
        }
    }

    /// The drivers probe the port.
    record ProbingPoint(ConnectionPoint at) implements DriverSwapState {}

    /// Choice of the driver.
    record ChoosingDriver(ConnectionPoint at, DriverMatches found) implements DriverSwapState {}

    /// Comparison of old and new.
    ///
    /// @param found result from which it was chosen; empty for the previous driver
    record ComparingDrivers(Optional<ChoosingDriver> found, DriverCandidate chosen) implements DriverSwapState {}

    /// The old driver is closed, the new one is opened and checked.
    record SwappingDriver(DriverCandidate chosen) implements DriverSwapState {}

    /// The new driver is on trial and must be confirmed, or it was rolled back and the engineer decides.
    ///
    /// @param ending whether the choice is being carried out
    record OnTrial(DriverCandidate chosen, DriverSwapTrial trial, boolean ending) implements DriverSwapState {}

    /// @param returning whether the rollback is in progress
    record SwapEnded(DriverSwapVerdict verdict, boolean returning) implements DriverSwapState {}

    /// Whether an operation is in progress that the engineer must not leave.
    default boolean isRunning() {
        return switch (this) {
            case NotStarted(var stopping) -> stopping;
            case ChoosingPoint(var looking, var _, var _) -> looking;
            case ProbingPoint _, SwappingDriver _ -> true;
            case OnTrial(var _, var _, var ending) -> ending;
            case SwapEnded(var _, var returning) -> returning;
            case TypingAddress _, ChoosingDriver _, ComparingDrivers _ -> false;
        };
    }
}
