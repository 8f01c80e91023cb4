package org.openstm.device.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.openstm.device.sim.link.DeviceSimulator;
import org.openstm.device.sim.link.WiredSimulator;

/// A fault script: control lines that run automatically. One a line: `at SECONDS LINE`, `after-bytes N LINE`,
/// `between SECONDS SECONDS LINE` (drawn from `seed N`, so that a failure can be repeated), `#` for a comment.
final class FaultScript {
    private record ScriptCue(long atMillis, long afterBytes, String line) {}

    private final List<ScriptCue> cues = new ArrayList<>();

    /// @throws IllegalArgumentException with the invalid line
    FaultScript(List<String> lines) {
        var random = new Random(1);
        int number = 0;
        for (var line : lines) {
            number++;
            var said = line.strip().split("\\s+", 4);
            try {
                switch (said[0]) {
                    case "at" -> cues.add(new ScriptCue(toMillis(said[1]), 0, restOfLine(line, 2)));
                    case "after-bytes" -> cues.add(new ScriptCue(0, Long.parseLong(said[1]), restOfLine(line, 2)));
                    case "between" -> {
                        long from = toMillis(said[1]);
                        long more = Math.max(0, toMillis(said[2]) - from);
                        cues.add(new ScriptCue(from + random.nextLong(more + 1), 0, restOfLine(line, 3)));
                    }
                    case "seed" -> random = new Random(Long.parseLong(said[1]));
                    default -> {
                        if (!said[0].isEmpty() && !said[0].startsWith("#"))
                            throw new IllegalArgumentException("begin with at, after-bytes, between, seed or #");
                    }
                }
            } catch (RuntimeException wrong) {
                throw new IllegalArgumentException("script line " + number + ": " + wrong.getMessage(), wrong);
            }
        }
    }

    private static String restOfLine(String line, int words) {
        var said = line.strip().split("\\s+", words + 1);
        if (said.length <= words) throw new IllegalArgumentException("no control line follows");
        return said[words];
    }

    private static long toMillis(String seconds) {
        return Math.round(Double.parseDouble(seconds) * 1000);
    }

    /// Runs each line at its time; returns after the last one.
    void playScript(DeviceSimulator simulator) throws InterruptedException {
        long start = System.nanoTime();
        var left = new ArrayList<>(cues);
        while (!left.isEmpty()) {
            long now = (System.nanoTime() - start) / 1_000_000;
            long bytes = simulator instanceof WiredSimulator wired
                    ? wired.simulatorPort().receivedCount()
                    : 0;
            for (var each = left.iterator(); each.hasNext(); ) {
                var cue = each.next();
                if (cue.atMillis() > now || cue.afterBytes() > bytes) continue;
                each.remove();
                simulator.runControlLine(cue.line());
            }
            Thread.sleep(5);
        }
    }
}
