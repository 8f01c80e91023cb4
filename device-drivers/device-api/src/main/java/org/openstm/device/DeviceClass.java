package org.openstm.device;

/// The device classes of a branch terminal. Names follow XFS4IoT, which has none for identity cards.
public enum DeviceClass {
    ID_CARD_READER("id-card-reader"),
    CHIP_CARD_READER("chip-card-reader"),
    RECEIPT_PRINTER("receipt-printer"),
    DOCUMENT_PRINTER("document-printer"),
    BARCODE_READER("barcode-reader"),
    CAMERA("camera"),
    LIGHTS("lights");

    private final String text;

    DeviceClass(String text) {
        this.text = text;
    }

    /// The name used on the command line and in `devices.yaml`.
    public String text() {
        return text;
    }

    public static DeviceClass named(String text) {
        for (var one : values()) if (one.text.equals(text)) return one;
        throw new IllegalArgumentException("no such device class: " + text);
    }
}
