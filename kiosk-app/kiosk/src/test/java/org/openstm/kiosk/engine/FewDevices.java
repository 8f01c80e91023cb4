package org.openstm.kiosk.engine;

import java.util.Optional;
import java.util.Set;
import org.openstm.device.BarcodeReader;
import org.openstm.device.ChipCardReader;
import org.openstm.device.DocumentPrinter;
import org.openstm.device.IdCardReader;
import org.openstm.device.ReceiptPrinter;

/// A terminal with only the devices given by a test.
interface FewDevices extends DeviceProvider {
    @Override
    default Optional<IdCardReader> idCardReader() {
        return Optional.empty();
    }

    @Override
    default Optional<ChipCardReader> chipCardReader() {
        return Optional.empty();
    }

    @Override
    default Optional<BarcodeReader> barcodeReader() {
        return Optional.empty();
    }

    @Override
    default Optional<ReceiptPrinter> receiptPrinter() {
        return Optional.empty();
    }

    @Override
    default Optional<DocumentPrinter> documentPrinter() {
        return Optional.empty();
    }

    @Override
    default Set<String> brokenClasses() {
        return Set.of();
    }

    @Override
    default void clear() throws InterruptedException {}
}
