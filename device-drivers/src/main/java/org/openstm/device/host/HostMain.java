package org.openstm.device.host;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/// Where a host begins: connects to the kiosk that started it and serves until that hangs up.
final class HostMain {
    private HostMain() {}

    /// The token comes on standard input: everybody may read the words on a command line.
    public static void main(String[] words) {
        try {
            var token = new String(System.in.readAllBytes(), StandardCharsets.US_ASCII);
            var wire = new Wire(
                    SocketChannel.open(UnixDomainSocketAddress.of(words[0])), Wire.LONGEST_COMMAND, "host writer");
            wire.write(new Message.Hello(token));
            new Booth(wire).serve();
        } catch (IOException _) {
            // the kiosk is gone, and so is the need for a host
        } finally {
            // the driver may hang in native code; nothing may keep an orphan
            Runtime.getRuntime().halt(0);
        }
    }
}
