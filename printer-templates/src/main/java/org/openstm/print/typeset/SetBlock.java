package org.openstm.print.typeset;

import java.util.List;

/// A block that is set but stands on no page yet: its parts as if the page began with it, and its
/// height in dots.
record SetBlock(List<PlacedElement> placed, double height) {
    SetBlock {
        placed = List.copyOf(placed);
    }
}
