package org.openstm.device.bundle;

import org.openstm.device.Fault;

/// How an installation ended.
public sealed interface InstallationResult {
    /// @param now what stands in the store, and which devices it would fit
    record Done(InstalledBundle now) implements InstallationResult {}

    /// Nothing was changed.
    record Refused(Fault fault) implements InstallationResult {}
}
