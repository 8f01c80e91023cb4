package org.openstm.device.sim;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// What all simulators on a byte line have in common: the cable.
abstract class WiredSimulator implements Simulator, Outlet.Arrivals {
    private static final String CABLE = "stall SECONDS | unplug | plug | " + LineFaults.WORDS + " | help";

    private final Outlet outlet;

    WiredSimulator(String link) throws IOException {
        outlet = Outlet.open(link, deviceClass().text(), this);
    }

    /// Begins to listen; apart from the constructor, because bytes may come at once.
    final Simulator started() {
        outlet.start();
        return this;
    }

    /// Does a word of this device; the first word and the rest of the line.
    abstract String act(String word, String rest) throws InterruptedException;

    /// The words of this device, for `help`.
    abstract String words();

    @Override
    public final String say(String line) {
        var said = line.strip().split("\\s+", 2);
        var rest = said.length > 1 ? said[1].strip() : "";
        try {
            return switch (said[0]) {
                case "help" -> "ok " + words() + " | " + CABLE;
                case "unplug" -> {
                    outlet.unplug();
                    yield "ok";
                }
                case "plug" -> {
                    outlet.plug();
                    yield "ok";
                }
                case "stall" -> {
                    outlet.hold(Duration.ofMillis(Math.round(Double.parseDouble(rest) * 1000)));
                    yield "ok";
                }
                case "line" -> {
                    line(rest);
                    yield "ok";
                }
                default -> act(said[0], rest);
            };
        } catch (IllegalArgumentException wrong) {
            return "error: " + wrong.getMessage();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return "error: interrupted";
        }
    }

    private void line(String words) throws InterruptedException {
        if (words.equals("drop")) outlet.drop();
        else if (words.startsWith("garbage "))
            outlet.send(outlet.faults().garbage(Integer.parseInt(words.substring("garbage ".length()))));
        else outlet.faults().set(words);
    }

    static String unknown(String line) {
        return "error: no such word: " + line + " (help lists them)";
    }

    final Outlet outlet() {
        return outlet;
    }

    @Override
    public String link() {
        return outlet.link();
    }

    @Override
    public List<Path> papers() {
        return List.of();
    }

    @Override
    public void close() {
        outlet.close();
    }
}
