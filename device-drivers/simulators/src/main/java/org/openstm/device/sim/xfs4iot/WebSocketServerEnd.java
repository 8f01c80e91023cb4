package org.openstm.device.sim.xfs4iot;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;

/// The server's end of one WebSocket (RFC 6455), text messages only. Our own implementation on the bytes of a
/// [SimulatorPort]: a library would own the socket, and link faults could not be applied to it.
final class WebSocketServerEnd {
    private static final String KEY_TAIL = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final int LONGEST_HEAD = 8 << 10;
    private static final int LONGEST_MESSAGE = 16 << 20;

    private static final int CONTINUED = 0;
    private static final int TEXT = 1;
    private static final int CLOSE = 8;
    private static final int PING = 9;

    /// Receiver of the messages.
    interface WebSocketListener {
        /// @return whether this path exists
        boolean acceptPath(String path);

        void onMessage(String text) throws InterruptedException;

        void sendBytes(byte[] bytes) throws InterruptedException;

        void hangUp();
    }

    private final WebSocketListener ear;
    private final ByteArrayOutputStream message = new ByteArrayOutputStream();
    private byte[] waiting = new byte[0];
    private boolean open;

    WebSocketServerEnd(WebSocketListener ear) {
        this.ear = ear;
    }

    void receiveBytes(byte[] bytes, int count) throws InterruptedException {
        int before = waiting.length;
        waiting = Arrays.copyOf(waiting, before + count);
        System.arraycopy(bytes, 0, waiting, before, count);
        if (!open) answerHandshake();
        while (open && readFrame()) {}
    }

    // ---------------------------------------------------------------- the opening handshake (chapter 4)

    private void answerHandshake() throws InterruptedException {
        var head = new String(waiting, StandardCharsets.ISO_8859_1);
        int end = head.indexOf("\r\n\r\n");
        if (end < 0) {
            if (waiting.length > LONGEST_HEAD) ear.hangUp();
            return;
        }
        waiting = Arrays.copyOfRange(waiting, end + 4, waiting.length);
        var lines = head.substring(0, end).split("\r\n", -1);
        var request = lines[0].split(" ", -1);
        var key = findHeader(lines, "sec-websocket-key");
        boolean sound = request.length == 3 && request[0].equals("GET") && !key.isEmpty();
        if (!sound || !ear.acceptPath(request[1])) {
            sendResponse("HTTP/1.1 " + (sound ? "404 Not Found" : "400 Bad Request") + "\r\nContent-Length: 0\r\n\r\n");
            ear.hangUp();
            return;
        }
        open = true;
        sendResponse("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Accept: " + acceptKey(key) + "\r\n\r\n");
    }

    private static String findHeader(String[] lines, String name) {
        for (var line : lines)
            if (line.toLowerCase(Locale.ROOT).startsWith(name + ":"))
                return line.substring(name.length() + 1).strip();
        return "";
    }

    private static String acceptKey(String key) {
        try {
            var hash = MessageDigest.getInstance("SHA-1");
            return Base64.getEncoder()
                    .encodeToString(hash.digest((key + KEY_TAIL).getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private void sendResponse(String text) throws InterruptedException {
        ear.sendBytes(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    // ---------------------------------------------------------------- frames (chapter 5)

    /// @return whether a complete frame was available
    private boolean readFrame() throws InterruptedException {
        if (waiting.length < 2) return false;
        boolean last = (waiting[0] & 0x80) != 0;
        int kind = waiting[0] & 0x0F;
        boolean masked = (waiting[1] & 0x80) != 0;
        int at = 2;
        long length = waiting[1] & 0x7F;
        if (length >= 126) {
            int more = length == 126 ? 2 : 8;
            if (waiting.length < at + more) return false;
            length = more == 2
                    ? ByteBuffer.wrap(waiting).getShort(at) & 0xFFFF
                    : ByteBuffer.wrap(waiting).getLong(at);
            at += more;
        }
        // a client must mask its frames (5.1)
        if (!masked || length < 0 || length > LONGEST_MESSAGE) {
            refuseFrame();
            return false;
        }
        if (waiting.length < at + 4 + length) return false;
        var mask = Arrays.copyOfRange(waiting, at, at + 4);
        var data = Arrays.copyOfRange(waiting, at + 4, at + 4 + (int) length);
        waiting = Arrays.copyOfRange(waiting, at + 4 + (int) length, waiting.length);
        for (int i = 0; i < data.length; i++) data[i] ^= mask[i & 3];
        handleFrame(kind, last, data);
        return true;
    }

    private void handleFrame(int kind, boolean last, byte[] data) throws InterruptedException {
        switch (kind) {
            case TEXT, CONTINUED -> {
                if (message.size() + data.length > LONGEST_MESSAGE) {
                    refuseFrame();
                    return;
                }
                message.writeBytes(data);
                if (!last) return;
                var text = message.toString(StandardCharsets.UTF_8);
                message.reset();
                ear.onMessage(text);
            }
            case PING -> ear.sendBytes(toFrame(0x0A, data));
            case CLOSE -> {
                ear.sendBytes(toFrame(CLOSE, data));
                open = false;
                ear.hangUp();
            }
            default -> {}
        }
    }

    private void refuseFrame() throws InterruptedException {
        open = false;
        ear.sendBytes(toFrame(CLOSE, new byte[] {0x03, (byte) 0xEA}));
        ear.hangUp();
    }

    /// Encodes a message as a frame.
    static byte[] textFrame(String text) {
        return toFrame(TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] toFrame(int kind, byte[] data) {
        var frame = ByteBuffer.allocate(10 + data.length);
        frame.put((byte) (0x80 | kind));
        if (data.length < 126) frame.put((byte) data.length);
        else if (data.length < 1 << 16) frame.put((byte) 126).putShort((short) data.length);
        else frame.put((byte) 127).putLong(data.length);
        frame.put(data);
        return Arrays.copyOf(frame.array(), frame.position());
    }
}
