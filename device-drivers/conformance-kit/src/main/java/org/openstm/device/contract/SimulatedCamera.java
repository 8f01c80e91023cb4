package org.openstm.device.contract;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.openstm.device.DeviceClass;

/// The simulated camera, with small pictures, whose content does not matter here.
public final class SimulatedCamera extends SimulatedRig implements CameraRig {
    public SimulatedCamera(String driver, Way way, Path folder) throws IOException {
        super(DeviceClass.CAMERA, driver, way, folder);
        say("size 320 240");
    }

    @Override
    public void sheet() {
        say("paper");
    }

    @Override
    public void empty() {
        say("empty");
    }

    @Override
    public Map<String, String> claims() {
        return Map.of("format", "mjpeg", "least-sharpness", "4");
    }

    @Override
    Map<Trouble, String> words() {
        return Map.of(Trouble.NO_PICTURES, "garbage");
    }

    @Override
    List<String> cure() {
        return List.of("well", "paper", "line none");
    }
}
