package org.openstm.device.driver.iso7816;

import java.io.IOException;

/// Invalid data from a card. The message never quotes the data.
public final class MalformedCardData extends IOException {
    public MalformedCardData(String why) {
        super(why);
    }
}
