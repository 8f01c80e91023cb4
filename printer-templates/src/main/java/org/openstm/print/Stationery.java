package org.openstm.print;

import java.util.List;

/// Page furniture of a sheet, beside its blocks. A roll has no pages: it shows the foot once, after the blocks.
///
/// @param waves fine wave pattern at the head and the foot of every page, hard to copy by eye
/// @param watermark words across every page, for example `样张`; empty for none
/// @param head stands on top of the second and every later page
/// @param foot stands at the bottom edge of every page
public record Stationery(boolean waves, String watermark, List<Block> head, List<Block> foot) {
    public static final Stationery PLAIN = new Stationery(false, "", List.of(), List.of());

    public Stationery {
        watermark = SafeText.replaceControls(watermark);
        head = List.copyOf(head);
        foot = List.copyOf(foot);
    }
}
