package org.openstm.device.contract;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openstm.print.Sheet;

/// A receipt printer, and somebody who picks up the papers.
public interface ReceiptRig extends Rig {
    /// Papers move so slowly from now on that a long slip takes half a minute, until [#heal].
    void slow();

    /// Papers that came out, oldest first.
    List<BufferedImage> papers() throws IOException;

    /// What this sheet looks like on paper, by a second reading of what a printer with these capabilities is sent;
    /// empty where there is none.
    Optional<BufferedImage> reference(Sheet sheet, Map<String, String> capabilities);
}
