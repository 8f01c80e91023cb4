package org.openstm.kiosk.reference.http;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

/// Address on which central accepts terminals.
///
/// @param port 0 for any free one
/// @param tls whether terminals need TLS and a certificate
/// @param names host names in its certificate, in addition to this machine's own
public record ListenAddress(InetAddress address, int port, boolean tls, List<String> names) {
    public ListenAddress {
        names = List.copyOf(names);
        if (!tls && !address.isLoopbackAddress())
            throw new IllegalArgumentException(
                    "without TLS a central listens on its own machine only: add --tls, or leave out --listen");
    }

    /// For this machine only, without TLS.
    public static ListenAddress loopbackPlain(int port) {
        return new ListenAddress(InetAddress.getLoopbackAddress(), port, false, List.of());
    }

    /// For this machine only, with TLS.
    public static ListenAddress loopbackTls(int port) {
        return new ListenAddress(InetAddress.getLoopbackAddress(), port, true, List.of());
    }

    public InetSocketAddress socketAddress() {
        return new InetSocketAddress(address, port);
    }
}
