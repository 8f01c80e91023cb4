package org.openstm.kiosk.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;

/// A key in a file of mode 600: for the demonstration, not for a branch.
public final class FileKeyStore implements KeyStore {
    private final byte[] key;

    private FileKeyStore(byte[] key) {
        this.key = key;
    }

    /// Reads the key, or makes one at the first start.
    public static FileKeyStore at(Path file) {
        try {
            if (!Files.exists(file)) make(file);
            return of(file);
        } catch (IOException broken) {
            throw new UncheckedIOException("the journal's key " + file + " cannot be made", broken);
        }
    }

    /// Reads the key; never makes one.
    public static FileKeyStore of(Path file) {
        try {
            byte[] key = HexFormat.of().parseHex(Files.readString(file).strip());
            if (key.length != 32) throw new IllegalStateException("the journal's key " + file + " is damaged");
            return new FileKeyStore(key);
        } catch (IOException broken) {
            throw new UncheckedIOException("the journal's key " + file + " cannot be read", broken);
        } catch (IllegalArgumentException broken) {
            throw new IllegalStateException("the journal's key " + file + " is damaged", broken);
        }
    }

    private static void make(Path file) throws IOException {
        byte[] fresh = new byte[32];
        new SecureRandom().nextBytes(fresh);
        if (file.getParent() != null) Files.createDirectories(file.getParent());
        Path beside = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(beside);
        Files.createFile(beside, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(beside, HexFormat.of().formatHex(fresh) + "\n");
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public byte[] wrap(byte[] caseKey, byte[] context) {
        return Sealed.seal(key, caseKey, context);
    }

    @Override
    public byte[] unwrap(byte[] wrapped, byte[] context) {
        return Sealed.open(key, wrapped, context);
    }

    @Override
    public String toString() {
        return "FileKeyStore";
    }
}
