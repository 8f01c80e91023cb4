package org.openstm.kiosk.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openstm.device.Camera;
import org.openstm.device.DeviceClass;
import org.openstm.device.desk.Desk;
import org.openstm.device.desk.DeviceEntry;
import org.openstm.device.link.LinkAddress;
import org.openstm.device.sim.Simulator;
import org.openstm.device.sim.Simulators;
import org.openstm.kiosk.catalog.Field;
import org.openstm.kiosk.catalog.load.CatalogFiles;
import org.openstm.kiosk.central.Wire;
import org.openstm.kiosk.rig.Seeds;
import org.openstm.kiosk.session.Event;
import org.openstm.kiosk.session.Still;

/// Pictures by real camera drivers, and what drivers may hand on instead of one.
class PhotographerTest {
    private static final Field RECORD = field("record");
    private static final Field PORTRAIT = field("photo");

    @TempDir
    Path dir;

    private Simulator tray;
    private Simulator lens;
    private Desk desk;

    private static Field field(String name) {
        var item = CatalogFiles.shipped().item("assistance/disability-card").orElseThrow();
        return item.field(name).orElseThrow();
    }

    @BeforeEach
    void open() throws IOException {
        tray = Simulators.start(DeviceClass.CAMERA, "tcp://127.0.0.1:0", dir);
        lens = Simulators.start(DeviceClass.CAMERA, "tcp://127.0.0.1:0", dir);
        lens.say("face");
        lens.say("size 800 600");
        desk = desk(entry("lens-1", lens.link() + "?looks=person"), entry("tray-1", tray.link() + "?looks=paper"));
    }

    private static DeviceEntry entry(String id, String link) {
        return new DeviceEntry(id, DeviceClass.CAMERA, "mjpeg", LinkAddress.parse(link));
    }

    private static Desk desk(DeviceEntry... entries) {
        return Desk.open(List.of(entries), Duration.ofSeconds(5));
    }

    @AfterEach
    void close() {
        desk.close();
        tray.close();
        lens.close();
    }

    /// A terminal that has cameras only.
    private record OnlyCameras(Desk desk) implements FewDevices {
        @Override
        public Optional<Camera> camera(Camera.View view) {
            return desk.camera(view);
        }
    }

    private Event take(Field field) throws InterruptedException {
        return new Photographer(new OnlyCameras(desk)).take(field);
    }

    private static Still taken(Event event) {
        return assertInstanceOf(Event.PictureTaken.class, event).picture();
    }

    @Test
    void a_paper_is_seen_by_the_camera_over_the_tray_and_a_person_by_the_other() throws Exception {
        var paper = taken(take(RECORD));
        assertEquals(1600, paper.width());
        assertEquals(Wire.digest(paper.jpeg()), paper.sha256());
        assertTrue(paper.jpeg().length <= Still.LARGEST);
        assertEquals(800, taken(take(PORTRAIT)).width());
    }

    @Test
    void without_a_camera_for_it_there_is_no_picture() throws Exception {
        try (var less = desk(entry("lens-1", lens.link() + "?looks=person"))) {
            var event = new Photographer(new OnlyCameras(less)).take(RECORD);
            assertEquals(new Event.NoPicture("record", "picture.no-camera"), event);
        }
        assertThrows(IllegalArgumentException.class, () -> entry("tray-1", tray.link() + "?looks=away"));
    }

    @Test
    void what_is_not_good_is_said_as_it_is_before_a_tray_and_before_a_lens() throws Exception {
        tray.say("empty");
        assertEquals(new Event.NoPicture("record", "picture.blank"), take(RECORD));
        tray.say("paper");
        tray.say("black");
        assertEquals(new Event.NoPicture("record", "picture.dark"), take(RECORD));
        tray.say("size 640 480");
        tray.say("well");
        assertEquals(new Event.NoPicture("record", "picture.failed"), take(RECORD), "nobody could read it");
        lens.say("blurred");
        assertEquals(new Event.NoPicture("photo", "picture.blurred-person"), take(PORTRAIT));
    }

    @Test
    void a_picture_of_nothing_but_detail_becomes_small_enough_for_a_file() throws Exception {
        long seed = Seeds.next();
        var random = new Random(seed);
        var noise = new BufferedImage(4000, 3000, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < 3000; y++) for (int x = 0; x < 4000; x++) noise.setRGB(x, y, random.nextInt());
        var still = Photographer.still(jpeg(noise)).orElseThrow();
        assertTrue(still.jpeg().length <= Still.LARGEST, still + ", seed " + seed);
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
            assertEquals(Optional.empty(), Photographer.still(bytes));
        byte[] lying = whole.clone();
        int size = size(lying);
        Arrays.fill(lying, size, size + 4, (byte) 0xEA);
        assertEquals(Optional.empty(), Photographer.still(lying), "60,138 times 60,138 dots are not believed");
        for (int n = 0; n < 300; n++) {
            byte[] spoiled = Arrays.copyOf(whole, random.nextInt(whole.length) + 1);
            for (int hits = 0; hits < 3; hits++) spoiled[random.nextInt(spoiled.length)] = (byte) random.nextInt();
            Photographer.still(spoiled)
                    .ifPresent(still -> assertTrue(still.jpeg().length <= Still.LARGEST, "seed " + seed));
        }
    }

    /// Where height and width stand, behind the mark of the frame's head.
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
