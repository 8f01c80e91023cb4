package org.openstm.device.bundle;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// A printer of the invented maker on a real socket, one client at a time like real ones. Written from the
/// protocol; it shares nothing with the driver.
final class LintelPrinter implements AutoCloseable {
    private final ServerSocket server;
    private final List<String> papers = new ArrayList<>();
    private volatile String state = "OK";

    LintelPrinter() throws IOException {
        server = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::serve);
    }

    String link() {
        return "tcp://127.0.0.1:" + server.getLocalPort();
    }

    /// @param word `OK`, `PAPER` or `COVER`
    void state(String word) {
        state = word;
    }

    synchronized List<String> papers() {
        return List.copyOf(papers);
    }

    private void serve() {
        while (!server.isClosed()) {
            try (var client = server.accept()) {
                talk(client);
            } catch (IOException _) {
                // the driver disconnected, or the test is over
            }
        }
    }

    private void talk(Socket client) throws IOException {
        var in = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
        var paper = new StringBuilder();
        for (var line = in.readLine(); line != null; line = in.readLine()) {
            var words = line.split(" ", 2);
            switch (words[0]) {
                case "?ID" -> answer(client, "ID Lintel;LT-80;SN 4711;FW 1.9");
                case "?ST" -> answer(client, "ST " + state);
                case "J" -> paper.setLength(0);
                case "E" -> {
                    keep(paper.toString());
                    answer(client, "OK " + words[1]);
                }
                default -> paper.append(line).append('\n');
            }
        }
    }

    private synchronized void keep(String paper) {
        papers.add(paper);
    }

    private static void answer(Socket client, String line) throws IOException {
        client.getOutputStream().write((line + "\n").getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
