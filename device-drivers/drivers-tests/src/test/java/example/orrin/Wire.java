package example.orrin;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import jpos.JposConst;
import jpos.JposException;
import org.jspecify.annotations.Nullable;

/// A socket that never blocks: data that cannot be sent now are sent later or never.
final class Wire {
    private final String host;
    private final int port;
    private @Nullable SocketChannel channel;
    private volatile boolean lost = true;

    Wire(String host, int port) {
        this.host = host;
        this.port = port;
    }

    synchronized void connect() throws JposException {
        try {
            channel = SocketChannel.open(new InetSocketAddress(host, port));
            channel.configureBlocking(false);
            lost = false;
        } catch (IOException no) {
            throw new JposException(JposConst.JPOS_E_NOHARDWARE, "no device at " + host + ":" + port, no);
        }
    }

    boolean lost() {
        return lost;
    }

    /// @return number of bytes read
    synchronized int read(ByteBuffer into) {
        if (channel == null || lost) return 0;
        try {
            int count = channel.read(into);
            if (count < 0) lost = true;
            return Math.max(0, count);
        } catch (IOException _) {
            lost = true;
            return 0;
        }
    }

    /// @return number of bytes written
    synchronized int write(ByteBuffer from) {
        if (channel == null || lost) return 0;
        try {
            return channel.write(from);
        } catch (IOException _) {
            lost = true;
            return 0;
        }
    }

    /// Writes everything, or gives up after a while.
    boolean send(long millis, int... bytes) {
        var order = ByteBuffer.allocate(bytes.length);
        for (int one : bytes) order.put((byte) one);
        order.flip();
        long end = System.nanoTime() + millis * 1_000_000;
        while (order.hasRemaining() && !lost && System.nanoTime() - end < 0) if (write(order) == 0) Pause.brief();
        return !order.hasRemaining();
    }

    synchronized void close() {
        lost = true;
        try {
            if (channel != null) channel.close();
        } catch (IOException _) {
            // gone either way
        }
        channel = null;
    }
}
