package org.openstm.device.driver.barcode;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.util.Map;
import org.openstm.device.BarcodeReader.Scan;

/// The AIM identifier `]cm` in front of a text (ISO/IEC 15424): the symbology, and for QR codes whether the text
/// contains charset marks.
final class AimIdentifier {
    private static final Map<Character, String> SYMBOLOGIES = Map.ofEntries(
            Map.entry('A', "code-39"),
            Map.entry('C', "code-128"),
            Map.entry('E', "ean"),
            Map.entry('F', "codabar"),
            Map.entry('G', "code-93"),
            Map.entry('I', "itf"),
            Map.entry('L', "pdf-417"),
            Map.entry('Q', "qr-code"),
            Map.entry('d', "data-matrix"),
            Map.entry('h', "han-xin"),
            Map.entry('z', "aztec"));

    private static final Map<String, String> CHARSETS = Map.of(
            "000003",
            "ISO-8859-1",
            "000020",
            "Shift_JIS",
            "000025",
            "UTF-16BE",
            "000026",
            "UTF-8",
            "000028",
            "Big5",
            "000029",
            "GB18030",
            "000032",
            "GB18030");

    private AimIdentifier() {}

    static Scan.Code toCode(byte[] content, boolean aim) {
        if (!aim || content.length < 3 || content[0] != ']' || !Character.isLetter(content[1]))
            return new Scan.Code(CodeText.of(content), "unknown");
        var symbology = SYMBOLOGIES.getOrDefault((char) content[1], "unknown");
        var rest = java.util.Arrays.copyOfRange(content, 3, content.length);
        boolean marked = content[1] == 'Q' && (content[2] == '2' || content[2] == '4' || content[2] == '6');
        return new Scan.Code(marked ? decodeMarked(rest) : CodeText.of(rest), symbology);
    }

    /// Decodes marks: `\nnnnnn` changes the charset of the following text; a backslash of the text is doubled.
    private static String decodeMarked(byte[] marked) {
        var text = new StringBuilder();
        var part = new ByteArrayOutputStream();
        var charset = "";
        for (int i = 0; i < marked.length; i++) {
            if (marked[i] != '\\') {
                part.write(marked[i]);
            } else if (i + 1 < marked.length && marked[i + 1] == '\\') {
                part.write('\\');
                i++;
            } else if (i + 6 < marked.length) {
                text.append(decodePart(part.toByteArray(), charset));
                part.reset();
                charset = CHARSETS.getOrDefault(
                        new String(marked, i + 1, 6, java.nio.charset.StandardCharsets.US_ASCII), "");
                i += 6;
            }
        }
        return text.append(decodePart(part.toByteArray(), charset)).toString();
    }

    private static String decodePart(byte[] part, String charset) {
        return charset.isEmpty() ? CodeText.of(part) : new String(part, Charset.forName(charset));
    }
}
