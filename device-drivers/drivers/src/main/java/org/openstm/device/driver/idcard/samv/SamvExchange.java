package org.openstm.device.driver.idcard.samv;

import java.util.Arrays;
import java.util.Optional;
import org.openstm.device.Fault;
import org.openstm.device.FaultCode;
import org.openstm.device.driver.idcard.samv.SamvFrameParser.ParseResult;
import org.openstm.device.link.Deadline;
import org.openstm.device.link.Link;
import org.openstm.device.link.LinkLost;

/// Request and answer with the module: after a lost or damaged answer the request is repeated, twice.
final class SamvExchange {
    static final int ATTEMPTS = 3;

    /// A frame without a further byte for this long is incomplete.
    private static final long GAP_MILLIS = 1000;

    /// Required silence after a damaged frame before the request is repeated.
    private static final long QUIET_MILLIS = 120;

    private final Link link;
    private final SamvFrameParser parser = new SamvFrameParser();
    private final byte[] arrived = new byte[4096];
    private String trouble = "";

    SamvExchange(Link link) {
        this.link = link;
    }

    /// @return the answer, or empty when no matching one arrived
    Optional<SamvReply> sendCommand(SamvCommand command, int attempts, Deadline overall)
            throws LinkLost, InterruptedException {
        Optional<SamvReply> last = Optional.empty();
        for (int attempt = 0; attempt < attempts && (attempt == 0 || !overall.over()); attempt++) {
            last = sendOnce(command, overall);
            if (last.isPresent() && last.get().status().nextStep() != SamStatus.NextStep.ASK_AGAIN) return last;
        }
        return last;
    }

    /// The fault for the last request without an answer.
    Fault silenceFault(SamvCommand command) {
        return FaultCode.NO_ANSWER.fault(command + " was not answered" + trouble);
    }

    private Optional<SamvReply> sendOnce(SamvCommand command, Deadline overall) throws LinkLost, InterruptedException {
        trouble = "";
        link.discard();
        parser.startOver();
        var until =
                Deadline.inMillis(command.answerMillis(link.bytesPerSecond())).orSooner(overall);
        if (!link.writeAll(command.toFrame(), until)) return Optional.empty();
        link.secret(command.isPersonal());
        try {
            return awaitAnswer(command, until);
        } finally {
            link.secret(false);
            wipeBuffers();
        }
    }

    /// Wipes the buffers; the data are only in the answer now.
    void wipeBuffers() {
        parser.wipeBuffer();
        Arrays.fill(arrived, (byte) 0);
    }

    private Optional<SamvReply> awaitAnswer(SamvCommand command, Deadline until) throws LinkLost, InterruptedException {
        var patience = until;
        while (true) {
            switch (parser.nextFrame()) {
                case ParseResult.CompleteFrame(var reply)
                when command.isAnsweredBy(reply) -> {
                    return Optional.of(reply);
                }
                case ParseResult.CompleteFrame(var late) -> trouble = "; an answer to something else came: " + late;
                case ParseResult.MoreNeeded(var begun) -> {
                    if (parser.isDamaged()) trouble = "; what came was damaged";
                    if (!patience.over()) patience = readMore(begun, until);
                    else if (begun) parser.markDamaged();
                    else return Optional.empty();
                }
            }
        }
    }

    /// Reads the next bytes and returns the deadline for the following ones.
    private Deadline readMore(boolean begun, Deadline until) throws LinkLost, InterruptedException {
        var patience = begun
                ? Deadline.inMillis(GAP_MILLIS).orSooner(until)
                : parser.isDamaged() ? Deadline.inMillis(QUIET_MILLIS).orSooner(until) : until;
        int count = link.read(arrived, patience);
        parser.feedBytes(arrived, count);
        return patience;
    }
}
