package org.openstm.print.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.Charset;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.openstm.print.Block;
import org.openstm.print.Media;
import org.openstm.print.Sheet;
import org.openstm.print.Style;
import org.openstm.print.Templates;
import org.openstm.print.render.SheetSegments.Segment;

/// Segments for a printer without graphics.
class SheetSegmentsTest {
    private static String words(Sheet sheet) {
        var gbk = Charset.forName("GBK");
        var pieces = SheetSegments.toTextSegments(
                sheet, sheet.media(), text -> gbk.newEncoder().canEncode(text));
        assertInstanceOf(Segment.CutSegment.class, pieces.getLast());
        assertTrue(pieces.stream().noneMatch(Segment.PictureSegment.class::isInstance), pieces::toString);
        return pieces.stream()
                .filter(Segment.TextSegment.class::isInstance)
                .map(Segment.TextSegment.class::cast)
                .map(line ->
                        line.runs().stream().map(SheetSegments.TextRun::text).collect(Collectors.joining()))
                .collect(Collectors.joining("\n"));
    }

    @Test
    void what_a_printer_has_not_is_there_in_words_or_marked_as_missing() {
        var sheet = new Sheet(
                "slip",
                Media.THERMAL_80,
                List.of(
                        new Block.Text("李㐂 ¥12", Style.BODY),
                        new Block.Qr("https://example.invalid/1", 200, List.of(new Block.Text("核验", Style.BODY))),
                        new Block.Band(Block.Band.Kind.FILLED, List.of(new Block.Text("已受理", Style.BODY))),
                        new Block.Picture(8, 1, new byte[1])));
        assertEquals("李〓 ￥12\nhttps://example.invalid/1\n核验\n已受理\n（此处有图，这台打印机打不出）", words(sheet));
    }

    @Test
    void each_shipped_slip_keeps_all_its_words() {
        for (var name : List.of("receipt/accepted", "receipt/stored", "receipt/unknown", "receipt/life-proof")) {
            var template = Templates.shipped(name);
            var sheet = template.fill(template.example());
            var squeezed = words(sheet).replaceAll("\\s", "");
            for (var block : sheet.unpaged())
                if (block instanceof Block.Text(var text, var _)
                        && Charset.forName("GBK").newEncoder().canEncode(text))
                    assertTrue(squeezed.contains(text.replaceAll("\\s", "")), name + ": " + text);
        }
    }
}
