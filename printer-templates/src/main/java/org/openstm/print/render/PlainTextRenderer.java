package org.openstm.print.render;

import java.util.ArrayList;
import java.util.stream.Collectors;
import org.openstm.print.Block;
import org.openstm.print.Sheet;

/// Renders a sheet as plain text on one endless page, one line for each paragraph or row: for tests, for reading
/// aloud, for a terminal.
public final class PlainTextRenderer {
    private PlainTextRenderer() {}

    public static String toPlainText(Sheet sheet) {
        var lines = new ArrayList<String>();
        if (!sheet.stationery().watermark().isEmpty())
            lines.add("~ " + sheet.stationery().watermark() + " ~");
        for (var block : sheet.unpaged()) {
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
                case Block.Seal seal -> {
                    seal.lines().forEach(line -> lines.add(line.text()));
                    lines.add("(" + seal.ring() + " " + seal.foot() + ")");
                }
                case Block.Picture _, Block.Cut _ -> {}
            }
        }
        return Sheet.numbered(String.join("\n", lines), 1, 1) + "\n";
    }
}
