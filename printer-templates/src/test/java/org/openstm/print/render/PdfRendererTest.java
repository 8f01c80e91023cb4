package org.openstm.print.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.openstm.print.Block;
import org.openstm.print.Fields;
import org.openstm.print.Media;
import org.openstm.print.Sheet;
import org.openstm.print.Style;
import org.openstm.print.Templates;

/// The content of a PDF.
class PdfRendererTest {
    private static Sheet saying(String words, Style.Face face) {
        return new Sheet("t", Media.A4, List.of(new Block.Text(words, new Style(35, false, Style.Align.LEFT, face))));
    }

    private static String text(byte[] pdf) throws IOException {
        try (var read = Loader.loadPDF(pdf)) {
            return new PDFTextStripper().getText(read);
        }
    }

    @Test
    void names_in_rare_characters_are_whole_and_found_by_searching() throws IOException {
        for (var face : Style.Face.values())
            for (var name : List.of("杨䶮", "𠮷田㐂", "阿依古丽·买买提", "SMITH, JOHN WILLIAM", "陳大文", "用立方高"))
                assertEquals(name, text(PdfRenderer.toPdf(saying(name, face))).strip(), face.name());
    }

    @Test
    void a_character_that_no_font_has_stops_the_paper_and_is_named() {
        var refused = assertThrows(
                IllegalArgumentException.class, () -> PdfRenderer.toPdf(saying("王\uE000", Style.Face.SERIF)));
        assertEquals("no font has the character U+E000", refused.getMessage());
        assertThrows(IllegalArgumentException.class, () -> PdfRenderer.toPdf(saying("\uD83A\uDD00", Style.Face.SANS)));
    }

    @Test
    void a_variation_selector_is_refused_too_rather_than_dropped() {
        assertThrows(
                IllegalArgumentException.class,
                () -> PdfRenderer.toPdf(saying("葛" + Character.toString(0xE0100), Style.Face.SERIF)));
    }

    @Test
    void every_font_is_embedded_as_a_subset() throws IOException {
        byte[] pdf = PdfRenderer.toPdf(saying("验证码 M3XE", Style.Face.SANS));
        assertTrue(pdf.length < 30_000, "bytes " + pdf.length);
        try (var read = Loader.loadPDF(pdf)) {
            var fonts = read.getPage(0).getResources();
            for (var name : fonts.getFontNames()) {
                assertTrue(fonts.getFont(name) instanceof PDType0Font);
                assertTrue(fonts.getFont(name).isEmbedded());
                assertTrue(fonts.getFont(name).getName().matches("[A-Z]{6}\\+.*"));
            }
        }
    }

    @Test
    void a_long_record_runs_over_pages_and_each_copy_counts_its_own() throws IOException {
        var template = Templates.shipped("certificate/income-record");
        var rows = new ArrayList<Map<String, String>>();
        for (int i = 1; i <= 60; i++)
            rows.add(Map.of("month", "第" + i + "月", "payer", "云岭示范软件有限公司", "amount", "1.00", "tax", "0.10"));
        var fields = new Fields(template.example().texts(), Map.of("income", rows)).with("copies", "2");
        byte[] pdf = PdfRenderer.toPdf(
                List.of(template.fill(fields.with("copy", "1")), template.fill(fields.with("copy", "2"))));
        int each = PdfRenderer.pageCount(pdf) / 2;
        assertTrue(each >= 2, "pages " + each);
        try (var read = Loader.loadPDF(pdf)) {
            var stripper = new PDFTextStripper();
            for (int page = 1; page <= 2 * each; page++) {
                stripper.setStartPage(page);
                stripper.setEndPage(page);
                var text = stripper.getText(read);
                int copy = (page - 1) / each + 1;
                assertTrue(text.contains("共 " + each + " 页　第 " + ((page - 1) % each + 1) + " 页"), text);
                assertTrue(text.contains("第 " + copy + " 份，共 2 份"), text);
                assertTrue(!text.contains("月 云岭") || text.contains("扣缴义务人"), text);
            }
        }
    }
}
