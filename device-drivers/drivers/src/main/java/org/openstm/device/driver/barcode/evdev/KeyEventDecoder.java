package org.openstm.device.driver.barcode.evdev;

import java.io.ByteArrayOutputStream;
import java.util.HashSet;
import java.util.Set;

/// Decodes key events (`linux/input-event-codes.h`) to bytes. Handles Shift, Caps Lock, Ctrl for the control
/// characters, and Alt with a number on the keypad: up to 255 a byte, above it the two bytes of a GBK character.
/// Where an event is lost or invalid, it emits the byte SUB and ignores the rest up to the next pause: the rest
/// must not be taken for a code.
final class KeyEventDecoder {
    /// ISO/IEC 646: substitute for a wrong character.
    static final byte SUB = 0x1A;

    private static final int SYN = 0;
    private static final int KEY = 1;
    private static final int DROPPED = 3;
    private static final int MOST_TYPES = 0x1F;
    private static final int PRESSED = 1;
    private static final int RELEASED = 0;

    private final Set<Integer> held = new HashSet<>();
    private final ByteArrayOutputStream typed = new ByteArrayOutputStream();
    private boolean capitals;
    private boolean spoiled;
    private int number = -1;

    void handleEvent(int type, int code, int value) {
        if (type == SYN && code == DROPPED || type > MOST_TYPES) markSpoiled();
        else if (type == KEY && value == PRESSED) pressKey(code);
        else if (type == KEY && value == RELEASED) releaseKey(code);
        // a repeat is no key press; all other types report LEDs and scan codes
    }

    private void pressKey(int key) {
        held.add(key);
        if (UsKeyboardLayout.SHIFT.contains(key) || UsKeyboardLayout.CONTROL.contains(key)) return;
        if (UsKeyboardLayout.ALT.contains(key)) number = -1;
        else if (key == UsKeyboardLayout.CAPS_LOCK) capitals = !capitals;
        else if (isAnyHeld(UsKeyboardLayout.ALT)) addKeypadDigit(key);
        else typeKey(key);
    }

    private void addKeypadDigit(int key) {
        var digit = UsKeyboardLayout.KEYPAD.indexOf(key);
        if (digit < 0 || number > 0xFFFF) markSpoiled();
        else number = Math.max(0, number) * 10 + digit;
    }

    private void typeKey(int key) {
        var character = UsKeyboardLayout.characterOf(key, isAnyHeld(UsKeyboardLayout.SHIFT), capitals);
        if (isAnyHeld(UsKeyboardLayout.CONTROL)) character = character < '@' ? -1 : character & 0x1F;
        if (character < 0) markSpoiled();
        else writeByte(character);
    }

    private void releaseKey(int key) {
        held.remove(key);
        if (!UsKeyboardLayout.ALT.contains(key) || isAnyHeld(UsKeyboardLayout.ALT)) return;
        if (number > 0xFFFF) markSpoiled();
        else if (number > 0xFF) {
            writeByte(number >> 8);
            writeByte(number & 0xFF);
        } else if (number >= 0) writeByte(number);
        number = -1;
    }

    private boolean isAnyHeld(Set<Integer> keys) {
        return keys.stream().anyMatch(held::contains);
    }

    private void writeByte(int oneByte) {
        if (!spoiled) typed.write(oneByte);
    }

    private void markSpoiled() {
        writeByte(SUB);
        spoiled = true;
    }

    /// After a pause: clears any error and all pressed keys.
    void resetAfterPause() {
        spoiled = false;
        held.clear();
    }

    void discardTyped() {
        typed.reset();
        resetAfterPause();
    }

    /// @return how many bytes
    int takeBytes(byte[] into) {
        var all = typed.toByteArray();
        int count = Math.min(all.length, into.length);
        System.arraycopy(all, 0, into, 0, count);
        typed.reset();
        typed.write(all, count, all.length - count);
        return count;
    }
}
