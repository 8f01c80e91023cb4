package org.openstm.device.sim;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.openstm.device.DeviceClass;

/// Cards with a chip in the virtual reader (vpcd) of a real `pcscd`: one of its own, which
/// unplugging kills, or one that runs already.
final class ChipCardReaderSim implements Simulator {
    private static final String WORDS =
            "insert CARD [FIELD=VALUE ... | sod=expired ...] | pull | cards | card | csca FOLDER | " + ChipFaults.WORDS
                    + " | stall SECONDS | second WORDS (of the second slot) | unplug | plug | help";
    private static final String ANY_PORT = "tcp://127.0.0.1:0";

    private final Map<String, ChipCard> cards = ChipCards.load();
    private final VirtualReader reader;
    private final CardPlug first;
    private final CardPlug second;

    private ChipCardReaderSim(VirtualReader reader) {
        this.reader = reader;
        this.first = new CardPlug(reader.port());
        this.second = new CardPlug(reader.port() + 1);
    }

    /// @param link `tcp://127.0.0.1:0` for a `pcscd` of its own, else where a vpcd listens
    static Simulator start(String link) throws IOException {
        if (!link.startsWith("tcp://"))
            throw new IllegalArgumentException("a card is put into a vpcd at tcp://HOST:PORT, not " + link);
        return new ChipCardReaderSim(
                link.equals(ANY_PORT)
                        ? VirtualReader.start()
                        : VirtualReader.running(Integer.parseInt(link.substring(link.lastIndexOf(':') + 1))));
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
    public String say(String line) {
        try {
            return said(line.strip(), first);
        } catch (IllegalArgumentException wrong) {
            return "error: " + wrong.getMessage();
        } catch (IOException problem) {
            return "error: " + problem.getMessage();
        }
    }

    private String said(String line, CardPlug slot) throws IOException {
        var words = line.split("\\s+", 2);
        var rest = words.length > 1 ? words[1].strip() : "";
        return switch (words[0]) {
            case "help" -> "ok " + WORDS;
            case "second" -> said(rest, second);
            case "insert" -> insert(rest, slot);
            case "pull" -> {
                slot.pull();
                yield "ok";
            }
            case "cards" -> "ok " + String.join(" ", cards.keySet());
            case "card" -> "ok " + (slot.inserted() ? "in" : "none");
            case "csca" -> {
                PassportFiles.publish(Path.of(rest));
                yield "ok";
            }
            case "fault" -> {
                slot.faults().set(rest);
                yield "ok";
            }
            case "stall" -> {
                slot.faults().hold(Duration.ofMillis(Math.round(Double.parseDouble(rest) * 1000)));
                yield "ok";
            }
            case "unplug" -> {
                reader.kill();
                yield "ok";
            }
            case "plug" -> {
                reader.plug();
                yield "ok";
            }
            default -> "error: no such word: " + words[0] + " (help lists them)";
        };
    }

    /// Fields given behind the name change the card for this once, for cards that no honest citizen has.
    private String insert(String rest, CardPlug slot) {
        var said = rest.split("\\s+", -1);
        var card = cards.get(said[0]);
        if (card == null) return "error: no such card: " + said[0] + " (cards lists them)";
        for (int i = 1; i < said.length; i++) card = card.with(said[i]);
        slot.insert(card);
        return "ok";
    }

    @Override
    public List<Path> papers() {
        return List.of();
    }

    @Override
    public void close() {
        first.close();
        second.close();
        reader.close();
    }
}
