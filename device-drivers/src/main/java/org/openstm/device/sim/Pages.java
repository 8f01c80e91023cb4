package org.openstm.device.sim;

import java.io.IOException;
import java.nio.file.Path;

/// The pages of a document that was sent, as paper shows them.
interface Pages extends AutoCloseable {
    /// By what stands at its beginning.
    static Pages of(byte[] document) throws IOException {
        return PwgPages.begins(document) ? new PwgPages(document) : new PdfPages(document);
    }

    int count();

    /// @param page from 0
    /// @param file a PNG
    void draw(int page, Path file) throws IOException;

    @Override
    void close() throws IOException;
}
