package example.orrin;

import java.io.ByteArrayOutputStream;

/// Converts escape sequences of UnifiedPOS to the printer's own.
final class OrrinEscape {
    private OrrinEscape() {}

    /// @param at position after `ESC |`
    /// @return position where the text continues
    static int put(String data, int at, ByteArrayOutputStream bytes) {
        int digits = at;
        while (Character.isDigit(data.charAt(digits))) digits++;
        int number = digits == at ? 0 : Integer.parseInt(data.substring(at, digits));
        var word = data.startsWith("N", digits) ? "N" : data.substring(digits, digits + (two(data, digits) ? 2 : 1));
        switch (word) {
            case "N" -> bytes.writeBytes(new byte[] {0x1D, 0x21, 0, 0x1B, 0x45, 0, 0x1C, 0x21, 0, 0x1C, 0x26});
            case "bC" -> bytes.writeBytes(new byte[] {0x1B, 0x45, 1});
            case "C" -> {
                boolean wide = number == 2 || number == 4;
                boolean high = number >= 3;
                bytes.writeBytes(new byte[] {0x1D, 0x21, (byte) ((wide ? 0x10 : 0) | (high ? 1 : 0))});
                bytes.writeBytes(new byte[] {0x1C, 0x21, (byte) ((wide ? 4 : 0) | (high ? 8 : 0))});
            }
            case "fP" -> bytes.writeBytes(new byte[] {0x1D, 0x56, (byte) (number >= 100 ? 0x41 : 0x42), 0});
            default -> {
                // unsupported sequences are left out, as the standard requires
            }
        }
        return digits + word.length();
    }

    private static boolean two(String data, int at) {
        return data.startsWith("fP", at)
                || data.startsWith("bC", at)
                || data.startsWith("hC", at)
                || data.startsWith("vC", at);
    }
}
