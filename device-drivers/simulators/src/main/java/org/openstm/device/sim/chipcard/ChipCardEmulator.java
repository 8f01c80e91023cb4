package org.openstm.device.sim.chipcard;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.openstm.device.sim.chipcard.passport.PassportChip;

/// The chip of a card: files, records and answers of ISO/IEC 7816-4, as a card of protocol T=0 gives them. An
/// independent implementation of the standard.
final class ChipCardEmulator {
    private static final byte[] NOT_FOUND = {0x6A, (byte) 0x82};
    private static final byte[] NO_RECORD = {0x6A, (byte) 0x83};
    private static final byte[] NOT_ALLOWED = {0x69, (byte) 0x82};
    private static final byte[] NOTHING_SELECTED = {0x69, (byte) 0x86};
    private static final byte[] WRONG_LENGTH = {0x67, 0x00};
    private static final byte[] UNKNOWN_COMMAND = {0x6D, 0x00};
    private static final byte[] UNKNOWN_CLASS = {0x6E, 0x00};

    private final ChipCard card;
    private final Optional<PassportChip> passport;
    private ChipCard.@Nullable CardApplication application;
    private ChipCard.@Nullable DataFile file;
    private byte[] waiting = new byte[0];

    ChipCardEmulator(ChipCard card) {
        this.card = card;
        this.passport = card.document().map(PassportChip::new);
    }

    void restartChip() {
        application = null;
        file = null;
        waiting = new byte[0];
        passport.ifPresent(PassportChip::restartChip);
    }

    byte[] answerCommand(byte[] command) {
        if (command.length < 4) return WRONG_LENGTH;
        if (passport.isPresent()) return passport.get().answerCommand(command);
        int kind = (command[0] & 0xFF) << 8 | (command[1] & 0xFF);
        return switch (kind) {
            case 0x00A4 -> executeSelect(command);
            case 0x00B2 -> readRecord(command);
            case 0x80A8 -> processingOptions();
            case 0x00C0, 0x80C0 -> answerRest(command);
            default -> command[0] == 0 || command[0] == (byte) 0x80 ? UNKNOWN_COMMAND : UNKNOWN_CLASS;
        };
    }

    private byte[] executeSelect(byte[] command) {
        if (command.length < 5 || command.length < 5 + (command[4] & 0xFF)) return WRONG_LENGTH;
        var wanted = Arrays.copyOfRange(command, 5, 5 + (command[4] & 0xFF));
        return command[2] == 4 ? selectByName(wanted) : selectFile(wanted);
    }

    private byte[] selectByName(byte[] wanted) {
        for (var each : card.applications()) {
            boolean meant = each.name().length >= wanted.length
                    && Arrays.equals(each.name(), 0, wanted.length, wanted, 0, wanted.length);
            if (!meant) continue;
            application = each;
            file = null;
            return answerData(each.answer());
        }
        return NOT_FOUND;
    }

    private byte[] selectFile(byte[] wanted) {
        var in = application;
        if (in == null || wanted.length != 2) return NOT_FOUND;
        int id = (wanted[0] & 0xFF) << 8 | (wanted[1] & 0xFF);
        for (var each : in.files()) {
            if (each.id() != id) continue;
            file = each;
            return answerData(new byte[0]);
        }
        return NOT_FOUND;
    }

    private byte[] readRecord(byte[] command) {
        int shortId = command[3] >> 3 & 0x1F;
        var from = shortId == 0 ? file : findFile(shortId);
        if (from == null) return shortId == 0 ? NOTHING_SELECTED : NOT_FOUND;
        if (from.locked()) return NOT_ALLOWED;
        var found = (command[3] & 7) == 4
                ? findByNumber(from.records(), command[2] & 0xFF)
                : card.ordered() ? null : findByTag(from.records(), command[2]);
        if (found == null) return NO_RECORD;
        int wanted = command.length > 4 ? command[4] & 0xFF : 0;
        if (wanted != found.length % 256) return new byte[] {0x6C, (byte) found.length};
        return withSuccess(found);
    }

    private ChipCard.@Nullable DataFile findFile(int shortId) {
        var in = application;
        if (in == null) return null;
        for (var each : in.files()) if ((each.id() & 0x1F) == shortId) return each;
        return null;
    }

    private static byte @Nullable [] findByNumber(List<byte[]> records, int number) {
        return number >= 1 && number <= records.size() ? records.get(number - 1) : null;
    }

    private static byte @Nullable [] findByTag(List<byte[]> records, byte tag) {
        for (var each : records) if (each[0] == tag) return each;
        return null;
    }

    private byte[] processingOptions() {
        var in = application;
        return in == null || in.options().length == 0 ? NOTHING_SELECTED : answerData(in.options());
    }

    /// T=0: the answer data of a command with data are fetched by a separate command.
    private byte[] answerData(byte[] data) {
        if (data.length == 0) return new byte[] {(byte) 0x90, 0x00};
        waiting = data;
        return new byte[] {0x61, (byte) data.length};
    }

    private byte[] answerRest(byte[] command) {
        int wanted = command.length > 4 ? command[4] & 0xFF : 0;
        int count = Math.min(wanted == 0 ? 256 : wanted, waiting.length);
        var out = Arrays.copyOf(waiting, count);
        waiting = Arrays.copyOfRange(waiting, count, waiting.length);
        if (waiting.length == 0) return withSuccess(out);
        var more = Arrays.copyOf(out, count + 2);
        more[count] = 0x61;
        more[count + 1] = (byte) Math.min(255, waiting.length);
        return more;
    }

    private static byte[] withSuccess(byte[] data) {
        var out = Arrays.copyOf(data, data.length + 2);
        out[data.length] = (byte) 0x90;
        return out;
    }
}
