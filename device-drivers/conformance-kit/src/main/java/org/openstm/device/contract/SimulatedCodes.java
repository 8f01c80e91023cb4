package org.openstm.device.contract;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.openstm.device.DeviceClass;

/// A simulated scanner with makers' default settings: CR after each code, and the AIM identifier before it. For the
/// keyboard driver it types.
public final class SimulatedCodes extends SimulatedRig implements BarcodeRig {
    public SimulatedCodes(String driver, Way way, Path folder) throws IOException {
        super(DeviceClass.BARCODE_READER, driver, way, folder);
        say("aim ]Q1");
        if (driver.equals("evdev")) say("keys on");
    }

    @Override
    public void show(String text) {
        say("hex " + HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public String symbology() {
        return "qr-code";
    }

    @Override
    public Map<String, String> claims() {
        return Map.of("prefix", "none", "suffix", "0D", "gap", "50", "aim", "on");
    }

    @Override
    Map<Trouble, String> words() {
        return Map.of();
    }

    @Override
    List<String> cure() {
        return List.of("line none");
    }
}
