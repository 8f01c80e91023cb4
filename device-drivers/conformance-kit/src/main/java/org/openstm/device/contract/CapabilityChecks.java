package org.openstm.device.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.openstm.device.Device;
import org.openstm.device.Fault;
import org.openstm.device.HealthLevel;

/// What it is: capabilities, faults, health and counters are true.
///
/// @param <D> the port of the class
/// @param <R> the bench of the class
abstract class CapabilityChecks<D extends Device, R extends Rig> extends DriverFixture<D, R> {
    @Test
    void it_can_do_what_it_claims_and_claims_no_more() throws Exception {
        var device = open();
        assertEquals(rig().claims(), device.capabilities());
        assertFalse(rig().claims().isEmpty(), "a driver without a capability cannot be chosen for anything");
        assertTrue(device.status(SOON).usable());
        show(device, rig(), rig().claims());
    }

    @Test
    void each_trouble_is_told_by_its_own_fault() throws Exception {
        var due = new HashSet<>(mustKnow());
        due.removeAll(rig().withoutAWord());
        assertTrue(rig().troubles().containsAll(due), () -> "the bench must cause " + due);
        var device = open();
        for (var trouble : rig().troubles()) {
            rig().cause(trouble);
            var status = device.status(SOON);
            assertFalse(status.faults().isEmpty(), () -> trouble + " is not told");
            var code = status.faults().getFirst().code();
            var codes = trouble.codesFor(deviceClass());
            assertTrue(codes.contains(code), () -> trouble + " is reported as one of " + codes + ", not as " + code);
            assertTrue(trouble.allows(status.state()), () -> trouble + ": " + status);
            if (!trouble.usable()) {
                var fault = attempt(device, SOON);
                assertEquals(
                        Optional.of(code),
                        fault.map(Fault::code),
                        () -> trouble + ": a command fails with the fault that the status names");
            }
            rig().heal();
            assertEquals(List.of(), device.status(SOON).faults(), () -> "after " + trouble);
        }
        work(device, rig());
    }

    @Test
    void a_health_check_says_what_is_true() throws Exception {
        var device = open();
        for (var level : List.of(HealthLevel.INTERNAL, HealthLevel.EXTERNAL)) {
            var well = device.checkHealth(level, SOON);
            assertTrue(well.healthy(), well::toString);
            assertEquals(level, well.level());
            assertFalse(well.steps().isEmpty());
        }
        rig().unplug();
        awaitGone(device);
        for (var level : HealthLevel.values()) {
            var ill = device.checkHealth(level, Duration.ofSeconds(2));
            assertFalse(ill.healthy(), ill::toString);
            assertTrue(ill.steps().stream().anyMatch(step -> !step.passed()));
        }
    }

    @Test
    void counters_only_grow_and_a_reset_leaves_it_ready() throws Exception {
        var device = open();
        var before = device.statistics(SOON);
        work(device, rig());
        var after = device.statistics(SOON);
        assertEquals(before.keySet(), after.keySet());
        before.forEach((name, count) -> {
            assertTrue(count >= 0, name);
            assertTrue(assertNonNull(after.get(name)) >= count, name);
        });
        device.reset(SOON);
        work(device, rig());
        device.clear();
        work(device, rig());
        rig().unplug();
        awaitGone(device);
        device.reset(Duration.ofSeconds(1));
        device.clear();
        assertEquals(Map.of(), device.statistics(Duration.ofSeconds(1)));
    }

    private static <T> T assertNonNull(@org.jspecify.annotations.Nullable T value) {
        assertNotNull(value);
        return value;
    }
}
