package org.openstm.kiosk.central;

import java.util.Optional;
import java.util.Set;
import org.openstm.kiosk.central.crypto.Sha256;

/// A file that belongs to a case. Its bytes are uploaded before the submission that names it, to an address
/// made of their digest.
///
/// @param name its role in the item, such as `signature`; unique within a case
/// @param sha256 of the bytes, hex
/// @param type one of [#TYPES]
/// @param bytes its size
public record FileReference(String name, String sha256, String type, int bytes) {
    /// The largest file that the contract allows.
    public static final int LARGEST = 2 * 1024 * 1024;

    /// Allowed media types.
    public static final Set<String> TYPES = Set.of("image/png", "image/jpeg", "application/pdf");

    /// Media type of an [ExportFile], such as a support bundle, which is uploaded without a case.
    public static final String EXPORT = "application/vnd.openstm.export";

    private static final int[] PNG = {0x89, 'P', 'N', 'G', 0x0D, 0x0A, 0x1A, 0x0A};
    private static final int[] JPEG = {0xFF, 0xD8, 0xFF};

    /// Beginning of exports of the format before CMS.
    private static final int[] PIECES = "OpenSTM-Export/".chars().toArray();

    private static final int SEQUENCE = 0x30;

    /// Identifier of a CMS SignedData.
    private static final int[] SIGNED = {0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07, 0x02};

    private static final int[] PDF = {'%', 'P', 'D', 'F', '-'};

    /// Describes these bytes.
    public static FileReference of(String name, String type, byte[] bytes) {
        return new FileReference(name, Sha256.digestHex(bytes), type, bytes.length);
    }

    /// Media type of bytes, by their first bytes and not by what was declared; empty if it is none of [#TYPES]
    /// and no [#EXPORT].
    public static Optional<String> detectType(byte[] bytes) {
        if (hasPrefix(bytes, PNG)) return Optional.of("image/png");
        if (hasPrefix(bytes, JPEG)) return Optional.of("image/jpeg");
        if (isSignedData(bytes) || hasPrefix(bytes, PIECES)) return Optional.of(EXPORT);
        return hasPrefix(bytes, PDF) ? Optional.of("application/pdf") : Optional.empty();
    }

    /// Whether this is a sequence, of a length in any form, that begins with that identifier.
    private static boolean isSignedData(byte[] bytes) {
        if (bytes.length < 2 || bytes[0] != SEQUENCE) return false;
        boolean isShort = bytes[1] >= 0;
        return hasAt(bytes, isShort ? 2 : 2 + (bytes[1] & 0x7F), SIGNED);
    }

    private static boolean hasPrefix(byte[] bytes, int[] mark) {
        return hasAt(bytes, 0, mark);
    }

    private static boolean hasAt(byte[] bytes, int from, int[] mark) {
        if (bytes.length < from + mark.length) return false;
        for (int i = 0; i < mark.length; i++) if ((bytes[from + i] & 0xFF) != mark[i]) return false;
        return true;
    }
}
