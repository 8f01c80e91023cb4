package org.openstm.kiosk.staff.service;

/// Decodes secrets of authenticator apps: base32 (RFC 4648, section 6).
public final class Base32 {
    private static final String SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final int LEAST = 10;

    private Base32() {}

    /// @throws IllegalArgumentException if invalid or shorter than 16 characters; the caller prefixes its name
    public static byte[] decodeSecret(String text) {
        var plain = text.replace("=", "").replace(" ", "");
        var bytes = new byte[plain.length() * 5 / 8];
        long bits = 0;
        int held = 0;
        int at = 0;
        for (int i = 0; i < plain.length(); i++) {
            int value = SIGNS.indexOf(Character.toUpperCase(plain.charAt(i)));
            if (value < 0) throw new IllegalArgumentException("is not base32");
            bits = bits << 5 | value;
            held += 5;
            if (held >= 8) bytes[at++] = (byte) (bits >> (held -= 8));
        }
        if (at < LEAST) throw new IllegalArgumentException("is too short, at least 16 characters");
        return bytes;
    }
}
