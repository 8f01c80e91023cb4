package org.openstm.kiosk.bench;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.MultiFormatReader;
import com.google.zxing.NotFoundException;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.openstm.device.BarcodeReader.Scan;
import org.openstm.device.driver.barcode.image.CodeImageReader;

/// Photographs of codes: ours, or a folder of somebody else's.
final class PhotosBench implements Bench {
    private static final int COUNT = 179;

    /// A folder, searched to its depths, of pictures that each have a text beside them, as the public sets of QR
    /// photographs do: `01.png` and `01.txt`.
    private static final String FOLDER = System.getenv().getOrDefault("BENCH_PHOTOS", "");

    private record Photo(String name, BufferedImage picture, String text) {}

    @Override
    public String name() {
        return "photos";
    }

    @Override
    public String says() {
        return FOLDER.isEmpty()
                ? COUNT + " seeded pictures of QR codes as a hand would photograph them, read by one attempt of the"
                        + " library and by our several; BENCH_PHOTOS=FOLDER takes photographs with a .txt beside each"
                : "the photographs in " + FOLDER + ", read by one attempt of the library and by our several";
    }

    @Override
    public List<Figure> run(Path folder) throws Exception {
        var photos = FOLDER.isEmpty() ? made() : found(Path.of(FOLDER));
        int once = 0;
        int read = 0;
        int wrong = 0;
        var times = new Samples();
        for (var photo : photos) {
            if (photo.text.equals(oneAttempt(photo.picture))) once++;
            long begun = System.nanoTime();
            var scan = CodeImageReader.readCode(photo.picture);
            times.add((System.nanoTime() - begun) / 1e6);
            if (!(scan instanceof Scan.Code(var text, var _))) System.out.println("not read: " + photo.name);
            else if (text.equals(photo.text)) read++;
            else {
                wrong++;
                System.out.println("wrong: " + photo.name + ": " + text);
            }
        }
        return List.of(
                Figure.told("photos.all", "", photos.size(), Double.NaN),
                Figure.told("photos.read", "", read, once),
                Figure.atMost("photos.wrong", "", wrong, Double.NaN, 0),
                Figure.told("photos.p50", "ms", times.median(), Double.NaN),
                Figure.told("photos.slowest", "ms", times.at(1), Double.NaN));
    }

    private static List<Photo> made() throws Exception {
        var random = new Random(Long.getLong("bench.seed", 179));
        var photos = new ArrayList<Photo>();
        for (int i = 0; i < COUNT; i++) {
            var text = "https://example.invalid/v/" + Long.toString(random.nextLong(), 36);
            photos.add(new Photo(Integer.toString(i), PhotoLike.of(text, random), text));
        }
        return photos;
    }

    private static List<Photo> found(Path folder) throws IOException {
        var photos = new ArrayList<Photo>();
        try (var all = Files.walk(folder)) {
            for (var file : all.sorted().toList()) {
                var name = file.getFileName().toString();
                if (!name.matches("(?i).*\\.(png|jpe?g|gif|bmp)")) continue;
                var text = file.resolveSibling(name.replaceFirst("\\.[^.]*$", ".txt"));
                if (!Files.exists(text)) continue;
                photos.add(new Photo(
                        folder.relativize(file).toString(),
                        ImageIO.read(file.toFile()),
                        Files.readString(text, StandardCharsets.UTF_8)));
            }
        }
        if (photos.isEmpty()) throw new IllegalArgumentException("no pictures with a .txt beside them in " + folder);
        return photos;
    }

    private static String oneAttempt(BufferedImage picture) {
        int wide = picture.getWidth();
        int tall = picture.getHeight();
        var source = new RGBLuminanceSource(wide, tall, picture.getRGB(0, 0, wide, tall, null, 0, wide));
        try {
            return new MultiFormatReader()
                    .decode(new BinaryBitmap(new HybridBinarizer(source)))
                    .getText();
        } catch (NotFoundException | RuntimeException none) {
            return "";
        }
    }
}
