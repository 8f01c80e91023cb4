package org.openstm.kiosk.staff;

import java.util.List;
import java.util.Optional;

/// How far an engineer has come with putting another device, or another driver, in the place of
/// one: one question a page. The desk alone remembers that the device is out of service, so that
/// the engineer may leave the screen to citizens while working behind the terminal, and come back
/// to [ChoosingPoint].
public sealed interface DriverSwapState {
    /// What it means for citizens; nothing is touched yet.
    ///
    /// @param stopping it is being taken out of service
    record NotStarted(boolean stopping) implements DriverSwapState {}

    /// Out of service. What is plugged in?
    ///
    /// @param before what served before the one of today
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

        /// Whether it could be one.
        public boolean isComplete() {
            return address.matches("[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[0-9]{1,5})?");
        }
    }

    /// Drivers ask what is there.
    record ProbingPoint(ConnectionPoint at) implements DriverSwapState {}

    /// Which driver?
    record ChoosingDriver(ConnectionPoint at, DriverMatches found) implements DriverSwapState {}

    /// Old and new side by side.
    ///
    /// @param found where it was chosen from; empty for what served before
    record ComparingDrivers(Optional<ChoosingDriver> found, DriverCandidate chosen) implements DriverSwapState {}

    /// The old one is let go, the new one is opened and checked.
    record SwappingDriver(DriverCandidate chosen) implements DriverSwapState {}

    /// The new one serves nobody yet: is it good? Or it went back by itself: what now?
    ///
    /// @param ending the answer is being carried out
    record OnTrial(DriverCandidate chosen, DriverSwapTrial trial, boolean ending) implements DriverSwapState {}

    /// @param returning the way back is being made
    record SwapEnded(DriverSwapVerdict verdict, boolean returning) implements DriverSwapState {}

    /// Whether something is under way that must not be walked away from.
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
