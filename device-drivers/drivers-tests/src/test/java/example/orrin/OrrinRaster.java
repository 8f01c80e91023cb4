package example.orrin;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import jpos.JposConst;
import jpos.JposException;
import jpos.POSPrinterConst;

/// A BMP picture as raster commands.
final class OrrinRaster {
    private static final int BAND = 200;

    private OrrinRaster() {}

    static byte[] of(byte[] data, int widest) throws JposException {
        try {
            var image = ImageIO.read(new ByteArrayInputStream(data));
            if (image == null) throw new JposException(JposConst.JPOS_E_ILLEGAL, "no picture");
            if (image.getWidth() > widest)
                throw new JposException(
                        JposConst.JPOS_E_EXTENDED, POSPrinterConst.JPOS_EPTR_TOOBIG, "wider than the paper");
            var out = new ByteArrayOutputStream();
            int stride = (image.getWidth() + 7) / 8;
            for (int top = 0; top < image.getHeight(); top += BAND) {
                int rows = Math.min(BAND, image.getHeight() - top);
                out.writeBytes(new byte[] {
                    0x1D, 0x76, 0x30, 0, (byte) stride, (byte) (stride >> 8), (byte) rows, (byte) (rows >> 8)
                });
                for (int row = top; row < top + rows; row++)
                    for (int column = 0; column < stride; column++) {
                        int dots = 0;
                        for (int bit = 0; bit < 8 && column * 8 + bit < image.getWidth(); bit++)
                            if ((image.getRGB(column * 8 + bit, row) & 0xFF) < 0x80) dots |= 0x80 >> bit;
                        out.write(dots);
                    }
            }
            return out.toByteArray();
        } catch (IOException no) {
            throw new JposException(JposConst.JPOS_E_EXTENDED, POSPrinterConst.JPOS_EPTR_BADFORMAT, "no picture", no);
        }
    }
}
