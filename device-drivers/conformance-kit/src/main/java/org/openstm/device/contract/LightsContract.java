package org.openstm.device.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.openstm.device.DeviceClass;
import org.openstm.device.Fault;
import org.openstm.device.Lights;
import org.openstm.device.Lights.Glow;
import org.openstm.device.Lights.Light;
import org.openstm.device.Lights.Lit;
import org.openstm.device.Lights.Sensor;
import org.openstm.device.Lights.Watched;

/// Contract of boards of lights and sensors.
public abstract class LightsContract extends DriverContract<Lights, LightsRig> {
    @Override
    protected final DeviceClass deviceClass() {
        return DeviceClass.LIGHTS;
    }

    @Override
    final Class<Lights> portType() {
        return Lights.class;
    }

    /// Waits for a person who does not come.
    @Override
    final Optional<Fault> attempt(Lights lights, Duration patience) throws InterruptedException {
        return lights.await(Sensor.PERSON, true, patience) instanceof Watched.Failed(var fault)
                ? Optional.of(fault)
                : Optional.empty();
    }

    @Override
    final void work(Lights lights, LightsRig rig) throws Exception {
        assertEquals(new Lit.Done(), lights.show(Map.of(Light.CARD, Glow.BLINK), Duration.ofSeconds(4)));
        assertEquals("card blinks", rig.seen());
        var waiting = Lane.begin(() -> lights.await(Sensor.SLIP_MOUTH, true, Duration.ofSeconds(10)));
        Thread.sleep(150);
        rig.sense(Sensor.SLIP_MOUTH, true);
        assertEquals(new Watched.Met(), waiting.result(SOON));
        rig.sense(Sensor.SLIP_MOUTH, false);
        assertEquals(new Watched.Met(), lights.await(Sensor.SLIP_MOUTH, false, Duration.ofSeconds(4)));
        assertEquals(new Lit.Done(), lights.show(Map.of(), Duration.ofSeconds(4)));
        assertEquals("", rig.seen());
    }

    @Override
    final void show(Lights lights, LightsRig rig, Map<String, String> claims) throws Exception {
        for (var light : Light.values()) {
            assertEquals(new Lit.Done(), lights.show(Map.of(light, Glow.ON), SOON));
            var name = light.name().toLowerCase(java.util.Locale.ROOT);
            assertEquals(String.valueOf(claims.get("lights")).contains(name) ? name + " glows" : "", rig.seen());
        }
        for (var sensor : Sensor.values()) {
            var name = sensor.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
            if (!String.valueOf(claims.get("sensors")).contains(name)) continue;
            for (boolean on : new boolean[] {true, false}) {
                rig.sense(sensor, on);
                assertEquals(on ? "yes" : "no", lights.status(SOON).facts().get(name));
                assertEquals(new Watched.Met(), lights.await(sensor, on, SOON));
            }
        }
    }

    @Override
    final Set<Trouble> mustKnow() {
        return Set.of(Trouble.DOOR_OPEN, Trouble.MOVED, Trouble.LIGHT_BROKEN);
    }

    @Override
    final List<String> secrets() {
        return List.of();
    }

    @Test
    void who_does_not_come_is_not_met_and_a_reset_leaves_nothing_alight() throws Exception {
        var lights = open();
        assertEquals(new Watched.NotMet(), lights.await(Sensor.PERSON, true, Duration.ofMillis(400)));
        lights.show(Map.of(Light.SLIP, Glow.ON, Light.HELP, Glow.BLINK), SOON);
        assertEquals("help blinks, slip glows", rig().seen());
        lights.reset(SOON);
        assertEquals("", rig().seen());
    }

    @Test
    void rubbish_on_the_line_is_no_word_of_a_sensor() throws Exception {
        var lights = open();
        rig().garbage();
        assertInstanceOf(Watched.Failed.class, lights.await(Sensor.PERSON, true, Duration.ofSeconds(1)));
        rig().heal();
        work(lights, rig());
    }
}
