package org.openstm.device.contract;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openstm.print.Sheet;

/// A receipt printer, and a person who collects the papers.
public interface ReceiptRig extends Rig {
    /// Slows papers down so that a long receipt takes half a minute, until [#heal].
    void slow();

    /// Printed papers, oldest first.
    List<BufferedImage> papers() throws IOException;

    /// The expected picture of this sheet, by an independent interpretation of the data for a printer with these
    /// capabilities; empty where there is none.
    Optional<BufferedImage> reference(Sheet sheet, Map<String, String> capabilities);
}
