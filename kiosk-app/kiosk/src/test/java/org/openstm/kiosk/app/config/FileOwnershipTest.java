package org.openstm.kiosk.app.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files that somebody else can change or read.
class FileOwnershipTest {
    @TempDir
    Path dir;

    private Path config;
    private Path data;

    @BeforeEach
    void a_terminal_as_it_should_be() throws IOException {
        config = Files.createDirectory(dir.resolve("config"));
        data = dir.resolve("data");
        FileOwnership.makeDataFolder(data);
        for (var name : new String[] {"terminal.yaml", "devices.yaml"}) file(config.resolve(name), "r--r--r--");
        file(config.resolve("staff.yaml"), "r--r-----");
        for (var name : new String[] {"journal.key", "terminal.key"}) file(data.resolve(name), "rw-------");
        mode(config, "r-xr-xr-x");
    }

    private static void file(Path file, String mode) throws IOException {
        Files.writeString(file, "x");
        mode(file, mode);
    }

    private static void mode(Path file, String mode) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }

    private void found(Path file, String mode, String what) throws IOException {
        var before = Files.getPosixFilePermissions(file);
        mode(file, mode);
        var faults = new FileOwnership(config, data).findFaults();
        assertTrue(
                faults.stream().anyMatch(fault -> fault.startsWith(file + " ") && fault.contains(what)),
                file + " " + mode + ": " + faults);
        Files.setPosixFilePermissions(file, before);
    }

    @Test
    @DisplayName("what is open to others is named, with what to do")
    void every_mode_that_is_too_open_is_found() throws IOException {
        assertEquals(java.util.List.of(), new FileOwnership(config, data).findFaults());
        found(config.resolve("terminal.yaml"), "rw-rw-r--", "chmod go-w");
        found(config.resolve("devices.yaml"), "rw-r--rw-", "chmod go-w");
        found(config, "rwxrwxr-x", "chmod go-w");
        found(config.resolve("staff.yaml"), "r--r--r--", "chmod 640");
        found(data, "rwxr-xr-x", "chmod 700");
        found(data.resolve("journal.key"), "rw-r-----", "chmod 600");
        found(data.resolve("terminal.key"), "rw----r--", "chmod 600");
    }

    @Test
    void a_data_folder_is_closed_from_its_first_moment() throws IOException {
        var fresh = dir.resolve("fresh/kiosk");
        FileOwnership.makeDataFolder(fresh);
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(fresh)));
    }
}
