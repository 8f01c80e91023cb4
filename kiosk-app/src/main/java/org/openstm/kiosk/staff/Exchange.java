package org.openstm.kiosk.staff;

import java.util.List;
import java.util.Optional;

/// How far an engineer has come with putting another device, or another driver, in the place of
/// one: one question a page. The desk alone remembers that the device is out of service, so that
/// the engineer may leave the screen to citizens while working behind the terminal, and come back
/// to [Seeking].
public sealed interface Exchange {
    /// What it means for citizens; nothing is touched yet.
    ///
    /// @param stopping it is being taken out of service
    record Begin(boolean stopping) implements Exchange {}

    /// Out of service. What is plugged in?
    ///
    /// @param before what served before the one of today
    record Seeking(boolean looking, List<Socket> sockets, Optional<Candidate> before) implements Exchange {
        public Seeking {
            sockets = List.copyOf(sockets);
        }

        static final Seeking LOOKING = new Seeking(true, List.of(), Optional.empty());
    }

    /// The address of a printer in the network.
    record Typing(String address) implements Exchange {
        static final int LONGEST = 60;

        /// Whether it could be one.
        public boolean whole() {
            return address.matches("[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[0-9]{1,5})?");
        }
    }

    /// Drivers ask what is there.
    record Asking(Socket at) implements Exchange {}

    /// Which driver?
    record Proposing(Socket at, Found found) implements Exchange {}

    /// Old and new side by side.
    ///
    /// @param found where it was chosen from; empty for what served before
    record Previewing(Optional<Proposing> found, Candidate chosen) implements Exchange {}

    /// The old one is let go, the new one is opened and checked.
    record Swapping(Candidate chosen) implements Exchange {}

    /// The new one serves nobody yet: is it good? Or it went back by itself: what now?
    ///
    /// @param ending the answer is being carried out
    record Trying(Candidate chosen, Trial trial, boolean ending) implements Exchange {}

    /// @param returning the way back is being made
    record Ended(Verdict verdict, boolean returning) implements Exchange {}

    /// Whether something is under way that must not be walked away from.
    default boolean running() {
        return switch (this) {
            case Begin(var stopping) -> stopping;
            case Seeking(var looking, var _, var _) -> looking;
            case Asking _, Swapping _ -> true;
            case Trying(var _, var _, var ending) -> ending;
            case Ended(var _, var returning) -> returning;
            case Typing _, Proposing _, Previewing _ -> false;
        };
    }
}
