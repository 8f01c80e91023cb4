package org.openstm.device.bundle;

import org.openstm.device.Fault;

/// How an installation ended.
public sealed interface Installation {
    /// @param now what stands in the store, and which devices it would fit
    record Done(Installed now) implements Installation {}

    /// Nothing was changed.
    record Refused(Fault fault) implements Installation {}
}
