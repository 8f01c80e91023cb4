package org.openstm.kiosk.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class KioskControlClientTest {
    /// What the client makes of one answer on a real socket.
    private static String answerOf(String line) throws Exception {
        // JUnit's folder is too long for a socket's path
        var folder = Files.createTempDirectory("c");
        var address = UnixDomainSocketAddress.of(folder.resolve("s"));
        try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(address);
                var client = KioskControlClient.open(address.getPath());
                var kiosk = server.accept()) {
            kiosk.write(ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8)));
            return client.sendCommand("status");
        } finally {
            Files.delete(address.getPath());
            Files.delete(folder);
        }
    }

    @Test
    void the_lines_of_an_answer_are_restored() throws Exception {
        assertEquals("one\ntwo", answerOf("ok one\\ntwo"));
    }

    /// A driver's words are in it, and they may have line breaks.
    @Test
    void an_answer_in_json_stays_as_it_is() throws Exception {
        assertEquals("{\"detail\":\"one\\ntwo\"}", answerOf("ok {\"detail\":\"one\\ntwo\"}"));
        assertEquals("[\"one\\ntwo\"]", answerOf("ok [\"one\\ntwo\"]"));
    }
}
