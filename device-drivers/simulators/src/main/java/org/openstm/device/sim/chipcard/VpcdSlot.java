package org.openstm.device.sim.chipcard;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import org.jspecify.annotations.Nullable;

/// One slot of a virtual reader and its card: a client of vpcd while the card is in. Messages are preceded by their
/// length in two bytes; one byte is a control (0 off, 1 on, 2 reset, 4 ATR), anything else an APDU.
final class VpcdSlot implements AutoCloseable {
    private static final int CONNECTING_MILLIS = 500;
    private static final long AGAIN_MILLIS = 50;
    private static final int TELL_ATR = 4;

    /// Minimum time between two cards; with less, `pcscd` would not notice the removal.
    private static final long HAND_NANOS = 700_000_000L;

    /// How long a reader may take to ask a new card; it looks about twice a second.
    private static final long NOTICING_NANOS = 5_000_000_000L;

    private final int port;
    private final ChipFaults faults = new ChipFaults();
    private final Thread thread;
    private @Nullable ChipCard card;

    /// The card whose answer to reset the reader knows.
    private @Nullable ChipCard asked;

    private @Nullable Socket socket;
    private long outSince = System.nanoTime() - HAND_NANOS;
    private volatile boolean closed;

    VpcdSlot(int port) {
        this.port = port;
        this.thread = Thread.ofPlatform().daemon().name("sim chip-card " + port).start(this::run);
    }

    ChipFaults chipFaults() {
        return faults;
    }

    /// Returns when the reader has asked for the card's answer to reset, as a person lets go of a card that is in: a
    /// command that came before would meet the card before it. Without a reader it returns after a while.
    synchronized void insertCard(ChipCard fresh) throws InterruptedException {
        dropSocket();
        card = fresh;
        asked = null;
        notifyAll();
        long until = System.nanoTime() + NOTICING_NANOS;
        while (!fresh.equals(asked) && fresh.equals(card) && !closed) {
            long left = until - System.nanoTime();
            if (left <= 0) return;
            wait(left / 1_000_000 + 1);
        }
    }

    private synchronized void noteAsked(ChipCard now) {
        asked = now;
        notifyAll();
    }

    synchronized void pullCard() {
        card = null;
        dropSocket();
        notifyAll();
    }

    synchronized boolean hasCard() {
        return card != null;
    }

    private synchronized void dropSocket() {
        var now = socket;
        socket = null;
        if (now == null) return;
        outSince = System.nanoTime();
        try {
            now.close();
        } catch (IOException _) {
            // nothing left to close
        }
    }

    private void run() {
        try {
            while (!closed) {
                var now = waitForCard();
                try {
                    serveReader(now);
                } catch (IOException _) {
                    // removed, or the reader is gone; a card that is still in is found again when it is back
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

    private void serveReader(ChipCard now) throws IOException, InterruptedException {
        try (var line = new Socket()) {
            line.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECTING_MILLIS);
            line.setTcpNoDelay(true);
            if (!adoptSocket(now, line)) return;
            var in = new DataInputStream(line.getInputStream());
            var out = new DataOutputStream(line.getOutputStream());
            var chip = new ChipCardEmulator(now);
            while (true) {
                var message = new byte[in.readUnsignedShort()];
                in.readFully(message);
                if (message.length == 1) handleControl(message[0], now, chip, out);
                else handleCommand(message, chip, out);
            }
        }
    }

    private synchronized boolean adoptSocket(ChipCard now, Socket line) {
        if (!now.equals(card)) return false;
        socket = line;
        return true;
    }

    private void handleControl(int what, ChipCard now, ChipCardEmulator chip, DataOutputStream out) throws IOException {
        if (what == TELL_ATR) {
            sendMessage(now.atr(), out);
            noteAsked(now);
        } else chip.restartChip();
    }

    private void handleCommand(byte[] command, ChipCardEmulator chip, DataOutputStream out)
            throws IOException, InterruptedException {
        var deed = faults.nextOutcome();
        if (deed == ChipFaults.CommandOutcome.PULL) {
            pullCard();
            throw new IOException("pulled");
        }
        var answer = faults.spoilAnswer(chip.answerCommand(command));
        faults.waitWhileHeld();
        if (answer != null) sendMessage(answer, out);
    }

    private static void sendMessage(byte[] bytes, DataOutputStream out) throws IOException {
        var framed = new byte[2 + bytes.length];
        framed[0] = (byte) (bytes.length >> 8);
        framed[1] = (byte) bytes.length;
        System.arraycopy(bytes, 0, framed, 2, bytes.length);
        out.write(framed);
    }

    @Override
    public void close() {
        closed = true;
        pullCard();
        thread.interrupt();
    }
}
