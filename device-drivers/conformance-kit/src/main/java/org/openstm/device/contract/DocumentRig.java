package org.openstm.device.contract;

import java.io.IOException;
import java.util.List;

/// A document printer, and a person who collects the papers.
public interface DocumentRig extends Rig {
    /// Slows pages down so that a document takes several seconds, until [#heal].
    void slow();

    /// The documents that the printer accepted, oldest first.
    List<byte[]> documents() throws IOException;

    /// Number of printed pages.
    int pages();
}
