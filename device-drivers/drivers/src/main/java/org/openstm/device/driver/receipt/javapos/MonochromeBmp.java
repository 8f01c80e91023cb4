package org.openstm.device.driver.receipt.javapos;

import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Encodes a black and white picture as a BMP file with one bit per dot, which every service that prints from
/// memory must support. Implemented here, since the JDK's own writer uses a temporary file.
final class MonochromeBmp {
    private static final int HEAD = 14 + 40 + 8;

    private MonochromeBmp() {}

    static byte[] encodeImage(BufferedImage image) {
        int stride = (image.getWidth() + 31) / 32 * 4;
        int size = HEAD + stride * image.getHeight();
        var bytes = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put((byte) 'B').put((byte) 'M').putInt(size).putInt(0).putInt(HEAD);
        bytes.putInt(40).putInt(image.getWidth()).putInt(image.getHeight());
        bytes.putShort((short) 1).putShort((short) 1);
        bytes.putInt(0).putInt(size - HEAD).putInt(8000).putInt(8000).putInt(2).putInt(2);
        bytes.putInt(0x00000000).putInt(0x00FFFFFF);
        for (int row = image.getHeight() - 1; row >= 0; row--)
            for (int column = 0; column < stride; column++) bytes.put(packDots(image, column * 8, row));
        return bytes.array();
    }

    /// One is white, according to the colour table above.
    private static byte packDots(BufferedImage image, int x, int y) {
        int dots = 0xFF;
        for (int bit = 0; bit < 8 && x + bit < image.getWidth(); bit++)
            if ((image.getRGB(x + bit, y) & 0xFF) < 0x80) dots &= ~(0x80 >> bit);
        return (byte) dots;
    }
}
