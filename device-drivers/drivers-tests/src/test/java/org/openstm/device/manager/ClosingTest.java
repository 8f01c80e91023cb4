package org.openstm.device.manager;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openstm.device.DeviceClass;
import org.openstm.device.link.LinkAddress;
import org.openstm.device.sim.SimulatorFactory;

/// Runs alone in its process, because it counts threads.
@Isolated
@Timeout(60)
class ClosingTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "id-card-reader, samv, tcp://127.0.0.1:0", "id-card-reader, samv, pty:",
        "receipt-printer, escpos, tcp://127.0.0.1:0", "receipt-printer, escpos, pty:",
        "barcode-reader, serial, pty:", "document-printer, ipp, ipp://127.0.0.1:0/ipp/print"
    })
    void nothing_is_left_running_when_all_is_closed(String deviceClass, String driver, String link) throws Exception {
        var where = link.equals("pty:") ? link + folder.resolve("line") : link;
        var named = DeviceClass.named(deviceClass);
        for (int i = 0; i < 5; i++) {
            var sim = SimulatorFactory.startSimulator(named, where, folder);
            var desk = DeviceManager.open(
                    List.of(new DeviceEntry("one", named, driver, LinkAddress.parse(sim.link()))),
                    Duration.ofMillis(100));
            Thread.sleep(300);
            desk.close();
            desk.close();
            sim.close();
        }
        Thread.sleep(300);
        assertEquals(List.of(), ours().toList());
    }

    private static Stream<String> ours() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("sim ")
                        || name.startsWith("serial-writer")
                        || name.startsWith("device ")
                        || name.startsWith("health "));
    }
}
