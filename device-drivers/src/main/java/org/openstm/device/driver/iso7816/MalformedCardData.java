package org.openstm.device.driver.iso7816;

import java.io.IOException;

/// What a card says makes no sense. The message never quotes the card's data.
public final class MalformedCardData extends IOException {
    public MalformedCardData(String why) {
        super(why);
    }
}
