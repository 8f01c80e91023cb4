package org.openstm.print.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openstm.print.Block;
import org.openstm.print.Media;
import org.openstm.print.Sheet;
import org.openstm.print.Style;
import org.openstm.print.render.EscPosProfile.Hanzi;

/// The bytes for printers; the simulator's tests show their result on paper.
class EscPosRendererTest {
    private static final String RASTER = "\u001Dv0";
    private static final Style RIGHT = Style.BODY.aligned(Style.Align.RIGHT);

    private static String bytes(Hanzi hanzi, Media media, Block... blocks) {
        var profile = new EscPosProfile(media, hanzi, true, EscPosProfile.OutputMode.TEXT, true);
        var bytes = EscPosRenderer.toEscPos(new Sheet("t", media, List.of(blocks)), profile);
        return new String(bytes, hanzi == Hanzi.NONE ? StandardCharsets.ISO_8859_1 : Charset.forName("GB18030"));
    }

    private static Block.Row row(String label, String value, Style style) {
        return new Block.Row(
                List.of(new Block.Cell(label, Style.BODY, 30, false), new Block.Cell(value, style, 70, false)), false);
    }

    @Test
    void what_the_printer_has_goes_as_characters_and_the_rest_as_raster() {
        var name = new Block.Text("阿依古丽·买买提", Style.BODY);
        assertTrue(bytes(Hanzi.GB18030, Media.THERMAL_80, name).contains("阿依古丽·买买提"));
        assertFalse(bytes(Hanzi.GB18030, Media.THERMAL_80, name).contains(RASTER));
        var rare = new Block.Text("杨䶮", Style.BODY);
        assertTrue(bytes(Hanzi.GB2312, Media.THERMAL_80, rare).contains(RASTER));
    }

    @Test
    void a_printer_without_hanzi_gets_raster_and_others_leave_the_hanzi_mode_before_latin() {
        assertTrue(bytes(Hanzi.NONE, Media.THERMAL_80, new Block.Text("已受理", Style.BODY))
                .contains(RASTER));
        var latin = new Block.Text("ST-0412", Style.BODY);
        assertFalse(bytes(Hanzi.NONE, Media.THERMAL_80, latin).contains("ST-0412"));
        assertTrue(bytes(Hanzi.GB18030, Media.THERMAL_80, latin).contains("\u001C.ST-0412\n"));
    }

    @Test
    void a_long_value_goes_on_in_its_own_column() {
        var text = bytes(Hanzi.GB18030, Media.THERMAL_80, row("住址", "云岭市翠湖区".repeat(5), Style.BODY));
        var lines =
                text.lines().filter(l -> l.contains("云岭") || l.contains("翠湖")).toList();
        assertEquals(2, lines.size());
        assertTrue(
                lines.getLast().contains(" ".repeat(14) + "云")
                        || lines.getLast().contains(" ".repeat(14)),
                text);
    }

    @Test
    void a_note_stands_at_the_right_edge() {
        var text = bytes(Hanzi.GB18030, Media.THERMAL_80, row("流水 000317", "正本 第 1 次打印", RIGHT));
        var line = text.lines().filter(l -> l.contains("流水")).findFirst().orElseThrow();
        var words = line.substring(line.indexOf("流"));
        assertEquals(48, words.codePoints().map(c -> c < 0x80 ? 1 : 2).sum());
    }

    @Test
    void every_job_ends_with_one_cut() {
        for (var hanzi : Hanzi.values()) {
            var text = bytes(hanzi, Media.THERMAL_58, new Block.Text("x", Style.BODY), new Block.Cut());
            assertEquals(text.indexOf("\u001DVB0"), text.length() - 4);
        }
    }
}
