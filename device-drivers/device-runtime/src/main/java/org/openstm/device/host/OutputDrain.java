package org.openstm.device.host;

import java.io.IOException;
import java.io.InputStream;

/// Filters the output of a host for the log: short lines, a limited number, and nothing that could identify a
/// person. A maker's library may print anything, card data included.
final class OutputDrain {
    private static final int LONGEST_LINE = 300;
    private static final int MOST_LINES = 200;

    private static final System.Logger LOG = System.getLogger(OutputDrain.class.getName());

    private OutputDrain() {}

    static void startDrain(InputStream output, String id) {
        Thread.ofPlatform().daemon().name("host " + id + " output").start(() -> drainOutput(output, "host " + id));
    }

    /// Reads to the end, so that the host never blocks on a full pipe.
    static void drainOutput(InputStream output, String id) {
        var line = new StringBuilder();
        int lines = 0;
        try (output) {
            for (int one = output.read(); one >= 0; one = output.read()) {
                if (one != '\n') {
                    if (line.length() < LONGEST_LINE) line.append((char) one);
                } else {
                    if (lines++ < MOST_LINES) LOG.log(System.Logger.Level.INFO, "{0}: {1}", id, maskNumbers(line));
                    line.setLength(0);
                }
            }
        } catch (IOException _) {
            // the host is gone
        }
    }

    static String maskNumbers(CharSequence line) {
        return line.toString().replaceAll("[^ -~]", "?").replaceAll("[0-9]{5,}[0-9Xx]", "*");
    }
}
