package example.lintel;

import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;
import org.openstm.device.link.Deadline;
import org.openstm.device.link.Link;
import org.openstm.device.link.LinkLost;

/// Exchanges lines with the printer, UTF-8, each ended by LF.
final class Talk implements AutoCloseable {
    private static final int LONGEST_LINE = 500;

    private final Link link;
    private final byte[] arrived = new byte[256];
    private final StringBuilder half = new StringBuilder();

    Talk(Link link) {
        this.link = link;
    }

    /// @return whether the printer accepted all of it
    boolean say(String lines, Deadline until) throws LinkLost, InterruptedException {
        return link.writeAll(lines.getBytes(StandardCharsets.UTF_8), until);
    }

    /// @param begins prefix of the answer
    /// @return the answer, or empty when none arrived in time
    String ask(String line, String begins, Deadline until) throws LinkLost, InterruptedException {
        link.discard();
        half.setLength(0);
        return say(line + "\n", until) ? heard(answer -> answer.startsWith(begins), until) : "";
    }

    /// Waits for one line. The result of an abandoned job may arrive first, and is skipped.
    ///
    /// @return the line, or empty when none arrived in time
    String heard(Predicate<String> wanted, Deadline until) throws LinkLost, InterruptedException {
        var line = heard(until);
        while (!line.isEmpty() && !wanted.test(line)) line = heard(until);
        return line;
    }

    private String heard(Deadline until) throws LinkLost, InterruptedException {
        while (true) {
            int end = half.indexOf("\n");
            if (end >= 0) {
                var line = half.substring(0, end);
                half.delete(0, end + 1);
                return line;
            }
            if (half.length() > LONGEST_LINE) throw new LinkLost("the printer talks without end");
            int count = link.read(arrived, until);
            if (count == 0) return "";
            half.append(new String(arrived, 0, count, StandardCharsets.US_ASCII));
        }
    }

    /// Marks the following data as a citizen's.
    void secret(boolean on) {
        link.secret(on);
    }

    @Override
    public void close() {
        link.close();
    }
}
