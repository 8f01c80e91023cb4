package org.openstm.kiosk.reference;

import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Sends SMS: writes them where the demonstration's phone reads them.
final class Phone {
    private static final String ADD = "INSERT INTO sms(terminal, n, mobile, text, at_ms) VALUES (?, ?, ?, ?, ?)";
    private static final String OF = "SELECT text, at_ms FROM sms WHERE mobile = ? ORDER BY at_ms, n";

    private static final String ADD_CODE = """
            INSERT INTO sms_code(terminal, id, code, tries, at_ms) VALUES (?, ?, ?, 0, ?)
            """;
    private static final String CODE = "SELECT code, tries, at_ms FROM sms_code WHERE terminal = ? AND id = ?";
    private static final String TRY = "UPDATE sms_code SET tries = tries + 1 WHERE terminal = ? AND id = ?";
    private static final String SPEND = "DELETE FROM sms_code WHERE terminal = ? AND id = ?";

    private static final int TRIES = 5;
    private static final long VALID_MS = 5 * 60 * 1000L;

    private final Demo demo;
    private final SecureRandom random = new SecureRandom();

    Phone(Demo demo) {
        this.demo = demo;
    }

    void send(Turn turn, String terminal, String mobile, String text, long nowMs) throws SQLException {
        turn.change(ADD, terminal, turn.next(terminal, "sms"), mobile, text, nowMs);
    }

    String sendCode(Turn turn, String terminal, String mobile, long nowMs) throws SQLException {
        String code = String.format("%06d", random.nextInt(1_000_000));
        String id = Long.toHexString(random.nextLong());
        turn.change(ADD_CODE, terminal, id, code, nowMs);
        send(turn, terminal, mobile, demo.say("sms-code", Map.of("code", code)).getOrDefault("zh-CN", code), nowMs);
        return id;
    }

    private record Sent(String code, int tries, long atMs) {}

    /// Empty: there is no such code any more.
    Optional<Boolean> check(Turn turn, String terminal, String id, String code, long nowMs) throws SQLException {
        turn.lock(terminal, "sms-code/" + id); // or many tries at once would count as few
        var sent = turn.one(CODE, row -> new Sent(row.getString(1), row.getInt(2), row.getLong(3)), terminal, id)
                .filter(s -> s.tries() < TRIES && nowMs - s.atMs() <= VALID_MS);
        if (sent.isEmpty()) return Optional.empty();
        boolean right = sent.get().code().equals(code);
        turn.change(right ? SPEND : TRY, terminal, id);
        return Optional.of(right);
    }

    List<Map<String, Object>> messages(Turn turn, String mobile) throws SQLException {
        return turn.all(OF, row -> Map.of("text", row.getString(1), "atMs", row.getLong(2)), mobile);
    }
}
