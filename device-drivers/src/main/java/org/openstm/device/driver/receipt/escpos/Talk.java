package org.openstm.device.driver.receipt.escpos;

import java.util.Optional;
import org.openstm.device.driver.receipt.escpos.Answer.Change;
import org.openstm.device.driver.receipt.escpos.Answer.Realtime;
import org.openstm.device.link.Deadline;
import org.openstm.device.link.Link;
import org.openstm.device.link.LinkLost;

/// The conversation with one printer: what is sent, and the answers sorted.
final class Talk {
    private static final long REALTIME_MILLIS = 700;

    private final Link link;
    private final Settings settings;
    private final Answers answers = new Answers();
    private final byte[] arrived = new byte[1024];
    private Optional<Health> announced = Optional.empty();

    Talk(Link link, Settings settings) {
        this.link = link;
        this.settings = settings;
    }

    boolean send(Deadline until, int... bytes) throws LinkLost, InterruptedException {
        var raw = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) raw[i] = (byte) bytes[i];
        return send(until, raw);
    }

    boolean send(Deadline until, byte[] raw) throws LinkLost, InterruptedException {
        return link.writeAll(raw, until);
    }

    int write(byte[] bytes, int from, int length, Deadline until) throws LinkLost, InterruptedException {
        link.secret(true); // a slip names a person
        try {
            return link.write(bytes, from, length, until);
        } finally {
            link.secret(false);
        }
    }

    /// Takes in what has arrived by now, or comes first until then.
    void listen(Deadline until) throws LinkLost, InterruptedException {
        int count = link.read(arrived, until);
        while (count > 0) {
            answers.feed(arrived, count);
            count = link.read(arrived, Deadline.inMillis(0));
        }
        for (var change = answers.take(Change.class); change.isPresent(); change = answers.take(Change.class))
            announced = change.map(c -> Health.of(c, settings.presenter()));
    }

    <A extends Answer> Optional<A> await(Class<A> kind, Deadline until) throws LinkLost, InterruptedException {
        while (true) {
            var answer = answers.take(kind);
            if (answer.isPresent() || until.over()) return answer;
            listen(until);
        }
    }

    <A extends Answer> Optional<A> heard(Class<A> kind) {
        return answers.take(kind);
    }

    /// What the printer told by itself last.
    Optional<Health> announced() {
        return announced;
    }

    void forget() throws LinkLost, InterruptedException {
        link.discard();
        answers.clear();
        announced = Optional.empty();
    }

    /// How the printer is, in the way that it can tell; empty when it does not answer.
    Optional<Health> health(Deadline until) throws LinkLost, InterruptedException {
        return switch (settings.status()) {
            case AUTO, DLE_EOT -> asked(until);
            case ASB -> announcedNow(until);
            case NONE -> {
                listen(Deadline.inMillis(0)); // a line that was lost is still noticed
                yield Optional.empty();
            }
        };
    }

    /// Switching announcements on makes the printer tell its state at once. Offline, some keep the command for later;
    /// what they told when they went offline still holds.
    private Optional<Health> announcedNow(Deadline until) throws LinkLost, InterruptedException {
        listen(Deadline.inMillis(0));
        var before = announced;
        announced = Optional.empty();
        var soon = Deadline.inMillis(REALTIME_MILLIS).orSooner(until);
        send(soon, 0x1D, 0x61, 0x0E);
        while (announced.isEmpty() && !soon.over()) listen(soon);
        if (announced.isEmpty())
            announced = before.filter(health -> health.blocking().isPresent());
        return announced;
    }

    /// Asks all four, one after the other: nothing may be sent behind a question until its answer is there. One that is
    /// not answered ends it, because a late answer would be taken for the next one's.
    private Optional<Health> asked(Deadline until) throws LinkLost, InterruptedException {
        var bits = new int[4];
        for (int i = 0; i < 4; i++) {
            var answer = realtime(i + 1, until);
            if (answer.isEmpty()) return Optional.empty();
            bits[i] = answer.get().bits();
        }
        return Optional.of(new Health(bits[0], bits[1], bits[2], bits[3], settings.presenter()));
    }

    private Optional<Realtime> realtime(int which, Deadline until) throws LinkLost, InterruptedException {
        listen(Deadline.inMillis(0));
        while (answers.take(Realtime.class).isPresent()) {}
        var soon = Deadline.inMillis(REALTIME_MILLIS).orSooner(until);
        if (!send(soon, 0x10, 0x04, which)) return Optional.empty();
        return await(Realtime.class, soon);
    }

    /// Has the printer forget what it has not printed yet.
    ///
    /// @return whether it said that it did
    boolean clearBuffers() throws LinkLost, InterruptedException {
        if (settings.tellsNothing()) return false;
        var soon = Deadline.inMillis(REALTIME_MILLIS);
        return send(soon, 0x10, 0x14, 0x08, 0x01, 0x03, 0x14, 0x01, 0x06, 0x02, 0x08)
                && await(Answer.Cleared.class, soon).isPresent();
    }

    void abort() {
        link.abort();
    }

    int bytesPerSecond() {
        return link.bytesPerSecond();
    }

    void close() {
        link.close();
    }
}
