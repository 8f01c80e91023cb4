package org.openstm.device.driver.barcode.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openstm.device.BarcodeReader;
import org.openstm.device.BarcodeReader.Scan;
import org.openstm.device.DeviceClass;
import org.openstm.device.link.LinkAddress;
import org.openstm.device.sim.SimulatorFactory;
import org.openstm.device.sim.link.DeviceSimulator;
import org.openstm.device.spi.DriverContext;

@Timeout(60)
class CameraScannerTest {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Duration BRIEF = Duration.ofMillis(600);

    @TempDir
    Path folder;

    private DeviceSimulator sim;
    private BarcodeReader scanner;

    @BeforeEach
    void open() throws Exception {
        sim = SimulatorFactory.startSimulator(DeviceClass.CAMERA, "tcp://127.0.0.1:0", folder);
        say("size 320 240");
        say("empty");
        scanner = (BarcodeReader)
                new CameraScannerDriver().open(new DriverContext("codes", LinkAddress.parse(sim.link())));
    }

    @AfterEach
    void close() {
        scanner.close();
        sim.close();
    }

    private void say(String words) {
        assertEquals("ok", sim.runControlLine(words), words);
    }

    /// A phone that stays there may be meant for the next scan; each scan gets the code once.
    @Test
    void a_code_that_is_held_there_is_told_once_a_scan_and_is_gone_with_the_phone() throws Exception {
        say("hold 示范 123");
        for (int i = 0; i < 3; i++) assertEquals(new Scan.Code("示范 123", "qr-code"), scanner.scan(SOON));
        say("empty");
        assertEquals(new Scan.Nothing(), scanner.scan(BRIEF));
    }

    @Test
    void the_bytes_of_a_code_become_text_as_with_every_other_scanner() throws Exception {
        var text = "李秀兰,示范省";
        assertEquals(new Scan.Nothing(), scanner.scan(BRIEF)); // the camera stays on for a moment
        say("hex " + HexFormat.of().formatHex(text.getBytes(Charset.forName("GB18030"))));
        assertEquals(new Scan.Code(text, "qr-code"), scanner.scan(SOON));
    }

    @Test
    void nothing_is_made_up_where_there_is_print_or_glare() throws Exception {
        say("paper");
        for (var light : new String[] {"well", "sun", "black"}) {
            say(light);
            assertEquals(new Scan.Nothing(), scanner.scan(BRIEF), light);
        }
    }

    @Test
    void a_camera_that_fails_is_told_after_it_had_the_time_to_begin() throws Exception {
        say("silent");
        assertEquals(new Scan.Nothing(), scanner.scan(BRIEF), "it may still begin");
        var fault = assertInstanceOf(Scan.Failed.class, scanner.scan(Duration.ofSeconds(4)))
                .fault();
        assertEquals("no-answer", fault.code());
        say("well");
        say("lying");
        assertEquals(
                "camera-not-mjpeg",
                assertInstanceOf(Scan.Failed.class, scanner.scan(Duration.ofSeconds(1)))
                        .fault()
                        .code());
        say("well");
        say("hold 1");
        assertEquals(new Scan.Code("1", "qr-code"), scanner.scan(SOON));
    }

    /// The cost of a still scene: it is watched, but no longer searched.
    @Test
    void where_nothing_moves_a_camera_rests() {
        var still = new java.awt.image.BufferedImage(640, 480, java.awt.image.BufferedImage.TYPE_3BYTE_BGR);
        var moved = new java.awt.image.BufferedImage(640, 480, java.awt.image.BufferedImage.TYPE_3BYTE_BGR);
        moved.createGraphics().fillRect(200, 200, 60, 60);
        assertTrue(MotionDetector.of(still).isLike(MotionDetector.of(still)));
        assertTrue(!MotionDetector.of(still).isLike(MotionDetector.of(moved)), "a code of 60 dots came");
    }
}
