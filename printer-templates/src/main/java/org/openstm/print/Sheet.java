package org.openstm.print;

import java.util.ArrayList;
import java.util.List;

/// A filled document, ready to be rendered. It carries no reference to its source: the code that prints it binds it
/// to a case.
///
/// @param title short name for logs and the print queue; holds no personal data
public record Sheet(String title, Media media, Stationery stationery, List<Block> blocks) {
    /// Placeholder for the page number. It is a Unicode noncharacter, so no name can contain it.
    public static final String PAGE = "\uFDD0";

    /// Placeholder for the page count.
    public static final String PAGES = "\uFDD1";

    public Sheet {
        title = SafeText.replaceControls(title);
        blocks = List.copyOf(blocks);
    }

    public Sheet(String title, Media media, List<Block> blocks) {
        this(title, media, Stationery.PLAIN, blocks);
    }

    /// The text with its placeholders replaced for page `page` of `pages`.
    public static String numbered(String text, int page, int pages) {
        return text.replace(PAGE, Integer.toString(page)).replace(PAGES, Integer.toString(pages));
    }

    /// The content of a roll: the blocks and then the foot.
    public List<Block> unpaged() {
        var all = new ArrayList<>(blocks);
        all.addAll(stationery.foot());
        return List.copyOf(all);
    }

    /// The same sheet for other paper. On a narrower roll type shrinks by the root of the ratio, so
    /// that a line loses some characters and the reader some size, but nothing gets smaller than
    /// the smallest text that the sheet has.
    public Sheet on(Media other) {
        double factor = Math.min(1, Math.sqrt(other.widthDots() / (double) media.widthDots()));
        if (factor == 1) return new Sheet(title, other, stationery, blocks);
        var type = new ShrinkToFit(factor, ShrinkToFit.smallestSize(unpaged()));
        return new Sheet(
                title,
                other,
                new Stationery(
                        stationery.waves(),
                        stationery.watermark(),
                        type.shrinkBlocks(stationery.head()),
                        type.shrinkBlocks(stationery.foot())),
                type.shrinkBlocks(blocks));
    }
}
