package org.openstm.kiosk.reference;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.openstm.kiosk.central.DocumentSeal;
import org.openstm.kiosk.central.KioskKey;

/// Makes and seals certificates.
final class Certificates {
    private static final Path SERIF = Path.of("/usr/share/fonts/truetype/hanazono/HanaMinA.ttf");
    private static final float LEFT = 60;
    private static final int LINES = 44;

    record Made(byte[] pdf, int pages) {}

    Made make(Rules.Paper paper, String serial, String verification, LocalDate day, KioskKey key) {
        var lines = new ArrayList<String>();
        lines.add("编号 " + serial + "    查询码 " + verification);
        lines.add("");
        paper.words().forEach((name, value) -> lines.add(NAMES.getOrDefault(name, name) + "：" + value));
        lines.add("");
        for (Map<String, String> row : paper.rows()) {
            lines.add(row.getOrDefault("month", "") + "　" + row.getOrDefault("base", "") + "　"
                    + row.getOrDefault("own", "") + "　" + row.getOrDefault("unit", ""));
        }
        lines.add("");
        lines.add("开具日期 " + day);
        try (var document = new PDDocument()) {
            PDFont font = font(document);
            for (int from = 0; from < lines.size(); from += LINES) {
                page(
                        document,
                        font,
                        from == 0 ? paper.title() : "",
                        lines.subList(from, Math.min(lines.size(), from + LINES)));
            }
            var out = new ByteArrayOutputStream();
            document.save(out);
            return new Made(DocumentSeal.seal(out.toByteArray(), key), document.getNumberOfPages());
        } catch (IOException broken) {
            throw new UncheckedIOException("the certificate cannot be made", broken);
        }
    }

    private static final Map<String, String> NAMES = Map.of(
            "name", "姓名",
            "number", "证件号码",
            "state", "参保状态",
            "place", "参保地",
            "from", "自",
            "to", "至",
            "months", "月数",
            "purpose", "用途",
            "unit", "单位");

    private static void page(PDDocument document, PDFont font, String title, List<String> lines) throws IOException {
        var page = new PDPage(PDRectangle.A4);
        document.addPage(page);
        try (var content = new PDPageContentStream(document, page)) {
            content.beginText();
            content.setFont(font, 18);
            content.newLineAtOffset(LEFT, 780);
            show(content, font, title);
            content.setFont(font, 11);
            content.newLineAtOffset(0, -30);
            for (String line : lines) {
                show(content, font, line);
                content.newLineAtOffset(0, -15.5f);
            }
            content.endText();
        }
    }

    /// A sign that the font lacks becomes a geta mark, as printers do, rather than no certificate.
    private static void show(PDPageContentStream content, PDFont font, String text) throws IOException {
        var shown = new StringBuilder();
        for (int at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
            String sign = Character.toString(text.codePointAt(at));
            try {
                font.encode(sign);
                shown.append(sign);
            } catch (IllegalArgumentException missing) {
                shown.append(font instanceof PDType0Font ? "〓" : "?");
            }
        }
        content.showText(shown.toString());
    }

    private static PDFont font(PDDocument document) throws IOException {
        return Files.exists(SERIF)
                ? PDType0Font.load(document, SERIF.toFile())
                : new PDType1Font(Standard14Fonts.FontName.HELVETICA);
    }
}
