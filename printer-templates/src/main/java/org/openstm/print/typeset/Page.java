package org.openstm.print.typeset;

import java.util.List;

/// One page, or the whole length of a roll.
public record Page(int width, int height, List<Placed> placed) {
    public Page {
        placed = List.copyOf(placed);
    }
}
