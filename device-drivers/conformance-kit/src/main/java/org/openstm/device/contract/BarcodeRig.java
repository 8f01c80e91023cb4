package org.openstm.device.contract;

/// A scanner, and a person who shows codes to it.
public interface BarcodeRig extends Rig {
    /// Shows a QR code. It is sent at once, whether a scan is running or not.
    void show(String text);

    /// The person sees that the code was read, and takes it away.
    default void takeAway() {}

    /// The driver's name for a QR code, or `unknown` where the scanner does not report it.
    String symbology();
}
