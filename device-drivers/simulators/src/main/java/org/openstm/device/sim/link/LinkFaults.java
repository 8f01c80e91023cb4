package org.openstm.device.sim.link;

import java.io.IOException;
import java.util.Random;

/// Simulates a bad cable: a device's data arrive late, in pieces, twice, or with flipped bits. Faults are drawn
/// from a seed, so that a failure can be repeated.
public final class LinkFaults {
    static final String WORDS =
            "line corrupt PROBABILITY | line split BYTES | line late MILLIS | line twice PROBABILITY"
                    + " | line garbage BYTES | line drop | line none | line seed N";

    /// Destination of the bytes.
    interface ByteSink {
        void writeBytes(byte[] bytes, int from, int length) throws IOException;
    }

    private Random random = new Random(412);
    private double corrupt;
    private double twice;
    private int split;
    private long late;

    /// @throws IllegalArgumentException if the words are invalid
    public synchronized void setFault(String words) {
        var said = words.split("\\s+", -1);
        switch (said[0]) {
            case "corrupt" -> corrupt = Double.parseDouble(requiredValue(said));
            case "twice" -> twice = Double.parseDouble(requiredValue(said));
            case "split" -> split = Integer.parseInt(requiredValue(said));
            case "late" -> late = Long.parseLong(requiredValue(said));
            case "seed" -> random = new Random(Long.parseLong(requiredValue(said)));
            case "none" -> {
                corrupt = twice = 0;
                split = 0;
                late = 0;
            }
            default -> throw new IllegalArgumentException("no such fault of a line: " + words);
        }
    }

    private static String requiredValue(String[] said) {
        if (said.length < 2) throw new IllegalArgumentException("line " + said[0] + " needs a number");
        return said[1];
    }

    public synchronized byte[] randomBytes(int count) {
        var bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    /// Passes the bytes on with the faults of the cable.
    synchronized void passBytes(byte[] bytes, int from, int length, ByteSink wire)
            throws IOException, InterruptedException {
        if (late > 0) Thread.sleep(late);
        var sent = new byte[length];
        System.arraycopy(bytes, from, sent, 0, length);
        for (int i = 0; i < length && corrupt > 0; i++)
            if (random.nextDouble() < corrupt) sent[i] ^= (byte) (1 << random.nextInt(8));
        writePieces(sent, wire);
        if (random.nextDouble() < twice) writePieces(sent, wire);
    }

    private void writePieces(byte[] bytes, ByteSink wire) throws IOException, InterruptedException {
        int at = 0;
        while (at < bytes.length) {
            int count = split > 0 ? Math.min(bytes.length - at, 1 + random.nextInt(split)) : bytes.length - at;
            wire.writeBytes(bytes, at, count);
            at += count;
            if (at < bytes.length) Thread.sleep(2);
        }
    }
}
