package org.openstm.kiosk.reference.terminals;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.openstm.kiosk.reference.store.Database;

/// Citizens' calls for staff: from the terminal to the branch's staff, and back.
public final class HelpCalls {
    private static final String ADD = "INSERT INTO help_call(terminal, n, place, why, at_ms) VALUES (?, ?, ?, ?, ?)";
    private static final String ANSWER = """
            INSERT INTO help_answer(terminal, n, state, at_ms) VALUES (?, ?, ?, ?)
            ON CONFLICT(terminal, n) DO UPDATE SET state = excluded.state, at_ms = excluded.at_ms
            """;
    private static final String STATE = """
            SELECT COALESCE(a.state, 'called') FROM help_call c
            LEFT JOIN help_answer a ON a.terminal = c.terminal AND a.n = c.n WHERE c.terminal = ? AND c.n = ?
            """;
    private static final String OPEN = """
            SELECT c.terminal, c.n, c.place, c.at_ms, COALESCE(a.state, 'called') FROM help_call c
            LEFT JOIN help_answer a ON a.terminal = c.terminal AND a.n = c.n
            WHERE c.at_ms > ? AND COALESCE(a.state, 'called') <> 'done' ORDER BY c.at_ms
            """;
    private static final Pattern TICKET = Pattern.compile("H([0-9]{3,9})");

    /// Age after which the caller is assumed to have left.
    private static final Duration COUNTS = Duration.ofMinutes(30);

    /// @param n number of the call at its terminal
    /// @param place page on which it was made
    /// @param state `called` or `seen`
    public record HelpCall(String terminal, int n, String place, Instant at, String state) {
        public String ticketNumber() {
            return HelpCalls.formatTicket(n);
        }

        public boolean isWaiting() {
            return state.equals("called");
        }
    }

    private final Database database;

    public HelpCalls(Database database) {
        this.database = database;
    }

    private static String formatTicket(int n) {
        return String.format("H%03d", n);
    }

    /// @return the ticket
    public String registerCall(String terminal, String place, String why, Instant now) {
        return formatTicket(database.inTransaction(b -> {
            int n = b.nextNumber(terminal, "help");
            b.executeUpdate(ADD, terminal, n, place, why, now.toEpochMilli());
            return n;
        }));
    }

    /// @return `called`, `seen` or `done`; empty if there is no such call
    public Optional<String> callState(String terminal, String ticket) {
        var number = TICKET.matcher(ticket);
        if (!number.matches()) return Optional.empty();
        return database.inTransaction(
                b -> b.queryFirst(STATE, row -> row.getString(1), terminal, Integer.parseInt(number.group(1))));
    }

    /// Staff answer the call, or close it.
    public void answerCall(String terminal, int n, String state, Instant now) {
        database.inTransaction(b -> b.executeUpdate(ANSWER, terminal, n, state, now.toEpochMilli()));
    }

    /// Open calls, the oldest first.
    public List<HelpCall> listOpenCalls(Instant now) {
        return database.inTransaction(b -> b.queryAll(
                OPEN,
                row -> new HelpCall(
                        row.getString(1),
                        row.getInt(2),
                        row.getString(3),
                        Instant.ofEpochMilli(row.getLong(4)),
                        row.getString(5)),
                now.minus(COUNTS).toEpochMilli()));
    }

    /// Calls of one terminal, for the feed.
    static Map<String, Long> countWaitingByTerminal(List<HelpCall> open) {
        return open.stream()
                .filter(HelpCall::isWaiting)
                .collect(Collectors.groupingBy(HelpCall::terminal, Collectors.counting()));
    }
}
