package org.openstm.device.sim.link;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Optional;

/// Peers that connect by TCP. Bound to the loopback address only: a simulator is not a network service.
final class TcpPeerSource implements SimulatorPort.PeerSource {
    private static final int SLICE_MILLIS = 100;

    private final ServerSocket server;

    private TcpPeerSource(ServerSocket server) {
        this.server = server;
    }

    static TcpPeerSource open(String hostAndPort) throws IOException {
        int port = Integer.parseInt(hostAndPort.substring(hostAndPort.lastIndexOf(':') + 1));
        var server = new ServerSocket();
        server.setReuseAddress(true);
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        server.setSoTimeout(SLICE_MILLIS);
        return new TcpPeerSource(server);
    }

    @Override
    public String link() {
        return "tcp://127.0.0.1:" + server.getLocalPort();
    }

    @Override
    // the port closes the wire, and with it the socket
    @SuppressWarnings("resource")
    public Optional<SimulatorPort.PeerWire> awaitPeer(boolean plugged) throws IOException {
        try {
            var socket = server.accept();
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(SLICE_MILLIS);
            return Optional.of(new TcpWire(socket));
        } catch (SocketTimeoutException _) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException _) {
            // nothing left to close
        }
    }

    private record TcpWire(Socket socket) implements SimulatorPort.PeerWire {
        @Override
        public int readBytes(byte[] into) throws IOException {
            try {
                return socket.getInputStream().read(into);
            } catch (SocketTimeoutException _) {
                return 0;
            }
        }

        @Override
        public void writeBytes(byte[] bytes, int from, int length) throws IOException {
            socket.getOutputStream().write(bytes, from, length);
        }

        @Override
        public void close() {
            try {
                socket.close();
            } catch (IOException _) {
                // nothing left to close
            }
        }
    }
}
