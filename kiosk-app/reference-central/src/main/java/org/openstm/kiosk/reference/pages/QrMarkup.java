package org.openstm.kiosk.reference.pages;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.qrcode.QRCodeWriter;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import java.util.Map;

/// Renders a QR code as inline markup, so that the page fetches nothing.
final class QrMarkup {
    private static final int QUIET = 4;

    private QrMarkup() {}

    static HtmlFragment of(String text) {
        try {
            var hints = Map.of(EncodeHintType.ERROR_CORRECTION, ErrorCorrectionLevel.L, EncodeHintType.MARGIN, QUIET);
            var modules = new QRCodeWriter().encode(text, BarcodeFormat.QR_CODE, 1, 1, hints);
            var path = new StringBuilder();
            for (int y = 0; y < modules.getHeight(); y++)
                for (int x = 0; x < modules.getWidth(); x++)
                    if (modules.get(x, y))
                        path.append('M').append(x).append(' ').append(y).append("h1v1h-1z");
            int size = modules.getWidth();
            return new HtmlFragment(
                    "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"360\" height=\"360\" viewBox=\"0 0 " + size
                            + " " + size + "\"><rect width=\"100%\" height=\"100%\" fill=\"#fff\"/><path d=\"" + path
                            + "\"/></svg>");
        } catch (WriterException tooLong) {
            throw new IllegalArgumentException("no code can hold this text", tooLong);
        }
    }
}
