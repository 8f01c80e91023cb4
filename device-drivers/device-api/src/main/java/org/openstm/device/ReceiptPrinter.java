package org.openstm.device;

import java.time.Duration;
import org.openstm.print.Media;
import org.openstm.print.Sheet;

/// Prints receipts on a roll.
public interface ReceiptPrinter extends Device {
    @Override
    default DeviceClass deviceClass() {
        return DeviceClass.RECEIPT_PRINTER;
    }

    /// The paper that is loaded, as probed or configured.
    Media media();

    /// Renders the sheet for this printer, sends it, and determines whether it was printed (proof-of-print ladder:
    /// process id, in-order barrier, status before and after). The printer's own error state overrides any proof.
    ///
    /// @param patience time from the first byte to the outcome; when it is exceeded, the outcome is
    ///     [PrintOutcome.Unknown] if any byte of the sheet was sent
    PrintOutcome print(Sheet sheet, Duration patience) throws InterruptedException;
}
