package org.openstm.kiosk.engine;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.RenderingHints;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.openstm.kiosk.journal.model.Attachment;
import org.openstm.kiosk.session.model.SessionState;

/// A citizen's signature as a file of the case: black on white, cropped to the strokes.
/// Nothing is written to disk while it is drawn.
final class SignatureImage {
    static final String NAME = Attachment.SIGNATURE;
    static final String TYPE = "image/png";

    private static final float PEN = 6;
    private static final int MARGIN = 16;

    /// Pixels of the largest pad; points beyond it are ignored.
    private static final int LARGEST = 2160;

    private SignatureImage() {}

    static byte[] toPng(List<SessionState.PenStroke> strokes) {
        var xs = strokes.stream().flatMapToInt(s -> axisValues(s, 0)).summaryStatistics();
        var ys = strokes.stream().flatMapToInt(s -> axisValues(s, 1)).summaryStatistics();
        if (xs.getCount() == 0 || ys.getCount() == 0) throw new IllegalArgumentException("no stroke to draw");
        int width = xs.getMax() - xs.getMin() + 2 * MARGIN;
        int height = ys.getMax() - ys.getMin() + 2 * MARGIN;
        var picture = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        var pen = picture.createGraphics();
        pen.setColor(Color.WHITE);
        pen.fillRect(0, 0, width, height);
        pen.setColor(Color.BLACK);
        pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        pen.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        pen.setStroke(new BasicStroke(PEN, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        pen.translate(MARGIN - xs.getMin(), MARGIN - ys.getMin());
        for (var stroke : strokes) pen.draw(toPath(stroke));
        pen.dispose();
        return encodePng(picture);
    }

    private static IntStream axisValues(SessionState.PenStroke stroke, int first) {
        return IntStream.iterate(first, i -> i + 1 < stroke.points().size() + first, i -> i + 2)
                .map(i -> clampedPoint(stroke, i));
    }

    private static int clampedPoint(SessionState.PenStroke stroke, int index) {
        return Math.clamp(stroke.points().get(index), 0, LARGEST);
    }

    private static Path2D toPath(SessionState.PenStroke stroke) {
        var line = new Path2D.Double();
        for (int i = 0; i + 1 < stroke.points().size(); i += 2) {
            if (i == 0) line.moveTo(clampedPoint(stroke, 0), clampedPoint(stroke, 1));
            line.lineTo(clampedPoint(stroke, i), clampedPoint(stroke, i + 1));
        }
        return line;
    }

    private static byte[] encodePng(BufferedImage picture) {
        var bytes = new ByteArrayOutputStream();
        var writer = ImageIO.getImageWritersByFormatName("png").next();
        try (var out = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(picture);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}
