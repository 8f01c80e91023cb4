package org.openstm.kiosk.rig;

/// A mistake that is planted where the engine of a rig's terminal meets its journal, central or printer, so that the
/// rig proves that it would find it.
enum Flaw {
    NONE,
    SENT_BEFORE_STORED,
    TOLD_BEFORE_COMMITTED,
    SECOND_PAPER
}
