package org.openstm.kiosk.app;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.openstm.device.manager.DeviceManager;
import org.openstm.device.supervision.SupervisedLoop;

/// The threads that live as long as the terminal, for the staff board and for `/health`.
final class WatchedLoops {
    private final DeviceManager desk;
    private final List<SupervisedLoop> loops = new CopyOnWriteArrayList<>();

    WatchedLoops(DeviceManager desk) {
        this.desk = desk;
    }

    @SafeVarargs
    final void add(List<SupervisedLoop>... more) {
        for (var some : more) loops.addAll(some);
    }

    List<SupervisedLoop.LoopHealth> health() {
        return Stream.concat(loops.stream().map(SupervisedLoop::loopHealth), desk.fileWatchHealth().stream())
                .toList();
    }

    /// @throws IllegalStateException while one fails again and again: whoever watches over the kiosk starts it anew
    boolean requireSound() {
        for (var loop : health())
            if (loop.isStuck()) throw new IllegalStateException(loop.name() + " fails again and again");
        return true;
    }
}
