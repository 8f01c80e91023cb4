package org.openstm.device.driver.document.ipp;

import java.io.IOException;
import java.util.Optional;
import org.openstm.device.link.Deadline;

/// The format in which a printer receives a document.
sealed interface DocumentForm permits DocumentForm.PdfForm, RasterForm {
    /// Value of `document-format-supported`.
    String mimeType();

    /// The deadline passed; the document may be valid.
    final class NotInTime extends IOException {
        private static final long serialVersionUID = 1;

        NotInTime(int page, int pages) {
            super("page " + page + " of " + pages + " was not drawn in time");
        }
    }

    /// @throws NotInTime if the deadline passes first
    /// @throws IOException if the document cannot be converted
    byte[] convertDocument(byte[] pdf, Deadline until) throws IOException, InterruptedException;

    /// Unchanged PDF, where the printer renders it.
    record PdfForm() implements DocumentForm {
        static final String MIME = "application/pdf";

        @Override
        public String mimeType() {
            return MIME;
        }

        @Override
        public byte[] convertDocument(byte[] pdf, Deadline until) {
            return pdf;
        }
    }

    /// Prefers PDF to raster: it is smaller and as sharp as the printer can print. A printer that names no formats
    /// gets PDF and may refuse the job.
    ///
    /// @param asked the setting `format` of the link: `pdf` or `pwg` set by an engineer, else `auto`
    /// @return empty if the printer takes neither
    static Optional<DocumentForm> chooseForm(IppResponse printer, String asked) {
        var formats = printer.textValues("document-format-supported");
        boolean pdf = formats.isEmpty() || formats.contains(PdfForm.MIME);
        if (pdf && !asked.equals("pwg")) return Optional.of(new PdfForm());
        return formats.contains(RasterForm.MIME) && !asked.equals("pdf")
                ? Optional.of(RasterForm.of(printer))
                : Optional.empty();
    }
}
