package org.openstm.kiosk.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.plugins.jpeg.JPEGImageWriteParam;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openstm.device.Camera;
import org.openstm.device.DeviceClass;
import org.openstm.device.DeviceState;
import org.openstm.device.DeviceStatus;
import org.openstm.device.contract.LongTest;
import org.openstm.device.contract.Seeds;
import org.openstm.device.link.LinkAddress;
import org.openstm.device.manager.DeviceEntry;
import org.openstm.device.manager.DeviceManager;
import org.openstm.device.sim.SimulatorFactory;
import org.openstm.device.sim.link.DeviceSimulator;
import org.openstm.kiosk.catalog.ItemField;
import org.openstm.kiosk.catalog.load.CatalogueFiles;
import org.openstm.kiosk.central.crypto.Sha256;
import org.openstm.kiosk.session.model.CapturedImage;
import org.openstm.kiosk.session.model.SessionEvent;

/// Pictures by real camera drivers, and invalid data that drivers may return.
class ImageCaptureServiceTest {
    private static final ItemField RECORD = field("record");
    private static final ItemField PORTRAIT = field("photo");

    @TempDir
    Path dir;

    private DeviceSimulator tray;
    private DeviceSimulator lens;
    private DeviceManager desk;

    private static ItemField field(String name) {
        var item = CatalogueFiles.loadShipped()
                .findItem("assistance/disability-card")
                .orElseThrow();
        return item.findField(name).orElseThrow();
    }

    @BeforeEach
    void open() throws IOException {
        tray = SimulatorFactory.startSimulator(DeviceClass.CAMERA, "tcp://127.0.0.1:0", dir);
        lens = SimulatorFactory.startSimulator(DeviceClass.CAMERA, "tcp://127.0.0.1:0", dir);
        lens.runControlLine("face");
        lens.runControlLine("size 800 600");
        desk = desk(entry("lens-1", lens.link() + "?looks=person"), entry("tray-1", tray.link() + "?looks=paper"));
    }

    private static DeviceEntry entry(String id, String link) {
        return new DeviceEntry(id, DeviceClass.CAMERA, "mjpeg", LinkAddress.parse(link));
    }

    private static DeviceManager desk(DeviceEntry... entries) {
        return DeviceManager.open(List.of(entries), Duration.ofSeconds(5));
    }

    @AfterEach
    void close() {
        desk.close();
        tray.close();
        lens.close();
    }

    /// A terminal that has cameras only.
    private record OnlyCameras(Function<Camera.View, Optional<Camera>> all) implements FewDevices {
        @Override
        public Optional<Camera> camera(Camera.View view) {
            return all.apply(view);
        }
    }

    private SessionEvent take(ItemField field) throws InterruptedException {
        return new ImageCaptureService(new OnlyCameras(desk::camera)).takePicture(field);
    }

    private static CapturedImage taken(SessionEvent event) {
        return assertInstanceOf(SessionEvent.PictureTaken.class, event).picture();
    }

    @Test
    void a_paper_is_seen_by_the_camera_over_the_tray_and_a_person_by_the_other() throws Exception {
        var paper = taken(take(RECORD));
        assertEquals(1600, paper.width());
        assertEquals(Sha256.digestHex(paper.jpeg()), paper.sha256());
        assertTrue(paper.jpeg().length <= CapturedImage.LARGEST);
        assertEquals(800, taken(take(PORTRAIT)).width());
    }

    @Test
    void without_a_camera_for_it_there_is_no_picture() throws Exception {
        try (var less = desk(entry("lens-1", lens.link() + "?looks=person"))) {
            var event = new ImageCaptureService(new OnlyCameras(less::camera)).takePicture(RECORD);
            assertEquals(new SessionEvent.PictureFailed("record", "picture.no-camera"), event);
        }
        assertThrows(IllegalArgumentException.class, () -> entry("tray-1", tray.link() + "?looks=away"));
    }

    @LongTest(oneIn = 3)
    @Test
    void what_is_not_good_is_said_as_it_is_before_a_tray_and_before_a_lens() throws Exception {
        tray.runControlLine("empty");
        assertEquals(new SessionEvent.PictureFailed("record", "picture.blank"), take(RECORD));
        tray.runControlLine("paper");
        tray.runControlLine("black");
        assertEquals(new SessionEvent.PictureFailed("record", "picture.dark"), take(RECORD));
        tray.runControlLine("size 640 480");
        tray.runControlLine("well");
        assertEquals(new SessionEvent.PictureFailed("record", "picture.small"), take(RECORD), "nobody could read it");
        lens.runControlLine("sun");
        assertEquals(new SessionEvent.PictureFailed("photo", "picture.bright-person"), take(PORTRAIT));
        lens.runControlLine("blurred");
        assertEquals(new SessionEvent.PictureFailed("photo", "picture.blurred-person"), take(PORTRAIT));
    }

    /// The only camera of a terminal, controlled by the test.
    private interface Strange extends Camera {
        @Override
        default DeviceStatus status(Duration patience) {
            return DeviceStatus.of(DeviceState.ONLINE);
        }

        @Override
        default void close() {}
    }

    private static ImageCaptureService by(Strange camera) {
        return new ImageCaptureService(new OnlyCameras(_ -> Optional.of(camera)));
    }

    @Test
    void a_driver_that_breaks_leaves_nobody_waiting() throws Exception {
        var broken = by((_, _) -> {
            throw new IllegalStateException("what was seen");
        });
        assertEquals(new SessionEvent.PictureFailed("record", "picture.failed"), broken.takePicture(RECORD));
        var bytes = by((_, _) -> new Camera.Picture.Taken(new byte[100], 1600, 1200, 50));
        assertEquals(new SessionEvent.PictureFailed("record", "picture.failed"), bytes.takePicture(RECORD));
    }

    /// After going back and touching again, the citizen must not get the previous picture.
    @Test
    void who_wants_a_picture_anew_is_not_shown_the_one_that_was_on_its_way() throws Exception {
        var calls = new AtomicInteger();
        var looks = new CountDownLatch(1);
        byte[] second = jpeg(new BufferedImage(200, 100, BufferedImage.TYPE_INT_RGB));
        var photographer = by((_, patience) -> {
            if (calls.incrementAndGet() > 1) return new Camera.Picture.Taken(second, 200, 100, 50);
            looks.countDown();
            Thread.sleep(patience);
            return new Camera.Picture.TooDark();
        });
        var first = new FutureTask<>(() -> {
            assertThrows(InterruptedException.class, () -> photographer.takePicture(RECORD));
            return true;
        });
        Thread.ofVirtual().start(first);
        assertTrue(looks.await(10, TimeUnit.SECONDS));
        assertEquals(200, taken(photographer.takePicture(RECORD)).width());
        assertTrue(first.get(5, TimeUnit.SECONDS), "it did not wait for its patience");
    }

    @Test
    void a_picture_of_nothing_but_detail_becomes_small_enough_for_a_file() throws Exception {
        long seed = Seeds.next();
        var random = new Random(seed);
        var noise = new BufferedImage(4000, 3000, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < 3000; y++) for (int x = 0; x < 4000; x++) noise.setRGB(x, y, random.nextInt());
        var still = ImageCaptureService.toCapturedImage(jpeg(noise)).orElseThrow();
        assertTrue(still.jpeg().length <= CapturedImage.LARGEST, still + ", seed " + seed);
        var read = ImageIO.read(new ByteArrayInputStream(still.jpeg()));
        assertEquals(still.width(), read.getWidth());
        assertEquals(still.height(), read.getHeight());
    }

    @Test
    void what_is_no_picture_is_none_and_nothing_breaks() throws Exception {
        long seed = Seeds.next();
        var random = new Random(seed);
        byte[] whole = jpeg(new BufferedImage(64, 48, BufferedImage.TYPE_INT_RGB));
        for (byte[] bytes : List.of(
                new byte[0], new byte[] {(byte) 0xFF, (byte) 0xD8}, "%PDF-1.7".getBytes(StandardCharsets.UTF_8)))
            assertEquals(Optional.empty(), ImageCaptureService.toCapturedImage(bytes));
        byte[] lying = whole.clone();
        int size = size(lying);
        Arrays.fill(lying, size, size + 4, (byte) 0xEA);
        assertEquals(
                Optional.empty(),
                ImageCaptureService.toCapturedImage(lying),
                "60,138 times 60,138 dots are not believed");
        for (int n = 0; n < 300; n++) {
            byte[] spoiled = Arrays.copyOf(whole, random.nextInt(whole.length) + 1);
            for (int hits = 0; hits < 3; hits++) spoiled[random.nextInt(spoiled.length)] = (byte) random.nextInt();
            ImageCaptureService.toCapturedImage(spoiled)
                    .ifPresent(still -> assertTrue(still.jpeg().length <= CapturedImage.LARGEST, "seed " + seed));
        }
    }

    /// Segments allowed between the first mark and the image lines of our own encoding: JFIF, tables, size.
    private static final Set<Integer> PLAIN_MARKS = Set.of(0xE0, 0xDB, 0xC0, 0xC4, 0xDA);

    @Test
    void of_what_a_picture_carries_besides_itself_nothing_is_kept() throws Exception {
        var secret = "GPS 25.04N 102.71E, the thumbnail of another one";
        byte[] whole = jpeg(new BufferedImage(640, 480, BufferedImage.TYPE_INT_RGB));
        var thumbnail = jpeg(new BufferedImage(160, 120, BufferedImage.TYPE_INT_RGB));
        var bytes = new ByteArrayOutputStream();
        bytes.write(whole, 0, 2);
        bytes.write(segment(0xE1, "Exif\0\0" + secret, thumbnail));
        bytes.write(segment(0xE2, "MPF\0" + secret, new byte[0]));
        bytes.write(segment(0xFE, secret, new byte[0]));
        bytes.write(whole, 2, whole.length - 2);
        bytes.write(thumbnail);
        bytes.write(secret.getBytes(StandardCharsets.ISO_8859_1));
        var still = ImageCaptureService.toCapturedImage(bytes.toByteArray()).orElseThrow();
        assertEquals(640, still.width());
        assertPlain(still.jpeg());
        assertFalse(new String(still.jpeg(), StandardCharsets.ISO_8859_1).contains(secret.substring(0, 8)));
    }

    @Test
    void pictures_of_other_kinds_become_plain_ones_or_none() throws Exception {
        var grey = ImageCaptureService.toCapturedImage(jpeg(new BufferedImage(64, 48, BufferedImage.TYPE_BYTE_GRAY)));
        assertPlain(grey.orElseThrow().jpeg());
        assertPlain(
                ImageCaptureService.toCapturedImage(progressive()).orElseThrow().jpeg());
        ImageCaptureService.toCapturedImage(fourColours()).ifPresent(still -> assertPlain(still.jpeg()));
        byte[] arithmetic = jpeg(new BufferedImage(64, 48, BufferedImage.TYPE_INT_RGB));
        arithmetic[size(arithmetic) - 4] = (byte) 0xC9;
        ImageCaptureService.toCapturedImage(arithmetic).ifPresent(still -> assertPlain(still.jpeg()));
        var png = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(64, 48, BufferedImage.TYPE_INT_RGB), "png", png);
        assertEquals(Optional.empty(), ImageCaptureService.toCapturedImage(png.toByteArray()));
    }

    private static byte[] segment(int mark, String text, byte[] more) throws IOException {
        var bytes = new ByteArrayOutputStream();
        byte[] head = text.getBytes(StandardCharsets.ISO_8859_1);
        int length = 2 + head.length + more.length;
        bytes.write(new byte[] {(byte) 0xFF, (byte) mark, (byte) (length >> 8), (byte) length});
        bytes.write(head);
        bytes.write(more);
        return bytes.toByteArray();
    }

    private static byte[] progressive() throws IOException {
        var settings = new JPEGImageWriteParam(Locale.ROOT);
        settings.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
        return written(new IIOImage(new BufferedImage(64, 48, BufferedImage.TYPE_INT_RGB), null, null), settings);
    }

    private static byte[] fourColours() throws IOException {
        var raster = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, 64, 48, 4, null);
        return written(new IIOImage(raster, null, null), new JPEGImageWriteParam(Locale.ROOT));
    }

    private static byte[] written(IIOImage image, ImageWriteParam settings) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        try (var out = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(null, image, settings);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    /// Baseline, no text beside the picture, nothing after its end.
    private static void assertPlain(byte[] jpeg) {
        int at = 2;
        for (int mark = 0; mark != 0xDA; ) {
            assertEquals(0xFF, jpeg[at] & 0xFF);
            mark = jpeg[at + 1] & 0xFF;
            assertTrue(PLAIN_MARKS.contains(mark), "segment " + Integer.toHexString(mark));
            int length = (jpeg[at + 2] & 0xFF) << 8 | jpeg[at + 3] & 0xFF;
            if (mark == 0xE0) assertEquals(16, length, "JFIF without a thumbnail");
            at += 2 + length;
        }
        while ((jpeg[at] & 0xFF) != 0xFF || jpeg[at + 1] == 0) at++;
        assertEquals(0xD9, jpeg[at + 1] & 0xFF);
        assertEquals(jpeg.length, at + 2);
    }

    /// Position of height and width, after the mark of the frame header.
    private static int size(byte[] jpeg) {
        for (int i = 0; i + 9 < jpeg.length; i++)
            if ((jpeg[i] & 0xFF) == 0xFF && (jpeg[i + 1] & 0xFF) == 0xC0) return i + 5;
        throw new AssertionError("no head of a frame");
    }

    private static byte[] jpeg(BufferedImage picture) throws IOException {
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(picture, "jpeg", bytes);
        return bytes.toByteArray();
    }
}
