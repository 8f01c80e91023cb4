package example.lintel;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.openstm.print.Block;
import org.openstm.print.Sheet;

/// A sheet as commands of the printer: `T text`, `B text` (bold), `R` (rule), `Q content`, `C` (cut). Pictures are
/// left out: this printer cannot print them.
final class Lines {
    private final boolean qr;
    private final List<String> lines = new ArrayList<>();

    private Lines(boolean qr) {
        this.qr = qr;
    }

    static List<String> of(Sheet sheet, boolean qr) {
        var lines = new Lines(qr);
        sheet.unpaged().forEach(lines::add);
        return lines.lines;
    }

    private void add(Block block) {
        switch (block) {
            case Block.Text text -> say("T", text.text());
            case Block.Row row ->
                say("T", row.cells().stream().map(Block.Cell::text).collect(Collectors.joining("  ")));
            case Block.Band band -> band.lines().forEach(text -> say("B", text.text()));
            case Block.Rule rule -> lines.add(rule.kind() == Block.Rule.Kind.SPACE ? "T " : "R");
            case Block.Qr code -> {
                say(qr ? "Q" : "T", code.content());
                code.beside().forEach(text -> say("T", text.text()));
            }
            case Block.Seal seal -> {
                seal.lines().forEach(text -> say("T", text.text()));
                say("B", "(" + seal.ring() + " " + seal.foot() + ")");
            }
            case Block.Picture _ -> {}
            case Block.Cut _ -> lines.add("C");
        }
    }

    /// A text may contain anything, and must not become a command.
    private void say(String word, String text) {
        for (var line : Sheet.numbered(text, 1, 1).split("\\R", -1)) lines.add(word + " " + line.replace('\r', ' '));
    }
}
