package org.openstm.device.driver.lights.board;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Encodes fields to lines and decodes lines. Input is untrusted until its checksum is verified.
final class BoardLineCodec {
    private static final int LONGEST = 120;

    private final StringBuilder heard = new StringBuilder();

    static byte[] encodeLine(String words) {
        return ("$" + words + "*" + checksumOf(words) + "\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    private static String checksumOf(String words) {
        int sum = 0xFFFF;
        for (int i = 0; i < words.length(); i++) {
            sum ^= words.charAt(i) << 8;
            for (int bit = 0; bit < 8; bit++) sum = (sum & 0x8000) == 0 ? sum << 1 : sum << 1 ^ 0x1021;
        }
        return String.format("%04X", sum & 0xFFFF);
    }

    /// The lines that these bytes complete.
    List<String> feedBytes(byte[] bytes, int count) {
        var whole = new ArrayList<String>();
        for (int i = 0; i < count; i++) {
            char c = (char) (bytes[i] & 0xFF);
            if (c == '$' || heard.length() > LONGEST) heard.setLength(0);
            if (c == '\n') {
                decodeLine(heard.toString()).ifPresent(whole::add);
                heard.setLength(0);
            } else heard.append(c);
        }
        return whole;
    }

    private static Optional<String> decodeLine(String line) {
        var said = line.strip();
        int end = said.length() - 5;
        if (end < 1 || said.charAt(0) != '$' || said.charAt(end) != '*') return Optional.empty();
        var words = said.substring(1, end);
        return checksumOf(words).equalsIgnoreCase(said.substring(end + 1)) ? Optional.of(words) : Optional.empty();
    }
}
