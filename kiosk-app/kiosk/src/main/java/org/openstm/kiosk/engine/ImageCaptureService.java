package org.openstm.kiosk.engine;

import java.awt.Color;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.openstm.device.Camera;
import org.openstm.device.Camera.Picture;
import org.openstm.device.Camera.Shot;
import org.openstm.device.Camera.View;
import org.openstm.kiosk.catalog.ItemField;
import org.openstm.kiosk.central.crypto.Sha256;
import org.openstm.kiosk.session.model.CapturedImage;
import org.openstm.kiosk.session.model.SessionEvent;

/// Takes the pictures for a form, and compresses them to the size limit of a case's files. Nothing is
/// written to disk.
final class ImageCaptureService {
    /// Minimum pixels for a readable A4 sheet.
    private static final Shot OF_A_PAPER = new Shot(1600, 1200);

    /// Pixels of a portrait on a card (two inches at 300 dots an inch: 413 x 626).
    private static final Shot OF_A_PERSON = new Shot(640, 480);

    private static final Duration PATIENCE = Duration.ofSeconds(8);

    /// Delay before a portrait: a person looks up first.
    private static final Duration READY = Duration.ofSeconds(2);

    /// Maximum pixels of input; a camera that claims more is not believed.
    private static final long MOST_DOTS = 40_000_000;

    /// Maximum pixels of a stored picture, along the longer side: A4 at 200 dots an inch and more.
    private static final int LONGEST = 2480;

    private static final float[] QUALITIES = {0.85f, 0.7f, 0.55f, 0.4f};

    private static final System.Logger LOG = System.getLogger(ImageCaptureService.class.getName());

    private final DeviceProvider devices;

    /// The request that waits for a picture now.
    private final AtomicReference<Thread> waiting = new AtomicReference<>();

    ImageCaptureService(DeviceProvider devices) {
        this.devices = devices;
    }

    /// An earlier request gets no picture: its paper has been moved since.
    ///
    /// @return [SessionEvent.PictureTaken] or [SessionEvent.PictureFailed]
    SessionEvent takePicture(ItemField field) throws InterruptedException {
        var before = waiting.getAndSet(Thread.currentThread());
        if (before != null) before.interrupt();
        try {
            return useCamera(field);
        } catch (RuntimeException bug) {
            // log only its type: its message may quote what was seen
            LOG.log(Level.ERROR, "a picture failed: " + bug.getClass().getName());
            return new SessionEvent.PictureFailed(field.name(), "picture.failed");
        } finally {
            waiting.compareAndSet(Thread.currentThread(), null);
        }
    }

    private SessionEvent useCamera(ItemField field) throws InterruptedException {
        boolean person = field.kind() == ItemField.FieldKind.PHOTO;
        var camera = devices.camera(person ? View.PERSON : View.PAPER);
        if (camera.isEmpty()) return new SessionEvent.PictureFailed(field.name(), "picture.no-camera");
        if (person) Thread.sleep(READY);
        return toEvent(field, camera.get(), person ? OF_A_PERSON : OF_A_PAPER);
    }

    private static SessionEvent toEvent(ItemField field, Camera camera, Shot wanted) throws InterruptedException {
        return switch (camera.take(wanted, PATIENCE)) {
            case Picture.Taken taken ->
                toCapturedImage(taken.jpeg())
                        .<SessionEvent>map(still -> new SessionEvent.PictureTaken(field.name(), still))
                        .orElseGet(() -> new SessionEvent.PictureFailed(field.name(), "picture.failed"));
            case Picture.TooBlurred _ -> toRefusal(field, "blurred");
            case Picture.TooDark _ -> new SessionEvent.PictureFailed(field.name(), "picture.dark");
            case Picture.TooBright _ -> toRefusal(field, "bright");
            case Picture.Blank _ -> toRefusal(field, "blank");
            case Picture.TooSmall _ -> new SessionEvent.PictureFailed(field.name(), "picture.small");
            case Picture.Failed _ -> new SessionEvent.PictureFailed(field.name(), "picture.failed");
        };
    }

    /// The advice to the citizen differs between a tray and a lens.
    private static SessionEvent toRefusal(ItemField field, String why) {
        boolean person = field.kind() == ItemField.FieldKind.PHOTO;
        return new SessionEvent.PictureFailed(field.name(), "picture." + why + (person ? "-person" : ""));
    }

    /// A driver's picture is hostile until it is decoded; the stored one is a JPEG of our own encoding.
    static Optional<CapturedImage> toCapturedImage(byte[] jpeg) {
        try {
            return readJpeg(jpeg).map(ImageCaptureService::compressImage);
        } catch (IOException | RuntimeException unreadable) {
            return Optional.empty();
        }
    }

    private static Optional<BufferedImage> readJpeg(byte[] jpeg) throws IOException {
        var reader = ImageIO.getImageReadersByFormatName("jpeg").next();
        try (var in = new MemoryCacheImageInputStream(new ByteArrayInputStream(jpeg))) {
            reader.setInput(in, true, true);
            long dots = (long) reader.getWidth(0) * reader.getHeight(0);
            return dots > MOST_DOTS ? Optional.empty() : Optional.of(reader.read(0));
        } finally {
            reader.dispose();
        }
    }

    private static CapturedImage compressImage(BufferedImage picture) {
        var scaled = scaleToLimit(picture);
        byte[] bytes = {};
        while (true) {
            for (float quality : QUALITIES) {
                bytes = encodeJpeg(scaled, quality);
                if (bytes.length <= CapturedImage.LARGEST)
                    return new CapturedImage(bytes, Sha256.digestHex(bytes), scaled.getWidth(), scaled.getHeight());
            }
            scaled = scaleImage(scaled, 0.8);
        }
    }

    private static BufferedImage scaleToLimit(BufferedImage picture) {
        double by = LONGEST / (double) Math.max(picture.getWidth(), picture.getHeight());
        return scaleImage(picture, Math.min(1, by));
    }

    private static BufferedImage scaleImage(BufferedImage picture, double by) {
        int width = Math.max(1, (int) Math.round(picture.getWidth() * by));
        int height = Math.max(1, (int) Math.round(picture.getHeight() * by));
        var drawn = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        var pen = drawn.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        pen.drawImage(picture, 0, 0, width, height, Color.WHITE, null);
        pen.dispose();
        return drawn;
    }

    private static byte[] encodeJpeg(BufferedImage picture, float quality) {
        var bytes = new ByteArrayOutputStream();
        var writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        var settings = writer.getDefaultWriteParam();
        settings.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        settings.setCompressionQuality(quality);
        try (var out = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(picture, null, null), settings);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}
