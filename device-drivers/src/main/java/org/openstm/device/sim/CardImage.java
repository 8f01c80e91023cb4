package org.openstm.device.sim;

import java.util.Arrays;
import java.util.Map;

/// A chip's text block, written from a citizen's fields. An own reading of the four layouts: character positions,
/// not byte offsets, so that a slip in one table does not hide in the other.
final class CardImage {
    private static final int CHARACTERS = 128;

    private CardImage() {}

    static byte[] text(Map<String, String> citizen) {
        var block = new char[CHARACTERS];
        Arrays.fill(block, ' ');
        switch (citizen.getOrDefault("layout", "resident")) {
            case "hk-macao-taiwan" -> permit(block, citizen);
            case "foreigner-2017" -> foreigner2017(block, citizen);
            case "foreigner-2023" -> foreigner2023(block, citizen);
            default -> resident(block, citizen);
        }
        return bytes(block);
    }

    private static void resident(char[] block, Map<String, String> citizen) {
        common(block, citizen);
        put(block, 16, 2, citizen.get("nation"));
        put(block, 26, 35, citizen.get("address"));
        put(block, 79, 15, citizen.get("authority"));
    }

    private static void permit(char[] block, Map<String, String> citizen) {
        common(block, citizen);
        put(block, 26, 35, citizen.get("address"));
        put(block, 79, 15, citizen.get("authority"));
        put(block, 110, 9, citizen.get("permitNumber"));
        put(block, 119, 2, citizen.get("issueCount"));
        block[124] = 'J';
    }

    private static void foreigner2023(char[] block, Map<String, String> citizen) {
        common(block, citizen);
        put(block, 16, 2, citizen.getOrDefault("issueCount", "01"));
        var name = citizen.getOrDefault("foreignName", "");
        put(block, 26, 35, name.substring(0, Math.min(35, name.length())));
        put(block, 110, 11, name.substring(Math.min(35, name.length())));
        put(block, 121, 3, citizen.get("country"));
        block[124] = 'Y';
    }

    private static void foreigner2017(char[] block, Map<String, String> citizen) {
        put(block, 0, 60, citizen.get("foreignName"));
        put(block, 60, 1, citizen.get("sex"));
        put(block, 61, 15, citizen.get("number"));
        put(block, 76, 3, citizen.get("country"));
        put(block, 79, 15, citizen.get("name"));
        put(block, 94, 8, citizen.get("validFrom"));
        put(block, 102, 8, citizen.get("validTo"));
        put(block, 110, 8, citizen.get("birthDate"));
        put(block, 118, 2, "01");
        put(block, 120, 4, citizen.get("authority"));
        block[124] = 'I';
    }

    private static void common(char[] block, Map<String, String> citizen) {
        put(block, 0, 15, citizen.get("name"));
        put(block, 15, 1, citizen.get("sex"));
        put(block, 18, 8, citizen.get("birthDate"));
        put(block, 61, 18, citizen.get("number"));
        put(block, 94, 8, citizen.get("validFrom"));
        put(block, 102, 8, citizen.get("validTo"));
    }

    private static void put(char[] block, int at, int room, @org.jspecify.annotations.Nullable String value) {
        if (value == null) return;
        for (int i = 0; i < Math.min(room, value.length()); i++) block[at + i] = value.charAt(i);
    }

    private static byte[] bytes(char[] block) {
        var bytes = new byte[block.length * 2];
        for (int i = 0; i < block.length; i++) {
            bytes[2 * i] = (byte) block[i];
            bytes[2 * i + 1] = (byte) (block[i] >> 8);
        }
        return bytes;
    }

    /// A newest address as it is appended to a chip.
    static byte[] address(String address) {
        var block = new char[35];
        Arrays.fill(block, ' ');
        put(block, 0, 35, address);
        return bytes(block);
    }
}
