package org.openstm.kiosk.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openstm.device.DeviceClass;
import org.openstm.device.Lights;
import org.openstm.device.Lights.Glow;
import org.openstm.device.Lights.Light;
import org.openstm.device.link.LinkAddress;
import org.openstm.device.manager.DeviceEntry;
import org.openstm.device.manager.DeviceManager;
import org.openstm.device.sim.SimulatorFactory;
import org.openstm.device.sim.link.DeviceSimulator;

@Timeout(60)
class LightWatchTest {
    @TempDir
    Path dir;

    private record OnlyLights(DeviceManager desk) implements FewDevices {
        @Override
        public Optional<Lights> guideLights() {
            return desk.findPort(Lights.class);
        }

        @Override
        public void clear() throws InterruptedException {
            desk.clearDevices();
        }
    }

    private static void await(DeviceSimulator board, String glow) throws InterruptedException {
        for (int i = 0; i < 600 && !board.runControlLine("glow").equals("ok " + glow); i++) Thread.sleep(50);
        assertEquals("ok " + glow, board.runControlLine("glow"));
    }

    @Test
    void lights_follow_what_is_wanted_through_silence_and_unplugging() throws Exception {
        var wanted = new AtomicReference<Map<Light, Glow>>(Map.of(Light.CARD, Glow.BLINK));
        try (var board = SimulatorFactory.startSimulator(DeviceClass.LIGHTS, "tcp://127.0.0.1:0", dir);
                var desk = DeviceManager.open(
                        List.of(new DeviceEntry(
                                "lights-1", DeviceClass.LIGHTS, "board", LinkAddress.parse(board.link()))),
                        Duration.ofMillis(200));
                var watch = new LightWatch(new OnlyLights(desk), wanted::get)) {
            watch.start();
            await(board, "card blinks");
            board.runControlLine("mute");
            wanted.set(Map.of(Light.SLIP, Glow.BLINK));
            board.runControlLine("well");
            await(board, "slip blinks");
            board.runControlLine("unplug");
            wanted.set(Map.of(Light.HELP, Glow.ON));
            board.runControlLine("plug");
            await(board, "help glows");
            wanted.set(Map.of());
            await(board, "");
        }
    }
}
