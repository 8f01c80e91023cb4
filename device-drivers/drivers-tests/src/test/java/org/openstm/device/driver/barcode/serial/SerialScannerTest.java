package org.openstm.device.driver.barcode.serial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openstm.device.BarcodeReader;
import org.openstm.device.BarcodeReader.Scan;
import org.openstm.device.DeviceClass;
import org.openstm.device.DeviceState;
import org.openstm.device.HealthLevel;
import org.openstm.device.link.LinkAddress;
import org.openstm.device.sim.SimulatorFactory;
import org.openstm.device.sim.link.DeviceSimulator;
import org.openstm.device.spi.DriverContext;

@Timeout(60)
class SerialScannerTest {
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final Duration SHORT = Duration.ofMillis(400);

    @TempDir
    Path folder;

    private DeviceSimulator sim;
    private BarcodeReader scanner;

    @BeforeEach
    void plugIn() throws Exception {
        sim = SimulatorFactory.startSimulator(DeviceClass.BARCODE_READER, "tcp://127.0.0.1:0", folder);
        scanner = open(sim, "");
        Thread.sleep(150);
    }

    @AfterEach
    void pullOut() {
        scanner.close();
        sim.close();
    }

    private static BarcodeReader open(DeviceSimulator sim, String settings) throws Exception {
        var context = new DriverContext("scanner", LinkAddress.parse(sim.link() + settings));
        return (BarcodeReader) new SerialScannerDriver().open(context);
    }

    private void later(long millis, String... lines) {
        Thread.startVirtualThread(() -> {
            try {
                Thread.sleep(millis);
                for (var line : lines) assertEquals("ok", sim.runControlLine(line));
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private Scan.Code code() throws InterruptedException {
        return assertInstanceOf(Scan.Code.class, scanner.scan(SOON));
    }

    @Test
    void a_code_is_what_stands_before_the_suffix() throws Exception {
        later(400, "show https://example.invalid/验证?c=1");
        assertEquals("https://example.invalid/验证?c=1", code().text());
    }

    @Test
    void a_code_may_contain_the_suffix_itself() throws Exception {
        later(400, "hex 410D0A420D43");
        assertEquals("A\r\nB\rC", code().text());
    }

    @ParameterizedTest
    @CsvSource({"]Q1, qr-code", "]C0, code-128", "]d2, data-matrix", "]L0, pdf-417", "]h1, han-xin", "]X9, unknown"})
    void the_aim_identifier_names_the_kind_and_is_no_text(String aim, String kind) throws Exception {
        later(400, "aim " + aim, "show 12345");
        assertEquals(new Scan.Code("12345", kind), code());
    }

    @Test
    void charset_marks_in_a_qr_code_are_obeyed() throws Exception {
        // ]Q2, then \000029 and GB 18030 bytes, then \000026 and UTF-8, then a doubled backslash
        later(400, "hex 5D51325C303030303239B5C45C303030303236E9AA8C5C5C");
        assertEquals(new Scan.Code("的验\\", "qr-code"), code());
    }

    @Test
    void text_in_gb18030_is_recognised() throws Exception {
        later(400, "charset GB18030", "show 养老保险 𠮷");
        assertEquals("养老保险 𠮷", code().text());
    }

    @Test
    void prefix_and_suffix_are_as_the_link_says() throws Exception {
        scanner.close();
        scanner = open(sim, "?prefix=02&suffix=03");
        later(400, "prefix 02", "suffix 03", "show ABC");
        assertEquals("ABC", code().text());
        later(400, "prefix none", "show ABC");
        assertEquals(
                "code-incomplete",
                assertInstanceOf(Scan.Failed.class, scanner.scan(SOON)).fault().code());
    }

    @Test
    void pieces_are_put_together() throws Exception {
        later(400, "pieces 3 10", "show 0123456789");
        assertEquals("0123456789", code().text());
    }

    @Test
    void the_rest_of_a_code_that_began_before_is_thrown_away_too() throws Exception {
        scanner.close();
        // wide gaps, because a busy machine may pause the simulator for longer than a scanner ever would
        scanner = open(sim, "?gap=200");
        Thread.sleep(200);
        later(0, "pieces 1 30", "show 0123456789012345678901234567890123456789");
        Thread.sleep(600);
        assertInstanceOf(Scan.Nothing.class, scanner.scan(Duration.ofSeconds(2)));
        later(0, "pieces 1 30", "show 0123456789012345678901234567890123456789");
        Thread.sleep(600);
        assertEquals(DeviceState.ONLINE, scanner.status(SOON).state());
        assertInstanceOf(Scan.Nothing.class, scanner.scan(Duration.ofSeconds(2)));
    }

    @Test
    void a_person_who_shows_a_code_completes_the_check() throws Exception {
        later(400, "show 530102195503080028");
        var report = scanner.checkHealth(HealthLevel.INTERACTIVE, SOON);
        assertTrue(report.healthy(), report::toString);
        assertFalse(report.toString().contains("5301"), "a report holds no code");
        assertFalse(scanner.checkHealth(HealthLevel.INTERACTIVE, SHORT).healthy());
    }

    @Test
    void a_code_longer_than_any_is_refused_and_the_next_one_read() throws Exception {
        later(400, "show " + "7".repeat(20_000));
        assertEquals(
                "code-too-long",
                assertInstanceOf(Scan.Failed.class, scanner.scan(SOON)).fault().code());
        later(400, "show " + "7".repeat(7089));
        assertEquals(7089, code().text().length());
    }
}
