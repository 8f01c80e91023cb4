package org.openstm.device.sim.document;

import java.io.IOException;
import java.nio.file.Path;

/// The pages of a received document, for drawing.
interface DocumentPages extends AutoCloseable {
    /// Detects the format by its first bytes.
    static DocumentPages of(byte[] document) throws IOException {
        return PwgPages.isPwgRaster(document) ? new PwgPages(document) : new PdfPages(document);
    }

    int pageCount();

    /// @param page from 0
    /// @param file a PNG
    void drawPage(int page, Path file) throws IOException;

    @Override
    void close() throws IOException;
}
