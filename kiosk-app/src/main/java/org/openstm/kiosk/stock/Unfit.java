package org.openstm.kiosk.stock;

/// A catalogue that this terminal does not take, in a sentence for staff.
final class Unfit extends Exception {
    Unfit(String why) {
        super(why);
    }

    String why() {
        return String.valueOf(getMessage());
    }
}
