package org.openstm.kiosk.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openstm.kiosk.central.CentralReply;
import org.openstm.kiosk.central.FileReference;
import org.openstm.kiosk.central.crypto.CentralPublicKeys;
import org.openstm.kiosk.central.crypto.SigningKey;
import org.openstm.kiosk.central.http.HttpCentralClient;

/// Callers without a key can fill neither memory nor disk, and idle callers are
/// disconnected.
class StrangersTest {
    private static final String TERMINAL = "ST-0412-03";
    private static final int MIB = 1024 * 1024;

    @TempDir
    Path dir;

    private ReferenceCentral central;
    private HttpCentralClient kiosk;

    @BeforeEach
    void open() {
        central = ReferenceCentral.start(0, dir.resolve("central"), Instant::now, true);
        kiosk = new HttpCentralClient(
                central.uri(),
                TERMINAL,
                SigningKey.loadOrCreate(dir.resolve("kiosk-key.json"), TERMINAL),
                CentralPublicKeys.trustOnFirstUse(dir.resolve("keys.json")));
        assertInstanceOf(CentralReply.Done.class, kiosk.querySystems());
    }

    @AfterEach
    void close() {
        kiosk.close();
        central.close();
    }

    /// Announces a body of 2 MiB, sends nearly all of it, and holds.
    private Socket hold(String signature) throws IOException {
        var socket = new Socket();
        socket.connect(new InetSocketAddress(
                InetAddress.getLoopbackAddress(), central.uri().getPort()));
        socket.setSoTimeout(30_000);
        var out = socket.getOutputStream();
        var head = "PUT /v1/terminals/" + TERMINAL + "/files/" + "a".repeat(64) + " HTTP/1.1\r\nHost: x\r\n"
                + (signature.isEmpty() ? "" : "Request-Signature: " + signature + "\r\n")
                + "Content-Type: image/png\r\nContent-Length: " + 2 * MIB + "\r\n\r\n";
        out.write(head.getBytes(StandardCharsets.US_ASCII));
        out.write(new byte[2 * MIB - 1]);
        out.flush();
        return socket;
    }

    private static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private void slowly(String signature) throws Exception {
        long before = used();
        var held = new ArrayList<Socket>();
        try {
            for (int n = 0; n < 237; n++) held.add(hold(signature));
            long grown = used() - before;
            assertTrue(grown < 100L * MIB, grown / MIB + " MiB of strangers' bytes in memory");
            long begun = System.nanoTime();
            assertInstanceOf(CentralReply.Done.class, kiosk.querySystems(), "an honest terminal is served beside them");
            assertTrue(Duration.ofNanos(System.nanoTime() - begun).toSeconds() < 10);
        } finally {
            for (var socket : held) socket.close();
        }
    }

    @Test
    @DisplayName("237 strangers who hold 2 MiB each keep no honest terminal out, and fill no memory")
    void strangers_with_large_bodies_fill_nothing() throws Exception {
        slowly("");
    }

    @Test
    void whoever_only_names_a_terminal_fills_nothing_either() throws Exception {
        String forged = SigningKey.loadOrCreate(dir.resolve("stranger.json"), TERMINAL)
                .signPayload("another request".getBytes(StandardCharsets.US_ASCII), Map.of("at", "" + Instant.now()));
        slowly(forged);
        try (var files = Files.list(dir.resolve("central"))) {
            assertEquals(
                    List.of(),
                    files.map(f -> f.getFileName().toString())
                            .filter(f -> f.startsWith("incoming"))
                            .toList());
        }
    }

    @Test
    void a_file_of_a_terminal_comes_in_whole_by_way_of_the_disk() {
        byte[] picture = new byte[FileReference.LARGEST];
        System.arraycopy(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'}, 0, picture, 0, 8);
        var file = FileReference.of("photo", "image/png", picture);
        assertEquals(new CentralReply.Done<>(true), kiosk.uploadFile(file, picture));
        assertEquals(new CentralReply.Done<>(false), kiosk.uploadFile(file, picture), "it is there");
    }

    @Test
    void limits_of_time_and_connections_are_set_before_the_first_server_is_made() {
        for (var limit : List.of(
                "sun.net.httpserver.maxReqTime",
                "sun.net.httpserver.maxRspTime",
                "sun.net.httpserver.idleInterval",
                "sun.net.httpserver.maxIdleConnections",
                "jdk.httpserver.maxConnections")) assertTrue(Integer.getInteger(limit, 0) > 0, limit);
    }
}
