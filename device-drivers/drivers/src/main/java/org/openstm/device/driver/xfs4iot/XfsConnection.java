package org.openstm.device.driver.xfs4iot;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.openstm.device.driver.VendorText;
import org.openstm.device.link.Deadline;
import org.openstm.device.link.LinkLost;
import org.openstm.device.link.TextLink;

/// Sends commands to one service and returns its answers. An abandoned command is cancelled; its late messages are
/// recognised and ignored.
public final class XfsConnection implements AutoCloseable {
    /// Time limit for sending a message without an awaited answer.
    private static final long BRIEF_MILLIS = 150;

    private static final int MOST_EVENTS = 32;
    private static final String CANCEL_VERSION = "2.0";

    /// Prefix of queries, which are answered at once and have no lasting effect.
    private static final String ASKING = "Common.";

    private final TextLink link;
    private final boolean persons;
    private final Consumer<String> unasked;
    private final Map<Integer, String> open = new HashMap<>();
    private final Set<Integer> awaited = new HashSet<>();
    private final Map<Integer, XfsAnswer> ends = new HashMap<>();
    private int requests;

    /// @param persons whether the service's messages may contain personal data
    /// @param unasked receives the name of each unsolicited event
    XfsConnection(TextLink link, boolean persons, Consumer<String> unasked) {
        this.link = link;
        this.persons = persons;
        this.unasked = unasked;
        link.secret(persons);
    }

    /// Sends a command and waits for its completion. On an interrupt or time-out, the service is told to cancel it.
    ///
    /// @param secret whether the payload is personal data
    public XfsAnswer sendCommand(XfsCommand command, boolean secret, Deadline until)
            throws LinkLost, InterruptedException {
        int id = ++requests;
        if (!command.name().startsWith(ASKING)) open.put(id, command.name());
        link.remark("> " + command.name() + " " + id);
        try {
            return sendText(command.toText(id), secret, until)
                    ? awaitEnd(command, id, until)
                    : new XfsAnswer.Silent(false);
        } catch (InterruptedException leaving) {
            cancelGivenUp();
            throw leaving;
        }
    }

    private boolean sendText(String text, boolean secret, Deadline until) throws LinkLost, InterruptedException {
        link.secret(persons || secret);
        try {
            return link.send(text, until);
        } finally {
            link.secret(persons);
        }
    }

    /// Starts a command without waiting.
    ///
    /// @return id for [#pollEnd]
    int beginCommand(XfsCommand command, Deadline until) throws LinkLost, InterruptedException {
        int id = ++requests;
        open.put(id, command.name());
        awaited.add(id);
        link.remark("> " + command.name() + " " + id);
        var _ = sendText(command.toText(id), false, until);
        return id;
    }

    /// The result of a started command, returned once.
    ///
    /// @return empty while it runs
    Optional<XfsAnswer> pollEnd(int id) throws LinkLost, InterruptedException {
        receivePending();
        return Optional.ofNullable(ends.remove(id));
    }

    private XfsAnswer awaitEnd(XfsCommand command, int id, Deadline until) throws LinkLost, InterruptedException {
        var events = new ArrayList<String>();
        boolean taken = false;
        while (true) {
            var next = nextMessage(until);
            if (next.isEmpty()) {
                if (!until.over()) continue;
                cancelGivenUp();
                return new XfsAnswer.Silent(taken);
            }
            var said = next.get();
            if (said.request() != id) continue;
            boolean own = said.name().equals(command.name());
            switch (said.kind()) {
                case ACKNOWLEDGE -> {
                    // a command that caused events was accepted, whatever its completion says
                    if (own && !said.code().isEmpty() && events.isEmpty()) {
                        open.remove(id);
                        return new XfsAnswer.Refused(said.code());
                    }
                    taken |= own;
                }
                case EVENT -> {
                    if (events.size() < MOST_EVENTS && !events.contains(said.name())) events.add(said.name());
                }
                case COMPLETION -> {
                    if (own) return toCompleted(said, events);
                }
                case UNSOLICITED -> {}
            }
        }
    }

    private static XfsAnswer toCompleted(XfsMessage said, List<String> events) {
        var error = VendorText.toPlainLine(said.payload().path("errorCode").asString(""));
        return new XfsAnswer.Completed(said.code(), error, said.description(), said.payload(), events);
    }

    /// The next valid message, in the order of arrival.
    ///
    /// @return empty when the deadline passed, or the message was invalid
    private Optional<XfsMessage> nextMessage(Deadline until) throws LinkLost, InterruptedException {
        var text = link.receive(until);
        if (text.isEmpty()) return Optional.empty();
        var message = XfsMessage.parse(text.get());
        message.ifPresentOrElse(this::recordMessage, () -> link.remark("< not a message"));
        return message;
    }

    private void recordMessage(XfsMessage said) {
        link.remark("< " + said.name() + " " + said.kind() + " " + said.request() + " " + said.code());
        boolean ends = said.kind() == XfsMessage.MessageKind.COMPLETION && open.remove(said.request(), said.name());
        boolean refused = said.kind() == XfsMessage.MessageKind.ACKNOWLEDGE
                && !said.code().isEmpty();
        if (ends && awaited.remove(said.request())) this.ends.put(said.request(), toCompleted(said, List.of()));
        if (refused && awaited.remove(said.request())) {
            open.remove(said.request());
            this.ends.put(said.request(), new XfsAnswer.Refused(said.code()));
        }
        if (said.kind() == XfsMessage.MessageKind.UNSOLICITED) unasked.accept(said.name());
    }

    /// Receives unsolicited messages, and the completions of abandoned commands.
    public void receivePending() throws LinkLost, InterruptedException {
        for (int i = 0; i < MOST_EVENTS && nextMessage(Deadline.inMillis(0)).isPresent(); i++) {}
    }

    /// Whether an abandoned command has not ended yet.
    public boolean isBusy() {
        return open.size() > awaited.size();
    }

    /// Waits until every abandoned command has ended.
    ///
    /// @return whether they have
    public boolean awaitSettled(Deadline until) throws LinkLost, InterruptedException {
        if (isBusy()) cancelGivenUp();
        while (isBusy() && !until.over()) {
            var _ = nextMessage(until);
        }
        return !isBusy();
    }

    /// Cancels abandoned commands without waiting.
    private void cancelGivenUp() {
        cancelCommands(
                open.keySet().stream().filter(id -> !awaited.contains(id)).toList());
    }

    /// Cancels a started command; its completion is still reported.
    void cancelCommands(int id) {
        if (open.containsKey(id)) cancelCommands(List.of(id));
    }

    private void cancelCommands(List<Integer> requestIds) {
        if (requestIds.isEmpty()) return;
        var payload = XfsCommand.emptyPayload();
        var ids = payload.putArray("requestIds");
        requestIds.forEach(ids::add);
        link.remark("> Common.Cancel of " + requestIds);
        var cancel = new XfsCommand("Common.Cancel", CANCEL_VERSION, payload, Duration.ZERO);
        try {
            var _ = link.send(cancel.toText(++requests), Deadline.inMillis(BRIEF_MILLIS));
        } catch (LinkLost _) {
            // the next command reports it
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        link.close();
    }
}
