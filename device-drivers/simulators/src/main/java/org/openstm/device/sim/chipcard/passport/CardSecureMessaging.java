package org.openstm.device.sim.chipcard.passport;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Secure messaging on the card's side (ICAO Doc 9303-11, 9.8), short APDUs only.
final class CardSecureMessaging {
    private final PassportCipher cipher;
    private final byte[] counter;

    CardSecureMessaging(PassportCipher cipher, byte[] counter) {
        this.cipher = cipher;
        this.counter = counter;
    }

    private void incrementCounter() {
        for (int i = counter.length - 1; i >= 0 && ++counter[i] == 0; i--) {}
    }

    /// @return the plain command, or null if it was tampered with
    byte @Nullable [] unwrapCommand(byte[] command) {
        incrementCounter();
        if (command.length < 6) return null;
        var body = Arrays.copyOfRange(command, 5, Math.min(command.length, 5 + (command[4] & 0xFF)));
        byte[] data = {};
        byte[] expected = {};
        int at = 0;
        while (at + 2 <= body.length) {
            int length = body[at + 1] & 0xFF;
            if (length > 0x7F || at + 2 + length > body.length) return null;
            var value = Arrays.copyOfRange(body, at + 2, at + 2 + length);
            switch (body[at] & 0xFF) {
                case 0x87 -> data = decryptData(Arrays.copyOfRange(value, 1, length));
                case 0x97 -> expected = value;
                case 0x8E -> {
                    var head = cipher.padData(Arrays.copyOf(command, 4));
                    var said = DataObjectWriter.joinBytes(counter, head, Arrays.copyOf(body, at));
                    return Arrays.equals(cipher.messageMac(said), value) ? plainCommand(command, data, expected) : null;
                }
                default -> {
                    return null;
                }
            }
            at += 2 + length;
        }
        return null;
    }

    private static byte[] plainCommand(byte[] secured, byte[] data, byte[] expected) {
        byte[] head = {0, secured[1], secured[2], secured[3]};
        byte[] length = data.length == 0 ? new byte[0] : new byte[] {(byte) data.length};
        return DataObjectWriter.joinBytes(head, length, data, expected);
    }

    private byte[] decryptData(byte[] secured) {
        if (secured.length == 0 || secured.length % cipher.blockSize() != 0) return new byte[0];
        var padded = cipher.cryptData(false, counter, secured);
        int end = padded.length - 1;
        while (end > 0 && padded[end] == 0) end--;
        return Arrays.copyOf(padded, end);
    }

    /// @param answer data and status
    byte[] wrapAnswer(byte[] answer) {
        incrementCounter();
        int size = answer.length - 2;
        var status = Arrays.copyOfRange(answer, size, answer.length);
        var data = size == 0
                ? new byte[0]
                : DataObjectWriter.encodeObject(
                        0x87,
                        new byte[] {1},
                        cipher.cryptData(true, counter, cipher.padData(Arrays.copyOf(answer, size))));
        var said = DataObjectWriter.joinBytes(data, DataObjectWriter.encodeObject(0x99, status));
        return DataObjectWriter.joinBytes(
                said,
                DataObjectWriter.encodeObject(0x8E, cipher.messageMac(DataObjectWriter.joinBytes(counter, said))),
                status);
    }
}
