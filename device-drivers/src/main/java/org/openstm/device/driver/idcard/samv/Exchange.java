package org.openstm.device.driver.idcard.samv;

import java.util.Arrays;
import java.util.Optional;
import org.openstm.device.Fault;
import org.openstm.device.WhoActs;
import org.openstm.device.driver.idcard.samv.FrameParser.Found;
import org.openstm.device.link.Deadline;
import org.openstm.device.link.Link;
import org.openstm.device.link.LinkLost;

/// Question and answer with the module: a lost or damaged answer is asked for again, twice.
final class Exchange {
    static final int ATTEMPTS = 3;

    /// A frame that began and got no byte for so long will not be finished.
    private static final long GAP_MILLIS = 1000;

    /// After a damaged frame the line must be quiet for so long before the question is put again.
    private static final long QUIET_MILLIS = 120;

    private final Link link;
    private final FrameParser parser = new FrameParser();
    private final byte[] arrived = new byte[4096];
    private String trouble = "";

    Exchange(Link link) {
        this.link = link;
    }

    /// @return the answer, or empty when none came that fits
    Optional<Reply> ask(Command command, int attempts, Deadline overall) throws LinkLost, InterruptedException {
        Optional<Reply> last = Optional.empty();
        for (int attempt = 0; attempt < attempts && (attempt == 0 || !overall.over()); attempt++) {
            last = once(command, overall);
            if (last.isPresent() && last.get().status().then() != SamStatus.Then.ASK_AGAIN) return last;
        }
        return last;
    }

    /// Why the last question got no answer.
    Fault silence(Command command) {
        return new Fault("no-answer", WhoActs.STAFF, command + " was not answered" + trouble);
    }

    private Optional<Reply> once(Command command, Deadline overall) throws LinkLost, InterruptedException {
        trouble = "";
        link.discard();
        parser.clear();
        var until =
                Deadline.inMillis(command.answerMillis(link.bytesPerSecond())).orSooner(overall);
        if (!link.writeAll(command.frame(), until)) return Optional.empty();
        link.secret(command.personal());
        try {
            return answer(command, until);
        } finally {
            link.secret(false);
            forget();
        }
    }

    /// What came stands in the answer now, and nowhere else.
    void forget() {
        parser.forget();
        Arrays.fill(arrived, (byte) 0);
    }

    private Optional<Reply> answer(Command command, Deadline until) throws LinkLost, InterruptedException {
        var patience = until;
        while (true) {
            switch (parser.next()) {
                case Found.Frame(var reply)
                when command.fits(reply) -> {
                    return Optional.of(reply);
                }
                case Found.Frame(var late) -> trouble = "; an answer to something else came: " + late;
                case Found.Wait(var begun) -> {
                    if (parser.damaged()) trouble = "; what came was damaged";
                    if (!patience.over()) patience = waitFor(begun, until);
                    else if (begun) parser.giveUp();
                    else return Optional.empty();
                }
            }
        }
    }

    /// Reads what comes next and says how long to be patient with the line from here on.
    private Deadline waitFor(boolean begun, Deadline until) throws LinkLost, InterruptedException {
        var patience = begun
                ? Deadline.inMillis(GAP_MILLIS).orSooner(until)
                : parser.damaged() ? Deadline.inMillis(QUIET_MILLIS).orSooner(until) : until;
        int count = link.read(arrived, patience);
        parser.feed(arrived, count);
        return patience;
    }
}
