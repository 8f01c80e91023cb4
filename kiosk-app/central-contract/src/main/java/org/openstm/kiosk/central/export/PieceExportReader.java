package org.openstm.kiosk.central.export;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.crypto.ECDHDecrypter;
import com.nimbusds.jose.jwk.ECKey;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.text.ParseException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Function;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.openstm.kiosk.central.crypto.DetachedJws;
import org.openstm.kiosk.central.crypto.Sha256;
import org.openstm.kiosk.central.export.ExportFile.OpenedExport;
import org.openstm.kiosk.central.export.ExportFile.Refused;
import org.openstm.kiosk.central.json.ContractViolationException;
import org.openstm.kiosk.central.json.StrictJson;

/// Opens files of the format `OpenSTM-Export/1`, which terminals wrote until December 2026. Nothing writes it now.
///
/// ```
/// OpenSTM-Export/1 LF
/// JWE (compact, ECDH-ES, A256GCM): the content key, 32 bytes, for central      LF
/// pieces: length (4 bytes), AES-256-GCM of at most 65,536 bytes with its tag       ...
/// length 0
/// JWS (detached, ES256, kid: the terminal, at) over "openstm/export" LF hex SHA-256 of all before  LF
/// ```
/// A piece's nonce is 7 zero bytes, its number from 0 (4 bytes), and 1 in the last piece, else 0; the key is
/// used for this file only. The authenticated data of each piece is the SHA-256 of the first two lines. So
/// pieces can be neither reordered, nor repeated, nor taken from another file, and truncation is detected
/// twice: the last piece lacks its mark, and the signature does not verify. The plaintext of the pieces is a
/// length (4 bytes), the description (JSON), and the payload to the end.
final class PieceExportReader {
    private static final String FIRST = "OpenSTM-Export/1\n";
    private static final int PIECE = 1 << 16;
    private static final int TAG = 16;
    private static final int LONGEST_LINE = 2048;

    private PieceExportReader() {}

    /// Decrypts the pieces of one file, and counts them.
    private static final class PieceCipher {
        private final SecretKeySpec key;
        private final byte[] beside;
        private int number;

        PieceCipher(byte[] key, byte[] head) {
            this.key = new SecretKeySpec(key, "AES");
            this.beside = Sha256.newDigest().digest(head);
        }

        /// Empty if the piece was not sealed here.
        Optional<byte[]> decryptPiece(byte[] piece, boolean last) {
            byte[] nonce = ByteBuffer.allocate(12)
                    .put(new byte[7])
                    .putInt(number++)
                    .put((byte) (last ? 1 : 0))
                    .array();
            try {
                var cipher = Cipher.getInstance("AES/GCM/NoPadding");
                cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(8 * TAG, nonce));
                cipher.updateAAD(beside);
                return Optional.of(cipher.doFinal(piece));
            } catch (GeneralSecurityException changed) {
                return Optional.empty();
            }
        }
    }

    static boolean isOfThisFormat(Path file) {
        try (var in = Files.newInputStream(file)) {
            return Arrays.equals(in.readNBytes(FIRST.length()), FIRST.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException broken) {
            throw new UncheckedIOException(file + " cannot be read: " + broken.getMessage(), broken);
        }
    }

    /// As [ExportFile#openExport].
    static OpenedExport openExport(
            Path file, ExportKey central, Function<String, Optional<String>> terminals, Path payload) throws Refused {
        try {
            String terminal = verifySigner(file, terminals);
            return new OpenedExport(terminal, unsealPayload(file, central, payload));
        } catch (EOFException cut) {
            throw new Refused(file + " is cut off");
        } catch (IOException broken) {
            throw new UncheckedIOException(file + " cannot be read: " + broken.getMessage(), broken);
        }
    }

    private static String verifySigner(Path file, Function<String, Optional<String>> terminals)
            throws IOException, Refused {
        var before = Sha256.newDigest();
        try (var in = new DataInputStream(
                // counts parsed bytes, not those that the buffer reads ahead
                new DigestInputStream(new BufferedInputStream(Files.newInputStream(file)), before))) {
            byte[] _ = readHead(file, in);
            // read, not skipped: skipped bytes are not digested
            for (int length = readPieceLength(file, in); length > 0; length = readPieceLength(file, in))
                in.readFully(new byte[length]);
            byte[] signed = signingInput(copyDigest(before));
            var line = in.readNBytes(LONGEST_LINE);
            String jws = new String(line, StandardCharsets.US_ASCII);
            if (!jws.endsWith("\n")) throw new EOFException();
            String terminal =
                    DetachedJws.findKeyId(jws.strip()).orElseThrow(() -> new Refused(file + " has no signature"));
            String jwk = terminals
                    .apply(terminal)
                    .orElseThrow(() -> new Refused(
                            file + " is signed by " + terminal + ", which is not registered at this central"));
            // nothing may follow the signature: it would be covered by nothing
            if (jws.indexOf('\n') != jws.length() - 1
                    || !DetachedJws.isSignatureValid(jws.strip(), signed, ECKey.parse(jwk)))
                throw new Refused(file + " is not as " + terminal + " signed it, or it was signed with a key that "
                        + terminal + " no longer has");
            return terminal;
        } catch (ParseException broken) {
            throw new IllegalStateException("a registered key is damaged", broken);
        }
    }

    /// Reads the first two lines.
    private static byte[] readHead(Path file, InputStream in) throws IOException, Refused {
        byte[] first = in.readNBytes(FIRST.length());
        if (!Arrays.equals(first, FIRST.getBytes(StandardCharsets.US_ASCII)))
            throw new Refused(file + " is no export of a terminal");
        var line = ByteBuffer.allocate(FIRST.length() + LONGEST_LINE).put(first);
        for (int one = in.read(); ; one = in.read()) {
            if (one < 0) throw new EOFException();
            if (!line.hasRemaining()) throw new Refused(file + " is no export of a terminal");
            line.put((byte) one);
            if (one == '\n') return Arrays.copyOf(line.array(), line.position());
        }
    }

    private static int readPieceLength(Path file, DataInputStream in) throws IOException, Refused {
        int length = in.readInt();
        if (length < 0 || length > PIECE + TAG || length > 0 && length < TAG)
            throw new Refused(file + " was changed or is damaged");
        return length;
    }

    private static StrictJson unsealPayload(Path file, ExportKey central, Path payload) throws IOException, Refused {
        boolean whole = false;
        try (var in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)));
                var out = new BufferedOutputStream(ExportFile.createPrivateFile(payload))) {
            byte[] head = readHead(file, in);
            var pieces = new PieceCipher(unwrapContentKey(file, head, central), head);
            Optional<StrictJson> words = Optional.empty();
            for (int length = readPieceLength(file, in); length > 0; ) {
                byte[] sealed = new byte[length];
                in.readFully(sealed);
                length = readPieceLength(file, in);
                byte[] clear = pieces.decryptPiece(sealed, length == 0)
                        .orElseThrow(() -> new Refused(file + " was changed before it was signed"));
                int from = words.isEmpty() ? findPayloadStart(file, clear) : 0;
                if (words.isEmpty()) words = Optional.of(StrictJson.parse(Arrays.copyOfRange(clear, 4, from)));
                out.write(clear, from, clear.length - from);
            }
            whole = words.isPresent();
            return words.orElseThrow(() -> new Refused(file + " holds nothing"));
        } catch (ContractViolationException broken) {
            throw new Refused(file + " does not say what it holds: " + broken.getMessage());
        } finally {
            if (!whole) Files.deleteIfExists(payload);
        }
    }

    private static int findPayloadStart(Path file, byte[] first) throws Refused {
        int words = first.length < 4 ? -1 : ByteBuffer.wrap(first).getInt();
        if (words < 2 || words > first.length - 4) throw new Refused(file + " does not say what it holds");
        return 4 + words;
    }

    private static byte[] unwrapContentKey(Path file, byte[] head, ExportKey central) throws Refused {
        var line = new String(head, FIRST.length(), head.length - FIRST.length() - 1, StandardCharsets.US_ASCII);
        try {
            var jwe = JWEObject.parse(line);
            var header = jwe.getHeader();
            boolean ours = JWEAlgorithm.ECDH_ES.equals(header.getAlgorithm())
                    && EncryptionMethod.A256GCM.equals(header.getEncryptionMethod());
            if (!ours) throw new Refused(file + " is encrypted in a way that this central does not take");
            if (!central.keyPair().computeThumbprint().toString().equals(header.getKeyID()))
                throw new Refused(
                        file + " was encrypted for another central, or for a key that this one no longer has");
            jwe.decrypt(new ECDHDecrypter(central.keyPair()));
            byte[] key = jwe.getPayload().toBytes();
            if (key.length != 32) throw new Refused(file + " does not open with this central's key");
            return key;
        } catch (ParseException | JOSEException | IllegalArgumentException | IllegalStateException broken) {
            throw new Refused(file + " does not open with this central's key");
        }
    }

    private static byte[] signingInput(MessageDigest digest) {
        String hex = HexFormat.of().formatHex(digest.digest());
        return ("openstm/export\n" + hex).getBytes(StandardCharsets.US_ASCII);
    }

    private static MessageDigest copyDigest(MessageDigest digest) {
        try {
            return (MessageDigest) digest.clone();
        } catch (CloneNotSupportedException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
