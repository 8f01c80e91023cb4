package org.openstm.device.driver.document.ipp;

import java.io.IOException;
import java.util.Optional;
import org.openstm.device.link.Deadline;

/// In which form a printer gets a document.
sealed interface DocumentForm permits DocumentForm.PdfForm, RasterForm {
    /// Of `document-format-supported`.
    String mimeType();

    /// Nobody waits for the paper any more; the document may be as sound as can be.
    final class NotInTime extends IOException {
        private static final long serialVersionUID = 1;

        NotInTime(int page, int pages) {
            super("page " + page + " of " + pages + " was not drawn in time");
        }
    }

    /// @throws NotInTime if it could not be done before the deadline
    /// @throws IOException if the document cannot be brought into this form
    byte[] convertDocument(byte[] pdf, Deadline until) throws IOException, InterruptedException;

    /// As it is, where the printer draws by itself.
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

    /// PDF before raster: it is smaller and as sharp as the printer can. A printer that names no formats takes PDF
    /// or refuses the job.
    ///
    /// @param asked the setting `format` of the link: `pdf` or `pwg` where an engineer knows
    ///     better, else `auto`
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
