package org.openstm.device.driver.idcard.samv;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// The module's own number in the form that is printed on readers: `05.01-20230101-0000000001-0000000002`.
final class SamId {
    private SamId() {}

    static String toText(byte[] sixteen) {
        var bytes = ByteBuffer.wrap(sixteen).order(ByteOrder.LITTLE_ENDIAN);
        return "%02d.%02d-%08d-%010d-%010d"
                .formatted(
                        Short.toUnsignedInt(bytes.getShort()),
                        Short.toUnsignedInt(bytes.getShort()),
                        Integer.toUnsignedLong(bytes.getInt()),
                        Integer.toUnsignedLong(bytes.getInt()),
                        Integer.toUnsignedLong(bytes.getInt()));
    }
}
