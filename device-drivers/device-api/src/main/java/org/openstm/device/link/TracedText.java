package org.openstm.device.link;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// A message link that records its data in a trace, one line for each message.
final class TracedText implements TextLink {
    private final TextLink link;
    private final Trace trace;
    private volatile boolean secret;

    TracedText(TextLink link, Trace trace, String opened) {
        this.link = link;
        this.trace = trace;
        trace.remark("opened " + opened);
    }

    @Override
    public void secret(boolean on) {
        secret = on;
    }

    @Override
    public void remark(String text) {
        trace.remark(text);
    }

    @Override
    public Optional<String> receive(Deadline until) throws LinkLost, InterruptedException {
        try {
            var text = link.receive(until);
            text.ifPresent(said -> note('<', said));
            return text;
        } catch (LinkLost lost) {
            trace.remark("lost " + lost.getMessage());
            throw lost;
        }
    }

    @Override
    public boolean send(String text, Deadline until) throws LinkLost, InterruptedException {
        try {
            boolean sent = link.send(text, until);
            note('>', text);
            if (!sent) trace.remark("the line did not take it in time");
            return sent;
        } catch (LinkLost lost) {
            trace.remark("lost " + lost.getMessage());
            throw lost;
        }
    }

    private void note(char way, String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        trace.bytes(way, bytes, 0, bytes.length, secret);
    }

    @Override
    public void close() {
        trace.remark("closed");
        link.close();
    }
}
