package org.openstm.device.driver.chipcard.travel;

/// The chip's data do not match their signature. The message never quotes the document.
final class ForgedDocument extends Exception {
    ForgedDocument(String why) {
        super(why);
    }
}
