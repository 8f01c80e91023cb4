package org.openstm.kiosk.ui.view;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.qrcode.QRCodeWriter;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import java.util.Map;
import javafx.scene.image.ImageView;
import javafx.scene.image.WritableImage;
import javafx.scene.paint.Color;

/// A QR code on the screen: black on white with its quiet zone, whole pixels to a module.
final class QrCodeView {
    private static final int QUIET = 4;

    private QrCodeView() {}

    /// @param size maximum size in pixels
    static ImageView createQrView(String text, double size) {
        try {
            var hints = Map.of(EncodeHintType.ERROR_CORRECTION, ErrorCorrectionLevel.M, EncodeHintType.MARGIN, QUIET);
            var modules = new QRCodeWriter().encode(text, BarcodeFormat.QR_CODE, 1, 1, hints);
            int each = Math.max(1, (int) (size / modules.getWidth()));
            var image = new WritableImage(modules.getWidth() * each, modules.getHeight() * each);
            var pixels = image.getPixelWriter();
            for (int y = 0; y < image.getHeight(); y++)
                for (int x = 0; x < image.getWidth(); x++)
                    pixels.setColor(x, y, modules.get(x / each, y / each) ? Color.BLACK : Color.WHITE);
            var view = new ImageView(image);
            view.setSmooth(false);
            return view;
        } catch (WriterException tooLong) {
            throw new IllegalArgumentException("no code can hold this text", tooLong);
        }
    }
}
