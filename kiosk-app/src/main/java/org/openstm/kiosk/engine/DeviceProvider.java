package org.openstm.kiosk.engine;

import java.util.Optional;
import java.util.Set;
import org.openstm.device.BarcodeReader;
import org.openstm.device.Camera;
import org.openstm.device.ChipCardReader;
import org.openstm.device.DocumentPrinter;
import org.openstm.device.IdCardReader;
import org.openstm.device.Lights;
import org.openstm.device.ReceiptPrinter;

/// The devices that a session uses. Asked each time: an engineer may have put another one there.
public interface DeviceProvider {
    Optional<IdCardReader> idCardReader();

    Optional<ChipCardReader> chipCardReader();

    Optional<BarcodeReader> barcodeReader();

    Optional<ReceiptPrinter> receiptPrinter();

    Optional<DocumentPrinter> documentPrinter();

    /// Lights that show the way, where the cabinet has some.
    default Optional<Lights> guideLights() {
        return Optional.empty();
    }

    /// A camera that sees papers, or persons, where there is one.
    default Optional<Camera> camera(Camera.View view) {
        return Optional.empty();
    }

    /// Device classes that cannot serve now, and [World#PAPER_CAMERA] and [World#PERSON_CAMERA] where none does.
    Set<String> brokenClasses();

    /// A session has ended: each device forgets what belongs to it.
    void clearDevices() throws InterruptedException;
}
