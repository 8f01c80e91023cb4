package org.openstm.conformance;

import java.io.Serial;

/// A check that cannot be made here; the message tells why.
final class CheckSkipped extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    CheckSkipped(String why) {
        super(why, null, false, false);
    }
}
