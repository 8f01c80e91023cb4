package org.openstm.print;

import java.util.List;
import java.util.stream.Stream;

/// Sets blocks in smaller type, down to a floor.
record Smaller(double factor, int floor) {
    static int smallest(List<Block> blocks) {
        return blocks.stream()
                .flatMap(Smaller::styles)
                .mapToInt(Style::size)
                .min()
                .orElse(Style.BODY.size());
    }

    private static Stream<Style> styles(Block block) {
        return switch (block) {
            case Block.Text text -> Stream.of(text.style());
            case Block.Row row -> row.cells().stream().map(Block.Cell::style);
            case Block.Band band -> band.lines().stream().map(Block.Text::style);
            case Block.Qr qr -> qr.beside().stream().map(Block.Text::style);
            case Block.Seal seal -> seal.lines().stream().map(Block.Text::style);
            case Block.Rule _, Block.Picture _, Block.Cut _ -> Stream.empty();
        };
    }

    List<Block> blocks(List<Block> blocks) {
        return blocks.stream().map(this::block).toList();
    }

    private Block block(Block block) {
        return switch (block) {
            case Block.Text text -> text(text);
            case Block.Row row ->
                new Block.Row(
                        row.cells().stream()
                                .map(c -> new Block.Cell(c.text(), style(c.style()), c.share(), c.shaded()))
                                .toList(),
                        row.boxed(),
                        row.heading());
            case Block.Band band -> new Block.Band(band.kind(), texts(band.lines()));
            case Block.Qr qr -> new Block.Qr(qr.content(), qr.dots(), texts(qr.beside()));
            case Block.Seal seal -> new Block.Seal(seal.ring(), seal.foot(), texts(seal.lines()));
            case Block.Rule _, Block.Picture _, Block.Cut _ -> block;
        };
    }

    private List<Block.Text> texts(List<Block.Text> texts) {
        return texts.stream().map(this::text).toList();
    }

    private Block.Text text(Block.Text text) {
        return new Block.Text(text.text(), style(text.style()));
    }

    private Style style(Style style) {
        return style.sized(Math.max(Math.min(floor, style.size()), (int) Math.round(style.size() * factor)));
    }
}
