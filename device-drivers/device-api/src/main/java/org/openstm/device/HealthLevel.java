package org.openstm.device;

/// Depth of a health check; the levels of UnifiedPOS (CheckHealth).
public enum HealthLevel {
    /// Queries the device; moves nothing, prints nothing, needs no person.
    INTERNAL,
    /// Uses the device: prints a test slip, asks the security module. Needs paper, but no person.
    EXTERNAL,
    /// A person takes part: lays a card, shows a code, takes the paper.
    INTERACTIVE
}
