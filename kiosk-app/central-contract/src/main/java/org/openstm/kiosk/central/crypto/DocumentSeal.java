package org.openstm.kiosk.central.crypto;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/// The seal of a document: a detached JWS over every byte of the PDF, appended as a PDF comment. PDF readers
/// ignore it; changing one byte breaks it.
public final class DocumentSeal {
    private static final byte[] MARK = "\n%OpenSTM-Seal ".getBytes(StandardCharsets.US_ASCII);
    private static final int LONGEST = 2048;

    private DocumentSeal() {}

    public static byte[] sealDocument(byte[] pdf, SigningKey key) {
        var out = new ByteArrayOutputStream(pdf.length + LONGEST);
        out.writeBytes(pdf);
        out.writeBytes(MARK);
        out.writeBytes(key.signPayload(pdf, Map.of()).getBytes(StandardCharsets.US_ASCII));
        out.write('\n');
        return out.toByteArray();
    }

    /// Whether a trusted key sealed the whole file.
    public static boolean isSealIntact(byte[] file, CentralPublicKeys trusted) {
        int mark = findLastMark(file);
        if (mark < 0 || file[file.length - 1] != '\n') return false;
        var jws = new String(file, mark + MARK.length, file.length - mark - MARK.length - 1, StandardCharsets.US_ASCII);
        return trusted.isSignedByCentral(jws, Arrays.copyOf(file, mark));
    }

    private static int findLastMark(byte[] file) {
        for (int at = file.length - MARK.length; at >= Math.max(0, file.length - LONGEST); at--) {
            if (Arrays.equals(file, at, at + MARK.length, MARK, 0, MARK.length)) return at;
        }
        return -1;
    }
}
