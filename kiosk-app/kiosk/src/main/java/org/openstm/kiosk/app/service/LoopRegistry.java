package org.openstm.kiosk.app.service;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.openstm.device.manager.DeviceManager;
import org.openstm.device.supervision.SupervisedLoop;

/// The threads that live as long as the terminal, for the staff status page and for `/health`.
public final class LoopRegistry {
    private final DeviceManager deviceManager;
    private final List<SupervisedLoop> loops = new CopyOnWriteArrayList<>();

    public LoopRegistry(DeviceManager deviceManager) {
        this.deviceManager = deviceManager;
    }

    @SafeVarargs
    public final void addLoops(List<SupervisedLoop>... more) {
        for (var some : more) loops.addAll(some);
    }

    public List<SupervisedLoop.LoopHealth> loopHealth() {
        return Stream.concat(loops.stream().map(SupervisedLoop::loopHealth), deviceManager.fileWatchHealth().stream())
                .toList();
    }

    /// @throws IllegalStateException while one fails repeatedly: the supervisor then restarts the kiosk
    public boolean requireSound() {
        for (var loop : loopHealth())
            if (loop.isStuck()) throw new IllegalStateException(loop.name() + " fails repeatedly");
        return true;
    }
}
