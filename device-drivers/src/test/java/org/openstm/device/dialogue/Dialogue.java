package org.openstm.device.dialogue;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// Plays the device's side of a written dialogue over TCP and tells where the host left it.
final class Dialogue implements AutoCloseable {
    private final ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private final CompletableFuture<String> end = new CompletableFuture<>();
    private final List<String> lines;

    Dialogue(String name) throws IOException {
        try (InputStream in = Dialogue.class.getResourceAsStream(name + ".trace")) {
            if (in == null) throw new IOException("no such dialogue: " + name);
            lines = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
        Thread.ofVirtual().start(this::play);
    }

    String link() {
        return "tcp://127.0.0.1:" + server.getLocalPort();
    }

    /// `done`, or the line at which the host said something else.
    String end() throws Exception {
        return end.get(20, TimeUnit.SECONDS);
    }

    private void play() {
        try (var host = server.accept()) {
            for (int i = 0; i < lines.size(); i++) {
                var line = lines.get(i);
                if (line.startsWith("#") || line.isBlank()) continue;
                var bytes = HexFormat.of().parseHex(line.substring(2).strip());
                if (line.startsWith("<")) host.getOutputStream().write(bytes);
                else {
                    var said = host.getInputStream().readNBytes(bytes.length);
                    if (!java.util.Arrays.equals(said, bytes)) {
                        end.complete("line " + (i + 1) + ": the host said "
                                + HexFormat.of().withUpperCase().formatHex(said));
                        return;
                    }
                }
            }
            end.complete("done");
            host.getInputStream().readAllBytes();
        } catch (IOException broken) {
            end.completeExceptionally(broken);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
