package org.openstm.device.sim;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openstm.device.DeviceClass;

/// An identity card reader with a SAM_V module, as the module's side of the protocol sees it (GA 450 / GA 467).
///
/// The module is a small machine: no card, laid, found, selected, read. A card that was read is halted: find does
/// not see it until it is lifted, but it still tells its newest address.
final class IdCardReaderSim extends WiredSimulator {
    private enum Card {
        NONE,
        LAID,
        FOUND,
        SELECTED,
        READ
    }

    private static final int PHOTO = 1024;

    private final Map<String, Map<String, String>> citizens = Citizens.load();
    private final SamvFaults faults = new SamvFaults();
    private final QuestionBox questions = new QuestionBox();
    private Card card = Card.NONE;
    private Map<String, String> citizen = Map.of();

    IdCardReaderSim(String link) throws IOException {
        super(link);
    }

    @Override
    public DeviceClass deviceClass() {
        return DeviceClass.ID_CARD_READER;
    }

    @Override
    String words() {
        return "lay NAME [FIELD=VALUE ...] | lift | cards | card | printed | " + SamvFaults.WORDS;
    }

    @Override
    synchronized String act(String word, String rest) {
        return switch (word) {
            case "lay" -> lay(rest);
            case "lift" -> {
                card = Card.NONE;
                citizen = Map.of();
                yield "ok";
            }
            case "printed" -> "ok " + printed();
            case "cards" -> "ok " + String.join(" ", citizens.keySet());
            case "card" -> "ok " + card.name().toLowerCase(java.util.Locale.ROOT);
            case "fault" -> faults.set(rest);
            case "pace" -> faults.pace(Integer.parseInt(rest));
            case "seed" -> faults.seed(Long.parseLong(rest));
            default -> unknown(word);
        };
    }

    /// What stands on the card that was laid last, `FIELD=VALUE`, one a line.
    private String printed() {
        var fields = new StringBuilder();
        citizen.forEach(
                (field, value) -> fields.append(field).append('=').append(value).append('\n'));
        return fields.toString().strip();
    }

    /// Fields given behind the name change the card for this once, for cards that no honest citizen has.
    private String lay(String rest) {
        var said = rest.split("\\s+", -1);
        var found = citizens.get(said[0]);
        if (found == null) return "error: no such citizen: " + said[0] + " (cards lists them)";
        var changed = new LinkedHashMap<>(found);
        for (int i = 1; i < said.length; i++) {
            int is = said[i].indexOf('=');
            if (is < 1) return "error: not FIELD=VALUE: " + said[i];
            changed.put(said[i].substring(0, is), said[i].substring(is + 1));
        }
        citizen = changed;
        card = Card.LAID;
        return "ok";
    }

    @Override
    public void connected() {
        questions.clear();
    }

    @Override
    public void arrived(byte[] bytes, int count) throws InterruptedException {
        for (int i = 0; i < count; i++) {
            var question = questions.take(bytes[i]);
            if (question != null) faults.send(outlet(), answer(question));
        }
    }

    private synchronized byte @Nullable [] answer(byte[] question) {
        int asked = (question[0] & 0xFF) << 8 | (question[1] & 0xFF);
        var forced = faults.forced(asked);
        if (forced != null) {
            if (card != Card.NONE) card = Card.LAID;
            return SamvFaults.frame(forced, new byte[0]);
        }
        return switch (asked) {
            case 0x10FF -> restart();
            case 0x11FF -> SamvFaults.frame(0x90, new byte[0]);
            case 0x12FF -> SamvFaults.frame(0x90, samId());
            case 0x2001 -> find();
            case 0x2002 -> select();
            case 0x3001 -> read();
            case 0x3003 -> newestAddress();
            default -> SamvFaults.frame(0x21, new byte[0]);
        };
    }

    /// The field goes off and on again: a card that lies there is as if it had just been laid.
    private byte[] restart() {
        if (card != Card.NONE) card = Card.LAID;
        return SamvFaults.frame(0x90, new byte[0]);
    }

    private byte[] find() {
        if (card == Card.NONE || card == Card.READ) return SamvFaults.frame(0x80, new byte[0]);
        card = Card.FOUND;
        return SamvFaults.frame(0x9F, new byte[4]);
    }

    private byte[] select() {
        if (card != Card.FOUND) return SamvFaults.frame(0x81, new byte[0]);
        card = Card.SELECTED;
        return SamvFaults.frame(0x90, new byte[8]);
    }

    private byte[] read() {
        if (card != Card.SELECTED) return SamvFaults.frame(0x41, new byte[0]);
        card = Card.READ;
        var photo = faults.photo() ? new byte[PHOTO] : new byte[0];
        var text = CardImage.text(citizen);
        faults.changeFlag(text);
        for (int i = 0; i < photo.length; i++) photo[i] = (byte) ((i * 31) ^ (i >> 3));
        return SamvFaults.frame(
                0x90,
                ByteBuffer.allocate(4 + text.length + photo.length)
                        .putShort((short) text.length)
                        .putShort((short) photo.length)
                        .put(text)
                        .put(photo)
                        .array());
    }

    private byte[] newestAddress() {
        if (card != Card.SELECTED && card != Card.READ) return SamvFaults.frame(0x41, new byte[0]);
        var address = citizen.get("newAddress");
        return address == null
                ? SamvFaults.frame(0x91, new byte[0])
                : SamvFaults.frame(0x90, CardImage.address(address));
    }

    private static byte[] samId() {
        return ByteBuffer.allocate(16)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort((short) 5)
                .putShort((short) 1)
                .putInt(20_260_101)
                .putInt(412)
                .putInt(3)
                .array();
    }
}
