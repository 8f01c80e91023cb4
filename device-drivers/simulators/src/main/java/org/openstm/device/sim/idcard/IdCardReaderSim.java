package org.openstm.device.sim.idcard;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openstm.device.DeviceClass;
import org.openstm.device.sim.link.WiredSimulator;

/// An identity card reader with a SAM_V module: the module's side of the protocol (GA 450 / GA 467).
///
/// The module is a state machine: no card, laid, found, selected, read. A card that was read is halted: find does
/// not see it until it is lifted, but it still returns its newest address.
public final class IdCardReaderSim extends WiredSimulator {
    private enum LaidCardState {
        NONE,
        LAID,
        FOUND,
        SELECTED,
        READ
    }

    private static final int PHOTO = 1024;

    private final Map<String, Map<String, String>> citizens = InventedCitizens.loadCitizens();
    private final SamvFaults faults = new SamvFaults();
    private final SamvFrameCollector questions = new SamvFrameCollector();
    private LaidCardState card = LaidCardState.NONE;
    private Map<String, String> citizen = Map.of();

    public IdCardReaderSim(String link) throws IOException {
        super(link);
    }

    @Override
    public DeviceClass deviceClass() {
        return DeviceClass.ID_CARD_READER;
    }

    @Override
    protected String commandHelp() {
        return "lay NAME [FIELD=VALUE ...] | lift | cards | card | printed | " + SamvFaults.WORDS;
    }

    @Override
    protected synchronized String runWord(String word, String rest) {
        return switch (word) {
            case "lay" -> layCard(rest);
            case "lift" -> {
                card = LaidCardState.NONE;
                citizen = Map.of();
                yield "ok";
            }
            case "printed" -> "ok " + printedFields();
            case "cards" -> "ok " + String.join(" ", citizens.keySet());
            case "card" -> "ok " + card.name().toLowerCase(java.util.Locale.ROOT);
            case "fault" -> faults.setFault(rest);
            case "pace" -> faults.setPace(Integer.parseInt(rest));
            case "seed" -> faults.setSeed(Long.parseLong(rest));
            default -> unknownWordError(word);
        };
    }

    /// The fields of the last card, `FIELD=VALUE`, one a line.
    private String printedFields() {
        var fields = new StringBuilder();
        citizen.forEach(
                (field, value) -> fields.append(field).append('=').append(value).append('\n'));
        return fields.toString().strip();
    }

    /// Fields after the name change the card for this time, for cards that do not exist in reality.
    private String layCard(String rest) {
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
        card = LaidCardState.LAID;
        return "ok";
    }

    @Override
    public void onPeerConnected() {
        questions.clearFrame();
    }

    @Override
    public void onBytesReceived(byte[] bytes, int count) throws InterruptedException {
        for (int i = 0; i < count; i++) {
            var question = questions.addByte(bytes[i]);
            if (question != null) faults.sendFrame(simulatorPort(), answerQuestion(question));
        }
    }

    private synchronized byte @Nullable [] answerQuestion(byte[] question) {
        int asked = (question[0] & 0xFF) << 8 | (question[1] & 0xFF);
        var forced = faults.takeForcedStatus(asked);
        if (forced != null) {
            if (card != LaidCardState.NONE) card = LaidCardState.LAID;
            return SamvFaults.toFrame(forced, new byte[0]);
        }
        return switch (asked) {
            case 0x10FF -> restartField();
            case 0x11FF -> SamvFaults.toFrame(0x90, new byte[0]);
            case 0x12FF -> SamvFaults.toFrame(0x90, samId());
            case 0x2001 -> findCard();
            case 0x2002 -> selectCard();
            case 0x3001 -> readCard();
            case 0x3003 -> newestAddress();
            default -> SamvFaults.toFrame(0x21, new byte[0]);
        };
    }

    /// Switches the field off and on: a card on the reader is treated as just laid down.
    private byte[] restartField() {
        if (card != LaidCardState.NONE) card = LaidCardState.LAID;
        return SamvFaults.toFrame(0x90, new byte[0]);
    }

    private byte[] findCard() {
        if (card == LaidCardState.NONE || card == LaidCardState.READ) return SamvFaults.toFrame(0x80, new byte[0]);
        card = LaidCardState.FOUND;
        return SamvFaults.toFrame(0x9F, new byte[4]);
    }

    private byte[] selectCard() {
        if (card != LaidCardState.FOUND) return SamvFaults.toFrame(0x81, new byte[0]);
        card = LaidCardState.SELECTED;
        return SamvFaults.toFrame(0x90, new byte[8]);
    }

    private byte[] readCard() {
        if (card != LaidCardState.SELECTED) return SamvFaults.toFrame(0x41, new byte[0]);
        card = LaidCardState.READ;
        var photo = faults.hasPhoto() ? new byte[PHOTO] : new byte[0];
        var text = IdCardImage.textBlock(citizen);
        faults.changeFlag(text);
        for (int i = 0; i < photo.length; i++) photo[i] = (byte) ((i * 31) ^ (i >> 3));
        return SamvFaults.toFrame(
                0x90,
                ByteBuffer.allocate(4 + text.length + photo.length)
                        .putShort((short) text.length)
                        .putShort((short) photo.length)
                        .put(text)
                        .put(photo)
                        .array());
    }

    private byte[] newestAddress() {
        if (card != LaidCardState.SELECTED && card != LaidCardState.READ) return SamvFaults.toFrame(0x41, new byte[0]);
        var address = citizen.get("newAddress");
        return address == null
                ? SamvFaults.toFrame(0x91, new byte[0])
                : SamvFaults.toFrame(0x90, IdCardImage.addressBlock(address));
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
