package org.openstm.device.manager;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// Where the devices in force stand: the file that somebody has configured, which the program only reads,
/// and the file that it changes itself. What is configured counts from the moment at which it changes; a
/// swap counts until then.
///
/// @param configured what somebody writes
/// @param file what is in force; the same file where the program may change what is configured
/// @param taken holds the digest of what was taken over last
record DevicesFilePaths(Path configured, Path file, Path taken) {
    /// One file that is configured and changed alike.
    static DevicesFilePaths singleFile(Path devicesYaml) {
        return new DevicesFilePaths(devicesYaml, devicesYaml, devicesYaml);
    }

    /// @param data folder that is the program's own
    static DevicesFilePaths inDataFolder(Path configured, Path data) {
        return new DevicesFilePaths(configured, data.resolve("devices.yaml"), data.resolve("devices.configured"));
    }

    private boolean hasSeparateFiles() {
        return !configured.equals(file);
    }

    /// What is to be read now: the configured file, unless it was taken over already and changed by a swap
    /// since.
    Path currentFile() {
        return hasSeparateFiles() && Files.exists(file) && !isChanged() ? file : configured;
    }

    /// Whether the configured file says anything that was not taken over yet.
    boolean isChanged() {
        if (!hasSeparateFiles() || !Files.exists(taken)) return true;
        try {
            var before = Files.readString(taken, StandardCharsets.US_ASCII).strip();
            return !before.equals(sha256Hex(Files.readAllBytes(configured)));
        } catch (IOException unreadable) {
            return true;
        }
    }

    /// What is configured is in force now, with all its words.
    void takeOverConfigured() throws IOException {
        if (!hasSeparateFiles()) return;
        byte[] content = Files.readAllBytes(configured);
        replaceFile(file, content);
        replaceFile(taken, sha256Hex(content).getBytes(StandardCharsets.US_ASCII));
    }

    private static void replaceFile(Path file, byte[] content) throws IOException {
        var beside = file.resolveSibling(file.getFileName() + ".new");
        Files.write(beside, content);
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    Path versionsFolder() {
        return file.toAbsolutePath().resolveSibling("devices.versions");
    }

    private static String sha256Hex(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("SHA-256 is part of every JDK", missing);
        }
    }
}
