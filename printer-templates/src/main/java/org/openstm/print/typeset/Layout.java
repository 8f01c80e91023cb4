package org.openstm.print.typeset;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openstm.print.Block;
import org.openstm.print.Sheet;

/// Lays a sheet out on pages. A block that does not fit on the rest of a page opens the next one
/// and is never split, except a paragraph that is longer than a page; a roll has one page for each
/// cut, as long as it needs.
public final class Layout {
    private static final double MARGIN_MILLIMETRES = 20;
    private static final double ROLL_MARGIN = 8;

    /// The count of pages can change the breaks (it is longer than what it stands for), and the
    /// breaks the count.
    private static final int ROUNDS = 4;

    private final Sheet sheet;
    private final Metrics metrics;
    private final int total;
    private final double margin;
    private final List<Page> pages = new ArrayList<>();
    private final List<Placed> placed = new ArrayList<>();
    private Galley galley;
    private double foot;
    private double y;
    private boolean begun;
    private Block.@Nullable Row heading;

    private Layout(Sheet sheet, Metrics metrics, int total) {
        this.sheet = sheet;
        this.metrics = metrics;
        this.total = total;
        boolean roll = sheet.media().roll();
        this.margin = roll ? ROLL_MARGIN : Math.round(sheet.media().dotsPerInch() * MARGIN_MILLIMETRES / 25.4);
        this.galley = galley();
    }

    public static List<Page> of(Sheet sheet, Metrics metrics) {
        var pages = new Layout(sheet, metrics, 1).laid();
        for (int round = 1; round < ROUNDS; round++) {
            var again = new Layout(sheet, metrics, pages.size()).laid();
            boolean settled = again.size() == pages.size();
            pages = again;
            if (settled) break;
        }
        return pages;
    }

    private List<Page> laid() {
        open();
        var blocks = sheet.media().roll() ? sheet.unpaged() : sheet.blocks();
        for (int i = 0; i < blocks.size(); i++) put(blocks.get(i), blocks.subList(i + 1, blocks.size()));
        close();
        return List.copyOf(pages);
    }

    private Galley galley() {
        return new Galley(sheet.media(), metrics, margin, pages.size() + 1, total);
    }

    private void put(Block block, List<Block> after) {
        if (block instanceof Block.Cut) {
            turn();
            return;
        }
        var strip = galley.set(block);
        boolean tooLong = !sheet.media().roll() && strip.height() > bottom() - margin;
        if (tooLong && block instanceof Block.Text text) {
            for (var line : galley.lines(text)) stand(line);
            return;
        }
        boolean names = block instanceof Block.Row row && row.heading();
        // a heading at the bottom of a page names nothing
        double company =
                names && !after.isEmpty() ? galley.set(after.getFirst()).height() : 0;
        if (!(block instanceof Block.Row)) heading = null;
        if (begun && !fits(strip.height() + company)) {
            turn();
            if (!names && heading != null) stand(galley.set(heading));
            strip = galley.set(block);
        }
        if (block instanceof Block.Row row && names) heading = row;
        stand(strip);
    }

    private void stand(Strip strip) {
        if (begun && !fits(strip.height())) turn();
        strip.placed().forEach(one -> placed.add(one.lower(y)));
        y += strip.height();
        begun = begun || !strip.placed().isEmpty();
    }

    private boolean fits(double height) {
        return sheet.media().roll() || y + height <= bottom();
    }

    private double bottom() {
        return sheet.media().heightDots() - margin - foot;
    }

    private void turn() {
        if (!begun) return;
        close();
        open();
    }

    private void open() {
        galley = galley();
        begun = false;
        placed.clear();
        if (sheet.media().roll()) {
            y = 0;
            return;
        }
        y = margin;
        foot = 0;
        backdrop();
        var strips = sheet.stationery().foot().stream().map(galley::set).toList();
        foot = strips.stream().mapToDouble(Strip::height).sum();
        double at = bottom();
        for (var strip : strips) {
            for (var one : strip.placed()) placed.add(one.lower(at));
            at += strip.height();
        }
        if (!pages.isEmpty()) {
            for (var block : sheet.stationery().head()) {
                var strip = galley.set(block);
                for (var one : strip.placed()) placed.add(one.lower(y));
                y += strip.height();
            }
        }
    }

    private void backdrop() {
        var media = sheet.media();
        var stationery = sheet.stationery();
        if (stationery.waves()) {
            double height = margin * 0.5;
            placed.addAll(Waves.across(media.widthDots(), margin * 0.55, height));
            placed.addAll(Waves.across(media.widthDots(), media.heightDots() - margin * 0.45, height));
        }
        if (!stationery.watermark().isEmpty())
            placed.add(new Placed.Watermark(
                    media.widthDots() / 2.0,
                    media.heightDots() * 0.46,
                    stationery.watermark(),
                    media.widthDots() * 11 / 60));
    }

    private void close() {
        if (!begun) return;
        int height = sheet.media().roll() ? (int) Math.ceil(y) : sheet.media().heightDots();
        pages.add(new Page(sheet.media().widthDots(), height, placed));
        begun = false;
    }
}
