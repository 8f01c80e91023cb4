package org.openstm.device.link;

/// A link that records its data in a trace.
final class TracedLink implements Link {
    private final Link link;
    private final Trace trace;
    private volatile boolean secret;

    TracedLink(Link link, Trace trace, String opened) {
        this.link = link;
        this.trace = trace;
        trace.remark("opened " + opened);
    }

    @Override
    public void secret(boolean on) {
        secret = on;
    }

    @Override
    public int read(byte[] into, Deadline until) throws LinkLost, InterruptedException {
        try {
            int count = link.read(into, until);
            if (count > 0) trace.bytes('<', into, 0, count, secret);
            return count;
        } catch (LinkLost lost) {
            trace.remark("lost " + lost.getMessage());
            throw lost;
        }
    }

    @Override
    public int write(byte[] bytes, int from, int length, Deadline until) throws LinkLost, InterruptedException {
        try {
            int count = link.write(bytes, from, length, until);
            if (count > 0) trace.bytes('>', bytes, from, count, secret);
            if (count < length) trace.remark("the line took " + count + " of " + length);
            return count;
        } catch (LinkLost lost) {
            trace.remark("lost " + lost.getMessage());
            throw lost;
        }
    }

    @Override
    public int bytesPerSecond() {
        return link.bytesPerSecond();
    }

    @Override
    public void abort() {
        trace.remark("aborted");
        link.abort();
    }

    @Override
    public void close() {
        trace.remark("closed");
        link.close();
    }
}
