package org.openstm.kiosk.reference.access;

import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.openstm.kiosk.central.CaseSubject;
import org.openstm.kiosk.reference.demo.DemoProvince;
import org.openstm.kiosk.reference.store.CaseKeys;
import org.openstm.kiosk.reference.store.Transaction;

/// Sends SMS: stores them for the demonstration's phone page.
///
/// A message code belongs to one person's evidence, one item and one number, and is used up by the case that is
/// submitted with it.
public final class SmsService {
    private static final String ADD = "INSERT INTO sms(terminal, n, mobile, text, at_ms) VALUES (?, ?, ?, ?, ?)";
    private static final String OF = "SELECT text, at_ms FROM sms WHERE mobile = ? ORDER BY at_ms, n";

    private static final String ADD_CODE = """
            INSERT INTO sms_challenge(terminal, id, code, evidence, person_key, service, mobile, tries, at_ms, right_ms, tx_id)
            VALUES (?, ?, ?, ?, ?, ?, ?, 0, ?, 0, '')
            """;
    private static final String CODE =
            "SELECT code, tries, at_ms FROM sms_challenge WHERE terminal = ? AND id = ? AND right_ms = 0";
    private static final String TRY = "UPDATE sms_challenge SET tries = tries + 1 WHERE terminal = ? AND id = ?";
    private static final String RIGHT = "UPDATE sms_challenge SET right_ms = ? WHERE terminal = ? AND id = ?";
    private static final String PROVED = """
            SELECT 1 FROM sms_challenge
            WHERE terminal = ? AND evidence = ? AND person_key = ? AND service = ? AND right_ms > ?
            """;
    private static final String FIND_PROVED = """
            SELECT id FROM sms_challenge
            WHERE terminal = ? AND evidence = ? AND service = ? AND mobile = ? AND right_ms > 0 AND tx_id IN ('', ?)
            ORDER BY right_ms DESC
            """;
    private static final String USE_UP =
            "UPDATE sms_challenge SET tx_id = ? WHERE terminal = ? AND id = ? AND tx_id IN ('', ?)";
    private static final String SENT = "SELECT at_ms FROM sms_challenge WHERE mobile = ? AND at_ms > ? ORDER BY at_ms";
    private static final String SENT_BY = "SELECT COUNT(*) FROM sms_challenge WHERE terminal = ? AND at_ms > ?";
    private static final String FORGET = "DELETE FROM sms_challenge WHERE at_ms < ?";

    private static final int TRIES = 5;
    private static final Duration VALID = Duration.ofMinutes(5);

    /// How long a proved number is valid; a session is shorter.
    private static final Duration COUNTS = Duration.ofMinutes(60);

    private static final Duration KEPT = Duration.ofDays(8);
    private static final Duration PAUSE = Duration.ofMinutes(1);
    private static final int IN_A_PAUSE = 3;
    private static final Duration DAY = Duration.ofDays(1);
    private static final int IN_A_DAY = 20;
    private static final int OF_A_TERMINAL = 500;

    /// Result of a request for a code.
    public sealed interface SendResult {
        /// @param id of the challenge
        record Sent(String id) implements SendResult {}

        record RetryLater(String code, Duration pause) implements SendResult {}

        record Refused(String code) implements SendResult {}
    }

    private final DemoProvince demo;
    private final SecureRandom random = new SecureRandom();

    public SmsService(DemoProvince demo) {
        this.demo = demo;
    }

    public void sendMessage(Transaction turn, String terminal, String mobile, String text, long nowMs)
            throws SQLException {
        turn.executeUpdate(ADD, terminal, turn.nextNumber(terminal, "sms"), mobile, text, nowMs);
    }

    /// The numbers that the departments have on record for a person.
    Set<String> numbersOnRecord(CaseSubject who) {
        return demo.people()
                .findPerson(who.number())
                .map(person -> person.fact("mobile"))
                .filter(mobiles -> !mobiles.isEmpty())
                .map(mobiles -> Set.of(mobiles.split("\\|")))
                .orElse(Set.of());
    }

    public SendResult sendCode(
            Transaction turn,
            String terminal,
            CaseSubject who,
            String evidence,
            String service,
            String mobile,
            Instant now)
            throws SQLException {
        var known = numbersOnRecord(who);
        if (!known.isEmpty() && !known.contains(mobile)) return new SendResult.Refused("number-differs");
        turn.acquireLock("", "sms-to/" + mobile); // serialised, or many requests at once would count as few
        turn.executeUpdate(FORGET, now.minus(KEPT).toEpochMilli());
        var day = turn.queryAll(
                SENT, row -> row.getLong(1), mobile, now.minus(DAY).toEpochMilli());
        int byTerminal = turn.queryFirst(
                        SENT_BY, row -> row.getInt(1), terminal, now.minus(DAY).toEpochMilli())
                .orElse(0);
        if (day.size() >= IN_A_DAY || byTerminal >= OF_A_TERMINAL)
            return new SendResult.RetryLater("code-too-many", DAY);
        long since = now.minus(PAUSE).toEpochMilli();
        if (day.stream().filter(at -> at > since).count() >= IN_A_PAUSE)
            return new SendResult.RetryLater("code-too-soon", PAUSE);
        String code = String.format("%06d", random.nextInt(1_000_000));
        String id = Long.toHexString(random.nextLong());
        turn.executeUpdate(
                ADD_CODE, terminal, id, code, evidence, CaseKeys.personKey(who), service, mobile, now.toEpochMilli());
        var text =
                demo.sentences().sentenceFor("sms-code", Map.of("code", code)).getOrDefault("zh-CN", code);
        sendMessage(turn, terminal, mobile, text, now.toEpochMilli());
        return new SendResult.Sent(id);
    }

    private record SmsChallenge(String code, int tries, long atMs) {}

    /// Empty if the code does not exist or has expired.
    public Optional<Boolean> checkCode(Transaction turn, String terminal, String id, String code, Instant now)
            throws SQLException {
        turn.acquireLock(terminal, "sms-code/" + id); // serialised, or many tries at once would count as few
        var sent = turn.queryFirst(
                        CODE, row -> new SmsChallenge(row.getString(1), row.getInt(2), row.getLong(3)), terminal, id)
                .filter(s -> s.tries() < TRIES && now.toEpochMilli() - s.atMs() <= VALID.toMillis());
        if (sent.isEmpty()) return Optional.empty();
        boolean right = sent.get().code().equals(code);
        if (right) turn.executeUpdate(RIGHT, now.toEpochMilli(), terminal, id);
        else turn.executeUpdate(TRY, terminal, id);
        return Optional.of(right);
    }

    /// Whether a code was proved for this person and item in this session, for a query.
    boolean hasProvenCode(
            Transaction turn, String terminal, String evidence, CaseSubject who, String service, Instant now)
            throws SQLException {
        return turn.queryFirst(
                        PROVED,
                        _ -> true,
                        terminal,
                        evidence,
                        CaseKeys.personKey(who),
                        service,
                        now.minus(COUNTS).toEpochMilli())
                .isPresent();
    }

    /// Uses up the code that proved a number, for one case; a repeat of the same case is allowed.
    ///
    /// @return whether there was one
    boolean useUpCode(Transaction turn, String terminal, String evidence, String service, String mobile, String txId)
            throws SQLException {
        if (evidence.isEmpty()) return false;
        var id = turn.queryFirst(FIND_PROVED, row -> row.getString(1), terminal, evidence, service, mobile, txId);
        return id.isPresent() && turn.executeUpdate(USE_UP, txId, terminal, id.get(), txId) == 1;
    }

    public List<Map<String, Object>> listMessages(Transaction turn, String mobile) throws SQLException {
        return turn.queryAll(OF, row -> Map.of("text", row.getString(1), "atMs", row.getLong(2)), mobile);
    }
}
