package org.openstm.device.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.openstm.device.Fault;
import org.openstm.device.FaultCode;
import org.openstm.device.command.Nothing;
import org.openstm.device.link.Deadline;
import org.openstm.device.link.LinkLost;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// Sends commands to one host and returns their results. A host that does not answer in time, or answers nonsense,
/// is killed; the caller gets a lost link.
final class HostClient implements AutoCloseable {
    /// Result of a command.
    sealed interface HostAnswer<R> {
        record Given<R>(R value) implements HostAnswer<R> {}

        record Refused<R>(CompletionCode code, String why) implements HostAnswer<R> {}

        /// The host is gone.
        ///
        /// @param begun whether it had accepted the command, so that work may have been done
        record Lost<R>(boolean begun, Fault fault) implements HostAnswer<R> {}
    }

    /// A command that exceeds its time by this much counts as hung.
    private static final Duration OVERDUE = Duration.ofSeconds(2);

    /// Twice the time that a port has to release its caller.
    private static final Duration LETTING_GO = Duration.ofSeconds(1);

    private static final Duration DYING = Duration.ofSeconds(2);

    /// A host with more unread messages than this is out of control.
    private static final int MOST_UNREAD = 256;

    private static final System.Logger LOG = System.getLogger(HostClient.class.getName());

    private final HostProcess host;
    private final HostChannel wire;
    private final AtomicInteger ids = new AtomicInteger();

    /// Messages received for each command; an empty last entry means that the host is gone.
    private final Map<Integer, BlockingQueue<Optional<HostMessage>>> inboxes = new ConcurrentHashMap<>();

    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile boolean gone;

    HostClient(HostProcess host) {
        this.host = host;
        this.wire = host.wire();
        Thread.ofPlatform().daemon().name("host " + host.id()).start(this::receiveMessages);
    }

    private void receiveMessages() {
        var reason = "";
        try {
            var first = wire.readMessage();
            if (!(first instanceof HostMessage.Hello(var token)) || !isSameToken(token, host.token()))
                throw new IOException("this is not the host that was started");
            while (true) deliverMessage(wire.readMessage());
        } catch (IOException end) {
            reason = String.valueOf(end.getMessage());
        } finally {
            wire.close();
            host.run().endWithin(Duration.ofMillis(200));
            if (!closed.get()) LOG.log(System.Logger.Level.WARNING, "host {0}; {1}", host.exitDescription(), reason);
            gone = true;
            inboxes.values().forEach(inbox -> inbox.add(Optional.empty()));
        }
    }

    private static boolean isSameToken(String token, String other) {
        return MessageDigest.isEqual(
                token.getBytes(StandardCharsets.US_ASCII), other.getBytes(StandardCharsets.US_ASCII));
    }

    private void deliverMessage(HostMessage message) throws IOException {
        var inbox = switch (message) {
            case HostMessage.Acknowledge(var id) -> inboxes.get(id);
            case HostMessage.Event(var id, var _) -> inboxes.get(id);
            case HostMessage.Completion(var id, var _, var _, var _) -> inboxes.remove(id);
            case HostMessage.Hello _, HostMessage.Command _ -> null;
        };
        if (inbox == null) throw new IOException("a message without a pending command");
        if (inbox.size() >= MOST_UNREAD) throw new IOException("too many unread messages");
        inbox.add(Optional.of(message));
    }

    <R> HostAnswer<R> sendCommand(HostCommand<R> wanted, Duration patience, Object payload)
            throws InterruptedException {
        return sendCommand(wanted, patience, payload, _ -> {});
    }

    /// Sends a command and waits for its completion.
    ///
    /// @param events receives each event, on the caller's thread
    /// @throws InterruptedException when the caller was interrupted; the command is cancelled then
    <R> HostAnswer<R> sendCommand(HostCommand<R> wanted, Duration patience, Object payload, Consumer<JsonNode> events)
            throws InterruptedException {
        int id = ids.incrementAndGet();
        var command = encodeCommand(id, wanted, patience, payload);
        if (command.length > HostChannel.LONGEST_COMMAND)
            return new HostAnswer.Lost<>(
                    false, FaultCode.TOO_LARGE.fault(command.length + " bytes are too many for a host"));
        var inbox = new LinkedBlockingQueue<Optional<HostMessage>>();
        inboxes.put(id, inbox);
        try {
            if (gone) return new HostAnswer.Lost<>(false, new LinkLost(host.exitDescription()).fault());
            wire.queueMessage(command);
            var limit = Deadline.in(patience.plus(wanted.extraPatience()).plus(OVERDUE));
            return new PendingCommand<>(id, inbox, wanted.result(), events, limit).awaitAnswer();
        } finally {
            inboxes.remove(id);
        }
    }

    private static byte[] encodeCommand(int id, HostCommand<?> wanted, Duration patience, Object payload) {
        return HostChannel.encodeMessage(new HostMessage.Command(
                id, wanted.name(), Math.max(0, patience.toMillis()), HostJson.JSON.valueToTree(payload)));
    }

    /// One running command.
    private final class PendingCommand<R> {
        private final int id;
        private final BlockingQueue<Optional<HostMessage>> inbox;
        private final Class<R> type;
        private final Consumer<JsonNode> events;
        private Deadline limit;
        private boolean begun;
        private boolean cancelled;
        private boolean killed;

        PendingCommand(
                int id,
                BlockingQueue<Optional<HostMessage>> inbox,
                Class<R> type,
                Consumer<JsonNode> events,
                Deadline limit) {
            this.id = id;
            this.inbox = inbox;
            this.type = type;
            this.events = events;
            this.limit = limit;
        }

        HostAnswer<R> awaitAnswer() throws InterruptedException {
            while (true) {
                Optional<HostMessage> next;
                try {
                    next = inbox.poll(limit.millisLeft(), TimeUnit.MILLISECONDS);
                } catch (InterruptedException _) {
                    requestCancel();
                    continue;
                }
                if (next == null) {
                    if (killed) return lostUnkillable();
                    killHost();
                } else if (next.isEmpty()) {
                    return toLost(
                            killed
                                    ? hungFault()
                                    : begun
                                            ? crashFault(host.exitDescription())
                                            : new LinkLost(host.exitDescription()).fault());
                } else if (next.get() instanceof HostMessage.Acknowledge) {
                    begun = true;
                } else if (next.get() instanceof HostMessage.Event(var _, var payload)) {
                    events.accept(payload);
                } else if (next.get() instanceof HostMessage.Completion completion) {
                    return toAnswer(completion);
                }
            }
        }

        private void requestCancel() {
            if (cancelled) return;
            cancelled = true;
            limit = limit.orSooner(Deadline.in(LETTING_GO));
            int own = ids.incrementAndGet();
            inboxes.put(own, new LinkedBlockingQueue<>());
            wire.queueMessage(encodeCommand(own, HostCommand.CANCEL, Duration.ZERO, id));
        }

        /// Kills the host but still reads what it sent before: whether it accepted the command determines the state
        /// of the paper.
        private void killHost() {
            killed = true;
            host.run().kill();
            limit = Deadline.in(DYING);
        }

        /// The result when even a kill did not end the process, for example when a kernel driver hangs.
        private HostAnswer<R> lostUnkillable() throws InterruptedException {
            begun = true;
            wire.close();
            return toLost(hungFault());
        }

        private HostAnswer<R> toAnswer(HostMessage.Completion completion) throws InterruptedException {
            if (cancelled && completion.completionCode() == CompletionCode.CANCELED) throw new InterruptedException();
            // it completed before the cancel arrived: the caller gets the result and the interrupt
            if (cancelled) Thread.currentThread().interrupt();
            if (completion.completionCode() != CompletionCode.SUCCESS)
                return new HostAnswer.Refused<>(completion.completionCode(), completion.errorDescription());
            try {
                var value = HostJson.JSON.treeToValue(completion.payload(), type);
                if (value != null) return new HostAnswer.Given<>(value);
            } catch (JacksonException _) {
                // treated as no answer
            }
            host.run().kill();
            wire.close();
            return toLost(crashFault(host.id() + " answered with something that is no " + type.getSimpleName()));
        }

        private HostAnswer<R> toLost(Fault fault) throws InterruptedException {
            if (cancelled) throw new InterruptedException();
            return new HostAnswer.Lost<>(begun, fault);
        }
    }

    private Fault hungFault() {
        return FaultCode.DRIVER_HUNG.fault(host.id() + " did not return in time");
    }

    private static Fault crashFault(String how) {
        return FaultCode.DRIVER_CRASHED.fault(how);
    }

    /// Asks the host to close its device and to exit, and kills it if it does not. Waiting callers learn that it is
    /// gone.
    @Override
    public void close() {
        if (closed.getAndSet(true)) return;
        if (!gone) {
            int id = ids.incrementAndGet();
            inboxes.put(id, new LinkedBlockingQueue<>());
            wire.queueMessage(encodeCommand(id, HostCommand.CLOSE, Duration.ZERO, Nothing.NOTHING));
            host.run().endWithin(host.closing());
        }
        host.run().endWithin(Duration.ZERO);
        wire.close();
    }
}
