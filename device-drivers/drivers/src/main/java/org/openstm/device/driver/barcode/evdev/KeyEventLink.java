package org.openstm.device.driver.barcode.evdev;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.openstm.device.link.Deadline;
import org.openstm.device.link.Link;
import org.openstm.device.link.LinkLost;

/// A link that converts input events to the typed bytes. An event is `struct input_event` of a 64-bit Linux: 24
/// bytes in the machine's order, here little-endian; seconds, microseconds, then type, code (16 bits each) and
/// value (32 bits).
final class KeyEventLink implements Link {
    private static final int EVENT = 24;
    private static final int TYPE_AT = 16;

    private final Link events;
    private final KeyEventDecoder typing = new KeyEventDecoder();
    private final byte[] arrived = new byte[EVENT * 64];

    /// Bytes of an incomplete event.
    private int begun;

    KeyEventLink(Link events) {
        this.events = events;
    }

    @Override
    public int read(byte[] into, Deadline until) throws LinkLost, InterruptedException {
        while (true) {
            int ready = typing.takeBytes(into);
            if (ready > 0) return ready;
            var piece = new byte[arrived.length - begun];
            int count = events.read(piece, until);
            if (count == 0) {
                // a scanner makes no pauses while it types: the incomplete event will not continue
                begun = 0;
                typing.resetAfterPause();
                return 0;
            }
            System.arraycopy(piece, 0, arrived, begun, count);
            begun += count;
            decodeEvents();
        }
    }

    private void decodeEvents() {
        int whole = begun - begun % EVENT;
        for (int at = 0; at < whole; at += EVENT) {
            var event = ByteBuffer.wrap(arrived, at + TYPE_AT, EVENT - TYPE_AT).order(ByteOrder.LITTLE_ENDIAN);
            typing.handleEvent(event.getShort() & 0xFFFF, event.getShort() & 0xFFFF, event.getInt());
        }
        System.arraycopy(arrived, whole, arrived, 0, begun - whole);
        begun -= whole;
    }

    /// A scanner that is a keyboard receives no data.
    @Override
    public int write(byte[] bytes, int from, int length, Deadline until) {
        return 0;
    }

    @Override
    public int bytesPerSecond() {
        return events.bytesPerSecond();
    }

    @Override
    public void secret(boolean on) {
        events.secret(on);
    }

    @Override
    public void discard() throws LinkLost, InterruptedException {
        events.discard();
        begun = 0;
        typing.discardTyped();
    }

    @Override
    public void close() {
        events.close();
    }

    @Override
    public void abort() {
        events.abort();
    }
}
