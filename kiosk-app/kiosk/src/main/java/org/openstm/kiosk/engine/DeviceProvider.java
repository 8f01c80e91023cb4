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

/// The devices for a session. Queried for each use: an engineer may have replaced one.
public interface DeviceProvider {
    Optional<IdCardReader> idCardReader();

    Optional<ChipCardReader> chipCardReader();

    Optional<BarcodeReader> barcodeReader();

    Optional<ReceiptPrinter> receiptPrinter();

    Optional<DocumentPrinter> documentPrinter();

    /// Guide lights, if the cabinet has some.
    default Optional<Lights> guideLights() {
        return Optional.empty();
    }

    /// A camera for papers or persons, if there is one.
    default Optional<Camera> camera(Camera.View view) {
        return Optional.empty();
    }

    /// Device classes that are out of service, and `ServiceEnvironment.PAPER_CAMERA` and
    /// `ServiceEnvironment.PERSON_CAMERA` if no such camera serves.
    Set<String> brokenClasses();

    /// A session has ended: each device clears its data of that session.
    void clear() throws InterruptedException;
}
