package org.openstm.device.sim.receipt;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.Writer;
import com.google.zxing.WriterException;
import com.google.zxing.oned.CodaBarWriter;
import com.google.zxing.oned.Code128Writer;
import com.google.zxing.oned.Code39Writer;
import com.google.zxing.oned.Code93Writer;
import com.google.zxing.oned.EAN13Writer;
import com.google.zxing.oned.EAN8Writer;
import com.google.zxing.oned.ITFWriter;
import com.google.zxing.oned.UPCAWriter;
import com.google.zxing.oned.UPCEWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/// Bar codes drawn by the printer (`GS k`), and their settings: height, width of a bar, text position.
final class BarcodeSettings {
    private record BarcodeKind(BarcodeFormat format, Writer writer) {}

    /// Kinds by the first of their two numbers.
    private static final Map<Integer, BarcodeKind> KINDS = Map.of(
            65, new BarcodeKind(BarcodeFormat.UPC_A, new UPCAWriter()),
            66, new BarcodeKind(BarcodeFormat.UPC_E, new UPCEWriter()),
            67, new BarcodeKind(BarcodeFormat.EAN_13, new EAN13Writer()),
            68, new BarcodeKind(BarcodeFormat.EAN_8, new EAN8Writer()),
            69, new BarcodeKind(BarcodeFormat.CODE_39, new Code39Writer()),
            70, new BarcodeKind(BarcodeFormat.ITF, new ITFWriter()),
            71, new BarcodeKind(BarcodeFormat.CODABAR, new CodaBarWriter()),
            72, new BarcodeKind(BarcodeFormat.CODE_93, new Code93Writer()),
            73, new BarcodeKind(BarcodeFormat.CODE_128, new Code128Writer()));

    /// The library's characters for the four functions of CODE128.
    private static final String FUNCTIONS = "\u00F1\u00F2\u00F3\u00F4";

    private int height = 162;
    private int module = 3;
    private int letters;

    void setHeight(int dots) {
        height = Math.max(1, dots);
    }

    void setModuleWidth(int dots) {
        module = Math.clamp(dots, 1, 6);
    }

    void setLetterPlace(int where) {
        letters = where & 3;
    }

    boolean hasLettersAbove() {
        return (letters & 1) != 0;
    }

    boolean hasLettersBelow() {
        return (letters & 2) != 0;
    }

    /// @param room width in dots; a wider code is not drawn
    /// @return empty if this printer draws no such code
    Optional<DrawnCode> drawBarcode(int number, byte[] data, int room) {
        var kind = KINDS.get(number < 65 ? number + 65 : number);
        if (kind == null) return Optional.empty();
        var said = new String(data, StandardCharsets.ISO_8859_1);
        var content = switch (kind.format()) {
            case CODE_128 -> code128Content(data);
            case CODE_39 -> said.replaceAll("^\\*|\\*$", "");
            case UPC_E -> said.length() == 6 ? "0" + said : said;
            default -> said;
        };
        try {
            // the margins stay white in any case
            var bars = kind.writer().encode(content, kind.format(), 1, 1, Map.of(EncodeHintType.MARGIN, 0));
            if (bars.getWidth() * module > room) return Optional.empty();
            var shown = content.chars()
                    .filter(c -> c < 0x80)
                    .mapToObj(Character::toString)
                    .reduce("", String::concat);
            return Optional.of(
                    DrawnCode.of("BARCODE", shown, bars.getWidth(), 1, module, height, (x, _) -> bars.get(x, 0)));
        } catch (WriterException | IllegalArgumentException | ArrayIndexOutOfBoundsException _) {
            return Optional.empty();
        }
    }

    /// `{A`, `{B` and `{C` choose a set, `{1` to `{4` are functions, `{{` is the letter; in set C a byte is
    /// two digits.
    private static String code128Content(byte[] data) {
        var content = new StringBuilder();
        char set = 'B';
        for (int i = 0; i < data.length; i++) {
            int one = data[i] & 0xFF;
            if (one == '{' && i + 1 < data.length) {
                char order = (char) data[++i];
                if (order >= 'A' && order <= 'C') set = order;
                else if (order >= '1' && order <= '4') content.append(FUNCTIONS.charAt(order - '1'));
                else if (order == '{') content.append('{');
            } else if (set == 'C') content.append("%02d".formatted(one % 100));
            else content.append((char) one);
        }
        return content.toString();
    }
}
