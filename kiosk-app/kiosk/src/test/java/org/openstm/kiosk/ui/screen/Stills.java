package org.openstm.kiosk.ui.screen;

import java.awt.Color;
import java.awt.Font;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;
import org.openstm.kiosk.central.crypto.Sha256;
import org.openstm.kiosk.session.model.CapturedImage;

/// Pictures for tests without a camera.
public final class Stills {
    private Stills() {}

    /// A sheet with lines on a dark tray.
    public static CapturedImage drawn(int width, int height) {
        var picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        var pen = picture.createGraphics();
        pen.setColor(new Color(112, 116, 118));
        pen.fillRect(0, 0, width, height);
        pen.setColor(new Color(228, 226, 220));
        pen.fillRect(width / 8, height / 12, width * 3 / 4, height * 5 / 6);
        pen.setColor(Color.BLACK);
        pen.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, height / 24));
        for (int line = 2; line < 10; line++) pen.drawString("No. 5301 / " + line, width / 5, line * height / 12);
        pen.dispose();
        var bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(picture, "jpeg", bytes);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return new CapturedImage(bytes.toByteArray(), Sha256.digestHex(bytes.toByteArray()), width, height);
    }
}
