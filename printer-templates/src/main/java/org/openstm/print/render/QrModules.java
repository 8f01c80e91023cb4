package org.openstm.print.render;

import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;
import java.util.Map;

/// The modules of a QR code (ISO/IEC 18004, model 2), error correction M.
final class QrModules {
    private QrModules() {}

    static ByteMatrix of(String content) {
        try {
            return Encoder.encode(content, ErrorCorrectionLevel.M, Map.of(EncodeHintType.CHARACTER_SET, "UTF-8"))
                    .getMatrix();
        } catch (WriterException tooLong) {
            throw new IllegalArgumentException(
                    "text does not fit a QR code: " + content.length() + " characters", tooLong);
        }
    }
}
