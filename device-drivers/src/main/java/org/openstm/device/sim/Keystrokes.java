package org.openstm.device.sim;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Bytes as the events of a keyboard that types them by the US layout: `struct input_event` of a
/// 64-bit Linux (24 bytes, little-endian). Capitals with Shift, control characters with Ctrl, CR as
/// Enter, and what no key has as Alt with the byte's number on the keypad.
final class Keystrokes {
    private static final int SYN = 0;
    private static final int KEY = 1;
    private static final int MISC = 4;
    private static final int SCAN_CODE = 4;
    private static final int DROPPED = 3;
    private static final int ENTER = 28;
    private static final int CTRL = 29;
    private static final int SHIFT = 42;
    private static final int ALT = 56;

    /// A key's code is its place.
    private static final String PLAIN = "\0\0" + "1234567890-=\0\tqwertyuiop[]\0\0asdfghjkl;'`\0\\zxcvbnm,./";
    private static final String SHIFTED = "\0\0" + "!@#$%^&*()_+\0\0QWERTYUIOP{}\0\0ASDFGHJKL:\"~\0|ZXCVBNM<>?";
    private static final int SPACE = 57;
    private static final int[] KEYPAD = {82, 79, 80, 81, 75, 76, 77, 71, 72, 73};

    private final ByteArrayOutputStream events = new ByteArrayOutputStream();

    private Keystrokes() {}

    static byte[] of(byte[] text) {
        var typed = new Keystrokes();
        for (var each : text) typed.type(each & 0xFF);
        return typed.events.toByteArray();
    }

    /// The kernel's word that it had no room for what was typed.
    static byte[] lost() {
        var told = new Keystrokes();
        told.event(SYN, DROPPED, 0);
        told.event(SYN, 0, 0);
        return told.events.toByteArray();
    }

    private void type(int one) {
        if (one == '\r') stroke(ENTER);
        else if (one == ' ') stroke(SPACE);
        else if (one > 0 && PLAIN.indexOf(one) > 0) stroke(PLAIN.indexOf(one));
        else if (one > 0 && SHIFTED.indexOf(one) > 0) with(SHIFT, SHIFTED.indexOf(one));
        else if (one > 0 && one < ' ' && PLAIN.indexOf(one | 0x60) > 0) with(CTRL, PLAIN.indexOf(one | 0x60));
        else with(ALT, KEYPAD[one / 100], KEYPAD[one / 10 % 10], KEYPAD[one % 10]);
    }

    private void with(int held, int... keys) {
        key(held, 1);
        for (var each : keys) stroke(each);
        key(held, 0);
    }

    private void stroke(int code) {
        key(code, 1);
        key(code, 0);
    }

    private void key(int code, int value) {
        event(MISC, SCAN_CODE, 0x70000 + code);
        event(KEY, code, value);
        event(SYN, 0, 0);
    }

    private void event(int type, int code, int value) {
        var event = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
        long micros = System.nanoTime() / 1000;
        event.putLong(micros / 1_000_000).putLong(micros % 1_000_000);
        event.putShort((short) type).putShort((short) code).putInt(value);
        events.writeBytes(event.array());
    }
}
