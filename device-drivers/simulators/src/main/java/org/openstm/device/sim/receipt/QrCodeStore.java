package org.openstm.device.sim.receipt;

import com.google.zxing.WriterException;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.Encoder;
import java.nio.charset.StandardCharsets;

/// QR codes drawn by the printer (`GS ( k`, cn 31).
final class QrCodeStore {
    private int module = 3;
    private ErrorCorrectionLevel level = ErrorCorrectionLevel.L;
    private byte[] content = new byte[0];
    private byte[] dots = new byte[0];
    private int width;

    /// @return whether to print a code now
    boolean acceptOrder(byte[] data) {
        if (data.length < 3 || data[0] != 0x31) return false;
        switch (data[1]) {
            case 0x43 -> module = Math.clamp(data[2], 1, 16);
            case 0x45 ->
                level = switch (data[2]) {
                    case 0x31 -> ErrorCorrectionLevel.M;
                    case 0x32 -> ErrorCorrectionLevel.Q;
                    case 0x33 -> ErrorCorrectionLevel.H;
                    default -> ErrorCorrectionLevel.L;
                };
            case 0x50 -> content = java.util.Arrays.copyOfRange(data, 3, data.length);
            case 0x51 -> {
                return drawCode();
            }
            default -> {}
        }
        return false;
    }

    private boolean drawCode() {
        try {
            // bytes are encoded unchanged, one character each, without naming their charset
            var text = new String(content, StandardCharsets.ISO_8859_1);
            var matrix = Encoder.encode(text, level).getMatrix();
            width = matrix.getWidth() * module;
            int bytesWide = (width + 7) / 8;
            dots = new byte[bytesWide * matrix.getHeight() * module];
            for (int y = 0; y < matrix.getHeight() * module; y++)
                for (int x = 0; x < width; x++)
                    if (matrix.get(x / module, y / module) == 1) dots[y * bytesWide + x / 8] |= (byte) (0x80 >> x % 8);
            return true;
        } catch (WriterException _) {
            return false;
        }
    }

    String storedText() {
        return new String(content, StandardCharsets.UTF_8);
    }

    byte[] dots() {
        return dots;
    }

    int width() {
        return width;
    }
}
