package org.openstm.kiosk.rig;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// A TCP line between a terminal and what it talks to. It breaks after so many bytes, counted over
/// both directions, once or for good; or a [Valve] stops it in the middle of a message and tells
/// that it did.
public final class Relay implements AutoCloseable {
    static final Valve OPEN = (_, _, _) -> Integer.MAX_VALUE;

    /// Decides how much may pass.
    interface Valve {
        /// Hang up at once.
        int CUT = -1;

        /// @param out the last message of the terminal, as far as it has come
        /// @param in the answer to it, as far as it has come
        /// @param outward which of both has just grown
        /// @return bytes of the growing message that may pass in all; if that is less than it
        ///     has, the line stands still from there on
        int allowed(byte[] out, byte[] in, boolean outward);
    }

    /// Two messages in turn on one connection.
    private static final class Talk {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();
        private final ByteArrayOutputStream in = new ByteArrayOutputStream();
        private boolean answered;

        /// @return how many of these bytes may pass; with the first byte after an answer a new talk begins
        synchronized int add(byte[] bytes, int count, boolean outward, Valve valve) {
            if (outward && answered) {
                out.reset();
                in.reset();
            }
            answered = !outward;
            var growing = outward ? out : in;
            int before = growing.size();
            growing.write(bytes, 0, count);
            int allowed = valve.allowed(out.toByteArray(), in.toByteArray(), outward);
            return allowed < 0 ? Valve.CUT : Math.clamp((long) allowed - before, 0, count);
        }
    }

    private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final int target;
    private final AtomicInteger left = new AtomicInteger(Integer.MAX_VALUE);
    private final AtomicInteger carried = new AtomicInteger();
    private volatile boolean once;
    private volatile Valve valve = OPEN;
    private volatile CountDownLatch stopped = new CountDownLatch(1);
    private volatile CountDownLatch goOn = new CountDownLatch(1);

    public Relay(int target) throws IOException {
        this.target = target;
        threads.execute(this::accept);
    }

    int port() {
        return listening.getLocalPort();
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + port());
    }

    /// From now on, so many bytes, and then nothing any more; [Integer#MAX_VALUE] heals the line.
    public void cutAfter(int bytes) {
        once = false;
        left.set(bytes);
        carried.set(0);
    }

    /// From now on, so many bytes; then who is connected is cut off, and who comes anew is not.
    void cutOnceAfter(int bytes) {
        cutAfter(bytes);
        once = true;
    }

    /// Whether a cut is still to come.
    boolean cutting() {
        return left.get() != Integer.MAX_VALUE;
    }

    /// Bytes carried since the last [#cutAfter].
    public int carried() {
        return carried.get();
    }

    void through(Valve next) {
        stopped = new CountDownLatch(1);
        goOn = new CountDownLatch(1);
        valve = next;
    }

    /// Whether the valve has stopped the line by now.
    boolean stopped() {
        return stopped.getCount() == 0;
    }

    /// Lets go what was stopped.
    void release() {
        valve = OPEN;
        goOn.countDown();
    }

    /// Whoever is connected now is not any more; the next may come.
    void drop() {
        valve = OPEN;
        open.forEach(Relay::end);
        goOn.countDown();
    }

    private void accept() {
        while (true) {
            try {
                var near = listening.accept();
                var far = new Socket(InetAddress.getLoopbackAddress(), target);
                near.setTcpNoDelay(true);
                far.setTcpNoDelay(true);
                open.add(near);
                open.add(far);
                var talk = new Talk();
                threads.execute(() -> carry(near, far, talk, true));
                threads.execute(() -> carry(far, near, talk, false));
            } catch (IOException closed) {
                if (listening.isClosed()) return;
            }
        }
    }

    private void carry(Socket from, Socket to, Talk talk, boolean outward) {
        try (from;
                to) {
            var bytes = new byte[8192];
            var in = from.getInputStream();
            var out = to.getOutputStream();
            for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
                int pass = talk.add(bytes, count, outward, valve);
                if (pass == Valve.CUT) return;
                int live = take(pass);
                out.write(bytes, 0, live);
                carried.addAndGet(live);
                if (live < pass) {
                    if (once) left.set(Integer.MAX_VALUE);
                    return;
                }
                if (pass < count) {
                    stopped.countDown();
                    if (!goOn.await(5, TimeUnit.MINUTES)) return;
                    out.write(bytes, pass, count - pass);
                }
            }
        } catch (IOException | InterruptedException broken) {
            // that is its purpose
        } finally {
            open.remove(from);
            open.remove(to);
        }
    }

    /// How many of so many bytes pass before the line is cut.
    private int take(int wanted) {
        if (left.get() == Integer.MAX_VALUE) return wanted;
        int before = left.getAndUpdate(now -> Math.max(0, now - wanted));
        return Math.min(before, wanted);
    }

    private static void end(Socket socket) {
        try {
            socket.close();
        } catch (IOException ignored) {
            // it is gone
        }
    }

    @Override
    public void close() {
        try {
            listening.close();
        } catch (IOException ignored) {
            // it is going away
        }
        drop();
        threads.shutdownNow();
    }
}
