package org.openstm.print.typeset;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openstm.print.Block;
import org.openstm.print.Sheet;

/// Lays a sheet out on pages. A block that does not fit on the rest of a page opens the next one and is never
/// split, except a paragraph that is longer than a page. A roll has one page for each cut, as long as it needs.
public final class PageLayout {
    private static final double MARGIN_MILLIMETRES = 20;
    private static final double ROLL_MARGIN = 8;

    /// Rounds of layout: the page count can change the line breaks (it is longer than its placeholder), and the
    /// breaks the count.
    private static final int ROUNDS = 4;

    private final Sheet sheet;
    private final TextMetrics metrics;
    private final int total;
    private final double margin;
    private final List<LaidOutPage> pages = new ArrayList<>();
    private final List<PlacedElement> placed = new ArrayList<>();
    private BlockSetter galley;
    private double foot;
    private double y;
    private boolean begun;
    private Block.@Nullable Row heading;

    private PageLayout(Sheet sheet, TextMetrics metrics, int total) {
        this.sheet = sheet;
        this.metrics = metrics;
        this.total = total;
        boolean roll = sheet.media().roll();
        this.margin = roll ? ROLL_MARGIN : Math.round(sheet.media().dotsPerInch() * MARGIN_MILLIMETRES / 25.4);
        this.galley = newBlockSetter();
    }

    public static List<LaidOutPage> layOutSheet(Sheet sheet, TextMetrics metrics) {
        var pages = new PageLayout(sheet, metrics, 1).layOutPages();
        for (int round = 1; round < ROUNDS; round++) {
            var again = new PageLayout(sheet, metrics, pages.size()).layOutPages();
            boolean settled = again.size() == pages.size();
            pages = again;
            if (settled) break;
        }
        return pages;
    }

    private List<LaidOutPage> layOutPages() {
        openPage();
        var blocks = sheet.media().roll() ? sheet.unpaged() : sheet.blocks();
        for (int i = 0; i < blocks.size(); i++) placeBlock(blocks.get(i), blocks.subList(i + 1, blocks.size()));
        closePage();
        return List.copyOf(pages);
    }

    private BlockSetter newBlockSetter() {
        return new BlockSetter(sheet.media(), metrics, margin, pages.size() + 1, total);
    }

    private void placeBlock(Block block, List<Block> after) {
        if (block instanceof Block.Cut) {
            turnPage();
            return;
        }
        var strip = galley.setBlock(block);
        boolean tooLong = !sheet.media().roll() && strip.height() > pageBottom() - margin;
        if (tooLong && block instanceof Block.Text text) {
            for (var line : galley.setLines(text)) placeSetBlock(line);
            return;
        }
        boolean names = block instanceof Block.Row row && row.heading();
        // a heading must not stand alone at the bottom of a page
        double company =
                names && !after.isEmpty() ? galley.setBlock(after.getFirst()).height() : 0;
        if (!(block instanceof Block.Row)) heading = null;
        if (begun && !hasRoomFor(strip.height() + company)) {
            turnPage();
            if (!names && heading != null) placeSetBlock(galley.setBlock(heading));
            strip = galley.setBlock(block);
        }
        if (block instanceof Block.Row row && names) heading = row;
        placeSetBlock(strip);
    }

    private void placeSetBlock(SetBlock strip) {
        if (begun && !hasRoomFor(strip.height())) turnPage();
        strip.placed().forEach(one -> placed.add(one.withOffset(y)));
        y += strip.height();
        begun = begun || !strip.placed().isEmpty();
    }

    private boolean hasRoomFor(double height) {
        return sheet.media().roll() || y + height <= pageBottom();
    }

    private double pageBottom() {
        return sheet.media().heightDots() - margin - foot;
    }

    private void turnPage() {
        if (!begun) return;
        closePage();
        openPage();
    }

    private void openPage() {
        galley = newBlockSetter();
        begun = false;
        placed.clear();
        if (sheet.media().roll()) {
            y = 0;
            return;
        }
        y = margin;
        foot = 0;
        placeBackdrop();
        var strips = sheet.stationery().foot().stream().map(galley::setBlock).toList();
        foot = strips.stream().mapToDouble(SetBlock::height).sum();
        double at = pageBottom();
        for (var strip : strips) {
            for (var one : strip.placed()) placed.add(one.withOffset(at));
            at += strip.height();
        }
        if (!pages.isEmpty()) {
            for (var block : sheet.stationery().head()) {
                var strip = galley.setBlock(block);
                for (var one : strip.placed()) placed.add(one.withOffset(y));
                y += strip.height();
            }
        }
    }

    private void placeBackdrop() {
        var media = sheet.media();
        var stationery = sheet.stationery();
        if (stationery.waves()) {
            double height = margin * 0.5;
            placed.addAll(Guilloche.linesAcross(media.widthDots(), margin * 0.55, height));
            placed.addAll(Guilloche.linesAcross(media.widthDots(), media.heightDots() - margin * 0.45, height));
        }
        if (!stationery.watermark().isEmpty())
            placed.add(new PlacedElement.PlacedWatermark(
                    media.widthDots() / 2.0,
                    media.heightDots() * 0.46,
                    stationery.watermark(),
                    media.widthDots() * 11 / 60));
    }

    private void closePage() {
        if (!begun) return;
        int height = sheet.media().roll() ? (int) Math.ceil(y) : sheet.media().heightDots();
        pages.add(new LaidOutPage(sheet.media().widthDots(), height, placed));
        begun = false;
    }
}
