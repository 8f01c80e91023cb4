package org.openstm.kiosk.central.export;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestOutputStream;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.openstm.kiosk.central.crypto.CentralPublicKeys;
import org.openstm.kiosk.central.crypto.Sha256;
import org.openstm.kiosk.central.crypto.SigningKey;
import org.openstm.kiosk.central.json.StrictJson;

/// An encrypted, signed file that a person carries from a terminal to central: CMS (RFC 5652), which `openssl cms`
/// reads as well. It is written and read as a stream, of which some 64 KiB are in memory at a time.
///
/// ```
/// SignedData: SHA-256, ECDSA on P-256, the terminal's key by its identifier; no certificate
///   signed attributes: content type, message digest, signing time, common name (the terminal's number)
///   content (id-ct-contentInfo): AuthEnvelopedData (RFC 5083), AES-256-GCM with a tag of 16 bytes
///     recipient: central's key for exports by its identifier; ephemeral-static ECDH on P-256, key derivation
///     with SHA-256, AES-256 key wrap (RFC 5753)
///     content (data): ZIP, not compressed: export.json (description of the payload), payload
/// ```
/// A key's identifier is method 1 of RFC 5280, section 4.2.1.2. The signature is outermost, so that central verifies
/// the whole file before it decrypts; all that it does not cover has one form, and nothing may be added. Files of the
/// format before, `OpenSTM-Export/1`, are still opened.
public final class ExportFile {
    /// What is exported.
    ///
    /// @param words description of the payload; only central can read it
    /// @param name of the payload in the ZIP
    public record Content(Map<String, ?> words, String name, Path payload) {}

    /// The terminal's description of the payload.
    public record OpenedExport(String terminal, StrictJson words) {}

    /// Why a file is not opened, a sentence for the person who brought it.
    public static final class Refused extends Exception {
        private static final long serialVersionUID = 1;

        Refused(String why) {
            super(why);
        }
    }

    private ExportFile() {}

    /// On the disk when this returns.
    ///
    /// @param trusted holds central's key
    /// @return SHA-256 of the whole file, hex
    public static String writeExport(
            Path file, Content content, CentralPublicKeys trusted, SigningKey terminal, Instant at) {
        var central = trusted.findExportKey()
                .orElseThrow(() -> new IllegalStateException("this terminal does not know central's key for exports:"
                        + " pair it again (stm central pair, then stm kiosk --pair CODE)"));
        var whole = Sha256.newDigest();
        try (var out = new BufferedOutputStream(new DigestOutputStream(createPrivateFile(file), whole), 1 << 16)) {
            new CmsExportWriter(central, terminal, at).writeContent(content, out);
        } catch (IOException broken) {
            throw new UncheckedIOException(file + " cannot be written: " + broken.getMessage(), broken);
        }
        forceToDisk(file);
        return HexFormat.of().formatHex(whole.digest());
    }

    static OutputStream createPrivateFile(Path file) throws IOException {
        Files.deleteIfExists(file);
        try {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } catch (UnsupportedOperationException stick) {
            Files.createFile(file); // a file system without modes; the file contains no plaintext
        }
        return Files.newOutputStream(file, StandardOpenOption.WRITE);
    }

    private static void forceToDisk(Path file) {
        try (var open = FileChannel.open(file, StandardOpenOption.WRITE)) {
            open.force(true);
        } catch (IOException broken) {
            throw new UncheckedIOException(file + " cannot be kept: " + broken.getMessage(), broken);
        }
    }

    /// Decrypts a file into a new payload file. The signature is verified before anything is decrypted.
    ///
    /// @param terminals the registered public key (JWK) of a terminal
    /// @throws Refused with the reason; then no payload file is left
    public static OpenedExport openExport(
            Path file, ExportKey central, Function<String, Optional<String>> terminals, Path payload) throws Refused {
        return PieceExportReader.isOfThisFormat(file)
                ? PieceExportReader.openExport(file, central, terminals, payload)
                : new CmsExportReader(file, central).openExport(terminals, payload);
    }
}
