package org.openstm.device.sim.chipcard;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openstm.device.DeviceClass;
import org.openstm.device.sim.chipcard.passport.PassportFiles;
import org.openstm.device.sim.xfs4iot.XfsServiceMessages;
import org.openstm.device.sim.xfs4iot.XfsServiceMessages.ServiceCommand;
import org.openstm.device.sim.xfs4iot.XfsServiceSim;
import tools.jackson.databind.node.ObjectNode;

/// An XFS4IoT service of a card reader: with manual insertion (`dip`), or motorised (`motor`). It has the same
/// cards and card faults as the virtual reader.
public final class CardServiceSim extends XfsServiceSim {
    /// Position of the card.
    private enum CardPlace {
        NOWHERE("notPresent"),
        /// At the entry of a motor.
        ENTRY("entering"),
        IN("present");

        private final String media;

        CardPlace(String media) {
            this.media = media;
        }
    }

    private final Map<String, ChipCard> cards = InventedChipCards.loadCards();
    private final ChipFaults faults = new ChipFaults();
    private CardPlace place = CardPlace.NOWHERE;
    private @Nullable ChipCard card;
    private @Nullable ChipCardEmulator chip;
    private boolean motor;
    private boolean jammed;

    public CardServiceSim(String link) throws IOException {
        super(link);
    }

    @Override
    public DeviceClass deviceClass() {
        return DeviceClass.CHIP_CARD_READER;
    }

    @Override
    protected String interfaceName() {
        return "CardReader";
    }

    @Override
    protected Map<String, String> ownCommands() {
        return Map.of(
                "CardReader.ReadRawData", "2.0",
                "CardReader.ChipPower", "2.0",
                "CardReader.ChipIO", "3.0",
                "CardReader.Move", "2.0",
                "CardReader.Reset", "2.0");
    }

    @Override
    protected boolean isDeviceCommand(String command) {
        return command.equals("CardReader.ChipIO");
    }

    @Override
    protected synchronized void putStatus(ObjectNode payload) {
        payload.putObject("cardReader")
                .put("media", jammed ? "jammed" : place.media)
                .put("chipPower", card == null ? "noCard" : chip == null ? "poweredOff" : "online");
    }

    @Override
    protected synchronized void putCapabilities(ObjectNode payload) {
        var can = payload.putObject("cardReader").put("type", motor ? "motor" : "dip");
        can.putObject("chipProtocols").put("chipT0", true).put("chipT1", true);
        can.putObject("chipPower").put("cold", true).put("warm", true).put("off", true);
        can.put("cardTakenSensor", true);
    }

    @Override
    protected String deviceHelp() {
        return "insert CARD [FIELD=VALUE ...] | pull | cards | card | csca FOLDER | type dip|motor | jam | "
                + ChipFaults.WORDS;
    }

    @Override
    protected String runDeviceWord(String word, String rest) throws InterruptedException {
        switch (word) {
            case "insert" -> {
                return insertCard(rest);
            }
            case "pull" -> pullCard();
            case "cards" -> {
                return "ok " + String.join(" ", cards.keySet());
            }
            case "card" -> {
                synchronized (this) {
                    return "ok " + place.media;
                }
            }
            case "type" -> {
                synchronized (this) {
                    motor = rest.equals("motor");
                }
            }
            case "jam" -> {
                synchronized (this) {
                    jammed = true;
                }
            }
            case "csca" -> publishAuthorities(rest);
            case "fault" -> faults.setFault(rest);
            default -> {
                return unknownWordError(word);
            }
        }
        return "ok";
    }

    private static void publishAuthorities(String folder) {
        try {
            PassportFiles.publishAuthorities(Path.of(folder));
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    private synchronized String insertCard(String rest) {
        var said = rest.split("\\s+", -1);
        var fresh = cards.get(said[0]);
        if (fresh == null) return "error: no such card: " + said[0] + " (cards lists them)";
        for (int i = 1; i < said.length; i++) fresh = fresh.withChange(said[i]);
        card = fresh;
        chip = null;
        place = motor ? CardPlace.ENTRY : CardPlace.IN;
        notifyAll();
        return "ok";
    }

    private void pullCard() throws InterruptedException {
        synchronized (this) {
            if (card == null) return;
            card = null;
            chip = null;
            place = CardPlace.NOWHERE;
        }
        sendUnsolicitedEvent("CardReader.MediaRemovedEvent");
    }

    @Override
    protected synchronized void resetFaults() {
        jammed = false;
        faults.setFault("none");
    }

    @Override
    protected void executeCommand(ServiceCommand command) throws InterruptedException {
        switch (command.name()) {
            case "CardReader.ReadRawData" -> readRawData(command);
            case "CardReader.ChipPower" -> powerChip(command);
            case "CardReader.ChipIO" -> exchangeApdu(command);
            case "CardReader.Move" -> moveCard(command);
            default -> resetReader(command);
        }
    }

    private void resetReader(ServiceCommand command) throws InterruptedException {
        synchronized (this) {
            chip = null;
            jammed = false;
            if (card != null && command.payload().path("to").asString("").equals("exit")) place = CardPlace.ENTRY;
        }
        completeCommand(command, "success", "", XfsServiceMessages.newPayload());
    }

    /// Accepts a card, or reads the one that is in.
    private void readRawData(ServiceCommand command) throws InterruptedException {
        long end = System.nanoTime() + command.timeoutMillis() * 1_000_000;
        boolean endless = command.timeoutMillis() == 0;
        byte[] atr = null;
        synchronized (this) {
            while (card == null && !isCancelled(command) && (endless || System.nanoTime() - end < 0)) wait(10);
            var now = card;
            if (now != null && !isCancelled(command)) {
                place = CardPlace.IN;
                chip = new ChipCardEmulator(now);
                atr = now.atr();
            }
        }
        if (atr == null) {
            completeCommand(
                    command, isCancelled(command) ? "canceled" : "timeOut", "", XfsServiceMessages.newPayload());
            return;
        }
        var payload = XfsServiceMessages.newPayload();
        payload.putArray("chip").addObject().put("status", "ok").put("data", toBase64(atr));
        completeCommand(command, "success", "", payload);
    }

    private void powerChip(ServiceCommand command) throws InterruptedException {
        var payload = XfsServiceMessages.newPayload();
        synchronized (this) {
            var now = place == CardPlace.IN ? card : null;
            chip = now == null ? null : new ChipCardEmulator(now);
            if (now != null) payload.put("chipData", toBase64(now.atr()));
        }
        if (payload.isEmpty()) completeCommand(command, "commandErrorCode", "noMedia", payload);
        else completeCommand(command, "success", "", payload);
    }

    private void exchangeApdu(ServiceCommand command) throws InterruptedException {
        var deed = faults.nextOutcome();
        if (deed == ChipFaults.CommandOutcome.PULL) pullCard();
        byte[] answer;
        synchronized (this) {
            var now = chip;
            answer = now == null ? null : answerApdu(now, command);
        }
        if (answer == null) {
            completeCommand(command, "commandErrorCode", "noMedia", XfsServiceMessages.newPayload());
            return;
        }
        answer = faults.spoilAnswer(answer);
        faults.waitWhileHeld();
        if (answer == null) {
            completeCommand(command, "commandErrorCode", "invalidData", XfsServiceMessages.newPayload());
            return;
        }
        var payload = XfsServiceMessages.newPayload().put("chipData", toBase64(answer));
        payload.set("chipProtocol", command.payload().path("chipProtocol"));
        completeCommand(command, "success", "", payload);
    }

    /// With T=0, no command has both data and an expected length (ISO/IEC 7816-3, 12.2).
    private static byte[] answerApdu(ChipCardEmulator chip, ServiceCommand command) {
        var bytes = apduBytes(command);
        boolean t0 = command.payload().path("chipProtocol").asString("").equals("chipT0");
        boolean both = bytes.length > 5 && bytes.length > 5 + (bytes[4] & 0xFF);
        return t0 && both ? new byte[] {0x67, 0x00} : chip.answerCommand(bytes);
    }

    private static byte[] apduBytes(ServiceCommand command) {
        try {
            return Base64.getDecoder().decode(command.payload().path("chipData").asString(""));
        } catch (IllegalArgumentException _) {
            return new byte[0];
        }
    }

    private static String toBase64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private void moveCard(ServiceCommand command) throws InterruptedException {
        boolean there;
        synchronized (this) {
            there = card != null;
            chip = null;
            if (there) place = CardPlace.ENTRY;
        }
        completeCommand(
                command,
                there ? "success" : "commandErrorCode",
                there ? "" : "noMedia",
                XfsServiceMessages.newPayload());
    }
}
