package org.openstm.device;

import java.time.Duration;
import java.util.Map;

/// Guide lights for the citizen, and the sensors of the cabinet: one small board has both (XFS4IoT: Lights and
/// Auxiliaries). The current sensor values are in the facts of the status: `person`, `slip-mouth`, `door`, `tilt`,
/// each `yes` or `no`.
public interface Lights extends Device {
    @Override
    default DeviceClass deviceClass() {
        return DeviceClass.LIGHTS;
    }

    /// Sets these lights and turns every other one off. A light that the board does not have is left out.
    /// Idempotent.
    Lit show(Map<Light, Glow> glowing, Duration patience) throws InterruptedException;

    /// Waits until a sensor reports the given value.
    Watched await(Sensor sensor, boolean on, Duration patience) throws InterruptedException;

    /// Position of a light.
    enum Light {
        /// At the place for cards.
        CARD,
        /// At the mouth of slips.
        SLIP,
        /// At the tray of pages.
        DOCUMENT,
        /// At the window of the code scanner.
        CODE,
        /// On top of the terminal: a person needs help.
        HELP
    }

    enum Glow {
        ON,
        BLINK
    }

    enum Sensor {
        /// A person stands in front.
        PERSON,
        /// A receipt was printed and not taken.
        SLIP_MOUTH,
        /// The cabinet's door is open.
        DOOR,
        /// The cabinet was moved or tilted.
        TILT
    }

    sealed interface Lit {
        record Done() implements Lit {}

        record Failed(Fault fault) implements Lit {}
    }

    sealed interface Watched {
        record Met() implements Watched {}

        /// The sensor did not report the value in time.
        record NotMet() implements Watched {}

        record Failed(Fault fault) implements Watched {}
    }
}
