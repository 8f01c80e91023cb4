package org.openstm.kiosk.process;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// Client of a running kiosk's control socket.
public final class KioskControlClient implements AutoCloseable {
    private final SocketChannel channel;
    private final BufferedReader in;
    private final BufferedWriter out;

    private KioskControlClient(SocketChannel channel) {
        this.channel = channel;
        this.in = new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8));
        this.out = new BufferedWriter(Channels.newWriter(channel, StandardCharsets.UTF_8));
    }

    public static KioskControlClient open(Path socket) throws IOException {
        return new KioskControlClient(SocketChannel.open(UnixDomainSocketAddress.of(socket)));
    }

    /// @return the answer without its `ok`
    /// @throws CommandFailedException when the kiosk refuses the command
    public String sendCommand(String line) {
        try {
            out.write(line);
            out.newLine();
            out.flush();
            var answer = in.readLine();
            if (answer == null) throw new CommandFailedException("the kiosk closed the connection");
            if (!answer.startsWith("ok")) throw new CommandFailedException(answer);
            return unescapeLines(answer.substring(2).strip());
        } catch (IOException gone) {
            throw new CommandFailedException("the kiosk does not answer: " + gone.getMessage());
        }
    }

    /// JSON is one line with escapes of its own; in other answers a line break is written as `\n`.
    private static String unescapeLines(String answer) {
        return answer.startsWith("{") || answer.startsWith("[") ? answer : answer.replace("\\n", "\n");
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
