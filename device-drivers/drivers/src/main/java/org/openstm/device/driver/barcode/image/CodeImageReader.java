package org.openstm.device.driver.barcode.image;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.LuminanceSource;
import com.google.zxing.MultiFormatReader;
import com.google.zxing.NotFoundException;
import com.google.zxing.Result;
import com.google.zxing.ResultMetadataType;
import com.google.zxing.common.GlobalHistogramBinarizer;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.common.StringUtils;
import com.google.zxing.multi.qrcode.QRCodeMultiReader;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.openstm.device.BarcodeReader.Scan;
import org.openstm.device.FaultCode;
import org.openstm.device.driver.barcode.CodeText;
import org.openstm.device.link.Deadline;

/// Reads the code in a picture: unchanged, with another threshold, inverted, sharpened, smoothed, scaled down and
/// up, and as a clean drawing.
public final class CodeImageReader {
    private static final long MOST_DOTS = 40_000_000;

    /// Maximum side in dots: a code that needs more cannot be read by a citizen's phone either.
    private static final float LARGEST_SIDE = 1600;

    private CodeImageReader() {}

    /// @param file PNG, JPEG, GIF or BMP
    public static Scan readCode(Path file) {
        try (var bytes = Files.newInputStream(file);
                // not in a temporary file: a code may contain personal data
                var stream = new MemoryCacheImageInputStream(bytes)) {
            var readers = ImageIO.getImageReaders(stream);
            if (!readers.hasNext()) return toFailed(FaultCode.NOT_A_PICTURE, file + " is no picture that can be read");
            var reader = readers.next();
            try {
                reader.setInput(stream);
                // checked before decoding: a small file can claim to be enormous
                if ((long) reader.getWidth(0) * reader.getHeight(0) > MOST_DOTS)
                    return toFailed(FaultCode.PICTURE_TOO_LARGE, file + " has more than 40 million dots");
                return readCode(reader.read(0));
            } finally {
                reader.dispose();
            }
        } catch (IOException | RuntimeException broken) {
            return toFailed(FaultCode.NOT_A_PICTURE, file + " cannot be read: " + broken);
        }
    }

    public static Scan readCode(BufferedImage picture) {
        for (var attempt : createAttempts(picture)) {
            var found = attempt.get();
            if (found.isPresent()) return found.get().code();
        }
        return new Scan.Nothing();
    }

    /// Alternative readings of the code in a picture that does not name its character set.
    ///
    /// @param file a picture that was read before
    public static List<String> otherReadings(Path file) {
        var others = new ArrayList<String>();
        try (var bytes = Files.newInputStream(file);
                var stream = new MemoryCacheImageInputStream(bytes)) {
            var picture = ImageIO.read(stream);
            if (picture == null) return List.of();
            for (var attempt : createAttempts(picture)) {
                var found = attempt.get();
                if (found.isEmpty()) continue;
                for (var segment : found.get().segments()) others.addAll(CodeText.otherReadings(segment));
                break;
            }
        } catch (IOException | RuntimeException _) {
            // the error was reported when it was read
        }
        return List.copyOf(others);
    }

    /// @param segments its runs of bytes
    private record DecodedCode(Scan.Code code, List<byte[]> segments) {}

    /// Result for one picture of many.
    ///
    /// @param made further attempts that were made
    /// @param others number of further attempts
    record DecodeAttempt(Optional<Scan> found, int made, int others) {}

    /// Makes the likeliest attempt, and as many of the others as time allows.
    ///
    /// @param turn index of the first further attempt; advances from picture to picture by the number made
    static DecodeAttempt decodeWithin(BufferedImage picture, int turn, Deadline until) {
        var attempts = createAttempts(picture);
        int others = attempts.size() - 1;
        var found = attempts.getFirst().get();
        int made = 0;
        while (found.isEmpty() && made < others && !until.over()) {
            found = attempts.get(1 + (turn + made) % others).get();
            made++;
        }
        return new DecodeAttempt(found.map(DecodedCode::code), made, others);
    }

    /// The attempts, the likeliest first; measured on photographs of QR codes, blurred, unevenly lit, small and
    /// taken at an angle. All but the first look for a QR code only, because sharpening a texture easily produces a
    /// false bar code.
    private static List<Supplier<Optional<DecodedCode>>> createAttempts(BufferedImage whole) {
        var picture = scalePicture(whole, Math.min(1f, LARGEST_SIDE / Math.max(whole.getWidth(), whole.getHeight())));
        var dots = GrayImage.of(picture);
        return List.of(
                () -> decodeWith(dots, true, Map.of()),
                () -> decodeWith(dots, false, Map.of()),
                () -> decodeWith(dots.invert(), true, Map.of()),
                () -> decodeQr(GrayImage.of(scalePicture(picture, 0.5f)).withSharpening(9, 3), true),
                () -> decodeQr(dots.withSharpening(15, 3), true),
                () -> decodeQr(GrayImage.of(scalePicture(picture, enlargementFactor(picture))), true),
                () -> decodeQr(dots.withSmoothing(3), true),
                () -> decodeQr(GrayImage.of(scalePicture(picture, 0.85f)), true),
                () -> decodeQr(GrayImage.of(scalePicture(picture, 0.5f)).withSharpening(9, 3), false),
                () -> decodeQr(
                        GrayImage.of(scalePicture(picture, enlargementFactor(picture)))
                                .withSharpening(9, 4),
                        true),
                () -> decodeQr(dots.withSharpening(9, 3), true),
                () -> decodeQr(dots.withSharpening(15, 3), false),
                () -> decodeQr(GrayImage.of(scalePicture(picture, 0.7f)), true),
                () -> decodeQr(GrayImage.of(scalePicture(picture, 0.5f)), true),
                () -> decodeQr(GrayImage.of(scalePicture(picture, 0.5f)), false),
                () -> decodeQr(dots.withSmoothing(5), true),
                () -> decodeQr(GrayImage.of(scalePicture(whole, 1f)), true),
                () -> decodeQr(GrayImage.of(scalePicture(picture, 0.25f)).withSharpening(5, 2), true),
                () -> decodeWith(dots, true, Map.of(DecodeHintType.PURE_BARCODE, true)),
                () -> decodeMultiple(dots, true),
                () -> decodeMultiple(dots, false));
    }

    private static float enlargementFactor(BufferedImage picture) {
        return Math.min(2f, 2 * LARGEST_SIDE / Math.max(picture.getWidth(), picture.getHeight()));
    }

    private static Optional<DecodedCode> decodeQr(LuminanceSource source, boolean hybrid) {
        return decodeWith(
                source,
                hybrid,
                Map.of(
                        DecodeHintType.POSSIBLE_FORMATS,
                        List.of(BarcodeFormat.QR_CODE),
                        DecodeHintType.TRY_HARDER,
                        true));
    }

    /// Uses the multi-code reader: it tries each set of three corners, where the others take the likeliest set and
    /// fail with it, also on a flawless code.
    private static Optional<DecodedCode> decodeMultiple(LuminanceSource source, boolean hybrid) {
        var binarizer = hybrid ? new HybridBinarizer(source) : new GlobalHistogramBinarizer(source);
        try {
            var found = new QRCodeMultiReader().decodeMultiple(new BinaryBitmap(binarizer));
            return found.length == 0 ? Optional.empty() : Optional.of(toDecodedCode(found[0]));
        } catch (NotFoundException | RuntimeException _) {
            return Optional.empty();
        }
    }

    private static Optional<DecodedCode> decodeWith(
            LuminanceSource source, boolean hybrid, Map<DecodeHintType, ?> hints) {
        var binarizer = hybrid ? new HybridBinarizer(source) : new GlobalHistogramBinarizer(source);
        try {
            var result = new MultiFormatReader().decode(new BinaryBitmap(binarizer), hints);
            return Optional.of(toDecodedCode(result));
        } catch (NotFoundException | RuntimeException _) {
            // the library throws unchecked exceptions on some damaged codes
            return Optional.empty();
        }
    }

    private static DecodedCode toDecodedCode(Result result) {
        return new DecodedCode(
                new Scan.Code(textOf(result), symbologyOf(result.getBarcodeFormat())), byteSegments(result));
    }

    /// The byte segments of a code without a declared character set.
    private static List<byte[]> byteSegments(Result result) {
        var metadata = result.getResultMetadata();
        if (metadata == null || !(metadata.get(ResultMetadataType.BYTE_SEGMENTS) instanceof Iterable<?> segments))
            return List.of();
        var all = new ArrayList<byte[]>();
        for (var each : segments) if (each instanceof byte[] bytes) all.add(bytes);
        return all;
    }

    /// The library's text, with each byte segment decoded by our rule instead of its guess.
    private static String textOf(Result result) {
        var text = result.getText();
        int from = 0;
        for (var bytes : byteSegments(result)) {
            var guessed = new String(bytes, StringUtils.guessCharset(bytes, Map.of()));
            int at = text.indexOf(guessed, from);
            if (at < 0) continue;
            var ours = CodeText.of(bytes);
            text = text.substring(0, at) + ours + text.substring(at + guessed.length());
            from = at + ours.length();
        }
        return text;
    }

    private static String symbologyOf(BarcodeFormat format) {
        return switch (format) {
            case EAN_8, EAN_13, UPC_A, UPC_E, UPC_EAN_EXTENSION -> "ean";
            default -> format.name().toLowerCase(Locale.ROOT).replace('_', '-');
        };
    }

    /// Scales a picture on a white background, so that transparency does not become black.
    private static BufferedImage scalePicture(BufferedImage picture, float scale) {
        int wide = Math.max(1, Math.round(picture.getWidth() * scale));
        int tall = Math.max(1, Math.round(picture.getHeight() * scale));
        var copy = new BufferedImage(wide, tall, BufferedImage.TYPE_INT_RGB);
        var pen = copy.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        pen.setColor(java.awt.Color.WHITE);
        pen.fillRect(0, 0, wide, tall);
        pen.drawImage(picture, 0, 0, wide, tall, null);
        pen.dispose();
        return copy;
    }

    private static Scan toFailed(FaultCode code, String detail) {
        return new Scan.Failed(code.fault(detail));
    }
}
