package org.openstm.device;

/// The person who must act on a fault; from XFS4IoT's `ErrorEvent.action`, sorted by person.
public enum WhoActs {
    /// The citizen in front of the terminal can cure it (lift the card, take the paper).
    CITIZEN,
    /// Branch staff (paper, cover, jam).
    STAFF,
    /// A field engineer (wiring, driver, broken part).
    ENGINEER,
    /// Central (network, certificate, business system).
    CENTRE,
    /// Nobody: the fault clears by itself.
    NOBODY
}
