package org.openstm.device.bundle;

import org.openstm.device.Fault;

/// Result of an installation.
public sealed interface InstallationResult {
    /// @param now the installed bundle and the devices that it would fit
    record Done(InstalledBundle now) implements InstallationResult {}

    /// Nothing was changed.
    record Refused(Fault fault) implements InstallationResult {}
}
