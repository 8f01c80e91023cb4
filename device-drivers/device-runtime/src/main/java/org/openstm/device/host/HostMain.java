package org.openstm.device.host;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Entry point of a host: connects to the kiosk that started it and serves until that closes the connection.
final class HostMain {
    private HostMain() {}

    /// @param words path of the socket, and the token; without it the token comes through standard input, because
    ///     every user may read a command line
    public static void main(String[] words) {
        try {
            var token = words.length > 1 ? words[1] : new String(System.in.readAllBytes(), StandardCharsets.US_ASCII);
            var wire = new HostChannel(
                    SocketChannel.open(UnixDomainSocketAddress.of(words[0])),
                    HostChannel.LONGEST_COMMAND,
                    "host writer");
            wire.writeMessage(new HostMessage.Hello(token));
            new HostServer(wire).serveCommands();
        } catch (IOException _) {
            // the kiosk is gone, so the host ends too
        } finally {
            // the kiosk may have been killed: end all processes that the driver started
            long own = ProcessHandle.current().pid();
            var mark = System.getenv(HostProcessTree.NAME);
            if (mark != null) new HostProcessTree(mark, own, Optional.empty()).killAllExcept(own);
            // the driver may hang in native code; no orphan process may remain
            Runtime.getRuntime().halt(0);
        }
    }
}
