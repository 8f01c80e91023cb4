package org.openstm.kiosk.rig;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.openstm.kiosk.rig.Relay.Valve;

/// Where a line is stopped.
final class Valves {
    private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: *(\\d+)");

    /// What the printer answers when a paper is out: `GS ( H`, the process id.
    private static final byte[] PROOF = {0x37, 0x22};

    private Valves() {}

    /// Half of a file has left.
    static Valve halfFile() {
        return (out, _, outward) -> outward && begins(out, "PUT ", "/files/") ? whole(out) / 2 : Integer.MAX_VALUE;
    }

    /// The file is at central; the terminal has not heard of it, and its case has not left.
    static Valve noAnswerToFile() {
        return (out, _, outward) -> !outward && begins(out, "PUT ", "/files/") ? 0 : Integer.MAX_VALUE;
    }

    /// Half of a case has left, headers and body taken together.
    static Valve halfRequest() {
        return (out, _, outward) -> outward && handsIn(out) ? whole(out) / 2 : Integer.MAX_VALUE;
    }

    /// The whole case has arrived; nothing of the answer has.
    static Valve noAnswer() {
        return (out, _, outward) -> !outward && handsIn(out) ? 0 : Integer.MAX_VALUE;
    }

    static Valve halfAnswer() {
        return (out, in, outward) -> !outward && handsIn(out) ? whole(in) / 2 : Integer.MAX_VALUE;
    }

    /// What became of a paper is about to be told to central.
    static Valve noReport() {
        return (out, _, outward) -> outward && begins(out, "PUT ", "/papers/") ? 0 : Integer.MAX_VALUE;
    }

    /// The first case on this line is hung up on before a byte of it passes; then the other valve has it.
    static Valve afterOneCut(Valve then) {
        var cut = new AtomicInteger();
        return (out, in, outward) ->
                outward && handsIn(out) && cut.getAndIncrement() == 0 ? Valve.CUT : then.allowed(out, in, outward);
    }

    /// The first byte ever is hung up on: the printer cannot be reached once.
    static Valve afterOneRefusal(Valve then) {
        var refused = new AtomicInteger();
        return (out, in, outward) -> refused.getAndIncrement() == 0 ? Valve.CUT : then.allowed(out, in, outward);
    }

    /// The head of the slip has gone to the printer, and nothing behind it.
    static Valve halfSlip() {
        var head = Terminal.HEAD.getBytes(StandardCharsets.US_ASCII);
        return (out, _, outward) -> {
            int at = outward ? find(out, head) : -1;
            return at < 0 ? Integer.MAX_VALUE : at + head.length;
        };
    }

    /// The paper is out, and the printer's word of it has not come.
    static Valve noProof() {
        return (_, in, outward) -> {
            int at = outward ? -1 : find(in, PROOF);
            return at < 0 ? Integer.MAX_VALUE : at;
        };
    }

    private static boolean handsIn(byte[] out) {
        return begins(out, "PUT ", "/transactions/") && !begins(out, "", "/rating") && !begins(out, "", "/papers/");
    }

    private static boolean begins(byte[] out, String method, String place) {
        var text = new String(out, 0, Math.min(out.length, 200), StandardCharsets.ISO_8859_1);
        return text.startsWith(method) && text.lines().findFirst().orElse("").contains(place);
    }

    /// Length of the whole message by its headers; all there is while they are not there yet.
    private static int whole(byte[] message) {
        var text = new String(message, StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        var length = LENGTH.matcher(text);
        return end < 0 || !length.find() ? 2 * message.length : end + 4 + Integer.parseInt(length.group(1));
    }

    private static int find(byte[] in, byte[] what) {
        for (int at = 0; at + what.length <= in.length; at++)
            if (Arrays.equals(in, at, at + what.length, what, 0, what.length)) return at;
        return -1;
    }
}
