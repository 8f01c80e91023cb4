package org.openstm.kiosk.engine;

import java.util.Optional;
import java.util.Set;
import org.openstm.device.BarcodeReader;
import org.openstm.device.ChipCardReader;
import org.openstm.device.DocumentPrinter;
import org.openstm.device.IdCardReader;
import org.openstm.device.ReceiptPrinter;

/// A terminal that has only what a test gives it.
interface FewDevices extends Devices {
    @Override
    default Optional<IdCardReader> card() {
        return Optional.empty();
    }

    @Override
    default Optional<ChipCardReader> chip() {
        return Optional.empty();
    }

    @Override
    default Optional<BarcodeReader> code() {
        return Optional.empty();
    }

    @Override
    default Optional<ReceiptPrinter> receipts() {
        return Optional.empty();
    }

    @Override
    default Optional<DocumentPrinter> documents() {
        return Optional.empty();
    }

    @Override
    default Set<String> broken() {
        return Set.of();
    }

    @Override
    default void clear() throws InterruptedException {}
}
