package org.openstm.device;

/// Who must act on a fault; from XFS4IoT's `ErrorEvent.action`, sorted by person.
public enum WhoActs {
    /// The citizen in front of the terminal can cure it (lift the card, take the paper).
    CITIZEN,
    /// Branch staff (paper, cover, jam).
    STAFF,
    /// A field engineer (wiring, driver, broken part).
    ENGINEER,
    /// The centre (network, certificate, business system).
    CENTRE,
    /// Nobody: it heals by itself.
    NOBODY
}
