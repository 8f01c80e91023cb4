package org.openstm.device;

import java.time.Duration;

/// Reads bar and QR codes. Codes that arrive while no [#scan] is running are discarded, so that none leaks into the
/// next session.
public interface BarcodeReader extends Device {
    @Override
    default DeviceClass deviceClass() {
        return DeviceClass.BARCODE_READER;
    }

    Scan scan(Duration patience) throws InterruptedException;

    sealed interface Scan {
        /// @param text untrusted until parsed; at most 7,089 characters
        /// @param symbology `qr-code`, `code-128` ... from the AIM identifier or the decoder, or `unknown`
        record Code(String text, String symbology) implements Scan {
            @Override
            public String toString() {
                return "Code[" + symbology + ", " + text.length() + " characters]";
            }
        }

        record Nothing() implements Scan {}

        record Failed(Fault fault) implements Scan {}
    }
}
