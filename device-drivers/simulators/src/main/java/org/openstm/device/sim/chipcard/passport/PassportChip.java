package org.openstm.device.sim.chipcard.passport;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The chip of a passport or permit: opened by BAC, or by PACE if it has a number on its front (ICAO Doc 9303-11).
/// An independent implementation with the JDK's ciphers alone.
public final class PassportChip {
    private static final byte[] APPLICATION = HexFormat.of().parseHex("A0000002471001");
    private static final byte[] FINE = {(byte) 0x90, 0x00};
    private static final byte[] NOT_FOUND = {0x6A, (byte) 0x82};
    private static final byte[] NOT_ALLOWED = {0x69, (byte) 0x82};
    private static final byte[] NOT_READY = {0x69, (byte) 0x85};
    private static final byte[] WRONG_MAC = {0x69, (byte) 0x88};
    private static final byte[] WRONG_KEY = {0x63, 0x00};
    private static final byte[] WRONG_LENGTH = {0x67, 0x00};
    private static final byte[] BEHIND_THE_END = {0x6B, 0x00};
    private static final byte[] UNKNOWN_COMMAND = {0x6D, 0x00};
    private static final int SECURED = 0x0C;
    private static final int EXTERNAL_AUTHENTICATE = 40;

    private final SecureRandom random = new SecureRandom();
    private final Map<Integer, byte[]> files;
    private final Optional<ActiveAuthenticationKey> own;
    private final PassportCipher key;
    private final Optional<PaceResponder> pace;
    private @Nullable CardSecureMessaging session;
    private boolean inside;
    private byte @Nullable [] challenge;
    private byte @Nullable [] file;

    public PassportChip(PassportData data) {
        var made = new PassportFiles(data);
        this.files = made.filesById();
        this.own = made.authenticationKey();
        this.key = PassportCipher.ofTripleDes(Arrays.copyOf(PaceResponder.sha1(data.accessSecret()), 16));
        this.pace = data.can().isEmpty() ? Optional.empty() : Optional.of(new PaceResponder(data, random));
    }

    public void restartChip() {
        session = null;
        inside = false;
        challenge = null;
        file = null;
        pace.ifPresent(PaceResponder::restartProtocol);
    }

    public byte[] answerCommand(byte[] command) {
        var open = session;
        if (command[0] != SECURED) {
            session = null;
            return executeCommand(command, false);
        }
        var plain = open == null ? null : open.unwrapCommand(command);
        if (open == null || plain == null) {
            session = null;
            return WRONG_MAC;
        }
        return open.wrapAnswer(executeCommand(plain, true));
    }

    private byte[] executeCommand(byte[] command, boolean secured) {
        return switch ((command[0] & 0xFF) << 8 | command[1] & 0xFF) {
            case 0x00A4 -> selectFile(command, secured);
            case 0x00B0 -> readBinary(command);
            case 0x0084 -> issueChallenge();
            case 0x0082 -> authenticateReader(command);
            case 0x0088 -> secured ? signChallenge(command) : NOT_ALLOWED;
            case 0x0022, 0x0086, 0x1086 ->
                pace.map(card -> runPace(card, command)).orElse(UNKNOWN_COMMAND);
            default -> UNKNOWN_COMMAND;
        };
    }

    private static byte[] commandData(byte[] command) {
        return command.length < 6
                ? new byte[0]
                : Arrays.copyOfRange(command, 5, Math.min(command.length, 5 + (command[4] & 0xFF)));
    }

    private byte[] selectFile(byte[] command, boolean secured) {
        var wanted = commandData(command);
        if (command[2] == 4) {
            inside = Arrays.equals(wanted, APPLICATION);
            return inside ? FINE : NOT_FOUND;
        }
        if (wanted.length != 2) return NOT_FOUND;
        int id = (wanted[0] & 0xFF) << 8 | wanted[1] & 0xFF;
        boolean open = id == PassportFiles.CARD_ACCESS;
        if (inside == open) return NOT_FOUND;
        if (!open && !secured) return NOT_ALLOWED;
        file = files.get(id);
        return file == null ? NOT_FOUND : FINE;
    }

    private byte[] readBinary(byte[] command) {
        var from = file;
        if (from == null) return NOT_READY;
        int at = (command[2] & 0xFF) << 8 | command[3] & 0xFF;
        if (at >= from.length) return BEHIND_THE_END;
        int wanted = command.length > 4 ? command[4] & 0xFF : 0;
        int end = Math.min(from.length, at + (wanted == 0 ? 256 : wanted));
        return DataObjectWriter.joinBytes(Arrays.copyOfRange(from, at, end), FINE);
    }

    private byte[] randomBytes(int many) {
        var bytes = new byte[many];
        random.nextBytes(bytes);
        return bytes;
    }

    private byte[] issueChallenge() {
        if (!inside) return NOT_READY;
        var now = randomBytes(8);
        challenge = now;
        return DataObjectWriter.joinBytes(now, FINE);
    }

    /// Doc 9303-11, 4.3.3. A challenge is valid once.
    private byte[] authenticateReader(byte[] command) {
        var now = challenge;
        challenge = null;
        var said = commandData(command);
        if (now == null) return NOT_READY;
        if (said.length != EXTERNAL_AUTHENTICATE) return WRONG_LENGTH;
        var secured = Arrays.copyOf(said, 32);
        if (!Arrays.equals(key.messageMac(secured), Arrays.copyOfRange(said, 32, EXTERNAL_AUTHENTICATE)))
            return WRONG_KEY;
        var plain = key.cryptData(false, now, secured);
        if (!Arrays.equals(Arrays.copyOfRange(plain, 8, 16), now)) return WRONG_KEY;
        var theirs = Arrays.copyOf(plain, 8);
        var ours = randomBytes(16);
        var reply = key.cryptData(true, now, DataObjectWriter.joinBytes(now, theirs, ours));
        var seed = new byte[16];
        for (int i = 0; i < 16; i++) seed[i] = (byte) (ours[i] ^ plain[16 + i]);
        var counter = DataObjectWriter.joinBytes(Arrays.copyOfRange(now, 4, 8), Arrays.copyOfRange(theirs, 4, 8));
        session = new CardSecureMessaging(PassportCipher.ofTripleDes(seed), counter);
        return DataObjectWriter.joinBytes(reply, key.messageMac(reply), FINE);
    }

    private byte[] signChallenge(byte[] command) {
        var challenge = commandData(command);
        if (challenge.length != 8) return WRONG_LENGTH;
        return own.map(key -> DataObjectWriter.joinBytes(key.signChallenge(challenge), FINE))
                .orElse(NOT_READY);
    }

    private byte[] runPace(PaceResponder card, byte[] command) {
        var reply =
                command[1] == 0x22 ? card.beginProtocol(commandData(command)) : card.answerStep(commandData(command));
        card.takeSession().ifPresent(made -> session = new CardSecureMessaging(made, new byte[16]));
        return switch (reply) {
            case PaceResponder.PaceReply.ReplyData(var bytes) -> DataObjectWriter.joinBytes(bytes, FINE);
            case PaceResponder.PaceReply.WrongKey() -> WRONG_KEY;
            case PaceResponder.PaceReply.Nonsense() -> NOT_READY;
        };
    }
}
