package org.openstm.kiosk.rig;

import java.nio.file.Path;
import java.util.Optional;
import org.openstm.device.BarcodeReader.Scan;
import org.openstm.device.driver.barcode.image.CodeImageReader;

/// Reads what stands on a paper, from the picture of the paper alone.
final class Papers {
    private Papers() {}

    /// The effect whose code stands on it; empty for white paper and for half a slip.
    static Optional<String> effect(Path paper) {
        return switch (CodeImageReader.readCode(paper)) {
            case Scan.Code(var text, var _) -> Optional.of(text);
            case Scan.Nothing _ -> Optional.empty();
            case Scan.Failed(var fault) -> throw new IllegalStateException(fault.toString());
        };
    }
}
