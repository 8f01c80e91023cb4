package org.openstm.kiosk.reference.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.openstm.kiosk.central.terminal.HeartbeatRequest;

/// Queries for [MonitoringPages]: numbers and states, no persons and no contents of cases.
public final class ReportQueries {
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
    /// @param followed whether its journal continued what was seen before
    public record LastHeartbeat(
            String terminal, Instant at, int queued, int findings, String version, boolean followed) {}

    /// A device as its terminal last reported it.
    public record ReportedDevice(String id, String state, boolean serves, String faults) {}

    /// The countersigned end of a terminal's journal.
    public record CountersignedEnd(long seq, int begunAnew) {}

    private final Database database;

    public ReportQueries(Database database) {
        this.database = database;
    }

    /// Numbers of cases by service and state.
    public Map<String, Map<String, Integer>> countCases(Instant since) {
        return database.inTransaction(b -> {
            var counts = new TreeMap<String, Map<String, Integer>>();
            b.queryAll(
                    CASES,
                    row -> counts.computeIfAbsent(row.getString(1), _ -> new TreeMap<>())
                            .put(row.getString(2), row.getInt(3)),
                    since.toEpochMilli());
            return counts;
        });
    }

    /// Heartbeats by terminal.
    public Map<String, LastHeartbeat> lastHeartbeats() {
        return database.inTransaction(b -> {
            var all = new TreeMap<String, LastHeartbeat>();
            b.queryAll(
                    HEARD,
                    row -> all.put(
                            row.getString(1),
                            new LastHeartbeat(
                                    row.getString(1),
                                    Instant.ofEpochMilli(row.getLong(2)),
                                    row.getInt(3),
                                    row.getInt(4),
                                    row.getString(5),
                                    row.getInt(6) == 1)));
            return all;
        });
    }

    public List<ReportedDevice> listDevices(String terminal) {
        return database.inTransaction(b -> {
            var all = new ArrayList<ReportedDevice>();
            b.queryAll(
                    DEVICES,
                    row -> all.add(new ReportedDevice(
                            row.getString(1), row.getString(2), row.getInt(3) == 1, row.getString(4))),
                    terminal);
            return all;
        });
    }

    /// @param reasons codes of the contract, separated by spaces
    public record CaseRating(String terminal, String service, int grade, String reasons) {}

    /// Ratings, without persons.
    public List<CaseRating> listRatings() {
        return database.inTransaction(b -> b.queryAll(
                RATINGS, row -> new CaseRating(row.getString(1), row.getString(2), row.getInt(3), row.getString(4))));
    }

    /// Available items by terminal, as last reported.
    public Map<String, HeartbeatRequest.ServiceOffer> serviceOffers() {
        return database.inTransaction(b -> {
            var all = new TreeMap<String, HeartbeatRequest.ServiceOffer>();
            b.queryAll(
                    OFFERS,
                    row -> all.put(
                            row.getString(1),
                            new HeartbeatRequest.ServiceOffer(
                                    row.getInt(2) == 1,
                                    row.getInt(3),
                                    parseClosedItems(row.getString(4)),
                                    parseClosedReason(row.getString(4)))));
            return all;
        });
    }

    /// Reason, of no item, why the whole terminal is closed.
    private static String parseClosedReason(String words) {
        return Stream.of(words.split(" "))
                .filter(word -> word.startsWith("="))
                .map(word -> word.substring(1))
                .findFirst()
                .orElse("");
    }

    private static List<HeartbeatRequest.ClosedItem> parseClosedItems(String words) {
        return Stream.of(words.split(" "))
                .filter(word -> !word.isEmpty() && !word.startsWith("="))
                .map(word -> word.split("=", 2))
                .map(pair -> new HeartbeatRequest.ClosedItem(pair[0], pair[1]))
                .toList();
    }

    /// Number of a terminal's devices that are out of service.
    public int countFailedDevices(String terminal) {
        return (int) listDevices(terminal).stream()
                .filter(device -> !device.serves())
                .count();
    }

    public Optional<CountersignedEnd> findCountersignedEnd(String terminal) {
        return database.inTransaction(
                b -> b.queryFirst(END, row -> new CountersignedEnd(row.getLong(1), row.getInt(2)), terminal));
    }

    /// Numbers of printed papers by result.
    public Map<String, Integer> countPapers(String terminal) {
        return database.inTransaction(b -> {
            var counts = new TreeMap<String, Integer>();
            b.queryAll(PAPERS, row -> counts.put(row.getString(1), row.getInt(2)), terminal);
            return counts;
        });
    }
}
