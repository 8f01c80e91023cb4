package org.openstm.print.render;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.openstm.print.Block;
import org.openstm.print.Fields;
import org.openstm.print.Media;
import org.openstm.print.Sheet;
import org.openstm.print.Stationery;
import org.openstm.print.Style;
import org.openstm.print.Templates;
import org.openstm.print.render.EscPosProfile.Hanzi;

/// Control characters in a text, whatever its source: each renderer draws the same as for the text with blanks in
/// their place.
class HostileTextTest {
    private static final List<String> COMMANDS = List.of(
            "\u001Bp\u0000\u0019\u00FA",
            "\u001Bi",
            "\u001B@",
            "\u001DV\u0000",
            "\u0010\u0014\u0001",
            "\u001B|100P",
            "\u001BE\u0001",
            "\u009B1m",
            "\r",
            "\t",
            "\f",
            "\u0000",
            "\u007F",
            "\u0085",
            "\u200F",
            "\u200D",
            "\u202E",
            "\u2066",
            "\u2069",
            "\u061C",
            "\u2028",
            "\u2029",
            "\u00AD",
            "\uFEFF",
            "\uFFF9",
            "\uDB40\uDC41");
    private static final List<String> LETTERS = List.of("李秀兰", "A", " ", "已受理", "530102", "䶮", "é", "\n");
    private static final int ROUNDS = 60;

    /// Implemented independently of the code under test.
    private static String blanked(String text) {
        var plain = new StringBuilder();
        text.codePoints().forEach(c -> {
            boolean controls = c != '\n' && (c < 0x20 || c >= 0x7F && c < 0xA0 || c == 0x2028 || c == 0x2029);
            boolean formats = Character.getType(c) == Character.FORMAT;
            plain.appendCodePoint(controls || formats ? ' ' : c);
        });
        return plain.toString();
    }

    private static String hostile(Random dice) {
        var text = new StringBuilder();
        for (int i = 1 + dice.nextInt(6); i > 0; i--) {
            var from = dice.nextBoolean() ? COMMANDS : LETTERS;
            text.append(from.get(dice.nextInt(from.size())));
        }
        return text.toString();
    }

    private static Sheet sheet(Media media, List<String> texts, UnaryOperator<String> written) {
        var at = texts.stream().map(written).toList();
        var lines = List.of(new Block.Text(at.get(0), Style.BODY));
        return new Sheet(
                "test",
                media,
                new Stationery(false, "", List.of(), List.of(new Block.Text(at.get(1), Style.BODY))),
                List.of(
                        new Block.Text(at.get(2), Style.BODY.heavy()),
                        new Block.Row(
                                List.of(
                                        new Block.Cell("姓名", Style.BODY, 30, false),
                                        new Block.Cell(at.get(3), Style.BODY.heavy(), 70, false)),
                                false),
                        new Block.Band(Block.Band.Kind.FRAME, lines),
                        new Block.Qr("https://example.invalid/v/" + at.get(4), 200, lines),
                        new Block.Seal(at.get(5), at.get(6), lines),
                        new Block.Cut()));
    }

    @Test
    void no_character_of_a_text_becomes_a_command_in_any_renderer() throws Exception {
        long seed = Long.getLong("rig.seed", System.nanoTime());
        System.out.println("hostile texts: -Drig.seed=" + seed);
        var dice = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            var texts = new java.util.ArrayList<String>();
            for (int i = 0; i < 7; i++) texts.add(hostile(dice));
            var said = "seed " + seed + ", round " + round;
            var roll = sheet(Media.THERMAL_80, texts, text -> text);
            var plain = sheet(Media.THERMAL_80, texts, HostileTextTest::blanked);
            for (var hanzi : Hanzi.values())
                for (var layout : EscPosProfile.OutputMode.values()) {
                    var profile = new EscPosProfile(Media.THERMAL_80, hanzi, dice.nextBoolean(), layout, true);
                    assertArrayEquals(
                            EscPosRenderer.toEscPos(plain, profile),
                            EscPosRenderer.toEscPos(roll, profile),
                            said + " " + profile);
                }
            assertEquals(PlainTextRenderer.toPlainText(plain), PlainTextRenderer.toPlainText(roll), said);
            assertEquals(lines(plain), lines(roll), said);
            assertEquals(
                    dots(PictureRenderer.toPrinterRaster(plain)), dots(PictureRenderer.toPrinterRaster(roll)), said);
            if (round % 10 == 0)
                assertEquals(
                        words(PdfRenderer.toPdf(sheet(Media.A4, texts, HostileTextTest::blanked))),
                        words(PdfRenderer.toPdf(sheet(Media.A4, texts, text -> text))),
                        said);
        }
    }

    private static List<String> lines(Sheet sheet) {
        return SheetSegments.toSegments(sheet, sheet.media(), _ -> true).stream()
                .filter(SheetSegments.Segment.TextSegment.class::isInstance)
                .map(Object::toString)
                .toList();
    }

    private static List<Integer> dots(List<BufferedImage> pages) {
        return pages.stream()
                .map(page -> java.util.Arrays.hashCode(
                        page.getRGB(0, 0, page.getWidth(), page.getHeight(), null, 0, page.getWidth())))
                .toList();
    }

    private static String words(byte[] pdf) throws Exception {
        try (var document = Loader.loadPDF(pdf)) {
            var words = new PDFTextStripper().getText(document);
            assertTrue(words.chars().noneMatch(c -> c == 0x1B || c == 0x202E), words);
            return words;
        }
    }

    @Test
    void a_value_cannot_ask_for_the_number_of_the_page() {
        var template = Templates.shipped("receipt/accepted");
        var fields = template.example();
        var name = fields.with("name", "李" + Sheet.PAGE + "兰");
        assertEquals(
                PlainTextRenderer.toPlainText(template.fill(
                        new Fields(Map.copyOf(fields.with("name", "李 兰").texts()), fields.tables()))),
                PlainTextRenderer.toPlainText(template.fill(name)));
    }
}
