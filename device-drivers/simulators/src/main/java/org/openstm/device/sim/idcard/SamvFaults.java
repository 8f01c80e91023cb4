package org.openstm.device.sim.idcard;

import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.openstm.device.sim.link.SimulatorPort;

/// Sends a reader's answers: framed, paced, and with the faults of control lines.
final class SamvFaults {
    static final String WORDS = "fault checksum [N] | fault garbage [N] | fault extra-aa [N] | fault short-frame [N]"
            + " | fault lying-length [N] | fault silent [N] | fault split | fault no-photo | fault type-flag X"
            + " | fault status HH [N] | fault status HH on CCPP|all [N] | fault none | pace BYTES-PER-SECOND | seed N";

    private static final int ANY = -1;

    private Random random = new Random(412);
    private int checksum;
    private int garbage;
    private int extra;
    private int cut;
    private int lying;
    private int silent;
    private boolean split;
    private boolean photo = true;
    private int flag = -1;
    private int status = -1;
    private int statusOn = 0x3001;
    private int statusTimes;
    private volatile int pace;

    synchronized String setFault(String line) {
        var said = line.split("\\s+", -1);
        int times = said.length > 1 && said[1].matches("[0-9]+") ? Integer.parseInt(said[1]) : 1;
        switch (said[0]) {
            case "checksum" -> checksum = times;
            case "garbage" -> garbage = times;
            case "extra-aa" -> extra = times;
            case "short-frame" -> cut = times;
            case "lying-length" -> lying = times;
            case "silent" -> silent = times;
            case "split" -> split = true;
            case "no-photo" -> photo = false;
            case "type-flag" -> flag = said.length > 1 ? said[1].charAt(0) : 'Z';
            case "status" -> forceStatus(said);
            case "none" -> {
                checksum = garbage = extra = cut = lying = silent = statusTimes = 0;
                split = false;
                photo = true;
                flag = -1;
            }
            default -> throw new IllegalArgumentException("no such fault: " + said[0]);
        }
        return "ok";
    }

    private void forceStatus(String[] said) {
        if (said.length < 2) throw new IllegalArgumentException("say fault status HH");
        status = Integer.parseInt(said[1], 16);
        boolean named = said.length > 3 && said[2].equals("on");
        statusOn = !named ? 0x3001 : said[3].equals("all") ? ANY : Integer.parseInt(said[3], 16);
        int at = named ? 4 : 2;
        statusTimes = said.length > at ? Integer.parseInt(said[at]) : 1;
    }

    String setPace(int bytesPerSecond) {
        pace = bytesPerSecond;
        return "ok";
    }

    synchronized String setSeed(long seed) {
        random = new Random(seed);
        return "ok";
    }

    synchronized boolean hasPhoto() {
        return photo;
    }

    synchronized void changeFlag(byte[] text) {
        if (flag >= 0) text[248] = (byte) flag;
    }

    /// @return the status to answer instead of executing the command, or null
    synchronized @Nullable Integer takeForcedStatus(int asked) {
        if (statusTimes == 0 || (statusOn != ANY && asked != statusOn)) return null;
        statusTimes--;
        return status;
    }

    static byte[] toFrame(int status, byte[] data) {
        var frame = new byte[11 + data.length];
        for (int i = 0; i < 3; i++) frame[i] = (byte) 0xAA;
        frame[3] = (byte) 0x96;
        frame[4] = 0x69;
        frame[5] = (byte) ((4 + data.length) >> 8);
        frame[6] = (byte) (4 + data.length);
        frame[9] = (byte) status;
        System.arraycopy(data, 0, frame, 10, data.length);
        byte check = 0;
        for (int i = 5; i < frame.length - 1; i++) check ^= frame[i];
        frame[frame.length - 1] = check;
        return frame;
    }

    void sendFrame(SimulatorPort outlet, byte @Nullable [] frame) throws InterruptedException {
        if (frame == null) return;
        var spoilt = spoilFrame(frame);
        if (split) sendInPieces(outlet, spoilt);
        else if (pace > 0) sendPaced(outlet, spoilt);
        else outlet.sendBytes(spoilt);
    }

    private synchronized byte[] spoilFrame(byte[] frame) {
        var out = frame.clone();
        if (silent > 0 && silent-- > 0) return new byte[0];
        if (checksum > 0 && checksum-- > 0) out[out.length - 1] ^= 0x55;
        if (lying > 0 && lying-- > 0) out[5] = 0x08;
        // a time-out frame as on some terminals: one byte shorter than its length field
        if (cut > 0 && cut-- > 0) out = java.util.Arrays.copyOf(toFrame(0x80, new byte[0]), 10);
        if (extra > 0 && extra-- > 0) out = joinBytes(new byte[] {(byte) 0xAA, (byte) 0xAA}, out);
        if (garbage > 0 && garbage-- > 0) {
            var noise = new byte[1 + random.nextInt(40)];
            random.nextBytes(noise);
            out = joinBytes(noise, out);
        }
        return out;
    }

    private static byte[] joinBytes(byte[] first, byte[] then) {
        var both = java.util.Arrays.copyOf(first, first.length + then.length);
        System.arraycopy(then, 0, both, first.length, then.length);
        return both;
    }

    private void sendInPieces(SimulatorPort outlet, byte[] frame) throws InterruptedException {
        for (int at = 0; at < frame.length; ) {
            int piece = Math.min(frame.length - at, 1 + random.nextInt(frame.length > 100 ? 200 : 7));
            outlet.sendBytes(frame, at, piece);
            at += piece;
            Thread.sleep(random.nextInt(12));
        }
    }

    /// Sends bytes at the rate of a serial line, timed by the clock so that delays do not add up.
    private void sendPaced(SimulatorPort outlet, byte[] frame) throws InterruptedException {
        long start = System.nanoTime();
        for (int at = 0; at < frame.length; ) {
            int piece = Math.min(frame.length - at, 64);
            at += piece;
            long due = start + at * 1_000_000_000L / pace;
            while (System.nanoTime() < due) java.util.concurrent.locks.LockSupport.parkNanos(due - System.nanoTime());
            outlet.sendBytes(frame, at - piece, piece);
        }
    }
}
