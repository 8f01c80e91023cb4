package org.openstm.device.bundle;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.time.LocalDateTime;
import java.util.Optional;
import java.util.SortedMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.openstm.device.Fault;

/// Packs a bundle from a folder, for makers of drivers.
public final class BundlePacker {
    private BundlePacker() {}

    /// Refuses everything that a terminal would refuse, while it can still be corrected.
    ///
    /// @param folder with `driver.json`, `report.json` and `lib/*.jar`
    /// @param key private, PEM; never leaves this method
    /// @param issuer name of the public key on terminals
    /// @return the reason why nothing was written, or empty
    public static Optional<Fault> packBundle(Path folder, Path key, String issuer, Path out) {
        try {
            var entries = BundleFolder.readContents(folder);
            entries.remove(BundleChecksums.FILE);
            entries.remove(BundleChecksums.SIGNATURE);
            DriverBundle.readKitReport(entries, DriverBundle.readManifest(entries));
            var zip = zipEntries(signEntries(entries, Ed25519Signatures.readPrivateKey(key), issuer));
            BundleZipReader.readZip(zip);
            writeBundle(zip, out);
            return Optional.empty();
        } catch (BundleRefused refused) {
            return Optional.of(refused.fault());
        } catch (NoSuchFileException missing) {
            return Optional.of(
                    BundleRefused.ofMissingFile(Path.of(missing.getFile())).fault());
        } catch (IOException | GeneralSecurityException | IllegalArgumentException problem) {
            return Optional.of(
                    new BundleRefused(BundleRefusalReason.UNREADABLE, String.valueOf(problem.getMessage())).fault());
        }
    }

    private static void writeBundle(byte[] zip, Path out) throws BundleRefused {
        try {
            Files.write(out, zip);
        } catch (IOException problem) {
            throw new BundleRefused(BundleRefusalReason.STORE_FAILED, out + " cannot be written");
        }
    }

    static SortedMap<String, byte[]> signEntries(SortedMap<String, byte[]> entries, PrivateKey key, String issuer)
            throws GeneralSecurityException {
        var sums = BundleChecksums.of(issuer, entries).toBytes();
        entries.put(BundleChecksums.FILE, sums);
        entries.put(BundleChecksums.SIGNATURE, Ed25519Signatures.signContent(key, sums));
        return entries;
    }

    /// The same entries give the same bytes.
    static byte[] zipEntries(SortedMap<String, byte[]> entries) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (var one : entries.entrySet()) {
                var entry = new ZipEntry(one.getKey());
                entry.setTimeLocal(LocalDateTime.of(2000, 1, 1, 0, 0));
                zip.putNextEntry(entry);
                zip.write(one.getValue());
            }
        }
        return bytes.toByteArray();
    }
}
