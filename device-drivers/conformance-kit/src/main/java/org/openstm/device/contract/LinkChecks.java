package org.openstm.device.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.openstm.device.Device;
import org.openstm.device.DeviceState;
import org.openstm.device.HealthLevel;
import org.openstm.device.link.LinkLost;

/// The line: unplugged, silent or full of rubbish, it says so and comes back.
///
/// @param <D> the port of the class
/// @param <R> the bench of the class
abstract class LinkChecks<D extends Device, R extends Rig> extends CancelChecks<D, R> {
    @Test
    void unplugged_idle_or_at_work_it_comes_back_without_a_restart() throws Exception {
        var desk = desk();
        var port = port(desk);
        work(port, rig());
        rig().unplug();
        await(desk, false);
        assertTrue(attempt(port, Duration.ofSeconds(1)).isPresent());
        replug(desk);
        work(port, rig());
        makeItLast(rig());
        var working = Lane.begin(() -> attempt(port, Duration.ofSeconds(4)));
        Thread.sleep(AT_WORK);
        rig().unplug();
        assertTrue(working.result(SOON).isPresent(), "it says that it did what it could not do");
        rig().heal();
        await(desk, false);
        replug(desk);
        work(port, rig());
    }

    @Test
    void its_status_never_throws() throws Exception {
        var device = open();
        var brief = Duration.ofMillis(700);
        rig().stopReading(Duration.ofMillis(1200));
        assertNotEquals(DeviceState.NO_DEVICE, device.status(brief).state());
        Thread.sleep(800);
        rig().garbage();
        assertNotNull(device.status(brief));
        rig().heal();
        rig().unplug();
        awaitGone(device);
        var gone = device.status(brief);
        assertEquals(DeviceState.NO_DEVICE, gone.state());
        assertEquals(LinkLost.CODE, gone.faults().getFirst().code());
        device.close();
        device.close();
        assertEquals(DeviceState.NO_DEVICE, device.status(brief).state());
        assertCode(LinkLost.CODE, attempt(device, brief));
        assertFalse(device.checkHealth(HealthLevel.EXTERNAL, brief).healthy());
        assertEquals(Map.of(), device.statistics(brief));
        device.reset(brief);
        device.clear();
    }

    @Test
    void two_of_a_kind_do_not_wait_for_each_other() throws Exception {
        var stuck = another("stuck");
        var first = open();
        var second = open(stuck, stuck.link());
        long alone = timed(first);
        stuck.stopReading(Duration.ofSeconds(60));
        var waiting = Lane.begin(() -> {
            while (true) attempt(second, Duration.ofSeconds(10));
        });
        Thread.sleep(100);
        long beside = timed(first);
        tell("beside one that hangs", beside, alone + " (alone)");
        assertTrue(beside < 2 * alone + GENEROUS.toMillis(), beside + " ms instead of " + alone);
        waiting.interrupt(GENEROUS);
    }

    private long timed(D device) throws Exception {
        long start = System.nanoTime();
        work(device, rig());
        return (System.nanoTime() - start) / 1_000_000;
    }
}
