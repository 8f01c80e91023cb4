package org.openstm.print;

import java.util.List;
import java.util.stream.Stream;

/// Sets blocks in smaller type, down to a floor.
record ShrinkToFit(double factor, int floor) {
    static int smallestSize(List<Block> blocks) {
        return blocks.stream()
                .flatMap(ShrinkToFit::stylesOf)
                .mapToInt(Style::size)
                .min()
                .orElse(Style.BODY.size());
    }

    private static Stream<Style> stylesOf(Block block) {
        return switch (block) {
            case Block.Text text -> Stream.of(text.style());
            case Block.Row row -> row.cells().stream().map(Block.Cell::style);
            case Block.Band band -> band.lines().stream().map(Block.Text::style);
            case Block.Qr qr -> qr.beside().stream().map(Block.Text::style);
            case Block.Seal seal -> seal.lines().stream().map(Block.Text::style);
            case Block.Rule _, Block.Picture _, Block.Cut _ -> Stream.empty();
        };
    }

    List<Block> shrinkBlocks(List<Block> blocks) {
        return blocks.stream().map(this::shrinkBlock).toList();
    }

    private Block shrinkBlock(Block block) {
        return switch (block) {
            case Block.Text text -> shrinkText(text);
            case Block.Row row ->
                new Block.Row(
                        row.cells().stream()
                                .map(c -> new Block.Cell(c.text(), shrinkStyle(c.style()), c.share(), c.shaded()))
                                .toList(),
                        row.boxed(),
                        row.heading());
            case Block.Band band -> new Block.Band(band.kind(), shrinkTexts(band.lines()));
            case Block.Qr qr -> new Block.Qr(qr.content(), qr.dots(), shrinkTexts(qr.beside()));
            case Block.Seal seal -> new Block.Seal(seal.ring(), seal.foot(), shrinkTexts(seal.lines()));
            case Block.Rule _, Block.Picture _, Block.Cut _ -> block;
        };
    }

    private List<Block.Text> shrinkTexts(List<Block.Text> texts) {
        return texts.stream().map(this::shrinkText).toList();
    }

    private Block.Text shrinkText(Block.Text text) {
        return new Block.Text(text.text(), shrinkStyle(text.style()));
    }

    private Style shrinkStyle(Style style) {
        return style.sized(Math.max(Math.min(floor, style.size()), (int) Math.round(style.size() * factor)));
    }
}
