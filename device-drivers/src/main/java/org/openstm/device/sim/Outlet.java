package org.openstm.device.sim;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// A simulator's end of the line: a TCP port or a pty that can be unplugged and plugged again. One peer at a time,
/// as on a cable; its own thread reads.
final class Outlet implements AutoCloseable {
    /// What the device does with bytes; it may take its time, then the peer feels back-pressure.
    interface Arrivals {
        void arrived(byte[] bytes, int count) throws InterruptedException;

        /// A new peer, or the same one again.
        default void connected() {}
    }

    /// One peer's line.
    interface Wire extends AutoCloseable {
        /// @return count, 0 when nothing came within a tenth of a second, -1 when the line is gone
        int read(byte[] into) throws IOException;

        void write(byte[] bytes, int from, int length) throws IOException;

        @Override
        void close();
    }

    /// Where peers come from.
    interface Source extends AutoCloseable {
        String link();

        /// Waits a tenth of a second at most. A network port takes peers even while the device is unplugged; they
        /// are hung up on.
        Optional<Wire> next(boolean plugged) throws IOException, InterruptedException;

        @Override
        void close();
    }

    private final Source source;
    private final Arrivals arrivals;
    private final Thread reader;
    private final AtomicLong received = new AtomicLong();
    private final LineFaults faults = new LineFaults();
    private volatile @Nullable Wire wire;
    private volatile boolean plugged = true;
    private volatile boolean closed;
    private volatile long heldUntil = System.nanoTime();

    private Outlet(Source source, Arrivals arrivals, String name) {
        this.source = source;
        this.arrivals = arrivals;
        this.reader = Thread.ofPlatform().daemon().name("sim " + name).unstarted(this::run);
    }

    /// @param link `tcp://127.0.0.1:PORT` (0 = any free one) or `pty:PATH`
    static Outlet open(String link, String name, Arrivals arrivals) throws IOException {
        Source source;
        if (link.startsWith("tcp://")) source = TcpSource.open(link.substring("tcp://".length()));
        else if (link.startsWith("pty:")) source = new PtySource(Path.of(link.substring("pty:".length())));
        else throw new IllegalArgumentException("a simulator listens on tcp://127.0.0.1:0 or pty:PATH, not " + link);
        return new Outlet(source, arrivals, name);
    }

    void start() {
        reader.start();
    }

    String link() {
        return source.link();
    }

    /// Bytes that ever arrived, for fault scripts.
    long received() {
        return received.get();
    }

    /// Sends to whoever is there; nobody there means that the bytes are gone, as on a cable.
    void send(byte[] bytes) throws InterruptedException {
        send(bytes, 0, bytes.length);
    }

    void send(byte[] bytes, int from, int length) throws InterruptedException {
        waitWhileHeld();
        var now = wire;
        if (now == null) return;
        try {
            synchronized (now) {
                faults.pass(bytes, from, length, now::write);
            }
        } catch (IOException _) {
            now.close();
        }
    }

    LineFaults faults() {
        return faults;
    }

    /// Hangs up once; the peer may come again at once.
    void drop() {
        var now = wire;
        if (now != null) now.close();
    }

    void unplug() {
        plugged = false;
        drop();
    }

    void plug() {
        plugged = true;
    }

    boolean plugged() {
        return plugged;
    }

    /// Whether a peer is there.
    boolean connected() {
        return wire != null;
    }

    /// The device neither reads nor answers for a while.
    void hold(Duration time) {
        heldUntil = System.nanoTime() + time.toNanos();
    }

    private void waitWhileHeld() throws InterruptedException {
        long left;
        while (!closed && (left = heldUntil - System.nanoTime()) > 0) Thread.sleep(Math.min(50, left / 1_000_000 + 1));
    }

    private void run() {
        try {
            while (!closed) {
                try {
                    var next = source.next(plugged);
                    if (plugged) serve(next);
                    else next.ifPresent(Wire::close);
                } catch (IOException _) {
                    Thread.sleep(50);
                }
            }
        } catch (InterruptedException _) {
            // close() ends the thread
        }
    }

    private void serve(Optional<Wire> next) throws InterruptedException {
        if (next.isEmpty()) return;
        try (var peer = next.get()) {
            wire = peer;
            arrivals.connected();
            var bytes = new byte[4096];
            int count = 0;
            while (count >= 0 && plugged && !closed) {
                waitWhileHeld();
                count = peer.read(bytes);
                if (count > 0) {
                    received.addAndGet(count);
                    arrivals.arrived(bytes, count);
                }
            }
        } catch (IOException _) {
            // the peer went away; the next one is waited for
        } finally {
            wire = null;
        }
    }

    @Override
    public void close() {
        closed = true;
        reader.interrupt();
        var now = wire;
        if (now != null) now.close();
        source.close();
        try {
            if (reader.isAlive()) reader.join(2000);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
