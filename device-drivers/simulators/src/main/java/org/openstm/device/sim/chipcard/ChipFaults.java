package org.openstm.device.sim.chipcard;

import java.time.Duration;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// Faults of a card: it is removed during a command, answers slowly, answers nonsense, or not at all.
final class ChipFaults {
    static final String WORDS =
            "fault pull [N] (in the Nth command from now) | fault slow SECONDS [N] | fault sw HHHH [N]"
                    + " | fault flip [N] (one bit of the Nth answer)"
                    + " | fault lengths | fault garbage | fault silent | fault none | fault seed N";

    /// Replacement of an answer.
    enum CommandOutcome {
        ANSWER,
        PULL
    }

    private Random random = new Random(412);
    private int pullAt;
    private int slowAt;
    private long slowMillis;
    private int statusAt;
    private int status;
    private int flipAt;
    private boolean flip;
    private boolean spoilStatus;
    private boolean lengths;
    private boolean garbage;
    private boolean silent;
    private volatile long heldUntil = System.nanoTime();

    synchronized void setFault(String line) {
        var said = line.split("\\s+", -1);
        switch (said[0]) {
            case "pull" -> pullAt = countAt(said, 1);
            case "slow" -> {
                slowMillis = Math.round(Double.parseDouble(said[1]) * 1000);
                slowAt = countAt(said, 2);
            }
            case "sw" -> {
                status = Integer.parseInt(said[1], 16);
                statusAt = countAt(said, 2);
            }
            case "flip" -> flipAt = countAt(said, 1);
            case "lengths" -> lengths = true;
            case "garbage" -> garbage = true;
            case "silent" -> silent = true;
            case "seed" -> random = new Random(Long.parseLong(said[1]));
            case "none" -> {
                pullAt = slowAt = statusAt = flipAt = 0;
                lengths = garbage = silent = false;
                heldUntil = System.nanoTime();
            }
            default -> throw new IllegalArgumentException("no such fault: " + line);
        }
    }

    private static int countAt(String[] said, int at) {
        return said.length > at ? Integer.parseInt(said[at]) : 1;
    }

    void holdFor(Duration time) {
        heldUntil = System.nanoTime() + time.toNanos();
    }

    void waitWhileHeld() throws InterruptedException {
        long left;
        while ((left = heldUntil - System.nanoTime()) > 0) Thread.sleep(Math.min(20, left / 1_000_000 + 1));
    }

    /// Counts a command.
    synchronized CommandOutcome nextOutcome() {
        spoilStatus = statusAt > 0 && --statusAt == 0;
        flip = flipAt > 0 && --flipAt == 0;
        if (slowAt > 0 && --slowAt == 0) holdFor(Duration.ofMillis(slowMillis));
        return pullAt > 0 && --pullAt == 0 ? CommandOutcome.PULL : CommandOutcome.ANSWER;
    }

    /// @return null for no answer at all
    synchronized byte @Nullable [] spoilAnswer(byte[] answer) {
        if (silent) return null;
        if (garbage) return randomAnswer();
        if (spoilStatus) return new byte[] {(byte) (status >> 8), (byte) status};
        if (flip) return withFlippedBit(answer);
        if (lengths && answer.length > 4) {
            var out = answer.clone();
            out[1 + random.nextInt(Math.min(6, answer.length - 3))] = (byte) random.nextInt();
            return out;
        }
        return answer;
    }

    private static byte[] withFlippedBit(byte[] answer) {
        var out = answer.clone();
        out[(out.length - 2) / 2] ^= 1;
        return out;
    }

    private byte[] randomAnswer() {
        var bytes = new byte[2 + random.nextInt(250)];
        random.nextBytes(bytes);
        return bytes;
    }
}
