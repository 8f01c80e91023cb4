package org.openstm.kiosk.reference;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.openstm.kiosk.central.Beat;

/// The books, read for [Pages]: numbers and states, no person and no contents of a case.
final class Ledger {
    private static final String CASES =
            "SELECT service, state, COUNT(*) FROM case_file WHERE at_ms >= ? GROUP BY service, state";
    private static final String HEARD = "SELECT terminal, at_ms, queued, findings, version, followed FROM beat";
    private static final String DEVICES =
            "SELECT id, state, serves, faults FROM beat_device WHERE terminal = ? ORDER BY id";
    private static final String RATINGS = """
            SELECT r.terminal, c.service, r.grade, r.reasons FROM rating r
            JOIN case_file c ON c.terminal = r.terminal AND c.tx_id = r.tx_id
            """;
    private static final String OFFERS = "SELECT terminal, open, offered, closed FROM beat_offer";
    private static final String END = "SELECT seq, begun_anew FROM chain_head WHERE terminal = ?";
    private static final String PAPERS = "SELECT result, COUNT(*) FROM paper WHERE terminal = ? GROUP BY result";

    /// The last heartbeat.
    ///
    /// @param followed whether its journal followed what was seen before
    record Heard(String terminal, Instant at, int queued, int findings, String version, boolean followed) {}

    /// A device as its terminal told last.
    record Device(String id, String state, boolean serves, String faults) {}

    /// The countersigned end of a terminal's journal.
    record End(long seq, int begunAnew) {}

    private final Books books;

    Ledger(Books books) {
        this.books = books;
    }

    /// By service and state.
    Map<String, Map<String, Integer>> cases(Instant since) {
        return books.together(b -> {
            var counts = new TreeMap<String, Map<String, Integer>>();
            b.all(
                    CASES,
                    row -> counts.computeIfAbsent(row.getString(1), _ -> new TreeMap<>())
                            .put(row.getString(2), row.getInt(3)),
                    since.toEpochMilli());
            return counts;
        });
    }

    /// By terminal.
    Map<String, Heard> heard() {
        return books.together(b -> {
            var all = new TreeMap<String, Heard>();
            b.all(
                    HEARD,
                    row -> all.put(
                            row.getString(1),
                            new Heard(
                                    row.getString(1),
                                    Instant.ofEpochMilli(row.getLong(2)),
                                    row.getInt(3),
                                    row.getInt(4),
                                    row.getString(5),
                                    row.getInt(6) == 1)));
            return all;
        });
    }

    List<Device> devices(String terminal) {
        return books.together(b -> {
            var all = new ArrayList<Device>();
            b.all(
                    DEVICES,
                    row -> all.add(
                            new Device(row.getString(1), row.getString(2), row.getInt(3) == 1, row.getString(4))),
                    terminal);
            return all;
        });
    }

    /// @param reasons words of the contract, with spaces between
    record Rating(String terminal, String service, int grade, String reasons) {}

    /// What citizens thought of it; of no person.
    List<Rating> ratings() {
        return books.together(b ->
                b.all(RATINGS, row -> new Rating(row.getString(1), row.getString(2), row.getInt(3), row.getString(4))));
    }

    /// What citizens can do, by terminal, as it told last.
    Map<String, Beat.Offer> offers() {
        return books.together(b -> {
            var all = new TreeMap<String, Beat.Offer>();
            b.all(
                    OFFERS,
                    row -> all.put(
                            row.getString(1),
                            new Beat.Offer(
                                    row.getInt(2) == 1,
                                    row.getInt(3),
                                    closed(row.getString(4)),
                                    why(row.getString(4)))));
            return all;
        });
    }

    /// Of no item: why the whole terminal is closed.
    private static String why(String words) {
        return Stream.of(words.split(" "))
                .filter(word -> word.startsWith("="))
                .map(word -> word.substring(1))
                .findFirst()
                .orElse("");
    }

    private static List<Beat.Closed> closed(String words) {
        return Stream.of(words.split(" "))
                .filter(word -> !word.isEmpty() && !word.startsWith("="))
                .map(word -> word.split("=", 2))
                .map(pair -> new Beat.Closed(pair[0], pair[1]))
                .toList();
    }

    /// How many devices of a terminal serve nobody.
    int dead(String terminal) {
        return (int)
                devices(terminal).stream().filter(device -> !device.serves()).count();
    }

    Optional<End> end(String terminal) {
        return books.together(b -> b.one(END, row -> new End(row.getLong(1), row.getInt(2)), terminal));
    }

    /// Printed papers by result.
    Map<String, Integer> papers(String terminal) {
        return books.together(b -> {
            var counts = new TreeMap<String, Integer>();
            b.all(PAPERS, row -> counts.put(row.getString(1), row.getInt(2)), terminal);
            return counts;
        });
    }
}
