package org.openstm.device.manager;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.openstm.device.DeviceClass;
import org.openstm.device.DeviceState;
import org.openstm.device.DeviceStatus;
import org.openstm.device.spi.Driver;

class DeviceModelsTest {
    private static final DeviceModels MODELS = DeviceModels.loadModels();

    private static DeviceView view(String driver, Map<String, String> facts, Map<String, String> capabilities) {
        return new DeviceView(
                "chip-1",
                DeviceClass.CHIP_CARD_READER,
                driver,
                "pcsc:any",
                DeviceLifecycle.OPENED,
                new DeviceStatus(DeviceState.ONLINE, List.of(), facts),
                Duration.ZERO,
                "",
                "",
                true,
                false,
                Map.of(),
                capabilities);
    }

    @Test
    void each_driver_of_ours_is_in_the_table() {
        for (var driver : ServiceLoader.load(Driver.class)) {
            if (!driver.getClass().getName().startsWith("org.openstm.device.driver.")) continue;
            var name = driver.deviceClass().text() + "/" + driver.name();
            assertTrue(MODELS.hasDriver(name), name + " is not in models.yaml");
        }
    }

    @Test
    void a_model_is_as_well_supported_as_somebody_has_tried() {
        var known = view("pcsc", Map.of("reader", "OpenSTM bench 00 00"), Map.of());
        assertEquals("complete", MODELS.supportOf(known).degree());
        var other = view("pcsc", Map.of("reader", "ACS ACR39U ICC Reader 00 00"), Map.of());
        assertEquals("untested", MODELS.supportOf(other).degree());
        assertTrue(MODELS.supportOf(other).because().contains("ACR39U"));
        assertEquals(
                "unknown", MODELS.supportOf(view("pcsc", Map.of(), Map.of())).degree());
        assertEquals(
                "good",
                MODELS.supportOf(view("pcsc", Map.of(), Map.of("support", "good")))
                        .degree());
        assertEquals(
                "complete",
                MODELS.supportOf(view("xfs4iot", Map.of("maker", "OpenSTM", "model", "SIM-XFS"), Map.of()))
                        .degree());
    }

    @Test
    void what_is_claimed_and_not_found_is_told() {
        var claims = MODELS.driverClaims(view("pcsc", Map.of(), Map.of()));
        assertEquals("social-security bank travel", claims.get("cards"));
        assertEquals(Map.of(), DeviceModels.claimDifferences(claims, Map.of()));
        assertEquals(Map.of(), DeviceModels.claimDifferences(claims, claims));
        assertEquals(
                Map.of("presence", "claimed yes, found nothing"),
                DeviceModels.claimDifferences(claims, Map.of("cards", "social-security bank travel")));
    }
}
