package org.openstm.kiosk.dispatch;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/// A TCP line that breaks after so many bytes, counted over both directions, and stays broken for what follows.
final class CutProxy implements AutoCloseable {
    private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final int target;
    private final AtomicInteger left = new AtomicInteger(Integer.MAX_VALUE);
    private final AtomicInteger carried = new AtomicInteger();

    CutProxy(int target) throws IOException {
        this.target = target;
        threads.execute(this::accept);
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + listening.getLocalPort());
    }

    /// From now on, so many bytes; [Integer#MAX_VALUE] heals the line.
    void cutAfter(int bytes) {
        left.set(bytes);
        carried.set(0);
    }

    /// Bytes carried since the last [#cutAfter].
    int carried() {
        return carried.get();
    }

    private void accept() {
        while (true) {
            try {
                var near = listening.accept();
                var far = new Socket(InetAddress.getLoopbackAddress(), target);
                threads.execute(() -> carry(near, far));
                threads.execute(() -> carry(far, near));
            } catch (IOException closed) {
                if (listening.isClosed()) return;
            }
        }
    }

    private void carry(Socket from, Socket to) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int one = in.read(); one >= 0; one = in.read()) {
                if (left.get() != Integer.MAX_VALUE && left.getAndDecrement() <= 0) {
                    left.set(0);
                    return;
                }
                carried.incrementAndGet();
                out.write(one);
            }
        } catch (IOException broken) {
            // that is its purpose
        }
    }

    @Override
    public void close() {
        try {
            listening.close();
        } catch (IOException ignored) {
            // it is going away
        }
        threads.shutdownNow();
    }
}
