package org.openstm.device.contract;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.openstm.device.DeviceClass;

/// The simulated camera over an empty tray, with codes held in front of it.
public final class SimulatedCameraCodes extends SimulatedRig implements BarcodeRig {
    private static final int LARGE = 200;

    public SimulatedCameraCodes(String driver, Way way, Path folder) throws IOException {
        super(DeviceClass.CAMERA, DeviceClass.BARCODE_READER, driver, way, "tcp://127.0.0.1:0", folder);
        say("size 200 200");
        say("empty");
    }

    @Override
    public void show(String text) {
        // the largest code needs three dots for each module
        if (text.length() > LARGE) say("size 600 600");
        say("hex " + HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public void takeAway() {
        say("empty");
    }

    @Override
    public String symbology() {
        return "qr-code";
    }

    @Override
    public Map<String, String> claims() {
        return Map.of("format", "mjpeg");
    }

    @Override
    Map<Trouble, String> words() {
        return Map.of();
    }

    @Override
    List<String> cure() {
        return List.of("well", "line none");
    }
}
