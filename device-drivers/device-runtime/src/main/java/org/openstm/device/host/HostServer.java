package org.openstm.device.host;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.openstm.device.command.Nothing;

/// The host's side of the protocol: accepts commands as they arrive. Cancel and close are executed at once; all
/// others wait for the one device thread.
final class HostServer {
    private final HostChannel wire;
    private final CommandExecutor work = new CommandExecutor();
    private final Map<Integer, HostJob> jobs = new ConcurrentHashMap<>();
    private final ExecutorService executor = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("lane").factory());

    HostServer(HostChannel wire) {
        this.wire = wire;
    }

    /// Returns only by throwing.
    void serveCommands() throws IOException {
        while (true) {
            if (!(wire.readMessage() instanceof HostMessage.Command command))
                throw new IOException("a host takes commands only");
            // written before any work begins: a command without acknowledgement was certainly not executed
            wire.writeMessage(new HostMessage.Acknowledge(command.requestId()));
            if (HostCommand.CANCEL.isNameOf(command)) cancelCommand(command);
            else if (HostCommand.CLOSE.isNameOf(command)) closeAndExit(command);
            else queueCommand(command);
        }
    }

    private void queueCommand(HostMessage.Command command) {
        int id = command.requestId();
        var job = new HostJob(
                () -> work.executeCommand(command, event -> wire.queueMessage(new HostMessage.Event(id, event))),
                completion -> {
                    jobs.remove(id);
                    wire.queueMessage(completion);
                });
        jobs.put(id, job);
        executor.execute(job);
    }

    private void cancelCommand(HostMessage.Command command) throws IOException {
        var job = jobs.get(command.payload().asInt());
        if (job != null) job.cancelJob();
        wire.writeMessage(CommandExecutor.toCompletion(command, Nothing.NOTHING));
    }

    /// If a driver hangs while it closes, the kiosk ends the host.
    private void closeAndExit(HostMessage.Command command) throws IOException {
        work.close();
        wire.writeMessage(CommandExecutor.toCompletion(command, Nothing.NOTHING));
        System.exit(0);
    }
}
