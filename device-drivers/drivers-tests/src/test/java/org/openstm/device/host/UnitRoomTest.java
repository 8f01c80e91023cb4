package org.openstm.device.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openstm.device.DeviceClass;
import org.openstm.device.link.LinkAddress;
import org.openstm.device.link.LinkLost;
import org.openstm.device.spi.DriverContext;

/// Where kiosk and confined host meet. The units themselves are tried under systemd (`scripts/debian/try`).
@Timeout(60)
class UnitRoomTest {
    private static final String ROOM = "slip\\x2d1";

    @TempDir
    Path folder;

    private static DriverContext context(String link) {
        return new DriverContext("slip-1", LinkAddress.parse(link));
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS));
    }

    @Test
    void another_user_can_read_what_is_in_a_room_and_write_only_into_its_pipe() throws Exception {
        try (var room = UnitRoom.open(context("tcp://127.0.0.1:1"), folder)) {
            var own = folder.resolve(ROOM);
            assertEquals(own.resolve("s"), room.socket());
            assertEquals("rwxr-xr-x", mode(own));
            assertEquals("rw--w--w-", mode(own.resolve("output")));
            assertEquals(Path.of("/run/openstm-driver/s"), room.socketInside());
        }
        try (var left = Files.list(folder.resolve(ROOM))) {
            assertEquals(List.of(), left.toList());
        }
    }

    @Test
    void the_certificates_of_a_link_are_laid_where_the_host_can_read_them() throws Exception {
        var secret = Files.writeString(folder.resolve("printer.pem"), "certificate");
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-r-----"));
        var states = Files.createDirectory(folder.resolve("states"));
        Files.writeString(states.resolve("cn.cer"), "authority");
        try (var room = UnitRoom.open(context("ipps://192.0.2.4/ipp?ca=" + secret + "&csca=" + states), folder)) {
            assertEquals("/run/openstm-driver/ca", room.context().address().setting("ca", ""));
            assertEquals("/run/openstm-driver/csca", room.context().address().setting("csca", ""));
            var own = folder.resolve(ROOM);
            assertEquals("certificate", Files.readString(own.resolve("ca")));
            assertEquals("rw-r--r--", mode(own.resolve("ca")));
            assertEquals("authority", Files.readString(own.resolve("csca/cn.cer")));
        }
        // what the last host of this name had is gone
        try (var room = UnitRoom.open(context("ipps://192.0.2.4/ipp"), folder)) {
            assertFalse(Files.exists(room.socket().resolveSibling("ca")));
            assertFalse(Files.exists(room.socket().resolveSibling("csca")));
        }
    }

    /// The host writes its trace into a pipe; the kiosk keeps it where the link says.
    @Test
    void what_a_host_writes_into_its_trace_is_kept_by_the_kiosk() throws Exception {
        var traces = folder.resolve("traces");
        var room = UnitRoom.open(context("tcp://127.0.0.1:1?trace=" + traces), folder);
        assertEquals("/run/openstm-driver", room.context().address().setting("trace", ""));
        var pipe = room.socket().resolveSibling("slip-1.trace");
        Files.writeString(pipe, "> 1B40\n\u0007< *4\n" + "A".repeat(40_000) + "\n", StandardOpenOption.APPEND);
        var kept = traces.resolve("slip-1.trace");
        for (int i = 0; i < 2000 && !(Files.exists(kept) && Files.size(kept) > 40_000); i++) Thread.sleep(5);
        var lines = Files.readAllLines(kept);
        assertEquals(List.of("> 1B40", "?< *4"), lines.subList(0, 2));
        assertEquals(32_768, lines.get(2).length());
        room.close();
    }

    /// Here is no such unit: the driver must not run as a child process instead.
    @Test
    void where_a_unit_does_not_start_the_driver_does_not_run() throws Exception {
        // JUnit's folder is too long for a socket's path
        var meeting = Files.createTempDirectory("u");
        var usual = HostSettings.standard();
        var settings = new HostSettings(
                usual.java(),
                usual.heapMegabytes(),
                usual.classPath(),
                usual.cache(),
                usual.words(),
                usual.folder(),
                Duration.ofSeconds(1),
                Optional.of(meeting));
        assertTrue(settings.isConfined());
        var driver = Hosts.driver(DeviceClass.ID_CARD_READER, "trouble", List.of(), settings);
        var lost = assertThrows(LinkLost.class, () -> driver.open(context("tcp://127.0.0.1:1")));
        var told = String.valueOf(lost.getMessage());
        assertTrue(told.startsWith("the driver host of slip-1 did not start: "), told);
        assertTrue(told.contains("systemctl"), told);
        try (var left = Files.list(meeting.resolve(ROOM))) {
            assertEquals(List.of(), left.toList());
        }
        Files.delete(meeting.resolve(ROOM));
        Files.delete(meeting);
    }

    @Test
    void a_checkout_has_no_units() {
        assertEquals(Optional.empty(), DriverUnits.findFolder());
    }
}
