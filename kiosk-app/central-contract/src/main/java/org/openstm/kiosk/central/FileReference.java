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
    private static final int[] SEALED = "OpenSTM-Export/".chars().toArray();
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
        if (hasPrefix(bytes, SEALED)) return Optional.of(EXPORT);
        return hasPrefix(bytes, PDF) ? Optional.of("application/pdf") : Optional.empty();
    }

    private static boolean hasPrefix(byte[] bytes, int[] mark) {
        if (bytes.length < mark.length) return false;
        for (int i = 0; i < mark.length; i++) if ((bytes[i] & 0xFF) != mark[i]) return false;
        return true;
    }
}
