package org.openstm.device.sim;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import org.jspecify.annotations.Nullable;

/// One slot of a virtual reader, and the card that is in it: a client of vpcd while it is in.
/// Messages have their length in two bytes in front; one byte is a control (0 off, 1 on, 2 reset, 4
/// tell the ATR), anything else an APDU.
final class CardPlug implements AutoCloseable {
    private static final int CONNECTING_MILLIS = 500;
    private static final long AGAIN_MILLIS = 50;
    private static final int TELL_ATR = 4;

    /// A hand needs longer for another card, and `pcscd` would not notice that one was out.
    private static final long HAND_NANOS = 700_000_000L;

    private final int port;
    private final ChipFaults faults = new ChipFaults();
    private final Thread thread;
    private @Nullable ChipCard card;
    private @Nullable Socket socket;
    private long outSince = System.nanoTime() - HAND_NANOS;
    private volatile boolean closed;

    CardPlug(int port) {
        this.port = port;
        this.thread = Thread.ofPlatform().daemon().name("sim chip-card " + port).start(this::run);
    }

    ChipFaults faults() {
        return faults;
    }

    synchronized void insert(ChipCard fresh) {
        drop();
        card = fresh;
        notifyAll();
    }

    synchronized void pull() {
        card = null;
        drop();
    }

    synchronized boolean inserted() {
        return card != null;
    }

    private synchronized void drop() {
        var now = socket;
        socket = null;
        if (now == null) return;
        outSince = System.nanoTime();
        try {
            now.close();
        } catch (IOException _) {
            // closed enough
        }
    }

    private void run() {
        try {
            while (!closed) {
                var now = waitForCard();
                try {
                    serve(now);
                } catch (IOException _) {
                    // pulled, or the reader is gone; a card that is still in is found again when it is back
                    Thread.sleep(AGAIN_MILLIS);
                }
            }
        } catch (InterruptedException _) {
            // close() ends the thread
        }
    }

    private synchronized ChipCard waitForCard() throws InterruptedException {
        while (true) {
            long left = outSince + HAND_NANOS - System.nanoTime();
            if (card == null) wait();
            else if (left > 0) wait(left / 1_000_000 + 1);
            else return card;
        }
    }

    private void serve(ChipCard now) throws IOException, InterruptedException {
        try (var line = new Socket()) {
            line.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECTING_MILLIS);
            line.setTcpNoDelay(true);
            if (!taken(now, line)) return;
            var in = new DataInputStream(line.getInputStream());
            var out = new DataOutputStream(line.getOutputStream());
            var chip = new ChipMachine(now);
            while (true) {
                var message = new byte[in.readUnsignedShort()];
                in.readFully(message);
                if (message.length == 1) control(message[0], now, chip, out);
                else command(message, chip, out);
            }
        }
    }

    private synchronized boolean taken(ChipCard now, Socket line) {
        if (!now.equals(card)) return false;
        socket = line;
        return true;
    }

    private static void control(int what, ChipCard now, ChipMachine chip, DataOutputStream out) throws IOException {
        if (what == TELL_ATR) send(now.atr(), out);
        else chip.restart();
    }

    private void command(byte[] command, ChipMachine chip, DataOutputStream out)
            throws IOException, InterruptedException {
        var deed = faults.next();
        if (deed == ChipFaults.Deed.PULL) {
            pull();
            throw new IOException("pulled");
        }
        var answer = faults.spoilt(chip.answer(command));
        faults.waitWhileHeld();
        if (answer != null) send(answer, out);
    }

    private static void send(byte[] bytes, DataOutputStream out) throws IOException {
        var framed = new byte[2 + bytes.length];
        framed[0] = (byte) (bytes.length >> 8);
        framed[1] = (byte) bytes.length;
        System.arraycopy(bytes, 0, framed, 2, bytes.length);
        out.write(framed);
    }

    @Override
    public void close() {
        closed = true;
        pull();
        thread.interrupt();
    }
}
