package org.openstm.device.manager;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// Paths of the configuration in force: the file that an administrator configures, which the program only reads,
/// and the file that it changes itself. A change of the configured file takes precedence over earlier swaps; a swap
/// takes precedence until then.
///
/// @param configured file of the administrator
/// @param file configuration in force; the same file where the program may change the configured one
/// @param taken holds the digest of the last applied configuration
record DevicesFilePaths(Path configured, Path file, Path taken) {
    /// One file for both.
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

    /// The file to read now: the configured file, unless it was applied already and changed by a swap since.
    Path currentFile() {
        return hasSeparateFiles() && Files.exists(file) && !isChanged() ? file : configured;
    }

    /// Whether the configured file has changes that are not applied yet.
    boolean isChanged() {
        if (!hasSeparateFiles() || !Files.exists(taken)) return true;
        try {
            var before = Files.readString(taken, StandardCharsets.US_ASCII).strip();
            return !before.equals(sha256Hex(Files.readAllBytes(configured)));
        } catch (IOException unreadable) {
            return true;
        }
    }

    /// Puts the configured file into force, comments included.
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
