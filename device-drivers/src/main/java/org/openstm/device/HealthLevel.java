package org.openstm.device;

/// How deep a health check goes; the levels of UnifiedPOS (CheckHealth).
public enum HealthLevel {
    /// Asks the device; moves nothing, prints nothing, needs nobody.
    INTERNAL,
    /// Uses the device: prints a test slip, asks the security module. Needs paper, needs nobody.
    EXTERNAL,
    /// A person takes part: lays a card, shows a code, takes the paper.
    INTERACTIVE
}
