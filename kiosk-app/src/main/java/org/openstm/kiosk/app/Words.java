package org.openstm.kiosk.app;

import java.util.Locale;
import org.openstm.device.Fault;

/// How the command line says what devices say.
final class Words {
    private Words() {}

    /// One line: the stable code, what happened, and who must act.
    static String of(Fault fault) {
        return fault.code() + ": " + FailureText.clean(fault.detail()) + " (acts: "
                + fault.who().name().toLowerCase(Locale.ROOT) + ")";
    }
}
