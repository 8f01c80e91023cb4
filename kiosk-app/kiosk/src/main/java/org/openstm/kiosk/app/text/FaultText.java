package org.openstm.kiosk.app.text;

import java.util.Locale;
import org.openstm.device.Fault;

/// Text of a device fault for the command line.
public final class FaultText {
    private FaultText() {}

    /// One line: the stable code, what happened, and who is responsible.
    public static String of(Fault fault) {
        return fault.code() + ": " + FailureText.cleanMessage(fault.detail()) + " (acts: "
                + fault.who().name().toLowerCase(Locale.ROOT) + ")";
    }
}
