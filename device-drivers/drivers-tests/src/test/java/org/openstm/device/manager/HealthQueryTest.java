package org.openstm.device.manager;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openstm.device.Device;
import org.openstm.device.DeviceClass;
import org.openstm.device.DeviceState;
import org.openstm.device.DeviceStatus;
import org.openstm.device.Fault;
import org.openstm.device.link.LinkAddress;
import org.openstm.device.spi.Driver;
import org.openstm.device.spi.DriverContext;

/// Order of health queries and commands at one device.
@Timeout(60)
class HealthQueryTest {
    private static final int ROUNDS = 200;
    private static final Duration SOON = Duration.ofSeconds(20);

    /// Whether a command is queued at the device.
    private final AtomicBoolean queued = new AtomicBoolean();

    private final AtomicInteger overtaken = new AtomicInteger();

    private final class Reader implements Device {
        @Override
        public DeviceClass deviceClass() {
            return DeviceClass.ID_CARD_READER;
        }

        @Override
        public DeviceStatus status(Duration patience) {
            if (queued.get()) overtaken.incrementAndGet();
            return DeviceStatus.of(DeviceState.ONLINE);
        }

        @Override
        public void close() {}
    }

    private final class ReaderDriver implements Driver {
        @Override
        public String name() {
            return "reader";
        }

        @Override
        public DeviceClass deviceClass() {
            return DeviceClass.ID_CARD_READER;
        }

        @Override
        public Device open(DriverContext context) {
            return new Reader();
        }
    }

    /// A queued command that a health query overtook waited three seconds behind a silent peer, cancelled or not.
    @Test
    void a_health_query_never_overtakes_a_queued_command() throws Exception {
        var entry =
                new DeviceEntry("one", DeviceClass.ID_CARD_READER, "reader", LinkAddress.parse("tcp://127.0.0.1:9"));
        var over = new AtomicBoolean();
        try (var device = new ManagedDevice(entry, new ReaderDriver(), _ -> {}, _ -> {})) {
            var health = Thread.ofPlatform().start(() -> queryAllTheTime(device, over));
            for (int round = 0; round < ROUNDS; round++) cancelOneAtWorkAndOneQueued(device);
            over.set(true);
            health.join();
        }
        assertEquals(0, overtaken.get(), "health queries before a queued command, of " + ROUNDS);
    }

    private static void queryAllTheTime(ManagedDevice device, AtomicBoolean over) {
        try {
            while (!over.get()) device.checkHealth();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void cancelOneAtWorkAndOneQueued(ManagedDevice device) throws InterruptedException {
        var begun = new CountDownLatch(1);
        var working = start(device, begun, () -> {});
        begun.await();
        var waiting = start(device, begun, () -> queued.set(false));
        while (waiting.getState() != Thread.State.WAITING) Thread.sleep(1);
        queued.set(true);
        device.cancelCommands();
        working.join();
        waiting.join();
    }

    /// @param cancelled runs while a command that was cancelled in the queue has the device
    private static Thread start(ManagedDevice device, CountDownLatch begun, Runnable cancelled) {
        return Thread.ofPlatform().start(() -> {
            try {
                device.useDevice(
                        SOON,
                        _ -> {
                            begun.countDown();
                            Thread.sleep(SOON);
                            return "done";
                        },
                        _ -> Optional.<Fault>empty(),
                        fault -> {
                            cancelled.run();
                            return fault.code();
                        },
                        Fault::code);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        });
    }
}
