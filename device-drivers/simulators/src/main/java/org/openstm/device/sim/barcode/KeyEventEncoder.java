package org.openstm.device.sim.barcode;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Encodes bytes as key events of a keyboard with US layout: `struct input_event` of a 64-bit Linux (24 bytes,
/// little-endian). Capitals with Shift, control characters with Ctrl, CR as Enter, and bytes without a key as Alt
/// with their number on the keypad.
final class KeyEventEncoder {
    private static final int SYN = 0;
    private static final int KEY = 1;
    private static final int MISC = 4;
    private static final int SCAN_CODE = 4;
    private static final int DROPPED = 3;
    private static final int ENTER = 28;
    private static final int CTRL = 29;
    private static final int SHIFT = 42;
    private static final int ALT = 56;

    /// A key's code is its index.
    private static final String PLAIN = "\0\0" + "1234567890-=\0\tqwertyuiop[]\0\0asdfghjkl;'`\0\\zxcvbnm,./";
    private static final String SHIFTED = "\0\0" + "!@#$%^&*()_+\0\0QWERTYUIOP{}\0\0ASDFGHJKL:\"~\0|ZXCVBNM<>?";
    private static final int SPACE = 57;
    private static final int[] KEYPAD = {82, 79, 80, 81, 75, 76, 77, 71, 72, 73};

    private final ByteArrayOutputStream events = new ByteArrayOutputStream();

    private KeyEventEncoder() {}

    static byte[] toKeyEvents(byte[] text) {
        var typed = new KeyEventEncoder();
        for (var each : text) typed.typeByte(each & 0xFF);
        return typed.events.toByteArray();
    }

    /// The kernel's event for an overrun of its buffer.
    static byte[] overrunEvents() {
        var told = new KeyEventEncoder();
        told.addEvent(SYN, DROPPED, 0);
        told.addEvent(SYN, 0, 0);
        return told.events.toByteArray();
    }

    private void typeByte(int one) {
        if (one == '\r') pressAndRelease(ENTER);
        else if (one == ' ') pressAndRelease(SPACE);
        else if (one > 0 && PLAIN.indexOf(one) > 0) pressAndRelease(PLAIN.indexOf(one));
        else if (one > 0 && SHIFTED.indexOf(one) > 0) typeWithModifier(SHIFT, SHIFTED.indexOf(one));
        else if (one > 0 && one < ' ' && PLAIN.indexOf(one | 0x60) > 0)
            typeWithModifier(CTRL, PLAIN.indexOf(one | 0x60));
        else typeWithModifier(ALT, KEYPAD[one / 100], KEYPAD[one / 10 % 10], KEYPAD[one % 10]);
    }

    private void typeWithModifier(int held, int... keys) {
        addKeyEvent(held, 1);
        for (var each : keys) pressAndRelease(each);
        addKeyEvent(held, 0);
    }

    private void pressAndRelease(int code) {
        addKeyEvent(code, 1);
        addKeyEvent(code, 0);
    }

    private void addKeyEvent(int code, int value) {
        addEvent(MISC, SCAN_CODE, 0x70000 + code);
        addEvent(KEY, code, value);
        addEvent(SYN, 0, 0);
    }

    private void addEvent(int type, int code, int value) {
        var event = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
        long micros = System.nanoTime() / 1000;
        event.putLong(micros / 1_000_000).putLong(micros % 1_000_000);
        event.putShort((short) type).putShort((short) code).putInt(value);
        events.writeBytes(event.array());
    }
}
