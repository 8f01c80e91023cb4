package org.openstm.device.driver.lights.board;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openstm.device.DeviceClass;
import org.openstm.device.DeviceState;
import org.openstm.device.HealthLevel;
import org.openstm.device.Lights;
import org.openstm.device.Lights.Glow;
import org.openstm.device.Lights.Light;
import org.openstm.device.Lights.Lit;
import org.openstm.device.Lights.Sensor;
import org.openstm.device.Lights.Watched;
import org.openstm.device.contract.Seeds;
import org.openstm.device.link.LinkAddress;
import org.openstm.device.link.LinkLost;
import org.openstm.device.sim.SimulatorFactory;
import org.openstm.device.sim.link.DeviceSimulator;
import org.openstm.device.spi.DriverContext;

@Timeout(60)
class LightBoardTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    @TempDir
    Path folder;

    private DeviceSimulator sim;
    private Lights lights;

    @BeforeEach
    void open() throws Exception {
        sim = SimulatorFactory.startSimulator(DeviceClass.LIGHTS, "tcp://127.0.0.1:0", folder);
        lights = (Lights) new LightBoardDriver().open(new DriverContext("lights", LinkAddress.parse(sim.link())));
    }

    @AfterEach
    void close() {
        lights.close();
        sim.close();
    }

    private void board(String words) {
        assertEquals("ok", sim.runControlLine(words));
    }

    /// A lost or damaged request is repeated; a duplicate or late answer is not taken for another's.
    @Test
    void a_bad_cable_costs_time_and_no_truth() throws Exception {
        long seed = Seeds.next();
        var random = new Random(seed);
        board("line seed " + Math.abs(seed % 100_000));
        board("line corrupt 0.003");
        board("line twice 0.3");
        board("line split 5");
        for (int i = 0; i < 60; i++) {
            boolean person = random.nextBoolean();
            board("person " + (person ? "yes" : "no"));
            assertEquals(
                    person ? "yes" : "no",
                    lights.status(SOON).facts().get("person"),
                    () -> "again with -Drig.seed=" + seed);
        }
    }

    @Test
    void a_board_that_falls_silent_is_told_and_comes_back() throws Exception {
        board("mute");
        assertEquals(DeviceState.UNKNOWN, lights.status(Duration.ofMillis(500)).state());
        var lit = assertInstanceOf(Lit.Failed.class, lights.show(Map.of(Light.SLIP, Glow.ON), Duration.ofMillis(500)));
        assertEquals("no-answer", lit.fault().code());
        assertInstanceOf(Watched.Failed.class, lights.await(Sensor.DOOR, true, Duration.ofSeconds(5)));
        board("well");
        assertEquals(new Lit.Done(), lights.show(Map.of(Light.SLIP, Glow.ON), SOON));
    }

    /// Otherwise paper in an unknown state would count as taken.
    @Test
    void a_sensor_of_which_nothing_is_said_has_said_neither() throws Exception {
        board("no slip-mouth");
        for (boolean on : new boolean[] {true, false})
            assertEquals(
                    new Watched.NotMet(), lights.await(Sensor.SLIP_MOUTH, on, Duration.ofMillis(400)), "asked: " + on);
        board("well");
        assertEquals(new Watched.Met(), lights.await(Sensor.SLIP_MOUTH, false, SOON));
    }

    @Test
    void several_troubles_are_told_together_and_the_lights_go_on() throws Exception {
        board("door yes");
        board("tilt yes");
        board("broken slip");
        var status = lights.status(SOON);
        assertTrue(status.usable());
        assertEquals(
                List.of("cabinet-moved", "door-open", "light-broken"),
                status.faults().stream().map(fault -> fault.code()).toList());
        assertFalse(lights.checkHealth(HealthLevel.EXTERNAL, SOON).healthy(), "a light is broken");
        assertEquals(new Lit.Done(), lights.show(Map.of(Light.SLIP, Glow.ON, Light.CARD, Glow.ON), SOON));
        assertEquals("ok card glows", sim.runControlLine("glow"));
    }

    @Test
    void whatever_else_answers_on_the_line_is_refused() throws Exception {
        try (var scanner = SimulatorFactory.startSimulator(DeviceClass.ID_CARD_READER, "tcp://127.0.0.1:0", folder)) {
            var elsewhere = new DriverContext("lights", LinkAddress.parse(scanner.link()));
            assertThrows(LinkLost.class, () -> new LightBoardDriver().open(elsewhere));
        }
    }

    /// The published check value of CRC-16/CCITT-FALSE.
    @Test
    void a_line_is_as_the_protocol_says() {
        assertEquals(
                "$123456789*29B1\r\n", new String(BoardLineCodec.encodeLine("123456789"), StandardCharsets.US_ASCII));
    }

    @Test
    void hostile_bytes_are_no_lines_and_cost_no_memory() {
        var random = new Random(Seeds.next());
        var lines = new BoardLineCodec();
        var bytes = new byte[1_000_000];
        random.nextBytes(bytes);
        var found = new ArrayList<>(lines.feedBytes(bytes, bytes.length));
        var sound = BoardLineCodec.encodeLine("7,OK");
        found.addAll(lines.feedBytes(sound, sound.length));
        assertEquals("7,OK", found.getLast());
        var endless = "$".concat("x".repeat(100_000)).getBytes(StandardCharsets.US_ASCII);
        assertEquals(List.of(), lines.feedBytes(endless, endless.length));
        assertEquals(List.of("7,OK"), lines.feedBytes(sound, sound.length));
    }
}
