package org.openstm.device.link;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/// A TCP connection in non-blocking mode: the selector honours deadlines and interrupts for writes too, which a
/// blocking socket does not, and an interrupt leaves the connection open.
final class TcpLink implements Link {
    private static final int GIGABIT = 125_000_000;

    private final SocketChannel channel;
    private final Selector selector;
    private final SelectionKey key;
    private final LinkAddress address;

    private TcpLink(SocketChannel channel, Selector selector, LinkAddress address) throws IOException {
        this.channel = channel;
        this.selector = selector;
        this.address = address;
        this.key = channel.register(selector, 0);
    }

    // the finally block closes what never became a link
    static TcpLink open(LinkAddress address, Deadline until) throws LinkLost, InterruptedException {
        SocketChannel channel = null;
        Selector selector = null;
        boolean connected = false;
        try {
            channel = SocketChannel.open();
            selector = Selector.open();
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
            channel.connect(socketAddress(address));
            var link = new TcpLink(channel, selector, address);
            while (!channel.finishConnect()) {
                if (until.over()) throw new LinkLost(address + " does not answer");
                link.await(SelectionKey.OP_CONNECT, until);
            }
            connected = true;
            return link;
        } catch (LinkLost lost) {
            throw lost;
        } catch (IOException | java.nio.channels.UnresolvedAddressException refused) {
            throw new LinkLost(address + " cannot be reached: " + refused.getMessage(), refused);
        } finally {
            if (!connected) closeBoth(channel, selector);
        }
    }

    private static InetSocketAddress socketAddress(LinkAddress address) throws LinkLost {
        int colon = address.target().lastIndexOf(':');
        try {
            int port = Integer.parseInt(address.target().substring(colon + 1));
            return new InetSocketAddress(address.target().substring(0, Math.max(colon, 0)), port);
        } catch (IllegalArgumentException _) {
            throw new LinkLost(address + " names no port");
        }
    }

    @Override
    public int read(byte[] into, Deadline until) throws LinkLost, InterruptedException {
        try {
            while (true) {
                if (Thread.interrupted()) throw new InterruptedException();
                int count = channel.read(ByteBuffer.wrap(into));
                if (count > 0) return count;
                if (count < 0) throw new LinkLost(address + " was closed by the other side");
                if (until.over()) return 0;
                await(SelectionKey.OP_READ, until);
            }
        } catch (IOException | ClosedSelectorException | CancelledKeyException broken) {
            throw lost(broken);
        }
    }

    @Override
    public int write(byte[] bytes, int from, int length, Deadline until) throws LinkLost, InterruptedException {
        var rest = ByteBuffer.wrap(bytes, from, length);
        try {
            while (true) {
                if (Thread.interrupted()) throw new InterruptedException();
                channel.write(rest);
                if (!rest.hasRemaining() || until.over()) return length - rest.remaining();
                await(SelectionKey.OP_WRITE, until);
            }
        } catch (IOException | ClosedSelectorException | CancelledKeyException broken) {
            throw lost(broken);
        }
    }

    private void await(int what, Deadline until) throws IOException {
        key.interestOps(what);
        selector.select(Math.max(1, until.millisLeft()));
        selector.selectedKeys().clear();
    }

    private LinkLost lost(Exception broken) {
        close();
        return broken instanceof LinkLost known ? known : new LinkLost(address + " broke: " + broken, broken);
    }

    @Override
    public int bytesPerSecond() {
        return GIGABIT;
    }

    @Override
    public void close() {
        closeBoth(channel, selector);
    }

    @Override
    public void abort() {
        try {
            // a linger time of zero resets the connection: the peer drops unread data
            channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        } catch (IOException _) {
            // a lost connection holds no data
        }
        close();
    }

    private static void closeBoth(
            @org.jspecify.annotations.Nullable SocketChannel channel,
            @org.jspecify.annotations.Nullable Selector selector) {
        try (channel;
                selector) {
            // nothing but closing is left to do; the selector must be closed too, or its wake-up pipe leaks
        } catch (IOException _) {
            // a lost connection needs no close
        }
    }
}
