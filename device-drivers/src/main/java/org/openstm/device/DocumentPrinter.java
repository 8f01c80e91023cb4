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
    /// @param progress told of each page that the printer reports
    PrintOutcome print(byte[] pdf, String job, Duration patience, Consumer<Progress> progress)
            throws InterruptedException;

    /// @param pages pages out so far, as the printer counts
    /// @param waitingFor why the printer waits, as a fault code, or empty
    record Progress(int pages, String waitingFor) {}
}
