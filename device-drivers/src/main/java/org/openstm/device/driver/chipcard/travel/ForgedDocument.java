package org.openstm.device.driver.chipcard.travel;

/// What the chip holds was not signed as it is. The message never quotes the document.
final class ForgedDocument extends Exception {
    ForgedDocument(String why) {
        super(why);
    }
}
