package org.openstm.device.driver.barcode.evdev;

import java.io.ByteArrayOutputStream;
import java.util.HashSet;
import java.util.Set;

/// What the keys of a keyboard type: events in (`linux/input-event-codes.h`), bytes out. Shift,
/// Caps Lock, Ctrl for the control characters, and Alt with a number of the keypad: up to 255 a
/// byte, above it the two bytes of a GBK character. Where something is lost or makes no sense the
/// byte SUB comes, and what follows is left out up to the next pause: a code must not be made of
/// the rest.
final class Typing {
    /// ISO/IEC 646: stands for a character that was found to be wrong.
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

    void event(int type, int code, int value) {
        if (type == SYN && code == DROPPED || type > MOST_TYPES) spoil();
        else if (type == KEY && value == PRESSED) press(code);
        else if (type == KEY && value == RELEASED) release(code);
        // repeats are nobody's finger; all other types tell of lamps and scan codes
    }

    private void press(int key) {
        held.add(key);
        if (UsKeys.SHIFT.contains(key) || UsKeys.CONTROL.contains(key)) return;
        if (UsKeys.ALT.contains(key)) number = -1;
        else if (key == UsKeys.CAPS_LOCK) capitals = !capitals;
        else if (held(UsKeys.ALT)) digit(key);
        else type(key);
    }

    private void digit(int key) {
        var digit = UsKeys.KEYPAD.indexOf(key);
        if (digit < 0 || number > 0xFFFF) spoil();
        else number = Math.max(0, number) * 10 + digit;
    }

    private void type(int key) {
        var character = UsKeys.character(key, held(UsKeys.SHIFT), capitals);
        if (held(UsKeys.CONTROL)) character = character < '@' ? -1 : character & 0x1F;
        if (character < 0) spoil();
        else write(character);
    }

    private void release(int key) {
        held.remove(key);
        if (!UsKeys.ALT.contains(key) || held(UsKeys.ALT)) return;
        if (number > 0xFFFF) spoil();
        else if (number > 0xFF) {
            write(number >> 8);
            write(number & 0xFF);
        } else if (number >= 0) write(number);
        number = -1;
    }

    private boolean held(Set<Integer> keys) {
        return keys.stream().anyMatch(held::contains);
    }

    private void write(int oneByte) {
        if (!spoiled) typed.write(oneByte);
    }

    private void spoil() {
        write(SUB);
        spoiled = true;
    }

    /// Nothing came for a while: whatever was wrong is over, and no key is down.
    void paused() {
        spoiled = false;
        held.clear();
    }

    /// What was typed is thrown away.
    void forget() {
        typed.reset();
        paused();
    }

    /// @return how many bytes
    int take(byte[] into) {
        var all = typed.toByteArray();
        int count = Math.min(all.length, into.length);
        System.arraycopy(all, 0, into, 0, count);
        typed.reset();
        typed.write(all, count, all.length - count);
        return count;
    }
}
