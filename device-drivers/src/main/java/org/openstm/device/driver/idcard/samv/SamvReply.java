package org.openstm.device.driver.idcard.samv;

import java.util.Arrays;

/// One whole frame from the module, checksum verified.
///
/// @param sw1 forwarded from the card, for the log only
/// @param sw2 forwarded from the card, for the log only
/// @param sw3 the module's own verdict
record SamvReply(int sw1, int sw2, int sw3, byte[] data) {
    SamStatus status() {
        return SamStatus.of(sw3);
    }

    /// Nobody needs the data any more; it may be a person.
    void wipeData() {
        Arrays.fill(data, (byte) 0);
    }

    /// Without the data: it may be a person.
    @Override
    public String toString() {
        return "status %02X (card %02X%02X, %d bytes)".formatted(sw3, sw1, sw2, data.length);
    }
}
