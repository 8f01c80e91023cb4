package org.openstm.print.typeset;

import java.util.List;

/// One page, or the whole length of a roll.
public record LaidOutPage(int width, int height, List<PlacedElement> placed) {
    public LaidOutPage {
        placed = List.copyOf(placed);
    }
}
