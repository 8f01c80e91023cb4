package org.openstm.kiosk.engine;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.openstm.device.Lights.Glow;
import org.openstm.device.Lights.Light;
import org.openstm.device.Lights.Lit;
import org.openstm.device.supervision.SupervisedLoop;

/// Sets the guide lights for each session state. They are not essential: a failed command is repeated, and no
/// session waits for it.
final class LightWatch implements AutoCloseable {
    private static final long LOOKING_EVERY = 200;
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /// Repetition interval: a light controller is dark after a power cycle.
    private static final long ANEW_NANOS = Duration.ofSeconds(10).toNanos();

    private final DeviceProvider devices;
    private final Supplier<Map<Light, Glow>> wanted;
    private final SupervisedLoop thread = new SupervisedLoop("light-watch", this::watchOnce);
    private Map<Light, Glow> shown = Map.of();
    private boolean sure;
    private long at = System.nanoTime();

    LightWatch(DeviceProvider devices, SessionLoop loop) {
        this(devices, () -> GuideLights.lightsFor(loop.session()));
    }

    LightWatch(DeviceProvider devices, Supplier<Map<Light, Glow>> wanted) {
        this.devices = devices;
        this.wanted = wanted;
    }

    void start() {
        thread.start();
    }

    List<SupervisedLoop> supervisedLoops() {
        return List.of(thread);
    }

    private void watchOnce() throws InterruptedException {
        showWantedLights();
        Thread.sleep(LOOKING_EVERY);
    }

    private void showWantedLights() throws InterruptedException {
        var lights = devices.guideLights();
        var now = Map.copyOf(wanted.get());
        boolean stale = System.nanoTime() - at > ANEW_NANOS;
        if (lights.isEmpty() || sure && !stale && now.equals(shown)) return;
        sure = lights.get().show(now, PATIENCE) instanceof Lit.Done;
        shown = now;
        at = System.nanoTime();
        if (!sure) Thread.sleep(PATIENCE);
    }

    @Override
    public void close() {
        thread.close();
    }
}
