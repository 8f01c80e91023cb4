package org.openstm.device.driver.idcard.samv;

import java.util.Arrays;

/// One complete frame from the module, checksum verified.
///
/// @param sw1 forwarded from the card, for the log only
/// @param sw2 forwarded from the card, for the log only
/// @param sw3 the module's own status
record SamvReply(int sw1, int sw2, int sw3, byte[] data) {
    SamStatus status() {
        return SamStatus.of(sw3);
    }

    /// Wipes the data, which may be personal.
    void wipeData() {
        Arrays.fill(data, (byte) 0);
    }

    /// Omits the data, which may be personal.
    @Override
    public String toString() {
        return "status %02X (card %02X%02X, %d bytes)".formatted(sw3, sw1, sw2, data.length);
    }
}
