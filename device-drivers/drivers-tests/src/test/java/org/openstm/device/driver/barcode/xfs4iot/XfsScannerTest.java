package org.openstm.device.driver.barcode.xfs4iot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
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
import org.openstm.device.link.LinkAddress;
import org.openstm.device.sim.SimulatorFactory;
import org.openstm.device.sim.link.DeviceSimulator;
import org.openstm.device.spi.DriverContext;

@Timeout(60)
class XfsScannerTest {
    @TempDir
    Path folder;

    private DeviceSimulator sim;
    private BarcodeReader scanner;

    @BeforeEach
    void plugIn() throws Exception {
        sim = SimulatorFactory.startSimulator(DeviceClass.BARCODE_READER, "ws://127.0.0.1:0", folder);
        var link = LinkAddress.parse(sim.link());
        scanner = (BarcodeReader) new BarcodeServiceDriver().open(new DriverContext("scanner-1", link));
    }

    @AfterEach
    void pullOut() {
        scanner.close();
        sim.close();
    }

    private void say(String line) {
        assertEquals("ok", sim.runControlLine(line));
    }

    @Test
    void a_service_that_was_named_has_all_the_time_to_say_what_it_can_do() throws Exception {
        say("late-capabilities 3000");
        scanner.close();
        scanner = (BarcodeReader)
                new BarcodeServiceDriver().open(new DriverContext("scanner-1", LinkAddress.parse(sim.link())));
        say("late-capabilities 0");
        assertTrue(scanner.status(Duration.ofSeconds(5)).usable());
    }

    private Scan shown(String line) throws Exception {
        return shown(250, line);
    }

    private Scan shown(long after, String line) throws Exception {
        var scanning = new FutureTask<>(() -> scanner.scan(Duration.ofSeconds(2)));
        Thread.ofPlatform().start(scanning);
        Thread.sleep(after);
        say(line);
        return scanning.get(10, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @CsvSource({
        "defective, code-incomplete",
        "complete hardwareError, device-hardware-error",
        "complete success, ",
        "complete timeOut, ",
        "refuse tooManyRequests, device-refused",
        "wrong-id, ",
        "late 3000, ",
        "silent, ",
        "cut-line after, link-lost",
        "huge 3000000, link-lost",
        "garbage, no-answer",
    })
    void each_fault_gives_the_truth_and_no_code(String fault, String code) throws Exception {
        say(fault);
        var scan = shown("show X");
        if (code == null) assertInstanceOf(Scan.Nothing.class, scan);
        else
            assertEquals(code, assertInstanceOf(Scan.Failed.class, scan).fault().code());
    }

    @Test
    void what_comes_late_is_no_code_of_the_next_citizen() throws Exception {
        say("late 2500");
        assertInstanceOf(Scan.Nothing.class, shown("show of the last citizen"));
        say("well");
        assertEquals(new Scan.Code("of the next", "qr-code"), shown(1200, "show of the next"));
    }

    @Test
    void a_code_in_gb_18030_and_one_of_another_kind_are_read() throws Exception {
        say("charset GB18030");
        say("symbology code128");
        assertEquals(new Scan.Code("李秀兰", "code-128"), shown("show 李秀兰"));
        say("symbology telepenAim");
        assertEquals(new Scan.Code("1", "telepen-aim"), shown("show 1"));
        say("symbology ");
        assertEquals(new Scan.Code("1", "unknown"), shown("show 1"));
    }

    @Test
    void its_state_is_what_the_service_says() throws Exception {
        say("scanner inoperative");
        var status = scanner.status(Duration.ofSeconds(2));
        assertEquals(DeviceState.HARDWARE_ERROR, status.state());
        assertEquals("SIM-XFS", status.facts().get("model"));
        say("well");
        say("device starting");
        assertEquals(DeviceState.STARTING, scanner.status(Duration.ofSeconds(2)).state());
    }
}
