package org.openstm.conformance.terminal;

import java.io.Serial;

/// A check that cannot be made here; the message tells why.
public final class CheckSkipped extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    public CheckSkipped(String why) {
        super(why, null, false, false);
    }
}
