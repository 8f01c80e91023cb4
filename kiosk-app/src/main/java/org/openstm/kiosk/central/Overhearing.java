package org.openstm.kiosk.central;

import java.time.Duration;

/// Hears that the centre was called and how it went; nothing of what was said. It must not wait.
public interface Overhearing {
    Overhearing NOBODY = (_, _, _, _) -> {};

    /// @param route the path with `{}` for whatever names a terminal, a case or a person
    /// @param result `done`, the code of a problem of the contract, or `no-answer`
    void called(String method, String route, Duration took, String result);
}
