package org.openstm.device.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// The units of the Debian package in which systemd runs drivers: another user, no network unless the link needs it,
/// no file of the terminal, and of all devices only the node of the unit's name. polkit lets the kiosk start and stop
/// exactly these.
final class DriverUnits {
    /// Each unit sees the folder of its instance as this one.
    static final Path INSIDE = Path.of("/run/openstm-driver");

    private static final Path FOLDER = Path.of("/run/openstm-drivers");
    private static final Path SYSTEMD = Path.of("/run/systemd/system");
    private static final String PACKAGE_JAVA = "/usr/lib/openstm/";
    private static final String SYSTEMCTL = "/usr/bin/systemctl";
    private static final int LONGEST_COMPLAINT = 300;
    private static final long ANSWER_SECONDS = 15;

    private DriverUnits() {}

    /// @return the folder in which a confined host meets its kiosk; empty in a checkout, where no systemd runs, and
    ///     for a user who is not the terminal's
    static Optional<Path> findFolder() {
        return System.getProperty("java.home").startsWith(PACKAGE_JAVA)
                        && Files.isDirectory(SYSTEMD)
                        && Files.isWritable(FOLDER)
                ? Optional.of(FOLDER)
                : Optional.empty();
    }

    /// The instance for a path or a word, in the spelling of systemd (`systemd-escape --path`).
    static String escape(String name) {
        var text = new StringBuilder();
        var bytes = name.replaceFirst("^/", "").getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < bytes.length; i++) {
            char one = (char) (bytes[i] & 0xff);
            boolean plain = one < 128 && (Character.isLetterOrDigit(one) || one == ':' || one == '_');
            if (one == '/') text.append('-');
            else if (plain || one == '.' && i > 0) text.append(one);
            else text.append(String.format("\\x%02x", (int) one));
        }
        return text.toString();
    }

    /// Runs systemctl and returns its answer.
    ///
    /// @throws IOException if it refuses; the message quotes it
    static String systemctl(List<String> words) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(SYSTEMCTL, "--no-ask-password", "--no-pager"));
        command.addAll(words);
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            process.getOutputStream().close();
            if (!process.waitFor(ANSWER_SECONDS, TimeUnit.SECONDS))
                throw new IOException("systemctl " + words.getFirst() + " did not return");
            var answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (process.exitValue() != 0)
                throw new IOException("systemctl " + String.join(" ", words) + ": "
                        + answer.lines()
                                .findFirst()
                                .orElse("code " + process.exitValue())
                                .transform(line -> line.substring(0, Math.min(line.length(), LONGEST_COMPLAINT))));
            return answer;
        } finally {
            process.destroyForcibly();
        }
    }
}
