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
import org.openstm.device.driver.MakersWords;
import org.openstm.device.link.Deadline;
import org.openstm.device.link.LinkLost;
import org.openstm.device.link.TextLink;

/// Commands to one service and what it answers. A command that is given up is cancelled; what it says later
/// is known to be late and passed over.
public final class Talk implements AutoCloseable {
    /// How long a word that nobody waits for may take to be handed over.
    private static final long BRIEF_MILLIS = 150;

    private static final int MOST_EVENTS = 32;
    private static final String CANCEL_VERSION = "2.0";

    /// What only asks is answered at once, and nothing is left of it.
    private static final String ASKING = "Common.";

    private final TextLink link;
    private final boolean persons;
    private final Consumer<String> unasked;
    private final Map<Integer, String> open = new HashMap<>();
    private final Set<Integer> awaited = new HashSet<>();
    private final Map<Integer, Answer> ends = new HashMap<>();
    private int requests;

    /// @param persons what the service says may belong to a person
    /// @param unasked told of the name of each event that no command brought
    Talk(TextLink link, boolean persons, Consumer<String> unasked) {
        this.link = link;
        this.persons = persons;
        this.unasked = unasked;
        link.secret(persons);
    }

    /// Waits for the command's end. Interrupted or late, the service is told to cancel it.
    ///
    /// @param secret what is sent belongs to a person
    public Answer ask(Command command, boolean secret, Deadline until) throws LinkLost, InterruptedException {
        int id = ++requests;
        if (!command.name().startsWith(ASKING)) open.put(id, command.name());
        link.remark("> " + command.name() + " " + id);
        try {
            return sent(command.text(id), secret, until) ? ended(command, id, until) : new Answer.Silent(false);
        } catch (InterruptedException leaving) {
            cancelOpen();
            throw leaving;
        }
    }

    private boolean sent(String text, boolean secret, Deadline until) throws LinkLost, InterruptedException {
        link.secret(persons || secret);
        try {
            return link.send(text, until);
        } finally {
            link.secret(persons);
        }
    }

    /// Begins a command and waits for nothing.
    ///
    /// @return by what its end is asked for
    int begin(Command command, Deadline until) throws LinkLost, InterruptedException {
        int id = ++requests;
        open.put(id, command.name());
        awaited.add(id);
        link.remark("> " + command.name() + " " + id);
        var _ = sent(command.text(id), false, until);
        return id;
    }

    /// How a command that was begun has ended, told once.
    ///
    /// @return empty while it runs
    Optional<Answer> end(int id) throws LinkLost, InterruptedException {
        listen();
        return Optional.ofNullable(ends.remove(id));
    }

    private Answer ended(Command command, int id, Deadline until) throws LinkLost, InterruptedException {
        var events = new ArrayList<String>();
        boolean taken = false;
        while (true) {
            var next = next(until);
            if (next.isEmpty()) {
                if (!until.over()) continue;
                cancelOpen();
                return new Answer.Silent(taken);
            }
            var said = next.get();
            if (said.request() != id) continue;
            boolean own = said.name().equals(command.name());
            switch (said.kind()) {
                case ACKNOWLEDGE -> {
                    // a command that brought events was taken, whatever is said of it
                    if (own && !said.code().isEmpty() && events.isEmpty()) {
                        open.remove(id);
                        return new Answer.Refused(said.code());
                    }
                    taken |= own;
                }
                case EVENT -> {
                    if (events.size() < MOST_EVENTS && !events.contains(said.name())) events.add(said.name());
                }
                case COMPLETION -> {
                    if (own) return completed(said, events);
                }
                case UNSOLICITED -> {}
            }
        }
    }

    private static Answer completed(Message said, List<String> events) {
        var error = MakersWords.plain(said.payload().path("errorCode").asString(""));
        return new Answer.Completed(said.code(), error, said.description(), said.payload(), events);
    }

    /// The next message that makes sense, in the order of the line.
    ///
    /// @return empty when the deadline passed, or what came was none
    private Optional<Message> next(Deadline until) throws LinkLost, InterruptedException {
        var text = link.receive(until);
        if (text.isEmpty()) return Optional.empty();
        var message = Message.parse(text.get());
        message.ifPresentOrElse(this::note, () -> link.remark("< not a message"));
        return message;
    }

    private void note(Message said) {
        link.remark("< " + said.name() + " " + said.kind() + " " + said.request() + " " + said.code());
        boolean ends = said.kind() == Message.Kind.COMPLETION && open.remove(said.request(), said.name());
        boolean refused =
                said.kind() == Message.Kind.ACKNOWLEDGE && !said.code().isEmpty();
        if (ends && awaited.remove(said.request())) this.ends.put(said.request(), completed(said, List.of()));
        if (refused && awaited.remove(said.request())) {
            open.remove(said.request());
            this.ends.put(said.request(), new Answer.Refused(said.code()));
        }
        if (said.kind() == Message.Kind.UNSOLICITED) unasked.accept(said.name());
    }

    /// Takes what has come without being asked for, and the ends of commands that were given up.
    public void listen() throws LinkLost, InterruptedException {
        for (int i = 0; i < MOST_EVENTS && next(Deadline.inMillis(0)).isPresent(); i++) {}
    }

    /// Whether a command that was given up has not ended yet.
    public boolean busy() {
        return open.size() > awaited.size();
    }

    /// Waits until every command that was given up has ended.
    ///
    /// @return whether they have
    public boolean settle(Deadline until) throws LinkLost, InterruptedException {
        if (busy()) cancelOpen();
        while (busy() && !until.over()) {
            var _ = next(until);
        }
        return !busy();
    }

    /// Says that what was given up is not wanted any more, and waits for nothing.
    private void cancelOpen() {
        cancel(open.keySet().stream().filter(id -> !awaited.contains(id)).toList());
    }

    /// Says so of a command that was begun; its end is still told.
    void cancel(int id) {
        if (open.containsKey(id)) cancel(List.of(id));
    }

    private void cancel(List<Integer> requestIds) {
        if (requestIds.isEmpty()) return;
        var payload = Command.content();
        var ids = payload.putArray("requestIds");
        requestIds.forEach(ids::add);
        link.remark("> Common.Cancel of " + requestIds);
        var cancel = new Command("Common.Cancel", CANCEL_VERSION, payload, Duration.ZERO);
        try {
            var _ = link.send(cancel.text(++requests), Deadline.inMillis(BRIEF_MILLIS));
        } catch (LinkLost _) {
            // the next command says so
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        link.close();
    }
}
