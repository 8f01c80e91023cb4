package org.openstm.device.contract;

/// A scanner, and somebody who shows codes to it.
public interface BarcodeRig extends Rig {
    /// Shows a QR code. It is sent at once, whether anybody waits for it or not.
    void show(String text);

    /// Whoever shows it sees that it was read, and takes it away.
    default void takeAway() {}

    /// What the driver calls a QR code, or `unknown` where the scanner does not tell.
    String symbology();
}
