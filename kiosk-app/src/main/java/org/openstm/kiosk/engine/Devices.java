package org.openstm.kiosk.engine;

import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.openstm.device.BarcodeReader;
import org.openstm.device.DocumentPrinter;
import org.openstm.device.IdCardReader;
import org.openstm.device.ReceiptPrinter;

/// The ports that a session uses.
///
/// @param broken device classes that cannot work now
public record Devices(
        Optional<IdCardReader> card,
        Optional<BarcodeReader> code,
        Optional<ReceiptPrinter> receipts,
        Optional<DocumentPrinter> documents,
        Supplier<Set<String>> broken) {}
