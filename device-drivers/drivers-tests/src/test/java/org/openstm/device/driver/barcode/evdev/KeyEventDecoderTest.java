package org.openstm.device.driver.barcode.evdev;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openstm.device.BarcodeReader;
import org.openstm.device.BarcodeReader.Scan;
import org.openstm.device.DeviceClass;
import org.openstm.device.contract.Seeds;
import org.openstm.device.contract.TestTier;
import org.openstm.device.driver.barcode.CodeText;
import org.openstm.device.link.LinkAddress;
import org.openstm.device.sim.SimulatorFactory;
import org.openstm.device.sim.link.DeviceSimulator;
import org.openstm.device.spi.DriverContext;

/// Decoding of key events. The key codes here are those of `linux/input-event-codes.h`.
class KeyEventDecoderTest {
    /// Longer than the three gaps after which a scanner that was patient listens again.
    private static final Duration AFTER_LONG_GAPS = Duration.ofMillis(600);

    private static final int LEFT_SHIFT = 42;
    private static final int LEFT_ALT = 56;
    private static final int CAPS_LOCK = 58;
    private static final int ENTER = 28;
    private static final int A = 30;
    private static final int ONE = 2;
    private static final int VOLUME_UP = 115;

    private static final Duration SOON = Duration.ofSeconds(5);

    @TempDir
    Path folder;

    private final KeyEventDecoder typing = new KeyEventDecoder();

    private void down(int... keys) {
        for (var key : keys) typing.handleEvent(1, key, 1);
    }

    private void up(int... keys) {
        for (var key : keys) typing.handleEvent(1, key, 0);
    }

    private void stroke(int... keys) {
        for (var key : keys) {
            down(key);
            up(key);
        }
    }

    private byte[] typed() {
        var into = new byte[100];
        return Arrays.copyOf(into, typing.takeBytes(into));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Test
    void capitals_come_by_shift_by_caps_lock_and_not_by_both() {
        stroke(A);
        down(LEFT_SHIFT);
        stroke(A, ONE);
        up(LEFT_SHIFT);
        stroke(CAPS_LOCK, A, ONE);
        down(LEFT_SHIFT);
        stroke(A);
        up(LEFT_SHIFT);
        stroke(CAPS_LOCK, A, ENTER);
        assertArrayEquals(ascii("aA!A1aa\r"), typed());
    }

    /// A key repeated by the kernel because its release was lost is still one character.
    @Test
    void a_key_that_repeats_is_typed_once() {
        down(A);
        for (int i = 0; i < 30; i++) typing.handleEvent(1, A, 2);
        assertArrayEquals(ascii("a"), typed());
    }

    /// 李 is C0EE in GBK, 49390 on the keypad.
    @Test
    void a_hanzi_comes_by_alt_and_its_number() {
        down(LEFT_ALT);
        stroke(75, 73, 81, 73, 82);
        up(LEFT_ALT);
        assertEquals("李", new String(typed(), Charset.forName("GBK")));
    }

    @Test
    void alt_alone_types_nothing() {
        stroke(LEFT_ALT, A);
        assertArrayEquals(ascii("a"), typed());
    }

    /// Otherwise the rest would be taken for a complete code.
    @Test
    void what_comes_behind_a_loss_is_no_code() {
        stroke(A);
        typing.handleEvent(0, 3, 0);
        stroke(A, ENTER);
        assertArrayEquals(new byte[] {'a', KeyEventDecoder.SUB}, typed());
        typing.resetAfterPause();
        stroke(ONE, ENTER);
        assertArrayEquals(ascii("1\r"), typed());
    }

    @Test
    void a_key_that_types_nothing_spoils_the_code() {
        stroke(A, VOLUME_UP, A, ENTER);
        assertArrayEquals(new byte[] {'a', KeyEventDecoder.SUB}, typed());
    }

    /// Only what a keyboard can send: no CR but at the end, which is the simulator's.
    @Test
    void whatever_a_scanner_types_arrives_as_it_was() throws Exception {
        long seed = Seeds.next();
        var random = new Random(seed);
        try (var sim = SimulatorFactory.startSimulator(DeviceClass.BARCODE_READER, "tcp://127.0.0.1:0", folder);
                var scanner = patientScanner(sim)) {
            sim.runControlLine("keys on");
            for (int i = 0; i < TestTier.pick(6, 20); i++) {
                var content = new byte[1 + random.nextInt(300)];
                for (int at = 0; at < content.length; at++)
                    content[at] = (byte) (random.nextInt(8) == 0 ? random.nextInt(256) : ' ' + random.nextInt(95));
                // an AIM identifier would be taken off
                content[0] = 'x';
                sim.runControlLine("pieces " + (1 + random.nextInt(200)) + " 0");
                var text = new String(content, StandardCharsets.ISO_8859_1);
                later(sim, AFTER_LONG_GAPS, "hex " + HexFormat.of().formatHex(content));
                var shown = scanner.scan(SOON);
                var scan =
                        assertInstanceOf(Scan.Code.class, shown, () -> "seed " + seed + ": " + shown + " for " + text);
                assertEquals(expected(content), scan.text(), () -> "seed " + seed + ": " + text);
            }
        }
    }

    private static String expected(byte[] content) {
        return CodeText.of(content);
    }

    @Test
    void a_code_of_which_the_kernel_lost_keys_is_asked_for_again() throws Exception {
        try (var sim = SimulatorFactory.startSimulator(DeviceClass.BARCODE_READER, "tcp://127.0.0.1:0", folder);
                var scanner = scanner(sim)) {
            sim.runControlLine("keys on");
            sim.runControlLine("suffix none");
            later(sim, "show 5301", "overrun", "suffix 0D", "show 0319");
            var failed = assertInstanceOf(Scan.Failed.class, scanner.scan(SOON));
            assertEquals("code-incomplete", failed.fault().code());
            assertFalse(failed.fault().detail().contains("5301"));
            assertEquals(new Scan.Code("530103", "unknown"), shown(scanner, sim, ascii("530103")));
        }
    }

    private static BarcodeReader scanner(DeviceSimulator sim) throws Exception {
        return (BarcodeReader) new EvdevScannerDriver().open(new DriverContext("typed", LinkAddress.parse(sim.link())));
    }

    /// A pause of the whole process, as for its memory, ends no code: scanner and simulator stand still together.
    private static BarcodeReader patientScanner(DeviceSimulator sim) throws Exception {
        var link = LinkAddress.parse(sim.link()).with("gap", "150");
        return (BarcodeReader) new EvdevScannerDriver().open(new DriverContext("typed", link));
    }

    private static Scan shown(BarcodeReader scanner, DeviceSimulator sim, byte[] content) throws Exception {
        later(sim, "hex " + HexFormat.of().formatHex(content));
        return scanner.scan(SOON);
    }

    private static void later(DeviceSimulator sim, String... lines) {
        later(sim, Duration.ofMillis(300), lines);
    }

    private static void later(DeviceSimulator sim, Duration pause, String... lines) {
        Thread.startVirtualThread(() -> {
            try {
                Thread.sleep(pause);
                for (var line : lines) assertEquals("ok", sim.runControlLine(line));
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        });
    }
}
