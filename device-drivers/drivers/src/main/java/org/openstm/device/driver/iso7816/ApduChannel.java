package org.openstm.device.driver.iso7816;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import org.openstm.device.link.CardSlot;
import org.openstm.device.link.CardTrouble;
import org.openstm.device.link.Deadline;
import org.openstm.device.link.LinkLost;

/// Commands of ISO/IEC 7816-4 and their answers. Handles `61xx` and `6Cxx`, whether the reader's driver did so
/// already or not.
public final class ApduChannel {
    public static final int OK = 0x9000;

    private static final int MOST_ROUNDS = 32;
    private static final int MOST_BYTES = 8192;

    /// @param status SW1 SW2
    public record ApduResponse(byte[] data, int status) {
        public boolean isOk() {
            return status == OK;
        }

        /// Access conditions are not met: 6982, 6985, 6983.
        public boolean isDenied() {
            return status == 0x6982 || status == 0x6985 || status == 0x6983;
        }
    }

    private final CardSlot slot;
    private final Deadline end;

    public ApduChannel(CardSlot slot, Deadline end) {
        this.slot = slot;
        this.end = end;
    }

    /// Marks the following data as personal.
    public void setSecret(boolean on) {
        slot.secret(on);
    }

    public ApduResponse selectByName(byte[] name)
            throws LinkLost, CardTrouble, MalformedCardData, InterruptedException {
        return sendCommand(0x00, 0xA4, 0x04, 0x00, name);
    }

    /// READ RECORD, by number if `p2` ends in 100, else by tag.
    public ApduResponse readRecord(int p1, int p2)
            throws LinkLost, CardTrouble, MalformedCardData, InterruptedException {
        return sendCommand(0x00, 0xB2, p1, p2);
    }

    /// A command without data that requests the maximum length.
    public ApduResponse sendCommand(int cla, int ins, int p1, int p2)
            throws LinkLost, CardTrouble, MalformedCardData, InterruptedException {
        return transmitFully(new byte[] {(byte) cla, (byte) ins, (byte) p1, (byte) p2, 0});
    }

    public ApduResponse sendCommand(int cla, int ins, int p1, int p2, byte[] data)
            throws LinkLost, CardTrouble, MalformedCardData, InterruptedException {
        var command = new byte[6 + data.length];
        command[0] = (byte) cla;
        command[1] = (byte) ins;
        command[2] = (byte) p1;
        command[3] = (byte) p2;
        command[4] = (byte) data.length;
        System.arraycopy(data, 0, command, 5, data.length);
        return transmitFully(command);
    }

    /// Sends a complete command and fetches its entire answer.
    public ApduResponse transmitFully(byte[] command)
            throws LinkLost, CardTrouble, MalformedCardData, InterruptedException {
        var all = new ByteArrayOutputStream();
        var next = command;
        for (int round = 0; round < MOST_ROUNDS && all.size() < MOST_BYTES; round++) {
            var answer = transmitOnce(next);
            all.writeBytes(answer.data());
            switch (answer.status() >> 8) {
                case 0x61 -> next = new byte[] {0, (byte) 0xC0, 0, 0, (byte) answer.status()};
                case 0x6C -> {
                    next = command.clone();
                    next[next.length - 1] = (byte) answer.status();
                }
                default -> {
                    return new ApduResponse(all.toByteArray(), answer.status());
                }
            }
        }
        throw new MalformedCardData("the card never comes to an end");
    }

    private ApduResponse transmitOnce(byte[] command)
            throws LinkLost, CardTrouble, MalformedCardData, InterruptedException {
        var answer = slot.transmit(command, end);
        int data = answer.length - 2;
        if (data < 0) throw new MalformedCardData("an answer without a status");
        return new ApduResponse(Arrays.copyOf(answer, data), (answer[data] & 0xFF) << 8 | (answer[data + 1] & 0xFF));
    }
}
