package org.openstm.device.driver.receipt.escpos;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.openstm.device.link.Deadline;
import org.openstm.device.link.LinkLost;

/// The printer's maintenance counters over its whole life (`GS g 2`, numbers from 128 on).
final class PrinterCounters {
    private static final long ANSWER_MILLIS = 500;
    private static final int LIFETIME = 0x80;
    private static final Map<String, Integer> NUMBERS =
            new TreeMap<>(Map.of("cuts", 50, "head-pulses", 21, "hours-on", 70, "lines-fed", 20));

    private PrinterCounters() {}

    static Map<String, Long> readCounters(PrinterChannel talk, Deadline until) throws LinkLost, InterruptedException {
        // offline, a printer queues the query, and its late answer would precede another one's
        if (talk.readHealth(until).flatMap(PrinterHealth::blockingFault).isPresent()) return Map.of();
        var counters = new TreeMap<String, Long>();
        for (var each : NUMBERS.entrySet()) {
            var soon = Deadline.inMillis(ANSWER_MILLIS).orSooner(until);
            talk.sendBytes(soon, 0x1D, 0x67, 0x32, 0x00, each.getValue() | LIFETIME, 0x00);
            var answer = talk.awaitAnswer(PrinterAnswer.TextAnswer.class, soon);
            // a printer without counters answers none of the queries
            if (answer.isEmpty()) return counters;
            parseCounter(answer.get().text()).ifPresent(number -> counters.put(each.getKey(), number));
        }
        return counters;
    }

    private static Optional<Long> parseCounter(String text) {
        return text.matches("[0-9]{1,18}") ? Optional.of(Long.valueOf(text)) : Optional.empty();
    }
}
