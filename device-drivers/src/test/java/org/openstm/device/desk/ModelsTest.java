package org.openstm.device.desk;

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

class ModelsTest {
    private static final Models MODELS = Models.load();

    private static DeviceView view(String driver, Map<String, String> facts, Map<String, String> capabilities) {
        return new DeviceView(
                "chip-1",
                DeviceClass.CHIP_CARD_READER,
                driver,
                "pcsc:any",
                Lifecycle.OPENED,
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
            assertTrue(MODELS.names(name), name + " is not in models.yaml");
        }
    }

    @Test
    void a_model_is_as_well_supported_as_somebody_has_tried() {
        var known = view("pcsc", Map.of("reader", "OpenSTM bench 00 00"), Map.of());
        assertEquals("complete", MODELS.support(known).degree());
        var other = view("pcsc", Map.of("reader", "ACS ACR39U ICC Reader 00 00"), Map.of());
        assertEquals("untested", MODELS.support(other).degree());
        assertTrue(MODELS.support(other).because().contains("ACR39U"));
        assertEquals("unknown", MODELS.support(view("pcsc", Map.of(), Map.of())).degree());
        assertEquals(
                "good",
                MODELS.support(view("pcsc", Map.of(), Map.of("support", "good")))
                        .degree());
        assertEquals(
                "complete",
                MODELS.support(view("xfs4iot", Map.of("maker", "OpenSTM", "model", "SIM-XFS"), Map.of()))
                        .degree());
    }

    @Test
    void what_is_claimed_and_not_found_is_told() {
        var claims = MODELS.claims(view("pcsc", Map.of(), Map.of()));
        assertEquals("social-security bank travel", claims.get("cards"));
        assertEquals(Map.of(), Models.otherThanClaimed(claims, Map.of()));
        assertEquals(Map.of(), Models.otherThanClaimed(claims, claims));
        assertEquals(
                Map.of("presence", "claimed yes, found nothing"),
                Models.otherThanClaimed(claims, Map.of("cards", "social-security bank travel")));
    }
}
