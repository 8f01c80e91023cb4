package org.openstm.kiosk.reference;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.openstm.kiosk.central.Json;
import org.openstm.kiosk.central.KioskKey;
import org.openstm.kiosk.central.Problem;
import org.openstm.kiosk.central.Sha256;
import org.openstm.kiosk.central.Subject;
import org.openstm.kiosk.central.Submission;
import org.openstm.kiosk.central.Wire;

/// Who may make codes for phones, and whose code one was. A reference is told once, to one reading at one
/// terminal.
final class AppDesk {
    private static final String KEYS = "SELECT issuer, jwk FROM app_key ORDER BY issuer, kid";
    private static final String ADD_KEY =
            "INSERT INTO app_key(kid, issuer, jwk, since_ms) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING";
    private static final String OLD_KEYS = "DELETE FROM app_key WHERE issuer = ? AND since_ms < ?";

    private static final String ADD = """
            INSERT INTO app_reference(reference, issuer, name, number, layout, acr, until_ms, used)
            VALUES (?, ?, ?, ?, ?, ?, ?, 0)
            """;
    private static final String FIND = """
            SELECT name, number, layout, acr, until_ms, used FROM app_reference WHERE reference = ? AND issuer = ?
            """;
    private static final String USE = "UPDATE app_reference SET used = 1 WHERE reference = ? AND used = 0";
    private static final String TIDY = "DELETE FROM app_reference WHERE until_ms < ?";

    private static final String KEEP_ANSWER = """
            INSERT INTO app_told(terminal, reference, asked, answer, at_ms) VALUES (?, ?, ?, ?, ?)
            """;
    private static final String ANSWERED = """
            SELECT answer FROM app_told WHERE terminal = ? AND reference = ? AND asked = ? AND at_ms >= ?
            """;
    private static final String FORGET_ANSWERS = "DELETE FROM app_told WHERE at_ms < ?";

    private static final String TOLD = """
            INSERT INTO app_login(terminal, person_key, level, at_ms) VALUES (?, ?, ?, ?)
            """;
    private static final String WAS_TOLD = """
            SELECT level FROM app_login WHERE terminal = ? AND person_key = ? AND at_ms > ? AND level >= ?
            """;
    private static final String FORGET = "DELETE FROM app_login WHERE at_ms < ?";

    private static final String KEY = "Idempotency-Key";

    /// In a case, as the terminal says how a person was known.
    private static final String FACTOR = "app-code-";

    /// A case may have waited at the terminal for some days.
    private static final Duration WAITS = Duration.ofDays(7);

    /// How long a list of issuers counts.
    private static final Duration COUNTS = Duration.ofHours(12);

    /// An answer that was lost on the way is given again for so long: a phone shows a code for a minute.
    private static final Duration REPEATED = Duration.ofMinutes(2);

    /// A reference that is over is known for so long, to be able to say so.
    private static final Duration REMEMBERED = Duration.ofDays(1);

    private final Books books;
    private final Problems problems;
    private final KioskKey key;
    private final Map<String, Map<String, String>> levels;

    /// @param levels of each issuer, how far each of its `acr` counts
    AppDesk(Books books, Problems problems, KioskKey key, Map<String, Map<String, String>> levels) {
        this.books = books;
        this.problems = problems;
        this.key = key;
        this.levels = levels;
    }

    /// @param jwks of this issuer; those of earlier days are forgotten
    void publish(String issuer, Map<String, String> jwks, Instant now) {
        books.together(b -> {
            b.change(OLD_KEYS, issuer, now.minus(REMEMBERED).toEpochMilli());
            for (var jwk : jwks.entrySet()) b.change(ADD_KEY, jwk.getKey(), issuer, jwk.getValue(), now.toEpochMilli());
            return true;
        });
    }

    private record Published(String issuer, Json jwk) {}

    Answer issuers(Instant now) {
        var keys = new TreeMap<String, List<Json>>();
        books.together(b -> b.all(KEYS, row -> new Published(row.getString(1), Json.parse(utf8(row.getString(2))))))
                .forEach(one -> keys.computeIfAbsent(one.issuer(), _ -> new ArrayList<>())
                        .add(one.jwk()));
        var issuers = new ArrayList<Map<String, Object>>();
        keys.forEach((issuer, jwks) -> issuers.add(Map.of(
                "issuer",
                issuer,
                "levels",
                levels.getOrDefault(issuer, Map.of()),
                "keys",
                jwks.stream().map(Json::tree).toList())));
        var list = new LinkedHashMap<String, Object>();
        list.put("issuers", issuers);
        list.put("until", now.plus(COUNTS).toString());
        return Answer.json(200, key.signed(list));
    }

    /// A reference of this person, for a code of a minute.
    void give(String reference, String issuer, Subject person, String acr, Instant until) {
        books.together(b -> {
            b.change(TIDY, until.minus(REMEMBERED).toEpochMilli());
            return b.change(
                    ADD,
                    kept(reference),
                    issuer,
                    person.name(),
                    person.number(),
                    person.layout(),
                    acr,
                    until.toEpochMilli());
        });
    }

    private record Reference(Subject person, String acr, long untilMs, boolean used) {}

    Answer redeem(Request request, String terminal, Instant now) {
        Json asked = Json.parse(request.body());
        String reference = asked.text("reference");
        String issuer = asked.text("issuer");
        String acr = asked.text("acr");
        return books.together(b -> {
            b.lock(Tables.NO_TERMINAL, "app/" + kept(reference));
            var found = find(b, reference, issuer);
            if (found.isEmpty()) return refused(problems.of(404, "login-unknown"));
            var one = found.get();
            if (one.used())
                return answered(b, request, terminal, reference, acr.equals(one.acr()), now)
                        .orElseGet(() -> refused(problems.of(410, "login-used")));
            if (now.toEpochMilli() > one.untilMs()) return refused(problems.of(410, "login-expired"));
            var level =
                    Optional.ofNullable(levels.getOrDefault(issuer, Map.of()).get(acr));
            if (!one.acr().equals(acr) || level.isEmpty()) return refused(problems.of(422, "login-differs"));
            if (b.change(USE, kept(reference)) != 1) return refused(problems.of(410, "login-used"));
            b.change(FORGET, now.minus(WAITS).toEpochMilli());
            b.change(TOLD, terminal, CaseKeys.personKey(one.person()), level.get(), now.toEpochMilli());
            byte[] answer = key.signed(Map.of(
                    "terminal",
                    terminal,
                    "reference",
                    reference,
                    "subject",
                    Wire.tree(one.person()),
                    "level",
                    level.get(),
                    "at",
                    now.toString()));
            b.change(FORGET_ANSWERS, now.minus(REPEATED).toEpochMilli());
            b.change(KEEP_ANSWER, terminal, kept(reference), kept(request.header(KEY)), answer, now.toEpochMilli());
            return Answer.json(201, answer);
        });
    }

    /// What was answered to the very same question. Without a key every question is another one.
    private static Optional<Answer> answered(
            Turn b, Request request, String terminal, String reference, boolean sameWay, Instant now)
            throws SQLException {
        if (!sameWay || request.header(KEY).isEmpty()) return Optional.empty();
        return b.one(
                        ANSWERED,
                        row -> row.getBytes(1),
                        terminal,
                        kept(reference),
                        kept(request.header(KEY)),
                        now.minus(REPEATED).toEpochMilli())
                .map(answer -> Answer.json(200, answer).with("Idempotency-Replayed", "true"));
    }

    /// Whether this terminal was told lately that this person logged in by phone at this level or a higher one.
    boolean told(Turn b, String terminal, Subject person, String level, Instant now) throws SQLException {
        return b.one(
                        WAS_TOLD,
                        _ -> true,
                        terminal,
                        CaseKeys.personKey(person),
                        now.minus(WAITS).toEpochMilli(),
                        level)
                .isPresent();
    }

    /// Whether a case says that its person logged in by phone there, and nobody was told so.
    boolean invented(String terminal, Submission s, Instant now) {
        return s.identity().factors().stream()
                .filter(factor -> factor.startsWith(FACTOR))
                .map(factor -> factor.substring(FACTOR.length()))
                .anyMatch(level -> books.together(b -> !told(b, terminal, s.subject(), level, now)));
    }

    private static Answer refused(Problem problem) {
        return Answer.problem(problem);
    }

    private static Optional<Reference> find(Turn b, String reference, String issuer) throws SQLException {
        return b.one(
                FIND,
                row -> new Reference(
                        new Subject(row.getString(1), row.getString(2), row.getString(3)),
                        row.getString(4),
                        row.getLong(5),
                        row.getInt(6) == 1),
                kept(reference),
                issuer);
    }

    /// Whoever reads the books cannot redeem what stands in them.
    private static String kept(String reference) {
        return Sha256.digestHex(utf8("app\n" + reference));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
