package org.openstm.device.link;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class LinkTest {
    @TempDir
    Path folder;

    @Test
    void an_address_says_what_it_says() {
        var address = LinkAddress.parse("serial:/dev/ttyS0?baud=9600&sam=a%20b");
        assertEquals(new LinkAddress("serial", "/dev/ttyS0", Map.of("baud", "9600", "sam", "a b")), address);
        assertEquals(9600, address.number("baud", 115_200));
        assertEquals(
                "tcp://host:9100?layout=text",
                LinkAddress.parse("tcp://host:9100?layout=text").toString());
        assertEquals(
                "host:631/ipp/print",
                LinkAddress.parse("ipp://host:631/ipp/print").target());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "tcp", "tcp:host", "ftp://host:1", "serial:", "serial:/dev/x?baud", "usb:", "tcp?a=b://host"
            })
    void what_is_no_address_is_refused(String text) {
        assertThrows(IllegalArgumentException.class, () -> LinkAddress.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"serial:/dev/not-there", "usb:/dev/not-there", "tcp://127.0.0.1:1", "tcp://127.0.0.1"})
    void what_is_not_there_is_lost_at_once(String text) {
        assertThrows(LinkLost.class, () -> LinkAddress.parse(text).open(Deadline.inMillis(2000)));
    }

    @Test
    void a_network_peer_that_stops_reading_costs_the_deadline_and_no_more() throws Exception {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var link = LinkAddress.parse("tcp://127.0.0.1:" + server.getLocalPort())
                        .open(Deadline.inMillis(2000))) {
            var much = new byte[32 << 20];
            long start = System.nanoTime();
            int taken = link.write(much, 0, much.length, Deadline.inMillis(600));
            assertTrue(taken < much.length);
            assertTrue(millisSince(start) < 1500, () -> millisSince(start) + " ms");
            long reading = System.nanoTime();
            assertEquals(0, link.read(new byte[10], Deadline.inMillis(300)));
            assertTrue(millisSince(reading) >= 295 && millisSince(reading) < 1000);
        }
    }

    @Test
    void a_write_after_one_that_was_interrupted_counts_its_own_bytes() throws Exception {
        try (var pty = Pty.open(folder.resolve("line"));
                var link = LinkAddress.parse("serial:" + folder.resolve("line")).open(Deadline.inMillis(2000))) {
            var much = new byte[64 << 10];
            var writing = Thread.ofPlatform().start(() -> {
                try {
                    link.write(much, 0, much.length, Deadline.inMillis(30_000));
                } catch (LinkLost | InterruptedException _) {
                    // it is interrupted
                }
            });
            Thread.sleep(600);
            writing.interrupt();
            writing.join();
            Thread.startVirtualThread(() -> {
                try {
                    while (pty.read(new byte[4096], 100) >= 0) {}
                } catch (java.io.IOException _) {
                    // the test is over
                }
            });
            assertEquals(10, link.write(new byte[10], 0, 10, Deadline.inMillis(5000)));
            assertEquals(10, link.write(new byte[10], 0, 10, Deadline.inMillis(5000)));
        }
    }

    @Test
    void a_serial_peer_that_stops_reading_costs_the_deadline_and_the_line() throws Exception {
        try (var pty = Pty.open(folder.resolve("line"))) {
            var much = new byte[4 << 20];
            long start = System.nanoTime();
            try (var link =
                    LinkAddress.parse("serial:" + folder.resolve("line")).open(Deadline.inMillis(2000))) {
                assertThrows(LinkLost.class, () -> link.write(much, 0, much.length, Deadline.inMillis(600)));
            }
            assertTrue(millisSince(start) < 2000, () -> millisSince(start) + " ms");
            assertEquals(512, pty.read(new byte[512], 100));
        }
    }

    @ParameterizedTest
    @CsvSource({"serial:, 115200", "usb:, 0"})
    void all_bytes_pass_both_ways_as_they_are(String scheme, int baud) throws Exception {
        var path = folder.resolve("line");
        try (var pty = Pty.open(path);
                var link = LinkAddress.parse(scheme + path + (baud > 0 ? "?baud=" + baud : ""))
                        .open(Deadline.inMillis(2000))) {
            var all = new byte[256];
            for (int i = 0; i < all.length; i++) all[i] = (byte) i;
            assertTrue(link.writeAll(all, Deadline.inMillis(2000)));
            var there = new byte[256];
            for (int got = 0; got < 256; ) {
                var piece = new byte[256];
                int count = pty.read(piece, 100);
                System.arraycopy(piece, 0, there, got, count);
                got += count;
            }
            assertArrayEquals(all, there);
            for (int sent = 0; sent < 256; ) sent += pty.write(all, sent, 256 - sent, 100);
            var here = new byte[256];
            for (int got = 0; got < 256; ) {
                var piece = new byte[256];
                int count = link.read(piece, Deadline.inMillis(2000));
                assertTrue(count > 0);
                System.arraycopy(piece, 0, here, got, count);
                got += count;
            }
            assertArrayEquals(all, here);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"serial:", "usb:"})
    void a_pulled_cable_is_told_by_the_next_read(String scheme) throws Exception {
        var path = folder.resolve("line");
        var pty = Pty.open(path);
        try (var link = LinkAddress.parse(scheme + path).open(Deadline.inMillis(2000))) {
            Thread.startVirtualThread(() -> {
                try {
                    Thread.sleep(200);
                } catch (InterruptedException _) {
                    Thread.currentThread().interrupt();
                }
                pty.close();
            });
            long start = System.nanoTime();
            assertThrows(LinkLost.class, () -> link.read(new byte[10], Deadline.inMillis(5000)));
            assertTrue(millisSince(start) < 1500);
            assertFalse(Files.exists(path, java.nio.file.LinkOption.NOFOLLOW_LINKS));
        }
    }

    @Test
    void another_thread_may_close_a_link_that_waits() throws Exception {
        try (var pty = Pty.open(folder.resolve("line"));
                var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            for (var text : new String[] {
                "serial:" + folder.resolve("line"),
                "usb:" + folder.resolve("line"),
                "tcp://127.0.0.1:" + server.getLocalPort()
            }) {
                var link = LinkAddress.parse(text).open(Deadline.inMillis(2000));
                Thread.startVirtualThread(() -> {
                    try {
                        Thread.sleep(200);
                    } catch (InterruptedException _) {
                        Thread.currentThread().interrupt();
                    }
                    link.close();
                });
                long start = System.nanoTime();
                assertThrows(LinkLost.class, () -> link.read(new byte[10], Deadline.inMillis(20_000)), text);
                assertTrue(millisSince(start) < 2000, text);
            }
            assertEquals(0, pty.read(new byte[1], 10));
        }
    }

    private static long millisSince(long start) {
        return (System.nanoTime() - start) / 1_000_000;
    }
}
