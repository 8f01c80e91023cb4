package org.openstm.kiosk.central;

import java.util.List;

/// How a citizen comes from another channel. Blocking and interruptible; one method per operation of
/// `central-api.yaml`.
public interface ChannelApi {
    /// Whose codes count, signed by the centre.
    Reply<List<AppIssuer>> issuers();

    /// Asks whose code it is. A reference counts once: refused with 410 and `login-used` means that somebody has had
    /// it,
    /// with `login-expired` that it is too old.
    Reply<AppLogin> redeem(AppCode code);
}
