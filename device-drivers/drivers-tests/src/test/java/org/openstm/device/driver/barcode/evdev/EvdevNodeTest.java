package org.openstm.device.driver.barcode.evdev;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openstm.device.BarcodeReader;
import org.openstm.device.DeviceClass;
import org.openstm.device.contract.ShortLived;
import org.openstm.device.link.LinkAddress;
import org.openstm.device.link.LinkLost;
import org.openstm.device.sim.SimulatorFactory;
import org.openstm.device.spi.DriverContext;

/// A keyboard's event node, which `umockdev-run` provides to a process: test machines have none, and may not create
/// one.
@Timeout(120)
class EvdevNodeTest {
    /// Codes of keys: v 1 8 Enter.
    private static final List<Integer> KEYS = List.of(47, 2, 9, 28);

    @TempDir
    Path folder;

    /// The terminal's part: finds the keyboard by its name, reads one code, prints it.
    static final class Reader {
        private Reader() {}

        public static void main(String[] link) throws Exception {
            try (var scanner = scanner(link[0])) {
                System.out.println(
                        "usable " + scanner.status(Duration.ofSeconds(1)).usable());
                System.out.println(
                        scanner.scan(Duration.ofSeconds(20)) instanceof BarcodeReader.Scan.Code(var text, var _)
                                ? "read " + text
                                : "read nothing");
            }
        }
    }

    private static BarcodeReader scanner(String link) throws Exception {
        return (BarcodeReader) new EvdevScannerDriver().open(new DriverContext("typed", LinkAddress.parse(link)));
    }

    @Test
    void a_code_is_read_from_the_keyboards_own_node_and_nobody_else_gets_it() throws Exception {
        assumeTrue(System.getenv("CI") != null || Files.isExecutable(Path.of("/usr/bin/umockdev-run")));
        var keyboard = folder.resolve("scanner.umockdev");
        Files.writeString(keyboard, KEYBOARD);
        var events = folder.resolve("code.evemu");
        Files.writeString(events, evemu());
        var command = new ArrayList<>(List.of(
                "umockdev-run",
                "--device=" + keyboard,
                "--evemu-events=/dev/input/event7=" + events,
                "--",
                Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(ShortLived.java("typed"));
        command.addAll(List.of(Reader.class.getName(), "evdev:/dev/input/by-id/usb-Orrin_Wedge_7-event-kbd"));
        var process = new ProcessBuilder(command);
        process.environment().put("UMOCKDEV_DEBUG", "all");
        var told = folder.resolve("told").toFile();
        var run = process.redirectError(told).start();
        var said = new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(run.waitFor(60, TimeUnit.SECONDS));
        assertEquals(List.of("usable true", "read v18"), said.lines().toList(), () -> said);
        // EVIOCGRAB by its number
        assertTrue(
                Files.readString(told.toPath()).contains("request 40044590: emulated, result 0"),
                "it was not taken alone");
    }

    /// The code is shown repeatedly: the driver discards keys that arrive before the request.
    private static String evemu() {
        var lines = new StringBuilder(line(0, 0, 0, 0));
        for (int second = 2; second < 40; second += 2) {
            long micros = second * 1_000_000L;
            for (int key : KEYS)
                for (int value : new int[] {1, 0}) {
                    lines.append(line(micros, 1, key, value)).append(line(micros, 0, 0, 0));
                    micros += 4_000;
                }
        }
        return lines.toString();
    }

    private static String line(long micros, int type, int code, int value) {
        return "E: %d.%06d %04x %04x %d%n".formatted(micros / 1_000_000, micros % 1_000_000, type, code, value);
    }

    /// A link that is no keyboard: exclusive access cannot be guaranteed.
    @Test
    void what_cannot_be_had_alone_is_not_read() throws Exception {
        var line = folder.resolve("line");
        try (var _ = SimulatorFactory.startSimulator(DeviceClass.BARCODE_READER, "pty:" + line, folder)) {
            var refused = assertThrows(LinkLost.class, () -> scanner("evdev:" + line));
            assertTrue(String.valueOf(refused.getMessage()).contains("EVIOCGRAB"), refused::getMessage);
        }
        assertThrows(LinkLost.class, () -> scanner("evdev:" + folder.resolve("gone")));
    }

    private static final String KEYBOARD = """
            P: /devices/pci0000:00/usb1/1-1/1-1:1.0/input/input7/event7
            N: input/event7
            S: input/by-id/usb-Orrin_Wedge_7-event-kbd
            E: DEVNAME=/dev/input/event7
            E: SUBSYSTEM=input
            E: MAJOR=13
            E: MINOR=71
            A: dev=13:71

            P: /devices/pci0000:00/usb1/1-1/1-1:1.0/input/input7
            E: SUBSYSTEM=input
            A: name=Orrin Wedge

            """;
}
