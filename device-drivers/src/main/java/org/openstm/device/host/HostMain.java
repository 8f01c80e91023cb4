package org.openstm.device.host;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Where a host begins: connects to the kiosk that started it and serves until that hangs up.
final class HostMain {
    private HostMain() {}

    /// The token comes on standard input: everybody may read the words on a command line.
    public static void main(String[] words) {
        try {
            var token = new String(System.in.readAllBytes(), StandardCharsets.US_ASCII);
            var wire = new HostChannel(
                    SocketChannel.open(UnixDomainSocketAddress.of(words[0])),
                    HostChannel.LONGEST_COMMAND,
                    "host writer");
            wire.writeMessage(new HostMessage.Hello(token));
            new HostServer(wire).serveCommands();
        } catch (IOException _) {
            // the kiosk is gone, and so is the need for a host
        } finally {
            // the kiosk may have been killed: whatever the driver started ends here
            long own = ProcessHandle.current().pid();
            var mark = System.getenv(HostProcessTree.NAME);
            if (mark != null) new HostProcessTree(mark, own, Optional.empty()).killAllExcept(own);
            // the driver may hang in native code; nothing may keep an orphan
            Runtime.getRuntime().halt(0);
        }
    }
}
