package org.openstm.device.contract;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.openstm.device.DeviceClass;
import org.openstm.device.Lights.Sensor;

/// The simulated board.
public final class SimulatedLights extends SimulatedRig implements LightsRig {
    public SimulatedLights(String driver, Way way, Path folder) throws IOException {
        super(DeviceClass.LIGHTS, driver, way, folder);
    }

    @Override
    public String seen() {
        var answer = simulator().runControlLine("glow");
        if (!answer.startsWith("ok")) throw new IllegalStateException(answer);
        return answer.substring(2).strip();
    }

    @Override
    public void sense(Sensor sensor, boolean on) {
        say(sensor.name().toLowerCase(Locale.ROOT).replace('_', '-') + (on ? " yes" : " no"));
    }

    @Override
    public Map<String, String> claims() {
        return Map.of("lights", "card code document help slip", "sensors", "door person slip-mouth tilt");
    }

    @Override
    Map<Trouble, String> words() {
        return Map.of(
                Trouble.DOOR_OPEN, "door yes",
                Trouble.MOVED, "tilt yes",
                Trouble.LIGHT_BROKEN, "broken card");
    }

    @Override
    List<String> cure() {
        return List.of("well", "line none");
    }
}
