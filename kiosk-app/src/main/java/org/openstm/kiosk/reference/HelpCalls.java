package org.openstm.kiosk.reference;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Citizens who called for staff: from the terminal to whoever of the branch answers, and back.
final class HelpCalls {
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

    /// Whoever called longer ago has left.
    private static final Duration COUNTS = Duration.ofMinutes(30);

    /// @param n number of the call at its terminal
    /// @param place page on which it was made
    /// @param state `called` or `seen`
    record Call(String terminal, int n, String place, Instant at, String state) {
        String ticket() {
            return HelpCalls.ticket(n);
        }

        boolean waits() {
            return state.equals("called");
        }
    }

    private final Books books;

    HelpCalls(Books books) {
        this.books = books;
    }

    private static String ticket(int n) {
        return String.format("H%03d", n);
    }

    /// @return the ticket
    String call(String terminal, String place, String why, Instant now) {
        return ticket(books.together(b -> {
            int n = b.next(terminal, "help");
            b.change(ADD, terminal, n, place, why, now.toEpochMilli());
            return n;
        }));
    }

    /// @return `called`, `seen` or `done`; empty if there is no such call
    Optional<String> state(String terminal, String ticket) {
        var number = TICKET.matcher(ticket);
        if (!number.matches()) return Optional.empty();
        return books.together(b -> b.one(STATE, row -> row.getString(1), terminal, Integer.parseInt(number.group(1))));
    }

    /// Somebody of the branch says that they come, or that it is done.
    void answer(String terminal, int n, String state, Instant now) {
        books.together(b -> b.change(ANSWER, terminal, n, state, now.toEpochMilli()));
    }

    /// What nobody has dealt with yet, the oldest first.
    List<Call> open(Instant now) {
        return books.together(b -> b.all(
                OPEN,
                row -> new Call(
                        row.getString(1),
                        row.getInt(2),
                        row.getString(3),
                        Instant.ofEpochMilli(row.getLong(4)),
                        row.getString(5)),
                now.minus(COUNTS).toEpochMilli()));
    }

    /// Of one terminal, for the feed.
    static Map<String, Long> waiting(List<Call> open) {
        return open.stream().filter(Call::waits).collect(Collectors.groupingBy(Call::terminal, Collectors.counting()));
    }
}
