package org.openstm.device.contract;

import java.io.IOException;
import java.util.List;

/// A document printer, and somebody who picks up the papers.
public interface DocumentRig extends Rig {
    /// Pages take so long from now on that a document takes several seconds, until [#heal].
    void slow();

    /// The documents that the printer took to print, oldest first.
    List<byte[]> documents() throws IOException;

    /// How many pages came out.
    int pages();
}
