package org.openstm.device.driver.receipt.escpos;

import java.util.Optional;
import org.openstm.device.driver.receipt.escpos.PrinterAnswer.AutoStatus;
import org.openstm.device.driver.receipt.escpos.PrinterAnswer.RealtimeStatus;
import org.openstm.device.link.Deadline;
import org.openstm.device.link.Link;
import org.openstm.device.link.LinkLost;

/// The conversation with one printer: what is sent, and the answers sorted.
final class PrinterChannel {
    private static final long REALTIME_MILLIS = 700;

    private final Link link;
    private final EscPosSettings settings;
    private final PrinterAnswerParser answers = new PrinterAnswerParser();
    private final byte[] arrived = new byte[1024];
    private Optional<PrinterHealth> announced = Optional.empty();

    PrinterChannel(Link link, EscPosSettings settings) {
        this.link = link;
        this.settings = settings;
    }

    boolean sendBytes(Deadline until, int... bytes) throws LinkLost, InterruptedException {
        var raw = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) raw[i] = (byte) bytes[i];
        return sendBytes(until, raw);
    }

    boolean sendBytes(Deadline until, byte[] raw) throws LinkLost, InterruptedException {
        return link.writeAll(raw, until);
    }

    int writeSheet(byte[] bytes, int from, int length, Deadline until) throws LinkLost, InterruptedException {
        link.secret(true); // a slip names a person
        try {
            return link.write(bytes, from, length, until);
        } finally {
            link.secret(false);
        }
    }

    /// Takes in what has arrived by now, or comes first until then.
    void readArrived(Deadline until) throws LinkLost, InterruptedException {
        int count = link.read(arrived, until);
        while (count > 0) {
            answers.feedBytes(arrived, count);
            count = link.read(arrived, Deadline.inMillis(0));
        }
        for (var change = answers.takeAnswer(AutoStatus.class);
                change.isPresent();
                change = answers.takeAnswer(AutoStatus.class))
            announced = change.map(c -> PrinterHealth.of(c, settings.presenter()));
    }

    <A extends PrinterAnswer> Optional<A> awaitAnswer(Class<A> kind, Deadline until)
            throws LinkLost, InterruptedException {
        while (true) {
            var answer = answers.takeAnswer(kind);
            if (answer.isPresent() || until.over()) return answer;
            readArrived(until);
        }
    }

    <A extends PrinterAnswer> Optional<A> takeAnswer(Class<A> kind) {
        return answers.takeAnswer(kind);
    }

    /// What the printer told by itself last.
    Optional<PrinterHealth> announcedHealth() {
        return announced;
    }

    void discardAnswers() throws LinkLost, InterruptedException {
        link.discard();
        answers.clearAnswers();
        announced = Optional.empty();
    }

    /// How the printer is, in the way that it can tell; empty when it does not answer.
    Optional<PrinterHealth> readHealth(Deadline until) throws LinkLost, InterruptedException {
        return switch (settings.status()) {
            case AUTO, DLE_EOT -> queryHealth(until);
            case ASB -> requestAnnouncement(until);
            case NONE -> {
                readArrived(Deadline.inMillis(0)); // a line that was lost is still noticed
                yield Optional.empty();
            }
        };
    }

    /// Switching announcements on makes the printer tell its state at once. Offline, some keep the command for
    /// later; what they told when they went offline still holds.
    private Optional<PrinterHealth> requestAnnouncement(Deadline until) throws LinkLost, InterruptedException {
        readArrived(Deadline.inMillis(0));
        var before = announced;
        announced = Optional.empty();
        var soon = Deadline.inMillis(REALTIME_MILLIS).orSooner(until);
        sendBytes(soon, 0x1D, 0x61, 0x0E);
        while (announced.isEmpty() && !soon.over()) readArrived(soon);
        if (announced.isEmpty())
            announced = before.filter(health -> health.blockingFault().isPresent());
        return announced;
    }

    /// Asks all four, one after the other: nothing may be sent behind a question until its answer is there. One
    /// that is not answered ends it, because a late answer would be taken for the next one's.
    private Optional<PrinterHealth> queryHealth(Deadline until) throws LinkLost, InterruptedException {
        var bits = new int[4];
        for (int i = 0; i < 4; i++) {
            var answer = queryRealtime(i + 1, until);
            if (answer.isEmpty()) return Optional.empty();
            bits[i] = answer.get().bits();
        }
        return Optional.of(new PrinterHealth(bits[0], bits[1], bits[2], bits[3], settings.presenter()));
    }

    private Optional<RealtimeStatus> queryRealtime(int which, Deadline until) throws LinkLost, InterruptedException {
        readArrived(Deadline.inMillis(0));
        while (answers.takeAnswer(RealtimeStatus.class).isPresent()) {}
        var soon = Deadline.inMillis(REALTIME_MILLIS).orSooner(until);
        if (!sendBytes(soon, 0x10, 0x04, which)) return Optional.empty();
        return awaitAnswer(RealtimeStatus.class, soon);
    }

    /// Has the printer forget what it has not printed yet.
    ///
    /// @return whether it said that it did
    boolean clearBuffers() throws LinkLost, InterruptedException {
        if (settings.isSilent()) return false;
        var soon = Deadline.inMillis(REALTIME_MILLIS);
        return sendBytes(soon, 0x10, 0x14, 0x08, 0x01, 0x03, 0x14, 0x01, 0x06, 0x02, 0x08)
                && awaitAnswer(PrinterAnswer.Cleared.class, soon).isPresent();
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
