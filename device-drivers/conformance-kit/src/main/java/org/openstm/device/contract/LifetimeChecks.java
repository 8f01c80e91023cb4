package org.openstm.device.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openstm.device.Device;

/// What stays after it was closed or its host was killed.
///
/// @param <D> the port of the class
/// @param <R> the bench of the class
abstract class LifetimeChecks<D extends Device, R extends Rig> extends PrivacyChecks<D, R> {
    @Test
    @Timeout(value = 60, unit = TimeUnit.MINUTES)
    void nothing_is_left_of_it_after_many_openings() throws Exception {
        int cycles = Integer.getInteger("kit.cycles", rig().hosted() ? 3 : 25);
        assertEquals("", Cycles.leftAfter(deviceClass(), rig(), cycles, folder.resolve("left-over")));
    }

    @Test
    void a_host_that_is_killed_costs_one_command_and_nothing_of_what_follows() throws Exception {
        var desk = desk();
        var port = port(desk);
        work(port, rig());
        if (!rig().hosted()) {
            assertEquals(List.of(), Children.of(id()), "a driver inside starts no process");
            return;
        }
        long openings = openings(desk);
        Children.kill(id());
        awaitReopened(desk, openings);
        work(port, rig());
        makeItLast(rig());
        var working = Lane.begin(() -> attempt(port, Duration.ofSeconds(25)));
        Thread.sleep(AT_WORK);
        openings = openings(desk);
        Children.kill(id());
        assertTrue(working.result(SOON).isPresent(), "it says that it did what it could not do");
        rig().heal();
        awaitReopened(desk, openings);
        work(port, rig());
        rig().unplug();
        await(desk, false);
        replug(desk);
        work(port, rig());
    }
}
