package org.openstm.device;

import java.time.Duration;
import java.util.function.Consumer;

/// Prints PDF documents on A4.
public interface DocumentPrinter extends Device {
    @Override
    default DeviceClass deviceClass() {
        return DeviceClass.DOCUMENT_PRINTER;
    }

    /// Prints the bytes unchanged and follows the job to its end.
    ///
    /// @param pdf the document as it was sealed
    /// @param job name of the job in the queue; holds no personal data
    /// @param progress receives each page that the printer reports
    PrintOutcome print(byte[] pdf, String job, Duration patience, Consumer<Progress> progress)
            throws InterruptedException;

    /// @param pages pages delivered so far, by the printer's count
    /// @param waitingFor fault code of the reason why the printer waits, or empty
    record Progress(int pages, String waitingFor) {}
}
