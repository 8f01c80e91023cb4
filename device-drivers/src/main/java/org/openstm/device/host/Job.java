package org.openstm.device.host;

import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A command on its way through the lane. An interrupt hits this job and never the next one.
final class Job implements Runnable {
    private final Supplier<Message.Completion> work;
    private final Consumer<Message.Completion> end;
    private @Nullable Thread lane;
    private boolean cancelled;

    Job(Supplier<Message.Completion> work, Consumer<Message.Completion> end) {
        this.work = work;
        this.end = end;
    }

    @Override
    public void run() {
        enter();
        var completion = work.get();
        leave();
        end.accept(completion);
    }

    private synchronized void enter() {
        lane = Thread.currentThread();
        if (cancelled) lane.interrupt();
    }

    private synchronized void leave() {
        lane = null;
        Thread.interrupted();
    }

    synchronized void cancel() {
        cancelled = true;
        if (lane != null) lane.interrupt();
    }
}
