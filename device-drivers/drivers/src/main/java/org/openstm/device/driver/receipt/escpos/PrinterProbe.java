package org.openstm.device.driver.receipt.escpos;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.openstm.device.link.Deadline;
import org.openstm.device.link.LinkLost;
import org.openstm.print.render.EscPosProfile.Hanzi;

/// Result of probing the installed printer. Only an online printer can be probed: offline it queues all but the
/// real-time queries.
///
/// @param talks whether it answers real-time queries
/// @param asked whether the other properties are known
/// @param identity `maker`, `model`, `firmware`, `serial`, `charset`
/// @param processId whether it reports when a paper is out
/// @param barrier whether it answers in the order of its data
record PrinterProbe(boolean talks, boolean asked, Map<String, String> identity, boolean processId, boolean barrier) {
    private static final long ANSWER_MILLIS = 500;
    private static final String PROBE_ID = "~~~~";

    /// Result for a printer without any answer.
    static final PrinterProbe SILENT = new PrinterProbe(false, false, Map.of(), true, true);

    /// @param processIdAsked false for printers that would print the query as text
    static PrinterProbe probePrinter(PrinterChannel talk, boolean processIdAsked)
            throws LinkLost, InterruptedException {
        var health = talk.readHealth(Deadline.inMillis(1500));
        if (health.isEmpty()) return SILENT;
        // first: data that a previous run left in the buffer would be printed before the answers
        talk.clearBuffers();
        talk.discardAnswers();
        if (health.get().blockingFault().isPresent()) return new PrinterProbe(true, false, Map.of(), true, true);
        var identity = readIdentity(talk);
        if (processIdAsked) talk.sendBytes(Deadline.inMillis(ANSWER_MILLIS), processIdCommand(PROBE_ID));
        talk.sendBytes(Deadline.inMillis(ANSWER_MILLIS), 0x1D, 0x72, 0x01);
        boolean barrier = talk.awaitAnswer(PrinterAnswer.Barrier.class, Deadline.inMillis(2 * ANSWER_MILLIS))
                .isPresent();
        boolean processId = processIdAsked
                && talk.awaitAnswer(PrinterAnswer.ProcessDone.class, Deadline.inMillis(barrier ? 300 : ANSWER_MILLIS))
                        .filter(process -> process.id().equals(PROBE_ID))
                        .isPresent();
        return new PrinterProbe(true, true, identity, processId, barrier);
    }

    private static Map<String, String> readIdentity(PrinterChannel talk) throws LinkLost, InterruptedException {
        var identity = new LinkedHashMap<String, String>();
        queryText(talk, 66).ifPresent(maker -> identity.put("maker", maker));
        queryText(talk, 67).ifPresent(model -> identity.put("model", model));
        if (identity.isEmpty()) return identity;
        queryText(talk, 65).ifPresent(firmware -> identity.put("firmware", firmware));
        queryText(talk, 68).ifPresent(serial -> identity.put("serial", serial));
        queryText(talk, 69).ifPresent(charset -> identity.put("charset", charset));
        return identity;
    }

    private static Optional<String> queryText(PrinterChannel talk, int which) throws LinkLost, InterruptedException {
        var until = Deadline.inMillis(ANSWER_MILLIS);
        talk.sendBytes(until, 0x1D, 0x49, which);
        return talk.awaitAnswer(PrinterAnswer.TextAnswer.class, until)
                .map(PrinterAnswer.TextAnswer::text)
                .filter(text -> !text.isBlank());
    }

    static int[] processIdCommand(String id) {
        return new int[] {
            0x1D, 0x28, 0x48, 0x06, 0x00, 0x30, 0x30, id.charAt(0), id.charAt(1), id.charAt(2), id.charAt(3)
        };
    }

    /// The supported Chinese character set, from the answer to `GS I 69`.
    Hanzi supportedHanzi() {
        var charset = identity.getOrDefault("charset", "");
        if (charset.contains("GB18030")) return Hanzi.GB18030;
        return charset.contains("GB2312") ? Hanzi.GB2312 : Hanzi.NONE;
    }
}
