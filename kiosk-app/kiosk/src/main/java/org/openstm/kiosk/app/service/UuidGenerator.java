package org.openstm.kiosk.app.service;

import java.security.SecureRandom;
import java.util.UUID;

/// Creates UUIDs of version 7 (RFC 9562), so that files of a day are adjacent. No order is derived from them.
public final class UuidGenerator {
    private static final SecureRandom RANDOM = new SecureRandom();

    private UuidGenerator() {}

    public static String nextId() {
        var bits = new byte[10];
        RANDOM.nextBytes(bits);
        long high = System.currentTimeMillis() << 16 | 0x7000 | (bits[0] << 8 | bits[1] & 0xFF) & 0x0FFF;
        long low = 0;
        for (int i = 2; i < 10; i++) low = low << 8 | bits[i] & 0xFF;
        return new UUID(high, low & 0x3FFF_FFFF_FFFF_FFFFL | 0x8000_0000_0000_0000L).toString();
    }
}
