package org.openstm.kiosk.rig;

/// A mistake that is planted in a rig's terminal, so that the rig proves that it would find it.
enum Flaw {
    NONE,
    SENT_BEFORE_STORED,
    TOLD_BEFORE_COMMITTED,
    SECOND_PAPER
}
