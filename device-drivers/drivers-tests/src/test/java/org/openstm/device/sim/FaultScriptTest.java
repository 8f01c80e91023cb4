package org.openstm.device.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openstm.device.DeviceClass;

@Timeout(60)
class FaultScriptTest {
    @TempDir
    Path folder;

    @Test
    void lines_come_at_their_time_and_at_their_byte() throws Exception {
        try (var sim = SimulatorFactory.startSimulator(DeviceClass.ID_CARD_READER, "tcp://127.0.0.1:0", folder)) {
            var script = SimulatorFactory.playScript(
                    sim,
                    List.of(
                            "# a remark",
                            "",
                            "seed 7",
                            "at 0.2 lay zhao-wei",
                            "between 0.3 0.4 lift",
                            "after-bytes 10 lay li-xiulan"));
            Thread.sleep(800);
            assertEquals("ok none", sim.runControlLine("card"));
            try (var host = new Socket(
                    java.net.InetAddress.getLoopbackAddress(),
                    Integer.parseInt(sim.link().replaceFirst(".*:", "")))) {
                host.getOutputStream().write(new byte[12]);
                script.join(5000);
                assertEquals("ok laid", sim.runControlLine("card"));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"lay li-xiulan", "at soon lay x", "at 1", "after-bytes x lift"})
    void a_wrong_line_is_named(String line) throws Exception {
        try (var sim = SimulatorFactory.startSimulator(DeviceClass.ID_CARD_READER, "tcp://127.0.0.1:0", folder)) {
            var refusal = assertThrows(
                    IllegalArgumentException.class, () -> SimulatorFactory.playScript(sim, List.of("# first", line)));
            assertTrue(String.valueOf(refusal.getMessage()).contains("line 2"));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"ID_CARD_READER", "RECEIPT_PRINTER", "DOCUMENT_PRINTER", "BARCODE_READER"})
    void every_simulator_lists_its_words_and_refuses_others(DeviceClass deviceClass) throws Exception {
        try (var sim = SimulatorFactory.startSimulator(deviceClass, "tcp://127.0.0.1:0", folder)) {
            var help = sim.runControlLine("help");
            assertTrue(help.startsWith("ok ") && help.contains("unplug | plug"), help);
            assertTrue(sim.runControlLine("dance").startsWith("error: no such word"));
            assertEquals("ok", sim.runControlLine("unplug"));
            assertEquals("ok", sim.runControlLine("plug"));
        }
    }
}
