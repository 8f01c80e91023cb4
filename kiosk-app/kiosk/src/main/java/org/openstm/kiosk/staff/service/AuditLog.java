package org.openstm.kiosk.staff.service;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// Audit log of staff actions, apart from the journal. A line is `number TAB time TAB who TAB what TAB about TAB
/// hash`. A line's hash covers the line before it, so that no line can be changed, removed or inserted; a cut-off
/// end is detected by the head that the journal records ([#headText]). On the disk when [#writeLine] returns.
/// Nothing is ever removed: a year of a busy branch is under three megabytes.
///
/// No names or numbers of citizens: only devices, cases and staff.
public final class AuditLog implements AutoCloseable {
    private static final String START = "0".repeat(64);

    private final Path path;
    private final RandomAccessFile file;
    private final List<AuditLine> lines;

    /// @param who staff number, or empty
    /// @param what in kebab case: `admitted`, `refused`, `left`, `check`, `reset`, `morning-check`, `audit-read`
    /// @param about device, result; no personal data
    /// @param hash hex
    public record AuditLine(long number, Instant at, String who, String what, String about, String hash) {
        private String hashedText() {
            return number + "\t" + at + "\t" + who + "\t" + what + "\t" + about;
        }

        @Override
        public String toString() {
            return hashedText() + "\t" + hash;
        }
    }

    /// Result of a check of the file.
    ///
    /// @param flaw what is wrong with it and where; empty if it is intact
    public record ParsedAuditLog(List<AuditLine> lines, Optional<String> flaw) {
        public ParsedAuditLog {
            lines = List.copyOf(lines);
        }
    }

    private AuditLog(Path path, RandomAccessFile file, List<AuditLine> lines) {
        this.path = path;
        this.file = file;
        this.lines = lines;
    }

    /// Opens or creates the log. Removes a partial last line after a power cut: it was never reported as written.
    ///
    /// @throws IllegalStateException if it was tampered with: nobody may log in before an auditor has seen it
    public static AuditLog open(Path path) {
        try {
            if (!Files.exists(path))
                Files.createFile(
                        path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            var file = new RandomAccessFile(path.toFile(), "rw");
            var text = Files.readString(path, StandardCharsets.UTF_8);
            int whole = text.lastIndexOf('\n') + 1;
            file.setLength(text.substring(0, whole).getBytes(StandardCharsets.UTF_8).length);
            file.seek(file.length());
            var found = parseLines(text.substring(0, whole));
            if (found.flaw().isPresent()) {
                file.close();
                throw new IllegalStateException(path + ": " + found.flaw().get());
            }
            return new AuditLog(path, file, new ArrayList<>(found.lines()));
        } catch (IOException broken) {
            throw new UncheckedIOException(path + " cannot be opened", broken);
        }
    }

    /// Reads and checks a file without changing it.
    public static ParsedAuditLog readFile(Path path) throws IOException {
        return parseLines(Files.readString(path, StandardCharsets.UTF_8));
    }

    private static ParsedAuditLog parseLines(String text) {
        var lines = new ArrayList<AuditLine>();
        var hash = START;
        for (var row : text.lines().toList()) {
            var cells = row.split("\t", -1);
            try {
                if (cells.length != 6) return toFlawedLog(lines, "is not a line of this log");
                var line = new AuditLine(
                        Long.parseLong(cells[0]), Instant.parse(cells[1]), cells[2], cells[3], cells[4], cells[5]);
                if (line.number() != lines.size() + 1)
                    return toFlawedLog(lines, "does not follow: a line was removed or inserted");
                if (!hashLine(hash, line.hashedText()).equals(line.hash())) return toFlawedLog(lines, "was changed");
                lines.add(line);
                hash = line.hash();
            } catch (NumberFormatException | DateTimeParseException foreign) {
                return toFlawedLog(lines, "is not a line of this log");
            }
        }
        return new ParsedAuditLog(lines, Optional.empty());
    }

    private static ParsedAuditLog toFlawedLog(List<AuditLine> before, String why) {
        return new ParsedAuditLog(before, Optional.of("line " + (before.size() + 1) + " " + why));
    }

    private static String hashLine(String before, String body) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(HexFormat.of().parseHex(before));
            return HexFormat.of().formatHex(digest.digest(body.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("SHA-256 is part of every JDK", missing);
        }
    }

    /// @throws UncheckedIOException if it is not on the disk: then the action must not happen
    public synchronized void writeLine(Instant at, String who, String what, String about) {
        var before = lines.isEmpty() ? START : lines.getLast().hash();
        var bare = new AuditLine(
                lines.size() + 1,
                at,
                withoutControlCharacters(who),
                withoutControlCharacters(what),
                withoutControlCharacters(about),
                "");
        var line = new AuditLine(
                bare.number(), at, bare.who(), bare.what(), bare.about(), hashLine(before, bare.hashedText()));
        try {
            long end = file.length();
            try {
                file.write((line + "\n").getBytes(StandardCharsets.UTF_8));
                file.getFD().sync();
            } catch (IOException broken) {
                file.setLength(end);
                file.seek(end);
                throw broken;
            }
        } catch (IOException broken) {
            throw new UncheckedIOException("the audit log cannot be written", broken);
        }
        lines.add(line);
    }

    private static String withoutControlCharacters(String text) {
        return text.replaceAll("\\p{Cntrl}", " ");
    }

    public synchronized List<AuditLine> lines() {
        return List.copyOf(lines);
    }

    /// Whether the file still contains the written lines.
    public synchronized boolean isUnchanged() {
        try {
            var found = readFile(path);
            return found.flaw().isEmpty() && found.lines().equals(lines);
        } catch (IOException unreadable) {
            return false;
        }
    }

    /// Number and hash of the last line, to be recorded elsewhere.
    public synchronized String headText() {
        return lines.isEmpty()
                ? "0 " + START
                : lines.getLast().number() + " " + lines.getLast().hash();
    }

    /// Whether this log continues from that head: the line of that number has that hash.
    public synchronized boolean continuesFrom(String head) {
        var words = head.split(" ");
        long number = Long.parseLong(words[0]);
        return number == 0
                || number <= lines.size() && lines.get((int) number - 1).hash().equals(words[1]);
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException broken) {
            throw new UncheckedIOException("the audit log cannot be closed", broken);
        }
    }
}
