package org.openstm.kiosk.engine;

import java.util.Optional;
import java.util.Set;
import org.openstm.device.BarcodeReader;
import org.openstm.device.ChipCardReader;
import org.openstm.device.DocumentPrinter;
import org.openstm.device.IdCardReader;
import org.openstm.device.Lights;
import org.openstm.device.ReceiptPrinter;

/// The devices that a session uses. Asked each time: an engineer may have put another one there.
public interface Devices {
    Optional<IdCardReader> card();

    Optional<ChipCardReader> chip();

    Optional<BarcodeReader> code();

    Optional<ReceiptPrinter> receipts();

    Optional<DocumentPrinter> documents();

    /// Lights that show the way, where the cabinet has some.
    default Optional<Lights> lights() {
        return Optional.empty();
    }

    /// Device classes that cannot serve now.
    Set<String> broken();

    /// A session has ended: each device forgets what belongs to it.
    void clear() throws InterruptedException;
}
