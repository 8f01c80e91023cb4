package org.openstm.device.sim;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The chip of a passport or permit: opened by BAC, or by PACE where it has a number on its front
/// (ICAO Doc 9303-11). An own reading of it, by the JDK's ciphers alone.
final class PassportChip {
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
    private final Optional<ChipKey> own;
    private final PassportCipher key;
    private final Optional<PaceCard> pace;
    private @Nullable SecuredTalk session;
    private boolean inside;
    private byte @Nullable [] challenge;
    private byte @Nullable [] file;

    PassportChip(PassportData data) {
        var made = new PassportFiles(data);
        this.files = made.all();
        this.own = made.key();
        this.key = PassportCipher.des(Arrays.copyOf(PaceCard.sha1(data.secret()), 16));
        this.pace = data.can().isEmpty() ? Optional.empty() : Optional.of(new PaceCard(data, random));
    }

    void restart() {
        session = null;
        inside = false;
        challenge = null;
        file = null;
        pace.ifPresent(PaceCard::restart);
    }

    byte[] answer(byte[] command) {
        var open = session;
        if (command[0] != SECURED) {
            session = null;
            return done(command, false);
        }
        var plain = open == null ? null : open.opened(command);
        if (open == null || plain == null) {
            session = null;
            return WRONG_MAC;
        }
        return open.closed(done(plain, true));
    }

    private byte[] done(byte[] command, boolean secured) {
        return switch ((command[0] & 0xFF) << 8 | command[1] & 0xFF) {
            case 0x00A4 -> select(command, secured);
            case 0x00B0 -> read(command);
            case 0x0084 -> challenged();
            case 0x0082 -> authenticated(command);
            case 0x0088 -> secured ? signed(command) : NOT_ALLOWED;
            case 0x0022, 0x0086, 0x1086 ->
                pace.map(card -> paced(card, command)).orElse(UNKNOWN_COMMAND);
            default -> UNKNOWN_COMMAND;
        };
    }

    private static byte[] data(byte[] command) {
        return command.length < 6
                ? new byte[0]
                : Arrays.copyOfRange(command, 5, Math.min(command.length, 5 + (command[4] & 0xFF)));
    }

    private byte[] select(byte[] command, boolean secured) {
        var wanted = data(command);
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

    private byte[] read(byte[] command) {
        var from = file;
        if (from == null) return NOT_READY;
        int at = (command[2] & 0xFF) << 8 | command[3] & 0xFF;
        if (at >= from.length) return BEHIND_THE_END;
        int wanted = command.length > 4 ? command[4] & 0xFF : 0;
        int end = Math.min(from.length, at + (wanted == 0 ? 256 : wanted));
        return Asn1.joined(Arrays.copyOfRange(from, at, end), FINE);
    }

    private byte[] fresh(int many) {
        var bytes = new byte[many];
        random.nextBytes(bytes);
        return bytes;
    }

    private byte[] challenged() {
        if (!inside) return NOT_READY;
        var now = fresh(8);
        challenge = now;
        return Asn1.joined(now, FINE);
    }

    /// Doc 9303-11, 4.3.3. A challenge counts once.
    private byte[] authenticated(byte[] command) {
        var now = challenge;
        challenge = null;
        var said = data(command);
        if (now == null) return NOT_READY;
        if (said.length != EXTERNAL_AUTHENTICATE) return WRONG_LENGTH;
        var secured = Arrays.copyOf(said, 32);
        if (!Arrays.equals(key.mac(secured), Arrays.copyOfRange(said, 32, EXTERNAL_AUTHENTICATE))) return WRONG_KEY;
        var plain = key.crypt(false, now, secured);
        if (!Arrays.equals(Arrays.copyOfRange(plain, 8, 16), now)) return WRONG_KEY;
        var theirs = Arrays.copyOf(plain, 8);
        var ours = fresh(16);
        var reply = key.crypt(true, now, Asn1.joined(now, theirs, ours));
        var seed = new byte[16];
        for (int i = 0; i < 16; i++) seed[i] = (byte) (ours[i] ^ plain[16 + i]);
        var counter = Asn1.joined(Arrays.copyOfRange(now, 4, 8), Arrays.copyOfRange(theirs, 4, 8));
        session = new SecuredTalk(PassportCipher.des(seed), counter);
        return Asn1.joined(reply, key.mac(reply), FINE);
    }

    private byte[] signed(byte[] command) {
        var challenge = data(command);
        if (challenge.length != 8) return WRONG_LENGTH;
        return own.map(key -> Asn1.joined(key.signed(challenge), FINE)).orElse(NOT_READY);
    }

    private byte[] paced(PaceCard card, byte[] command) {
        var reply = command[1] == 0x22 ? card.begun(data(command)) : card.step(data(command));
        card.session().ifPresent(made -> session = new SecuredTalk(made, new byte[16]));
        return switch (reply) {
            case PaceCard.Reply.Said(var bytes) -> Asn1.joined(bytes, FINE);
            case PaceCard.Reply.WrongKey() -> WRONG_KEY;
            case PaceCard.Reply.Nonsense() -> NOT_READY;
        };
    }
}
