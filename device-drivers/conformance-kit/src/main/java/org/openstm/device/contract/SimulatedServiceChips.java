package org.openstm.device.contract;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// A simulated XFS4IoT service of a card reader into which cards are put by hand.
public final class SimulatedServiceChips extends SimulatedChips {
    public SimulatedServiceChips(String driver, Way way, Path folder) throws IOException {
        super(driver, way, "ws://127.0.0.1:0", folder);
    }

    @Override
    public Map<String, String> claims() {
        return Map.of("cards", "social-security bank travel", "presence", "yes", "gives-back", "no");
    }

    @Override
    Map<Trouble, String> words() {
        return SimulatedServiceCodes.DEVICE_WORDS;
    }

    @Override
    List<String> cure() {
        return List.of("well");
    }
}
