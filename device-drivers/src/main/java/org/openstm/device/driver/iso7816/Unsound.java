package org.openstm.device.driver.iso7816;

import java.io.IOException;

/// What a card says makes no sense. The message never quotes the card's data.
public final class Unsound extends IOException {
    public Unsound(String why) {
        super(why);
    }
}
