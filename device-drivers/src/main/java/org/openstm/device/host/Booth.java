package org.openstm.device.host;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// The host's side of the conversation: takes commands as they come. Cancel and close are done at
/// once, everything else waits for the one lane.
final class Booth {
    private final Wire wire;
    private final Work work = new Work();
    private final Map<Integer, Job> jobs = new ConcurrentHashMap<>();
    private final ExecutorService lane = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("lane").factory());

    Booth(Wire wire) {
        this.wire = wire;
    }

    /// Returns only by throwing.
    void serve() throws IOException {
        while (true) {
            if (!(wire.read() instanceof Message.Command command)) throw new IOException("a host takes commands only");
            // written before any work begins: what was not acknowledged was surely not done
            wire.write(new Message.Acknowledge(command.requestId()));
            switch (command.name()) {
                case CANCEL -> cancel(command);
                case CLOSE -> leave(command);
                default -> queue(command);
            }
        }
    }

    private void queue(Message.Command command) {
        int id = command.requestId();
        var job = new Job(() -> work.done(command, event -> wire.post(new Message.Event(id, event))), completion -> {
            jobs.remove(id);
            wire.post(completion);
        });
        jobs.put(id, job);
        lane.execute(job);
    }

    private void cancel(Message.Command command) throws IOException {
        var job = jobs.get(command.payload().asInt());
        if (job != null) job.cancel();
        wire.write(Work.completion(command, new Payload.Done()));
    }

    /// A driver that hangs while it closes is ended by the kiosk.
    private void leave(Message.Command command) throws IOException {
        work.close();
        wire.write(Work.completion(command, new Payload.Done()));
        System.exit(0);
    }
}
