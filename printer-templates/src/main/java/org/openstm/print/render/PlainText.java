package org.openstm.print.render;

import java.util.ArrayList;
import java.util.stream.Collectors;
import org.openstm.print.Block;
import org.openstm.print.Sheet;

/// Sheet to plain text, one line a paragraph or row: for tests, for reading aloud, for a terminal.
public final class PlainText {
    private PlainText() {}

    public static String render(Sheet sheet) {
        var lines = new ArrayList<String>();
        for (var block : sheet.blocks()) {
            switch (block) {
                case Block.Text text -> lines.add(text.text());
                case Block.Row row ->
                    lines.add(row.cells().stream().map(Block.Cell::text).collect(Collectors.joining("  ")));
                case Block.Band band -> band.lines().forEach(line -> lines.add("[" + line.text() + "]"));
                case Block.Qr qr -> {
                    lines.add("QR " + qr.content());
                    qr.beside().forEach(text -> lines.add(text.text()));
                }
                case Block.Rule rule -> {
                    if (rule.kind() != Block.Rule.Kind.SPACE) lines.add("----");
                }
                case Block.Seal seal -> lines.add("(" + seal.ring() + " " + seal.foot() + ")");
                case Block.Picture _, Block.Cut _ -> {}
            }
        }
        return String.join("\n", lines) + "\n";
    }
}
