package org.openstm.device.sim.chipcard;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.openstm.device.DeviceClass;
import org.openstm.device.sim.chipcard.passport.PassportFiles;
import org.openstm.device.sim.link.DeviceSimulator;

/// Chip cards in the virtual reader (vpcd) of a real `pcscd`: one of its own, which an unplug kills, or one that
/// runs already.
public final class ChipCardReaderSim implements DeviceSimulator {
    private static final String WORDS =
            "insert CARD [FIELD=VALUE ... | sod=expired ...] | pull | cards | card | csca FOLDER | " + ChipFaults.WORDS
                    + " | stall SECONDS | second WORDS (of the second slot) | unplug | plug | help";
    private static final String ANY_PORT = "tcp://127.0.0.1:0";

    private final Map<String, ChipCard> cards = InventedChipCards.loadCards();
    private final VirtualCardReader reader;
    private final VpcdSlot first;
    private final VpcdSlot second;

    private ChipCardReaderSim(VirtualCardReader reader) {
        this.reader = reader;
        this.first = new VpcdSlot(reader.port());
        this.second = new VpcdSlot(reader.port() + 1);
    }

    /// @param link `tcp://127.0.0.1:0` for a `pcscd` of its own, else the address of a vpcd
    public static DeviceSimulator start(String link) throws IOException {
        if (!link.startsWith("tcp://"))
            throw new IllegalArgumentException("a card is put into a vpcd at tcp://HOST:PORT, not " + link);
        return new ChipCardReaderSim(
                link.equals(ANY_PORT)
                        ? VirtualCardReader.start()
                        : VirtualCardReader.ofRunningDaemon(
                                Integer.parseInt(link.substring(link.lastIndexOf(':') + 1))));
    }

    @Override
    public DeviceClass deviceClass() {
        return DeviceClass.CHIP_CARD_READER;
    }

    @Override
    public String link() {
        return reader.link();
    }

    @Override
    public String runControlLine(String line) {
        try {
            return runSlotWord(line.strip(), first);
        } catch (IllegalArgumentException wrong) {
            return "error: " + wrong.getMessage();
        } catch (IOException problem) {
            return "error: " + problem.getMessage();
        }
    }

    private String runSlotWord(String line, VpcdSlot slot) throws IOException {
        var words = line.split("\\s+", 2);
        var rest = words.length > 1 ? words[1].strip() : "";
        return switch (words[0]) {
            case "help" -> "ok " + WORDS;
            case "second" -> runSlotWord(rest, second);
            case "insert" -> insertCard(rest, slot);
            case "pull" -> {
                slot.pullCard();
                yield "ok";
            }
            case "cards" -> "ok " + String.join(" ", cards.keySet());
            case "card" -> "ok " + (slot.hasCard() ? "in" : "none");
            case "csca" -> {
                PassportFiles.publishAuthorities(Path.of(rest));
                yield "ok";
            }
            case "fault" -> {
                slot.chipFaults().setFault(rest);
                yield "ok";
            }
            case "stall" -> {
                slot.chipFaults().holdFor(Duration.ofMillis(Math.round(Double.parseDouble(rest) * 1000)));
                yield "ok";
            }
            case "unplug" -> {
                reader.killDaemon();
                yield "ok";
            }
            case "plug" -> {
                reader.startDaemon();
                yield "ok";
            }
            default -> "error: no such word: " + words[0] + " (help lists them)";
        };
    }

    /// Fields after the name change the card for this insertion, for cards that do not exist in reality.
    private String insertCard(String rest, VpcdSlot slot) {
        var said = rest.split("\\s+", -1);
        var card = cards.get(said[0]);
        if (card == null) return "error: no such card: " + said[0] + " (cards lists them)";
        for (int i = 1; i < said.length; i++) card = card.withChange(said[i]);
        try {
            slot.insertCard(card);
            return "ok";
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return "error: stopped before the reader noticed the card";
        }
    }

    @Override
    public List<Path> printedPapers() {
        return List.of();
    }

    @Override
    public void close() {
        first.close();
        second.close();
        reader.close();
    }
}
