package org.openstm.device.sim.link;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// A simulator's end of the link: a TCP port or a pty that can be unplugged and plugged in again. One peer at a
/// time, as on a cable; a thread of its own reads.
public final class SimulatorPort implements AutoCloseable {
    /// Receives the bytes; it may block, which causes back-pressure at the peer.
    interface PortListener {
        void onBytesReceived(byte[] bytes, int count) throws InterruptedException;

        /// A new peer, or the same one again.
        default void onPeerConnected() {}
    }

    /// The connection of one peer.
    interface PeerWire extends AutoCloseable {
        /// @return count, 0 when nothing arrived within a tenth of a second, -1 when the connection is lost
        int readBytes(byte[] into) throws IOException;

        void writeBytes(byte[] bytes, int from, int length) throws IOException;

        @Override
        void close();
    }

    /// Source of peers.
    interface PeerSource extends AutoCloseable {
        String link();

        /// Waits at most a tenth of a second. A network port accepts peers even while the device is unplugged, and
        /// closes their connections.
        Optional<PeerWire> awaitPeer(boolean plugged) throws IOException, InterruptedException;

        @Override
        void close();
    }

    private final PeerSource source;
    private final PortListener arrivals;
    private final Thread reader;
    private final AtomicLong received = new AtomicLong();
    private final LinkFaults faults = new LinkFaults();
    private volatile @Nullable PeerWire wire;
    private volatile boolean plugged = true;
    private volatile boolean closed;
    private volatile long heldUntil = System.nanoTime();

    private SimulatorPort(PeerSource source, PortListener arrivals, String name) {
        this.source = source;
        this.arrivals = arrivals;
        this.reader = Thread.ofPlatform().daemon().name("sim " + name).unstarted(this::run);
    }

    /// @param link `tcp://127.0.0.1:PORT` (0 = any free one) or `pty:PATH`
    static SimulatorPort open(String link, String name, PortListener arrivals) throws IOException {
        PeerSource source;
        if (link.startsWith("tcp://")) source = TcpPeerSource.open(link.substring("tcp://".length()));
        else if (link.startsWith("pty:")) source = new PtyPeerSource(Path.of(link.substring("pty:".length())));
        else throw new IllegalArgumentException("a simulator listens on tcp://127.0.0.1:0 or pty:PATH, not " + link);
        return new SimulatorPort(source, arrivals, name);
    }

    void start() {
        reader.start();
    }

    String link() {
        return source.link();
    }

    /// Total number of received bytes, for fault scripts.
    public long receivedCount() {
        return received.get();
    }

    /// Sends to the connected peer; without one, the bytes are lost, as on a cable.
    public void sendBytes(byte[] bytes) throws InterruptedException {
        sendBytes(bytes, 0, bytes.length);
    }

    public void sendBytes(byte[] bytes, int from, int length) throws InterruptedException {
        waitWhileHeld();
        var now = wire;
        if (now == null) return;
        try {
            synchronized (now) {
                faults.passBytes(bytes, from, length, now::writeBytes);
            }
        } catch (IOException _) {
            now.close();
        }
    }

    public LinkFaults linkFaults() {
        return faults;
    }

    /// Closes the connection once; the peer may reconnect at once.
    public void dropPeer() {
        var now = wire;
        if (now != null) now.close();
    }

    void unplugCable() {
        plugged = false;
        dropPeer();
    }

    void plugCable() {
        plugged = true;
    }

    boolean isPlugged() {
        return plugged;
    }

    /// Whether a peer is connected.
    public boolean isConnected() {
        return wire != null;
    }

    /// Stops reading and answering for a while.
    void holdFor(Duration time) {
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
                    var next = source.awaitPeer(plugged);
                    if (plugged) servePeer(next);
                    else next.ifPresent(PeerWire::close);
                } catch (IOException _) {
                    Thread.sleep(50);
                }
            }
        } catch (InterruptedException _) {
            // close() ends the thread
        }
    }

    private void servePeer(Optional<PeerWire> next) throws InterruptedException {
        if (next.isEmpty()) return;
        try (var peer = next.get()) {
            wire = peer;
            arrivals.onPeerConnected();
            var bytes = new byte[4096];
            int count = 0;
            while (count >= 0 && plugged && !closed) {
                waitWhileHeld();
                count = peer.readBytes(bytes);
                if (count > 0) {
                    received.addAndGet(count);
                    arrivals.onBytesReceived(bytes, count);
                }
            }
        } catch (IOException _) {
            // the peer disconnected; wait for the next one
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
