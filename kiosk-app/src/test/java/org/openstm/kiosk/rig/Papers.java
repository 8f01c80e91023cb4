package org.openstm.kiosk.rig;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.LuminanceSource;
import com.google.zxing.NotFoundException;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.ReaderException;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;

/// Reads what stands on a paper, from the picture of the paper alone.
final class Papers {
    private Papers() {}

    /// The effect whose code stands on it; empty for white paper and for half a slip.
    static Optional<String> effect(Path paper) {
        try {
            var picture = ImageIO.read(paper.toFile());
            int width = picture.getWidth();
            int height = picture.getHeight();
            LuminanceSource light =
                    new RGBLuminanceSource(width, height, picture.getRGB(0, 0, width, height, null, 0, width));
            return Optional.of(new QRCodeReader()
                    .decode(new BinaryBitmap(new HybridBinarizer(light)), Map.of(DecodeHintType.TRY_HARDER, true))
                    .getText());
        } catch (NotFoundException none) {
            return Optional.empty();
        } catch (ReaderException unreadable) {
            return Optional.empty();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
