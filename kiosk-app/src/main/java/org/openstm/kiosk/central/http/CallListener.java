package org.openstm.kiosk.central.http;

import java.time.Duration;

/// Hears that the centre was called and how it went; nothing of what was said. It must not wait.
public interface CallListener {
    CallListener NOBODY = (_, _, _, _) -> {};

    /// @param route the path with `{}` for whatever names a terminal, a case or a person
    /// @param result `done`, the code of a problem of the contract, or `no-answer`
    void onCallEnded(String method, String route, Duration took, String result);
}
