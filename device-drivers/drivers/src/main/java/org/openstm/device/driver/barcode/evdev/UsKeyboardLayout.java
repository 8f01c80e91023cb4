package org.openstm.device.driver.barcode.evdev;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Key codes (`linux/input-event-codes.h`) and their characters in the US layout.
final class UsKeyboardLayout {
    static final Set<Integer> SHIFT = Set.of(42, 54);
    static final Set<Integer> CONTROL = Set.of(29, 97);
    static final Set<Integer> ALT = Set.of(56, 100);
    static final int CAPS_LOCK = 58;

    /// Of the digits 0 to 9.
    static final List<Integer> KEYPAD = List.of(82, 79, 80, 81, 75, 76, 77, 71, 72, 73);

    private static final Map<Integer, String> CHARACTERS = createCharacters();

    private UsKeyboardLayout() {}

    /// Each key's two characters, without and with Shift.
    private static Map<Integer, String> createCharacters() {
        var keys = new HashMap<Integer, String>();
        addRow(keys, 2, "1!2@3#4$5%6^7&8*9(0)-_=+");
        addRow(keys, 16, "qQwWeErRtTyYuUiIoOpP[{]}");
        addRow(keys, 30, "aAsSdDfFgGhHjJkKlL;:'\"`~");
        addRow(keys, 43, "\\|zZxXcCvVbBnNmM,<.>/?");
        addRow(keys, 57, "  ");
        addRow(keys, 15, "\t\t");
        addRow(keys, 28, "\r\r");
        addRow(keys, 96, "\r\r");
        addRow(keys, 1, "\u001B\u001B");
        addRow(keys, 14, "\b\b");
        addRow(keys, 98, "//");
        addRow(keys, 55, "**");
        addRow(keys, 74, "--");
        addRow(keys, 78, "++");
        addRow(keys, 83, "..");
        for (int digit = 0; digit < KEYPAD.size(); digit++) keys.put(KEYPAD.get(digit), "" + digit + digit);
        return Map.copyOf(keys);
    }

    private static void addRow(Map<Integer, String> keys, int first, String pairs) {
        for (int i = 0; i < pairs.length(); i += 2) keys.put(first + i / 2, pairs.substring(i, i + 2));
    }

    /// @return -1 if the key types nothing
    static int characterOf(int key, boolean shift, boolean capitals) {
        var pair = CHARACTERS.get(key);
        if (pair == null) return -1;
        boolean upper = shift ^ (capitals && Character.isLetter(pair.charAt(0)));
        return pair.charAt(upper ? 1 : 0);
    }
}
