package org.openstm.kiosk.app.service;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/// The last lines of the program's log, for diagnosis. Log lines contain no personal data;
/// longer numbers are masked all the same.
public final class LogTail extends Handler {
    private static final int LAST = 500;
    private static final SimpleFormatter WORDS = new SimpleFormatter();
    private static final LogTail TAIL = new LogTail();

    private final ArrayDeque<String> lines = new ArrayDeque<>();

    private LogTail() {}

    /// Starts collecting.
    public static void startKeeping() {
        Logger.getLogger("").addHandler(TAIL);
    }

    public static List<String> lastLines() {
        synchronized (TAIL.lines) {
            return List.copyOf(TAIL.lines);
        }
    }

    @Override
    public void publish(LogRecord record) {
        if (record.getLevel().intValue() < java.util.logging.Level.INFO.intValue()) return;
        var line = Instant.ofEpochMilli(record.getMillis()) + " "
                + record.getLevel().getName() + " " + record.getLoggerName() + ": " + WORDS.formatMessage(record);
        if (record.getThrown() != null) line += " | " + record.getThrown();
        synchronized (lines) {
            if (lines.size() == LAST) lines.removeFirst();
            lines.addLast(maskDigits(line));
        }
    }

    /// Six or more successive digits: the first two stay.
    static String maskDigits(String line) {
        return line.replaceAll("(\\d{2})\\d{4,}", "$1****");
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
}
