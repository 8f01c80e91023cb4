package org.openstm.kiosk.reference.terminals;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.openstm.kiosk.central.terminal.PassageOutcome;
import org.openstm.kiosk.central.terminal.ProcessDataRecord;
import org.openstm.kiosk.reference.store.Database;
import org.openstm.kiosk.reference.store.Transaction;

/// Process data of all terminals: how citizens get through each item, without their identity.
public final class ProcessDataReports {
    private static final String ADD = """
            INSERT INTO passage(terminal, id, item, hour_ms, outcome, booking, asked, reused, missing)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
            """;

    private static final String ADD_STRIDE =
            "INSERT INTO stride(terminal, id, n, step, ms, touches) VALUES (?, ?, ?, ?, ?, ?)";

    private static final String SINCE = """
            SELECT item, outcome, booking, asked, reused, missing FROM passage WHERE hour_ms >= ?
            """;

    private static final String STRIDES = """
            SELECT p.item, s.step, s.ms, s.touches, p.outcome,
              CASE WHEN s.n = (SELECT MAX(n) FROM stride l WHERE l.terminal = s.terminal AND l.id = s.id) THEN 1 ELSE 0 END
            FROM stride s JOIN passage p ON p.terminal = s.terminal AND p.id = s.id WHERE p.hour_ms >= ?
            ORDER BY p.item, s.terminal, s.id, s.n
            """;

    private static final Pattern ID = Pattern.compile("[0-9a-f-]{36}");
    private static final Pattern ITEM = Pattern.compile("[a-z0-9-]{1,40}/[a-z0-9-]{1,40}");

    private static final Set<String> BOOKINGS = Set.of("", "booked", "full", "refused", "left");

    /// Report on one item.
    ///
    /// @param done number of `begun` that reached an answer of the department or were stored
    /// @param full number of bookings without a free place
    /// @param steps in the order in which they were first seen
    public record ItemReport(
            int begun, int done, int full, int asked, int reused, int missing, Map<String, StepStatistics> steps) {
        /// Percentage of values that citizens did not have to enter.
        public long reusePercentage() {
            return asked + reused == 0 ? 0 : Math.round(100.0 * reused / (asked + reused));
        }
    }

    /// @param left number of citizens who left here
    public record StepStatistics(List<Long> ms, int touches, int left) {
        public long medianMs() {
            return percentileMs(0.5);
        }

        public long percentileMs(double share) {
            var sorted = ms.stream().sorted().toList();
            return sorted.isEmpty() ? 0 : sorted.get((int) Math.min(sorted.size() - 1, share * sorted.size()));
        }
    }

    private final Database database;

    public ProcessDataReports(Database database) {
        this.database = database;
    }

    /// Whether it contains only what the contract allows.
    public static boolean isWithinContract(ProcessDataRecord p) {
        return ID.matcher(p.id()).matches()
                && ITEM.matcher(p.item()).matches()
                && PassageOutcome.find(p.outcome()).isPresent()
                && BOOKINGS.contains(p.booking())
                && p.hour().getEpochSecond() % Duration.ofHours(1).toSeconds() == 0
                && Math.min(p.asked(), Math.min(p.reused(), p.missing())) >= 0
                && p.strides().size() <= ProcessDataRecord.LONGEST
                && p.strides().stream().allMatch(ProcessDataReports::isWithinContract);
    }

    private static boolean isWithinContract(ProcessDataRecord.StepTiming s) {
        return ProcessDataRecord.STEP.matcher(s.step()).matches() && s.ms() >= 0 && s.touches() >= 0;
    }

    /// @return number of new records
    public int storeRecords(String terminal, List<ProcessDataRecord> passages) {
        return database.inTransaction(b -> {
            int taken = 0;
            for (var p : passages) if (insertRecord(b, terminal, p)) taken++;
            return taken;
        });
    }

    private static boolean insertRecord(Transaction b, String terminal, ProcessDataRecord p) throws SQLException {
        long hour = p.hour().toEpochMilli();
        int added = b.executeUpdate(
                ADD, terminal, p.id(), p.item(), hour, p.outcome(), p.booking(), p.asked(), p.reused(), p.missing());
        if (added == 0) return false;
        int n = 0;
        for (var s : p.strides()) b.executeUpdate(ADD_STRIDE, terminal, p.id(), n++, s.step(), s.ms(), s.touches());
        return true;
    }

    private record ReportRow(String item, String outcome, String booking, int asked, int reused, int missing) {}

    private record StepRow(String item, String step, long ms, int touches, boolean leftHere) {}

    /// By item.
    public Map<String, ItemReport> summarizeSince(Instant since) {
        long from = since.toEpochMilli();
        var rows = database.inTransaction(b -> b.queryAll(
                SINCE,
                r -> new ReportRow(
                        r.getString(1), r.getString(2), r.getString(3), r.getInt(4), r.getInt(5), r.getInt(6)),
                from));
        var walked = database.inTransaction(b -> b.queryAll(
                STRIDES,
                r -> new StepRow(
                        r.getString(1),
                        r.getString(2),
                        r.getLong(3),
                        r.getInt(4),
                        r.getInt(6) == 1 && r.getString(5).equals("left")),
                from));
        var reports = new TreeMap<String, ItemReport>();
        for (var row : rows) reports.merge(row.item(), toItemReport(row), ProcessDataReports::addReports);
        for (var one : walked) {
            var steps = reports.getOrDefault(one.item(), NOTHING).steps();
            steps.merge(
                    one.step(),
                    new StepStatistics(new ArrayList<>(List.of(one.ms())), one.touches(), one.leftHere() ? 1 : 0),
                    (a, b) -> {
                        a.ms().addAll(b.ms());
                        return new StepStatistics(a.ms(), a.touches() + b.touches(), a.left() + b.left());
                    });
        }
        return reports;
    }

    private static final ItemReport NOTHING = new ItemReport(0, 0, 0, 0, 0, 0, new LinkedHashMap<>());

    private static ItemReport toItemReport(ReportRow row) {
        boolean done = PassageOutcome.find(row.outcome())
                .filter(PassageOutcome::isDone)
                .isPresent();
        boolean full = row.booking().equals("full");
        return new ItemReport(
                1, done ? 1 : 0, full ? 1 : 0, row.asked(), row.reused(), row.missing(), new LinkedHashMap<>());
    }

    private static ItemReport addReports(ItemReport a, ItemReport b) {
        return new ItemReport(
                a.begun() + b.begun(),
                a.done() + b.done(),
                a.full() + b.full(),
                a.asked() + b.asked(),
                a.reused() + b.reused(),
                a.missing() + b.missing(),
                a.steps());
    }
}
