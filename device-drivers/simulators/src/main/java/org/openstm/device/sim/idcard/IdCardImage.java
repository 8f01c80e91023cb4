package org.openstm.device.sim.idcard;

import java.util.Arrays;
import java.util.Map;

/// Writes a chip's text block from a citizen's fields. An independent implementation of the four layouts: character
/// positions, not byte offsets, so that an error in one table is not hidden by the other.
final class IdCardImage {
    private static final int CHARACTERS = 128;

    private IdCardImage() {}

    static byte[] textBlock(Map<String, String> citizen) {
        var block = new char[CHARACTERS];
        Arrays.fill(block, ' ');
        switch (citizen.getOrDefault("layout", "resident")) {
            case "hk-macao-taiwan" -> putPermit(block, citizen);
            case "foreigner-2017" -> putForeigner2017(block, citizen);
            case "foreigner-2023" -> putForeigner2023(block, citizen);
            default -> putResident(block, citizen);
        }
        return toBytes(block);
    }

    private static void putResident(char[] block, Map<String, String> citizen) {
        putCommonFields(block, citizen);
        putField(block, 16, 2, citizen.get("nation"));
        putField(block, 26, 35, citizen.get("address"));
        putField(block, 79, 15, citizen.get("authority"));
    }

    private static void putPermit(char[] block, Map<String, String> citizen) {
        putCommonFields(block, citizen);
        putField(block, 26, 35, citizen.get("address"));
        putField(block, 79, 15, citizen.get("authority"));
        putField(block, 110, 9, citizen.get("permitNumber"));
        putField(block, 119, 2, citizen.get("issueCount"));
        block[124] = 'J';
    }

    private static void putForeigner2023(char[] block, Map<String, String> citizen) {
        putCommonFields(block, citizen);
        putField(block, 16, 2, citizen.getOrDefault("issueCount", "01"));
        var name = citizen.getOrDefault("foreignName", "");
        putField(block, 26, 35, name.substring(0, Math.min(35, name.length())));
        putField(block, 110, 11, name.substring(Math.min(35, name.length())));
        putField(block, 121, 3, citizen.get("country"));
        block[124] = 'Y';
    }

    private static void putForeigner2017(char[] block, Map<String, String> citizen) {
        putField(block, 0, 60, citizen.get("foreignName"));
        putField(block, 60, 1, citizen.get("sex"));
        putField(block, 61, 15, citizen.get("number"));
        putField(block, 76, 3, citizen.get("country"));
        putField(block, 79, 15, citizen.get("name"));
        putField(block, 94, 8, citizen.get("validFrom"));
        putField(block, 102, 8, citizen.get("validTo"));
        putField(block, 110, 8, citizen.get("birthDate"));
        putField(block, 118, 2, "01");
        putField(block, 120, 4, citizen.get("authority"));
        block[124] = 'I';
    }

    private static void putCommonFields(char[] block, Map<String, String> citizen) {
        putField(block, 0, 15, citizen.get("name"));
        putField(block, 15, 1, citizen.get("sex"));
        putField(block, 18, 8, citizen.get("birthDate"));
        putField(block, 61, 18, citizen.get("number"));
        putField(block, 94, 8, citizen.get("validFrom"));
        putField(block, 102, 8, citizen.get("validTo"));
    }

    private static void putField(char[] block, int at, int room, @org.jspecify.annotations.Nullable String value) {
        if (value == null) return;
        for (int i = 0; i < Math.min(room, value.length()); i++) block[at + i] = value.charAt(i);
    }

    private static byte[] toBytes(char[] block) {
        var bytes = new byte[block.length * 2];
        for (int i = 0; i < block.length; i++) {
            bytes[2 * i] = (byte) block[i];
            bytes[2 * i + 1] = (byte) (block[i] >> 8);
        }
        return bytes;
    }

    /// A newest address in the form of the chip's additional block.
    static byte[] addressBlock(String address) {
        var block = new char[35];
        Arrays.fill(block, ' ');
        putField(block, 0, 35, address);
        return toBytes(block);
    }
}
