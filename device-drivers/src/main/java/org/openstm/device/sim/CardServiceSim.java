package org.openstm.device.sim;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openstm.device.DeviceClass;
import org.openstm.device.sim.XfsMessages.Command;
import tools.jackson.databind.node.ObjectNode;

/// An XFS4IoT service of a card reader: one into which cards are put by hand (`dip`), or one that takes them in and
/// gives them back (`motor`). The same cards and faults of cards as in the virtual reader.
final class CardServiceSim extends XfsService {
    /// Where the card is.
    private enum Place {
        NOWHERE("notPresent"),
        /// At the entry of a motor.
        ENTRY("entering"),
        IN("present");

        private final String media;

        Place(String media) {
            this.media = media;
        }
    }

    private final Map<String, ChipCard> cards = ChipCards.load();
    private final ChipFaults faults = new ChipFaults();
    private Place place = Place.NOWHERE;
    private @Nullable ChipCard card;
    private @Nullable ChipMachine chip;
    private boolean motor;
    private boolean jammed;

    CardServiceSim(String link) throws IOException {
        super(link);
    }

    @Override
    public DeviceClass deviceClass() {
        return DeviceClass.CHIP_CARD_READER;
    }

    @Override
    String interfaceName() {
        return "CardReader";
    }

    @Override
    Map<String, String> ownCommands() {
        return Map.of(
                "CardReader.ReadRawData", "2.0",
                "CardReader.ChipPower", "2.0",
                "CardReader.ChipIO", "3.0",
                "CardReader.Move", "2.0",
                "CardReader.Reset", "2.0");
    }

    @Override
    boolean works(String command) {
        return command.equals("CardReader.ChipIO");
    }

    @Override
    synchronized void status(ObjectNode payload) {
        payload.putObject("cardReader")
                .put("media", jammed ? "jammed" : place.media)
                .put("chipPower", card == null ? "noCard" : chip == null ? "poweredOff" : "online");
    }

    @Override
    synchronized void capabilities(ObjectNode payload) {
        var can = payload.putObject("cardReader").put("type", motor ? "motor" : "dip");
        can.putObject("chipProtocols").put("chipT0", true).put("chipT1", true);
        can.putObject("chipPower").put("cold", true).put("warm", true).put("off", true);
        can.put("cardTakenSensor", true);
    }

    @Override
    String wordsHere() {
        return "insert CARD [FIELD=VALUE ...] | pull | cards | card | csca FOLDER | type dip|motor | jam | "
                + ChipFaults.WORDS;
    }

    @Override
    String actHere(String word, String rest) throws InterruptedException {
        switch (word) {
            case "insert" -> {
                return insert(rest);
            }
            case "pull" -> pull();
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
            case "csca" -> publish(rest);
            case "fault" -> faults.set(rest);
            default -> {
                return unknown(word);
            }
        }
        return "ok";
    }

    private static void publish(String folder) {
        try {
            PassportFiles.publish(Path.of(folder));
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    private synchronized String insert(String rest) {
        var said = rest.split("\\s+", -1);
        var fresh = cards.get(said[0]);
        if (fresh == null) return "error: no such card: " + said[0] + " (cards lists them)";
        for (int i = 1; i < said.length; i++) fresh = fresh.with(said[i]);
        card = fresh;
        chip = null;
        place = motor ? Place.ENTRY : Place.IN;
        notifyAll();
        return "ok";
    }

    private void pull() throws InterruptedException {
        synchronized (this) {
            if (card == null) return;
            card = null;
            chip = null;
            place = Place.NOWHERE;
        }
        tell("CardReader.MediaRemovedEvent");
    }

    @Override
    synchronized void heal() {
        jammed = false;
        faults.set("none");
    }

    @Override
    void execute(Command command) throws InterruptedException {
        switch (command.name()) {
            case "CardReader.ReadRawData" -> readRawData(command);
            case "CardReader.ChipPower" -> power(command);
            case "CardReader.ChipIO" -> talk(command);
            case "CardReader.Move" -> move(command);
            default -> reset(command);
        }
    }

    private void reset(Command command) throws InterruptedException {
        synchronized (this) {
            chip = null;
            jammed = false;
            if (card != null && command.payload().path("to").asString("").equals("exit")) place = Place.ENTRY;
        }
        complete(command, "success", "", XfsMessages.object());
    }

    /// Takes a card in, or looks at the one that is in.
    private void readRawData(Command command) throws InterruptedException {
        long end = System.nanoTime() + command.timeoutMillis() * 1_000_000;
        boolean endless = command.timeoutMillis() == 0;
        byte[] atr = null;
        synchronized (this) {
            while (card == null && !unwanted(command) && (endless || System.nanoTime() - end < 0)) wait(10);
            var now = card;
            if (now != null && !unwanted(command)) {
                place = Place.IN;
                chip = new ChipMachine(now);
                atr = now.atr();
            }
        }
        if (atr == null) {
            complete(command, unwanted(command) ? "canceled" : "timeOut", "", XfsMessages.object());
            return;
        }
        var payload = XfsMessages.object();
        payload.putArray("chip").addObject().put("status", "ok").put("data", base64(atr));
        complete(command, "success", "", payload);
    }

    private void power(Command command) throws InterruptedException {
        var payload = XfsMessages.object();
        synchronized (this) {
            var now = place == Place.IN ? card : null;
            chip = now == null ? null : new ChipMachine(now);
            if (now != null) payload.put("chipData", base64(now.atr()));
        }
        if (payload.isEmpty()) complete(command, "commandErrorCode", "noMedia", payload);
        else complete(command, "success", "", payload);
    }

    private void talk(Command command) throws InterruptedException {
        var deed = faults.next();
        if (deed == ChipFaults.Deed.PULL) pull();
        byte[] answer;
        synchronized (this) {
            var now = chip;
            answer = now == null ? null : answer(now, command);
        }
        if (answer == null) {
            complete(command, "commandErrorCode", "noMedia", XfsMessages.object());
            return;
        }
        answer = faults.spoilt(answer);
        faults.waitWhileHeld();
        if (answer == null) {
            complete(command, "commandErrorCode", "invalidData", XfsMessages.object());
            return;
        }
        var payload = XfsMessages.object().put("chipData", base64(answer));
        payload.set("chipProtocol", command.payload().path("chipProtocol"));
        complete(command, "success", "", payload);
    }

    /// A card of T=0 takes no command that has data and wants some (ISO/IEC 7816-3, 12.2).
    private static byte[] answer(ChipMachine chip, Command command) {
        var bytes = bytes(command);
        boolean t0 = command.payload().path("chipProtocol").asString("").equals("chipT0");
        boolean both = bytes.length > 5 && bytes.length > 5 + (bytes[4] & 0xFF);
        return t0 && both ? new byte[] {0x67, 0x00} : chip.answer(bytes);
    }

    private static byte[] bytes(Command command) {
        try {
            return Base64.getDecoder().decode(command.payload().path("chipData").asString(""));
        } catch (IllegalArgumentException _) {
            return new byte[0];
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private void move(Command command) throws InterruptedException {
        boolean there;
        synchronized (this) {
            there = card != null;
            chip = null;
            if (there) place = Place.ENTRY;
        }
        complete(command, there ? "success" : "commandErrorCode", there ? "" : "noMedia", XfsMessages.object());
    }
}
