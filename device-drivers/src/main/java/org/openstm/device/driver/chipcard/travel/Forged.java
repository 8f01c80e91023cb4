package org.openstm.device.driver.chipcard.travel;

/// What the chip holds was not signed as it is. The message never quotes the document.
final class Forged extends Exception {
    Forged(String why) {
        super(why);
    }
}
