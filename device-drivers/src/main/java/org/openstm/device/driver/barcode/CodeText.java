package org.openstm.device.driver.barcode;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/// The bytes of a code as text: strict UTF-8, else strict GB 18030, else one character per byte.
public final class CodeText {
    /// Most characters that a QR code holds (ISO/IEC 18004, version 40-L, numeric).
    public static final int LONGEST = 7089;

    private static final Charset CHINESE = Charset.forName("GB18030");

    private CodeText() {}

    public static String of(byte[] bytes) {
        for (var charset : new Charset[] {StandardCharsets.UTF_8, CHINESE}) {
            try {
                return strict(bytes, charset);
            } catch (CharacterCodingException _) {
                // the next charset is tried
            }
        }
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static String strict(byte[] bytes, Charset charset) throws CharacterCodingException {
        return charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)
                .decode(ByteBuffer.wrap(bytes))
                .toString();
    }
}
