package org.openstm.kiosk.central.http;

import java.time.Duration;

/// Is notified of each call to central and its result, without the contents. It must not block.
public interface CallListener {
    CallListener NOBODY = (_, _, _, _) -> {};

    /// @param route the path with `{}` for the ids of terminals, cases and persons
    /// @param result `done`, the code of a problem of the contract, or `no-answer`
    void onCallEnded(String method, String route, Duration took, String result);
}
