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
import org.openstm.device.WhoActs;
import org.openstm.device.link.Deadline;
import org.openstm.device.link.LinkLost;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// Commands to one host and what becomes of them. A host that does not answer in time, or answers
/// nonsense, is killed; the conversation is over then, and over is said as a lost link.
final class Conversation implements AutoCloseable {
    /// What became of a command.
    sealed interface Answer<R> {
        record Given<R>(R value) implements Answer<R> {}

        record Refused<R>(CompletionCode code, String why) implements Answer<R> {}

        /// The host is gone.
        ///
        /// @param begun whether it had taken the command, so that work may have been done
        record Lost<R>(boolean begun, Fault fault) implements Answer<R> {}
    }

    /// A command that is so much over its time hangs.
    private static final Duration OVERDUE = Duration.ofSeconds(2);

    /// Twice what a port has to let go.
    private static final Duration LETTING_GO = Duration.ofSeconds(1);

    private static final Duration DYING = Duration.ofSeconds(2);

    /// More than this unread is no progress but noise.
    private static final int MOST_UNREAD = 256;

    private static final System.Logger LOG = System.getLogger(Conversation.class.getName());

    private final HostProcess host;
    private final Wire wire;
    private final AtomicInteger ids = new AtomicInteger();

    /// What came for each command; empty as the last word means that the host is gone.
    private final Map<Integer, BlockingQueue<Optional<Message>>> inboxes = new ConcurrentHashMap<>();

    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile boolean gone;

    Conversation(HostProcess host) {
        this.host = host;
        this.wire = host.wire();
        Thread.ofPlatform().daemon().name("host " + host.id()).start(this::listen);
    }

    private void listen() {
        try {
            var first = wire.read();
            if (!(first instanceof Message.Hello(var token)) || !same(token, host.token()))
                throw new IOException("this is not the host that was started");
            while (true) deliver(wire.read());
        } catch (IOException end) {
            if (!closed.get()) LOG.log(System.Logger.Level.WARNING, "host {0}: {1}", host.id(), end.getMessage());
        } finally {
            wire.close();
            host.end(Duration.ofMillis(200));
            gone = true;
            inboxes.values().forEach(inbox -> inbox.add(Optional.empty()));
        }
    }

    private static boolean same(String token, String other) {
        return MessageDigest.isEqual(
                token.getBytes(StandardCharsets.US_ASCII), other.getBytes(StandardCharsets.US_ASCII));
    }

    private void deliver(Message message) throws IOException {
        var inbox = switch (message) {
            case Message.Acknowledge(var id) -> inboxes.get(id);
            case Message.Event(var id, var _) -> inboxes.get(id);
            case Message.Completion(var id, var _, var _, var _) -> inboxes.remove(id);
            case Message.Hello _, Message.Command _ -> null;
        };
        if (inbox == null) throw new IOException("a message that nobody waits for");
        if (inbox.size() >= MOST_UNREAD) throw new IOException("more messages than anybody can read");
        inbox.add(Optional.of(message));
    }

    <R> Answer<R> ask(Verb verb, Duration patience, Object payload, Class<R> type) throws InterruptedException {
        return ask(verb, patience, payload, type, _ -> {});
    }

    /// Sends a command and waits for its end.
    ///
    /// @param events told of each event on the way, on the caller's thread
    /// @throws InterruptedException when the caller was interrupted; the command is cancelled then
    <R> Answer<R> ask(Verb verb, Duration patience, Object payload, Class<R> type, Consumer<JsonNode> events)
            throws InterruptedException {
        int id = ids.incrementAndGet();
        var command = command(id, verb, patience, payload);
        if (command.length > Wire.LONGEST_COMMAND)
            return new Answer.Lost<>(
                    false, new Fault("too-large", WhoActs.ENGINEER, command.length + " bytes are too many for a host"));
        var inbox = new LinkedBlockingQueue<Optional<Message>>();
        inboxes.put(id, inbox);
        try {
            if (gone) return new Answer.Lost<>(false, new LinkLost(host.obituary()).fault());
            wire.post(command);
            var limit = Deadline.in(patience.plus(verb.extra()).plus(OVERDUE));
            return new Waiting<>(id, inbox, type, events, limit).end();
        } finally {
            inboxes.remove(id);
        }
    }

    private static byte[] command(int id, Verb verb, Duration patience, Object payload) {
        return Wire.bytes(
                new Message.Command(id, verb, Math.max(0, patience.toMillis()), Words.JSON.valueToTree(payload)));
    }

    /// One command under way.
    private final class Waiting<R> {
        private final int id;
        private final BlockingQueue<Optional<Message>> inbox;
        private final Class<R> type;
        private final Consumer<JsonNode> events;
        private Deadline limit;
        private boolean begun;
        private boolean cancelled;
        private boolean killed;

        Waiting(
                int id,
                BlockingQueue<Optional<Message>> inbox,
                Class<R> type,
                Consumer<JsonNode> events,
                Deadline limit) {
            this.id = id;
            this.inbox = inbox;
            this.type = type;
            this.events = events;
            this.limit = limit;
        }

        Answer<R> end() throws InterruptedException {
            while (true) {
                Optional<Message> next;
                try {
                    next = inbox.poll(limit.millisLeft(), TimeUnit.MILLISECONDS);
                } catch (InterruptedException _) {
                    cancel();
                    continue;
                }
                if (next == null) {
                    if (killed) return unburied();
                    kill();
                } else if (next.isEmpty()) {
                    return lost(
                            killed ? hung() : begun ? crashed(host.obituary()) : new LinkLost(host.obituary()).fault());
                } else if (next.get() instanceof Message.Acknowledge) {
                    begun = true;
                } else if (next.get() instanceof Message.Event(var _, var payload)) {
                    events.accept(payload);
                } else if (next.get() instanceof Message.Completion completion) {
                    return completed(completion);
                }
            }
        }

        private void cancel() {
            if (cancelled) return;
            cancelled = true;
            limit = limit.orSooner(Deadline.in(LETTING_GO));
            int own = ids.incrementAndGet();
            inboxes.put(own, new LinkedBlockingQueue<>());
            wire.post(command(own, Verb.CANCEL, Duration.ZERO, id));
        }

        /// What it said before it died still comes: whether it took the command decides what is
        /// known of the paper.
        private void kill() {
            killed = true;
            host.kill();
            limit = Deadline.in(DYING);
        }

        /// Not even a kill ended it, as when the kernel's own driver hangs.
        private Answer<R> unburied() throws InterruptedException {
            begun = true;
            wire.close();
            return lost(hung());
        }

        private Answer<R> completed(Message.Completion completion) throws InterruptedException {
            if (cancelled && completion.completionCode() == CompletionCode.CANCELED) throw new InterruptedException();
            // it was done before the cancel came: the caller learns both
            if (cancelled) Thread.currentThread().interrupt();
            if (completion.completionCode() != CompletionCode.SUCCESS)
                return new Answer.Refused<>(completion.completionCode(), completion.errorDescription());
            try {
                var value = Words.JSON.treeToValue(completion.payload(), type);
                if (value != null) return new Answer.Given<>(value);
            } catch (JacksonException _) {
                // the same as nothing
            }
            host.kill();
            wire.close();
            return lost(crashed(host.id() + " answered with something that is no " + type.getSimpleName()));
        }

        private Answer<R> lost(Fault fault) throws InterruptedException {
            if (cancelled) throw new InterruptedException();
            return new Answer.Lost<>(begun, fault);
        }
    }

    private Fault hung() {
        return new Fault("driver-hung", WhoActs.ENGINEER, host.id() + " did not return in time");
    }

    private static Fault crashed(String how) {
        return new Fault("driver-crashed", WhoActs.ENGINEER, how);
    }

    /// Asks the host to close its device and to end, and ends it if it does not. Whoever waits
    /// learns that it is gone.
    @Override
    public void close() {
        if (closed.getAndSet(true)) return;
        if (!gone) {
            int id = ids.incrementAndGet();
            inboxes.put(id, new LinkedBlockingQueue<>());
            wire.post(command(id, Verb.CLOSE, Duration.ZERO, new Payload.Done()));
            host.end(host.closing());
        }
        host.end(Duration.ZERO);
        wire.close();
    }
}
