package org.openstm.device.sim.chipcard.passport;

import java.io.ByteArrayOutputStream;

/// Writes data objects: tag, length, value.
final class DataObjectWriter {
    private DataObjectWriter() {}

    static byte[] encodeObject(int tag, byte[]... values) {
        var inside = joinBytes(values);
        var out = new ByteArrayOutputStream();
        if (tag > 0xFF) out.write(tag >> 8);
        out.write(tag);
        if (inside.length > 0xFF) {
            out.write(0x82);
            out.write(inside.length >> 8);
        } else if (inside.length > 0x7F) out.write(0x81);
        out.write(inside.length);
        out.writeBytes(inside);
        return out.toByteArray();
    }

    static byte[] joinBytes(byte[]... parts) {
        var out = new ByteArrayOutputStream();
        for (var each : parts) out.writeBytes(each);
        return out.toByteArray();
    }
}
