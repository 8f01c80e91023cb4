package org.openstm.device.sim.link;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// Common code of all simulators on a byte link: the cable.
public abstract class WiredSimulator implements DeviceSimulator, SimulatorPort.PortListener {
    private static final String CABLE = "stall SECONDS | unplug | plug | " + LinkFaults.WORDS + " | help";

    private final SimulatorPort outlet;

    @SuppressWarnings("this-escape") // the port calls back only after it was started
    public WiredSimulator(String link) throws IOException {
        outlet = SimulatorPort.open(link, deviceClass().text(), this);
    }

    /// Starts listening; not in the constructor, because bytes may arrive at once.
    public final DeviceSimulator startListening() {
        outlet.start();
        return this;
    }

    /// Executes a command of this device; the first word and the rest of the line.
    protected abstract String runWord(String word, String rest) throws InterruptedException;

    /// The commands of this device, for `help`.
    protected abstract String commandHelp();

    @Override
    public final String runControlLine(String line) {
        var said = line.strip().split("\\s+", 2);
        var rest = said.length > 1 ? said[1].strip() : "";
        try {
            return switch (said[0]) {
                case "help" -> "ok " + commandHelp() + " | " + CABLE;
                case "unplug" -> {
                    outlet.unplugCable();
                    yield "ok";
                }
                case "plug" -> {
                    outlet.plugCable();
                    yield "ok";
                }
                case "stall" -> {
                    outlet.holdFor(Duration.ofMillis(Math.round(Double.parseDouble(rest) * 1000)));
                    yield "ok";
                }
                case "line" -> {
                    applyLinkFault(rest);
                    yield "ok";
                }
                default -> runWord(said[0], rest);
            };
        } catch (IllegalArgumentException wrong) {
            return "error: " + wrong.getMessage();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return "error: interrupted";
        }
    }

    private void applyLinkFault(String words) throws InterruptedException {
        if (words.equals("drop")) outlet.dropPeer();
        else if (words.startsWith("garbage "))
            outlet.sendBytes(outlet.linkFaults().randomBytes(Integer.parseInt(words.substring("garbage ".length()))));
        else outlet.linkFaults().setFault(words);
    }

    public static String unknownWordError(String line) {
        return "error: no such word: " + line + " (help lists them)";
    }

    public final SimulatorPort simulatorPort() {
        return outlet;
    }

    @Override
    public String link() {
        return outlet.link();
    }

    @Override
    public List<Path> printedPapers() {
        return List.of();
    }

    @Override
    public void close() {
        outlet.close();
    }
}
