package org.openstm.device.driver.receipt.escpos;

import java.util.Optional;
import org.openstm.device.driver.receipt.escpos.PrinterAnswer.AutoStatus;
import org.openstm.device.driver.receipt.escpos.PrinterAnswer.RealtimeStatus;
import org.openstm.device.link.Deadline;
import org.openstm.device.link.Link;
import org.openstm.device.link.LinkLost;

/// The data exchange with one printer: sends bytes and parses the answers.
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
        link.secret(true); // a receipt contains personal data
        try {
            return link.write(bytes, from, length, until);
        } finally {
            link.secret(false);
        }
    }

    /// Reads the bytes that have arrived, or the first until the deadline.
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

    /// The last unsolicited status of the printer.
    Optional<PrinterHealth> announcedHealth() {
        return announced;
    }

    void discardAnswers() throws LinkLost, InterruptedException {
        link.discard();
        answers.clearAnswers();
        announced = Optional.empty();
    }

    /// The printer's status, by the method that it supports; empty when it does not answer.
    Optional<PrinterHealth> readHealth(Deadline until) throws LinkLost, InterruptedException {
        return switch (settings.status()) {
            case AUTO, DLE_EOT -> queryHealth(until);
            case ASB -> requestAnnouncement(until);
            case NONE -> {
                readArrived(Deadline.inMillis(0)); // a lost link is still noticed
                yield Optional.empty();
            }
        };
    }

    /// Enabling automatic status makes the printer report its state at once. Offline, some queue the command; then
    /// their last report still holds.
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

    /// Sends all four queries, one after the other: nothing may be sent after a query until its answer has arrived.
    /// A missing answer ends it, because a late answer would be taken for the next one's.
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

    /// Makes the printer discard all data that it has not printed yet.
    ///
    /// @return whether it confirmed that
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
