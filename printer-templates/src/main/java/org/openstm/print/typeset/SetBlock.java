package org.openstm.print.typeset;

import java.util.List;

/// A block that is set but not yet placed: its parts at positions relative to its top, and its height in dots.
record SetBlock(List<PlacedElement> placed, double height) {
    SetBlock {
        placed = List.copyOf(placed);
    }
}
