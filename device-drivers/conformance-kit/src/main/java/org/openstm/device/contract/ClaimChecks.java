package org.openstm.device.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.openstm.device.Device;
import org.openstm.device.manager.DeviceClaim;
import org.openstm.device.manager.DeviceEvent;

/// Who may use it: the rules of the device manager.
///
/// @param <D> the port of the class
/// @param <R> the bench of the class
abstract class ClaimChecks<D extends Device, R extends Rig> extends CapabilityChecks<D, R> {
    @Test
    void the_desk_hands_it_out_by_the_rules() throws Exception {
        var desk = desk();
        var port = port(desk);
        var brief = Duration.ofMillis(300);
        desk.claims().setEnabled(id(), false);
        assertCode("device-disabled", attempt(port, brief));
        desk.claims().setEnabled(id(), true);
        var claim = desk.claims()
                .claimDevice(id(), "engineer", Duration.ofMinutes(1))
                .orElseThrow();
        assertTrue(desk.claims().claimDevice(id(), "another", SOON).isEmpty());
        assertCode("device-claimed", attempt(port, brief));
        work(port(claim), rig());
        claim.close();
        assertCode("sequence-error", attempt(port(claim), brief));
        var lapsed = desk.claims()
                .claimDevice(id(), "sleeper", Duration.ofMillis(50))
                .orElseThrow();
        Thread.sleep(80);
        assertCode("sequence-error", attempt(port(lapsed), brief));
        var broken = desk.claims().claimDevice(id(), "stubborn", SOON).orElseThrow();
        desk.claims().breakClaim(id(), "staff");
        assertCode("sequence-error", attempt(port(broken), brief));
        work(port, rig());
        var late = new CopyOnWriteArrayList<DeviceEvent>();
        desk.close();
        desk.addEventListener(late::add);
        assertCode("desk-closed", attempt(port, brief));
        Thread.sleep(400);
        assertEquals(List.of(), late, "nothing is told of a device that was closed");
    }

    @Test
    void one_of_many_who_claim_it_at_once_gets_it() throws Exception {
        var desk = desk();
        var go = new CountDownLatch(1);
        var claims = new ArrayList<Lane<Optional<DeviceClaim>>>();
        for (int i = 0; i < 8; i++) {
            var owner = "owner-" + i;
            claims.add(Lane.begin(() -> {
                go.await();
                return desk.claims().claimDevice(id(), owner, SOON);
            }));
        }
        go.countDown();
        int held = 0;
        for (var claim : claims) if (claim.result(SOON).isPresent()) held++;
        assertEquals(1, held);
    }
}
