package org.openstm.device.sim.camera;

import com.google.zxing.WriterException;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/// The scene before a simulated camera. All scenes are drawn; none shows a real person.
sealed interface CameraScene {
    /// An empty tray.
    record EmptyTray() implements CameraScene {}

    /// A sheet with print.
    record PaperSheet() implements CameraScene {}

    /// A person, drawn with a few strokes.
    record PersonFace() implements CameraScene {}

    /// A QR code on the screen of a phone.
    record ShownQrCode(byte[] content) implements CameraScene {}

    Color TRAY = new Color(112, 116, 118);

    /// @param turn index of the picture: hand and light are never quite still
    default BufferedImage drawScene(int width, int height, int turn) {
        var picture = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        var pen = picture.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        pen.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        pen.setPaint(new GradientPaint(0, 0, TRAY.brighter(), width, height, TRAY));
        pen.fillRect(0, 0, width, height);
        pen.translate(turn % 3, turn % 2);
        switch (this) {
            case EmptyTray _ -> {}
            case PaperSheet _ -> drawSheet(pen, width, height);
            case PersonFace _ -> drawFace(pen, width, height);
            case ShownQrCode(var content) -> drawCode(pen, content, width, height);
        }
        pen.dispose();
        return withGrain(picture, turn);
    }

    private static void drawSheet(Graphics2D pen, int width, int height) {
        int left = width / 8;
        int top = height / 16;
        int wide = width - 2 * left;
        int tall = height - 2 * top;
        pen.setColor(new Color(228, 226, 220));
        pen.fillRect(left, top, wide, tall);
        pen.setColor(new Color(40, 40, 44));
        int size = Math.max(9, height / 40);
        pen.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 2 * size));
        pen.drawString("证明 CERTIFICATE", left + wide / 4, top + 3 * size);
        pen.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, size));
        for (int y = top + 6 * size; y < top + tall - 2 * size; y += 2 * size)
            pen.drawString("兹证明示范省某某县居民 No. " + (1000 + y) + " 办理事项 5301", left + 2 * size, y);
        pen.setColor(new Color(190, 40, 40));
        pen.setStroke(new BasicStroke(3));
        pen.drawOval(left + wide * 2 / 3, top + tall * 2 / 3, wide / 5, wide / 5);
    }

    private static void drawFace(Graphics2D pen, int width, int height) {
        pen.setColor(new Color(196, 208, 220));
        pen.fillRect(-4, -4, width + 8, height + 8);
        int middle = width / 2;
        int unit = height / 20;
        pen.setColor(new Color(60, 72, 110));
        pen.fill(new Ellipse2D.Double(middle - 7.0 * unit, 14.0 * unit, 14.0 * unit, 12.0 * unit));
        pen.setColor(new Color(38, 32, 30));
        pen.fill(new Ellipse2D.Double(middle - 4.6 * unit, 2.0 * unit, 9.2 * unit, 11.0 * unit));
        pen.setColor(new Color(222, 184, 158));
        pen.fill(new Ellipse2D.Double(middle - 4.0 * unit, 4.0 * unit, 8.0 * unit, 10.5 * unit));
        pen.setColor(new Color(38, 32, 30));
        for (int side : new int[] {-1, 1}) {
            pen.fill(new Ellipse2D.Double(middle + side * 1.8 * unit - 0.4 * unit, 8.2 * unit, 0.8 * unit, 0.5 * unit));
            pen.fillRect((int) (middle + side * 1.8 * unit - 0.8 * unit), (int) (7.3 * unit), (int) (1.6 * unit), 3);
        }
        pen.setColor(new Color(176, 92, 88));
        pen.fillRect(middle - unit, 12 * unit, 2 * unit, Math.max(3, unit / 4));
    }

    private static void drawCode(Graphics2D pen, byte[] content, int width, int height) {
        var dots = encodeQr(content);
        int module = Math.max(1, (Math.min(width, height) - 8) / (dots.getWidth() + 8));
        int side = module * dots.getWidth();
        int left = (width - side) / 2;
        int top = (height - side) / 2;
        pen.setColor(new Color(240, 242, 244));
        pen.fillRect(left - 4 * module, top - 4 * module, side + 8 * module, side + 8 * module);
        pen.setColor(new Color(16, 18, 20));
        for (int y = 0; y < dots.getHeight(); y++)
            for (int x = 0; x < dots.getWidth(); x++)
                if (dots.get(x, y) == 1) pen.fillRect(left + x * module, top + y * module, module, module);
    }

    private static ByteMatrix encodeQr(byte[] content) {
        try {
            // bytes are encoded unchanged, without naming their charset, as in most codes
            var text = new String(content, StandardCharsets.ISO_8859_1);
            return Encoder.encode(text, ErrorCorrectionLevel.L).getMatrix();
        } catch (WriterException tooLong) {
            throw new IllegalArgumentException("no QR code holds this: " + tooLong.getMessage(), tooLong);
        }
    }

    /// Adds a sensor's noise, so that no two pictures are the same.
    private static BufferedImage withGrain(BufferedImage picture, int turn) {
        var random = new Random(turn);
        var dots = ((java.awt.image.DataBufferByte) picture.getRaster().getDataBuffer()).getData();
        for (int i = 0; i < dots.length; i += 1 + random.nextInt(40))
            dots[i] = (byte) Math.clamp((dots[i] & 0xFF) + random.nextInt(9) - 4, 0, 255);
        return picture;
    }
}
