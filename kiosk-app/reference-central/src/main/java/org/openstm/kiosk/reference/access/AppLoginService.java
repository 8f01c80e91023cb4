package org.openstm.kiosk.reference.access;

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
import org.openstm.kiosk.central.CaseSubject;
import org.openstm.kiosk.central.CaseSubmission;
import org.openstm.kiosk.central.ProblemDetails;
import org.openstm.kiosk.central.codec.SubjectCodec;
import org.openstm.kiosk.central.crypto.Sha256;
import org.openstm.kiosk.central.crypto.SigningKey;
import org.openstm.kiosk.central.json.StrictJson;
import org.openstm.kiosk.reference.http.ProblemFactory;
import org.openstm.kiosk.reference.http.ServerRequest;
import org.openstm.kiosk.reference.http.ServerResponse;
import org.openstm.kiosk.reference.store.CaseKeys;
import org.openstm.kiosk.reference.store.Database;
import org.openstm.kiosk.reference.store.DatabaseSchema;
import org.openstm.kiosk.reference.store.Transaction;

/// The issuers of phone codes, and the persons behind the codes. A reference is redeemed once, for one reading
/// at one terminal.
public final class AppLoginService {
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

    /// Factor names in a case, by which the terminal reports how a person was identified.
    private static final String FACTOR = "app-code-";

    /// A case may have waited at the terminal for some days.
    private static final Duration WAITS = Duration.ofDays(7);

    /// Validity of a list of issuers.
    private static final Duration COUNTS = Duration.ofHours(12);

    /// How long a lost answer is repeated: a phone shows a code for a minute.
    private static final Duration REPEATED = Duration.ofMinutes(2);

    /// How long an expired reference is remembered, so that the refusal can name the reason.
    private static final Duration REMEMBERED = Duration.ofDays(1);

    private final Database database;
    private final ProblemFactory problems;
    private final SigningKey key;
    private final Map<String, Map<String, String>> levels;

    /// @param levels of each issuer, by its `acr`
    public AppLoginService(
            Database database, ProblemFactory problems, SigningKey key, Map<String, Map<String, String>> levels) {
        this.database = database;
        this.problems = problems;
        this.key = key;
        this.levels = levels;
    }

    /// @param jwks of this issuer; they replace the earlier ones
    public void publishKeys(String issuer, Map<String, String> jwks, Instant now) {
        database.inTransaction(b -> {
            b.executeUpdate(OLD_KEYS, issuer, now.minus(REMEMBERED).toEpochMilli());
            for (var jwk : jwks.entrySet())
                b.executeUpdate(ADD_KEY, jwk.getKey(), issuer, jwk.getValue(), now.toEpochMilli());
            return true;
        });
    }

    private record PublishedKey(String issuer, StrictJson jwk) {}

    public ServerResponse listIssuers(Instant now) {
        var keys = new TreeMap<String, List<StrictJson>>();
        database.inTransaction(b -> b.queryAll(
                        KEYS, row -> new PublishedKey(row.getString(1), StrictJson.parse(utf8(row.getString(2))))))
                .forEach(one -> keys.computeIfAbsent(one.issuer(), _ -> new ArrayList<>())
                        .add(one.jwk()));
        var issuers = new ArrayList<Map<String, Object>>();
        keys.forEach((issuer, jwks) -> issuers.add(Map.of(
                "issuer",
                issuer,
                "levels",
                levels.getOrDefault(issuer, Map.of()),
                "keys",
                jwks.stream().map(StrictJson::toMap).toList())));
        var list = new LinkedHashMap<String, Object>();
        list.put("issuers", issuers);
        list.put("until", now.plus(COUNTS).toString());
        return ServerResponse.ofJson(200, key.toSignedBytes(list));
    }

    /// Issues a reference for this person, for a code valid for a minute.
    public void registerReference(String reference, String issuer, CaseSubject person, String acr, Instant until) {
        database.inTransaction(b -> {
            b.executeUpdate(TIDY, until.minus(REMEMBERED).toEpochMilli());
            return b.executeUpdate(
                    ADD,
                    referenceDigest(reference),
                    issuer,
                    person.name(),
                    person.number(),
                    person.layout(),
                    acr,
                    until.toEpochMilli());
        });
    }

    private record LoginReference(CaseSubject person, String acr, long untilMs, boolean used) {}

    public ServerResponse redeemReference(ServerRequest request, String terminal, Instant now) {
        StrictJson asked = StrictJson.parse(request.body());
        String reference = asked.text("reference");
        String issuer = asked.text("issuer");
        String acr = asked.text("acr");
        return database.inTransaction(b -> {
            b.acquireLock(DatabaseSchema.NO_TERMINAL, "app/" + referenceDigest(reference));
            var found = findReference(b, reference, issuer);
            if (found.isEmpty()) return refusalResponse(problems.createProblem(404, "login-unknown"));
            var one = found.get();
            if (one.used())
                return findRepeatedAnswer(b, request, terminal, reference, acr.equals(one.acr()), now)
                        .orElseGet(() -> refusalResponse(problems.createProblem(410, "login-used")));
            if (now.toEpochMilli() > one.untilMs())
                return refusalResponse(problems.createProblem(410, "login-expired"));
            var level =
                    Optional.ofNullable(levels.getOrDefault(issuer, Map.of()).get(acr));
            if (!one.acr().equals(acr) || level.isEmpty())
                return refusalResponse(problems.createProblem(422, "login-differs"));
            if (b.executeUpdate(USE, referenceDigest(reference)) != 1)
                return refusalResponse(problems.createProblem(410, "login-used"));
            b.executeUpdate(FORGET, now.minus(WAITS).toEpochMilli());
            b.executeUpdate(TOLD, terminal, CaseKeys.personKey(one.person()), level.get(), now.toEpochMilli());
            byte[] answer = key.toSignedBytes(Map.of(
                    "terminal",
                    terminal,
                    "reference",
                    reference,
                    "subject",
                    SubjectCodec.toJsonTree(one.person()),
                    "level",
                    level.get(),
                    "at",
                    now.toString()));
            b.executeUpdate(FORGET_ANSWERS, now.minus(REPEATED).toEpochMilli());
            b.executeUpdate(
                    KEEP_ANSWER,
                    terminal,
                    referenceDigest(reference),
                    referenceDigest(request.header(KEY)),
                    answer,
                    now.toEpochMilli());
            return ServerResponse.ofJson(201, answer);
        });
    }

    /// The answer to the same request before. Without a key, every request is a new one.
    private static Optional<ServerResponse> findRepeatedAnswer(
            Transaction b, ServerRequest request, String terminal, String reference, boolean sameWay, Instant now)
            throws SQLException {
        if (!sameWay || request.header(KEY).isEmpty()) return Optional.empty();
        return b.queryFirst(
                        ANSWERED,
                        row -> row.getBytes(1),
                        terminal,
                        referenceDigest(reference),
                        referenceDigest(request.header(KEY)),
                        now.minus(REPEATED).toEpochMilli())
                .map(answer -> ServerResponse.ofJson(200, answer).withHeader("Idempotency-Replayed", "true"));
    }

    /// Whether this terminal recently redeemed a login of this person at this level or a higher one.
    boolean hasLoggedIn(Transaction b, String terminal, CaseSubject person, String level, Instant now)
            throws SQLException {
        return b.queryFirst(
                        WAS_TOLD,
                        _ -> true,
                        terminal,
                        CaseKeys.personKey(person),
                        now.minus(WAITS).toEpochMilli(),
                        level)
                .isPresent();
    }

    /// Whether a case claims a login by phone that was never redeemed there.
    public boolean hasInventedLogin(String terminal, CaseSubmission s, Instant now) {
        return s.identity().factors().stream()
                .filter(factor -> factor.startsWith(FACTOR))
                .map(factor -> factor.substring(FACTOR.length()))
                .anyMatch(level -> database.inTransaction(b -> !hasLoggedIn(b, terminal, s.subject(), level, now)));
    }

    private static ServerResponse refusalResponse(ProblemDetails problem) {
        return ServerResponse.ofProblem(problem);
    }

    private static Optional<LoginReference> findReference(Transaction b, String reference, String issuer)
            throws SQLException {
        return b.queryFirst(
                FIND,
                row -> new LoginReference(
                        new CaseSubject(row.getString(1), row.getString(2), row.getString(3)),
                        row.getString(4),
                        row.getLong(5),
                        row.getInt(6) == 1),
                referenceDigest(reference),
                issuer);
    }

    /// References cannot be redeemed by reading the database.
    private static String referenceDigest(String reference) {
        return Sha256.digestHex(utf8("app\n" + reference));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
