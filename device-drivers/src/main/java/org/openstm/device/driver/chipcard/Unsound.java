package org.openstm.device.driver.chipcard;

import java.io.IOException;

/// What a card says makes no sense. The message never quotes the card's data.
final class Unsound extends IOException {
    Unsound(String why) {
        super(why);
    }
}
