package org.openstm.device.contract;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.openstm.device.DeviceClass;

/// A simulated XFS4IoT service of a scanner.
public final class SimulatedServiceCodes extends SimulatedRig implements BarcodeRig {
    /// The status values that every service can report.
    static final Map<Trouble, String> DEVICE_WORDS = Map.of(
            Trouble.OBSTRUCTED, "device userError",
            Trouble.TAMPERED, "device fraudAttempt",
            Trouble.WITHOUT_POWER, "device powerOff");

    public SimulatedServiceCodes(String driver, Way way, Path folder) throws IOException {
        super(DeviceClass.BARCODE_READER, driver, way, "ws://127.0.0.1:0", folder);
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
        return Map.of("symbologies", "code-128 ean qr-code", "reset", "yes");
    }

    @Override
    public void garbage() {
        say("garbage");
    }

    @Override
    Map<Trouble, String> words() {
        return DEVICE_WORDS;
    }

    @Override
    List<String> cure() {
        return List.of("well");
    }
}
