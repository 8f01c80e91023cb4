package org.openstm.device.host;

import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A queued or running command. An interrupt hits this job and never the next one.
final class HostJob implements Runnable {
    private final Supplier<HostMessage.Completion> work;
    private final Consumer<HostMessage.Completion> end;
    private @Nullable Thread lane;
    private boolean cancelled;

    HostJob(Supplier<HostMessage.Completion> work, Consumer<HostMessage.Completion> end) {
        this.work = work;
        this.end = end;
    }

    @Override
    public void run() {
        enterLane();
        var completion = work.get();
        leaveLane();
        end.accept(completion);
    }

    private synchronized void enterLane() {
        lane = Thread.currentThread();
        if (cancelled) lane.interrupt();
    }

    private synchronized void leaveLane() {
        lane = null;
        Thread.interrupted();
    }

    synchronized void cancelJob() {
        cancelled = true;
        if (lane != null) lane.interrupt();
    }
}
