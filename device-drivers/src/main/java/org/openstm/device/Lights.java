package org.openstm.device;

import java.time.Duration;
import java.util.Map;

/// Lights that show a citizen the way, and the sensors of the cabinet: one small board has both (XFS4IoT: Lights
/// and Auxiliaries). What the sensors say now is in the facts of the status: `person`, `slip-mouth`, `door`,
/// `tilt`, each `yes` or `no`.
public interface Lights extends Device {
    @Override
    default DeviceClass deviceClass() {
        return DeviceClass.LIGHTS;
    }

    /// Lets these glow so, and every other one be dark. A light that the board has not is left out. The same again
    /// changes nothing.
    Lit show(Map<Light, Glow> glowing, Duration patience) throws InterruptedException;

    /// Waits until a sensor says yes or no, whichever is asked for.
    Watched await(Sensor sensor, boolean on, Duration patience) throws InterruptedException;

    /// Where a light is.
    enum Light {
        /// At the place for cards.
        CARD,
        /// At the mouth of slips.
        SLIP,
        /// At the tray of pages.
        DOCUMENT,
        /// At the window of the code scanner.
        CODE,
        /// On top: somebody needs help.
        HELP
    }

    enum Glow {
        ON,
        BLINK
    }

    enum Sensor {
        /// Somebody stands in front.
        PERSON,
        /// A slip hangs in the mouth and was not taken.
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

        /// It did not become so in time.
        record NotMet() implements Watched {}

        record Failed(Fault fault) implements Watched {}
    }
}
