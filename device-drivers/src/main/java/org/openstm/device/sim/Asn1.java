package org.openstm.device.sim;

import java.io.ByteArrayOutputStream;

/// Data objects put together: tag, length, value.
final class Asn1 {
    private Asn1() {}

    static byte[] object(int tag, byte[]... values) {
        var inside = joined(values);
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

    static byte[] joined(byte[]... parts) {
        var out = new ByteArrayOutputStream();
        for (var each : parts) out.writeBytes(each);
        return out.toByteArray();
    }
}
