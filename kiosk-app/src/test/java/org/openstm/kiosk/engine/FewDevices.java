package org.openstm.kiosk.engine;

import java.util.Optional;
import java.util.Set;
import org.openstm.device.BarcodeReader;
import org.openstm.device.ChipCardReader;
import org.openstm.device.DocumentPrinter;
import org.openstm.device.IdCardReader;
import org.openstm.device.ReceiptPrinter;

/// A terminal that has only what a test gives it.
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
    default void clearDevices() throws InterruptedException {}
}
