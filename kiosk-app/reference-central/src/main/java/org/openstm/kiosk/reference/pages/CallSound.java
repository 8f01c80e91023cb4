package org.openstm.kiosk.reference.pages;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// The sound of a call for staff: two short tones, as a WAV file (RIFF, PCM of 8 bits, 8 kHz).
final class CallSound {
    private static final int RATE = 8000;
    private static final int HEADER = 44;

    private CallSound() {}

    static byte[] toWav() {
        byte[] samples = new byte[RATE];
        for (int i = 0; i < samples.length; i++) {
            boolean pause = i % (RATE / 2) > RATE / 4;
            double tone = Math.sin(2 * Math.PI * (i < RATE / 2 ? 880 : 1175) * i / RATE);
            samples[i] = (byte) (128 + (pause ? 0 : 80 * tone));
        }
        return ByteBuffer.allocate(HEADER + samples.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put("RIFF".getBytes(StandardCharsets.US_ASCII))
                .putInt(HEADER - 8 + samples.length)
                .put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII))
                .putInt(16)
                .putShort((short) 1)
                .putShort((short) 1)
                .putInt(RATE)
                .putInt(RATE)
                .putShort((short) 1)
                .putShort((short) 8)
                .put("data".getBytes(StandardCharsets.US_ASCII))
                .putInt(samples.length)
                .put(samples)
                .array();
    }
}
