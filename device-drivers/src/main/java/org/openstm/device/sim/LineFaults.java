package org.openstm.device.sim;

import java.io.IOException;
import java.util.Random;

/// A bad cable: what a device answers comes late, in pieces, twice, or with flipped bits. Drawn from a seed, so
/// that a failure can be played again.
final class LineFaults {
    static final String WORDS =
            "line corrupt PROBABILITY | line split BYTES | line late MILLIS | line twice PROBABILITY"
                    + " | line garbage BYTES | line drop | line none | line seed N";

    /// Where the bytes go.
    interface Wire {
        void write(byte[] bytes, int from, int length) throws IOException;
    }

    private Random random = new Random(412);
    private double corrupt;
    private double twice;
    private int split;
    private long late;

    /// @throws IllegalArgumentException if the words make no sense
    synchronized void set(String words) {
        var said = words.split("\\s+", -1);
        switch (said[0]) {
            case "corrupt" -> corrupt = Double.parseDouble(value(said));
            case "twice" -> twice = Double.parseDouble(value(said));
            case "split" -> split = Integer.parseInt(value(said));
            case "late" -> late = Long.parseLong(value(said));
            case "seed" -> random = new Random(Long.parseLong(value(said)));
            case "none" -> {
                corrupt = twice = 0;
                split = 0;
                late = 0;
            }
            default -> throw new IllegalArgumentException("no such fault of a line: " + words);
        }
    }

    private static String value(String[] said) {
        if (said.length < 2) throw new IllegalArgumentException("line " + said[0] + " needs a number");
        return said[1];
    }

    synchronized byte[] garbage(int count) {
        var bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    /// Hands on what is left of these bytes on such a cable.
    synchronized void pass(byte[] bytes, int from, int length, Wire wire) throws IOException, InterruptedException {
        if (late > 0) Thread.sleep(late);
        var sent = new byte[length];
        System.arraycopy(bytes, from, sent, 0, length);
        for (int i = 0; i < length && corrupt > 0; i++)
            if (random.nextDouble() < corrupt) sent[i] ^= (byte) (1 << random.nextInt(8));
        pieces(sent, wire);
        if (random.nextDouble() < twice) pieces(sent, wire);
    }

    private void pieces(byte[] bytes, Wire wire) throws IOException, InterruptedException {
        int at = 0;
        while (at < bytes.length) {
            int count = split > 0 ? Math.min(bytes.length - at, 1 + random.nextInt(split)) : bytes.length - at;
            wire.write(bytes, at, count);
            at += count;
            if (at < bytes.length) Thread.sleep(2);
        }
    }
}
