package org.openstm.kiosk.reference.access;

import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.openstm.kiosk.central.CaseSubject;
import org.openstm.kiosk.central.CaseSubmission;
import org.openstm.kiosk.central.codec.SubjectCodec;
import org.openstm.kiosk.central.json.StrictJson;
import org.openstm.kiosk.reference.demo.DemoProvince;
import org.openstm.kiosk.reference.demo.IdentityRequirement;
import org.openstm.kiosk.reference.http.ProblemFactory;
import org.openstm.kiosk.reference.http.ServerResponse;
import org.openstm.kiosk.reference.store.CaseKeys;
import org.openstm.kiosk.reference.store.Database;
import org.openstm.kiosk.reference.store.Transaction;

/// Judges how a person was identified at a terminal, and issues evidence for it. A case or a query about a
/// person is decided by the evidence, never by what a terminal claims.
public final class IdentityRegister {
    private static final String KEEP = """
            INSERT INTO identity_proof(evidence, terminal, person_key, factor, officer, at_ms, until_ms)
            VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
            """;
    private static final String OF_PERSON = """
            SELECT factor FROM identity_proof
            WHERE evidence = ? AND terminal = ? AND person_key = ? AND until_ms >= ?
            """;
    private static final String BEGUN =
            "SELECT MIN(until_ms) FROM identity_proof WHERE evidence = ? AND terminal = ? AND until_ms >= ?";
    private static final String NUMBERS =
            "SELECT number FROM identity_number WHERE evidence = ? AND terminal = ? AND until_ms >= ?";
    private static final String KEEP_NUMBER = """
            INSERT INTO identity_number(evidence, terminal, number, until_ms) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING
            """;
    private static final String FORGET = "DELETE FROM identity_proof WHERE until_ms < ?";
    private static final String FORGET_NUMBERS = "DELETE FROM identity_number WHERE until_ms < ?";
    private static final String MARK = """
            INSERT INTO identity_open(terminal, tx_id, why, at_ms, checked_ms) VALUES (?, ?, ?, ?, 0) ON CONFLICT DO NOTHING
            """;

    private static final String MARKED = """
            SELECT o.terminal, c.case_number, c.service, o.why, o.at_ms FROM identity_open o
            JOIN case_file c ON c.terminal = o.terminal AND c.tx_id = o.tx_id
            WHERE o.checked_ms = 0 ORDER BY o.at_ms
            """;
    private static final String CHECKED = """
            UPDATE identity_open SET checked_ms = ? WHERE checked_ms = 0 AND EXISTS (
              SELECT 1 FROM case_file c WHERE c.terminal = identity_open.terminal AND c.tx_id = identity_open.tx_id
              AND c.case_number = ?)
            """;

    /// Validity of evidence in a session.
    private static final Duration COUNTS = Duration.ofMinutes(60);

    /// A case may wait at the terminal for some days, and is judged by what was proven in its session.
    private static final Duration KEPT = Duration.ofDays(8);

    private static final Set<String> CARDS = Set.of("id-card", "social-security-card");
    private static final Pattern PHONE = Pattern.compile("app-code-(L[123])");
    private static final Pattern OFFICER = Pattern.compile("[0-9A-Za-z]{1,16}");

    /// Result of checking a case's identity.
    public sealed interface IdentityVerdict {
        record Proven() implements IdentityVerdict {}

        /// Accepted, but the department checks the person before it acts.
        record CheckPending(String why) implements IdentityVerdict {}

        record TooLow(String code, Map<String, String> facts) implements IdentityVerdict {}
    }

    private final Database database;
    private final DemoProvince demo;
    private final ProblemFactory problems;
    private final AppLoginService apps;
    private final OrganisationRegister organisations;
    private final SmsService phone;
    private final boolean believesAny;
    private final IdentityRateLimit limits = new IdentityRateLimit();
    private final SecureRandom random = new SecureRandom();

    /// @param believesAny whether this is a demonstration, which accepts the simulated match
    public IdentityRegister(
            Database database,
            DemoProvince demo,
            ProblemFactory problems,
            AppLoginService apps,
            OrganisationRegister organisations,
            SmsService phone,
            boolean believesAny) {
        this.database = database;
        this.demo = demo;
        this.problems = problems;
        this.apps = apps;
        this.organisations = organisations;
        this.phone = phone;
        this.believesAny = believesAny;
    }

    /// Judges a terminal's identity claim.
    public ServerResponse registerClaim(StrictJson asked, String terminal, Instant now) {
        var subject = SubjectCodec.parseSubject(asked.object("subject"));
        var factor = asked.text("factor");
        var officer = asked.optionalText("officer").orElse("");
        var given = asked.optionalText("evidence").orElse("");
        String person = CaseKeys.personKey(subject);
        var wait = limits.reserveAttempt(terminal, person);
        if (wait.isPresent())
            return ServerResponse.ofProblem(problems.createRetryable(429, "too-many", Map.of(), wait.get()));
        return database.inTransaction(b -> {
            b.executeUpdate(FORGET, now.minus(KEPT).toEpochMilli());
            b.executeUpdate(FORGET_NUMBERS, now.toEpochMilli());
            var until = now.plus(COUNTS).toEpochMilli();
            if (!given.isEmpty()) {
                var begun = b.queryFirst(BEGUN, row -> row.getLong(1), given, terminal, now.toEpochMilli());
                if (begun.isEmpty() || begun.get() == 0) return unprovenResponse();
                until = begun.get();
            }
            if (!isClaimBelieved(b, terminal, given, subject, factor, officer, now)) return unprovenResponse();
            var evidence = given.isEmpty() ? newEvidence() : given;
            b.executeUpdate(KEEP, evidence, terminal, person, factor, officer, now.toEpochMilli(), until);
            b.executeUpdate(KEEP_NUMBER, evidence, terminal, subject.number(), until);
            return ServerResponse.ofJson(
                    201,
                    StrictJson.toCanonicalBytes(Map.of(
                            "evidence",
                            evidence,
                            "until",
                            Instant.ofEpochMilli(until).toString())));
        });
    }

    private boolean isClaimBelieved(
            Transaction b,
            String terminal,
            String given,
            CaseSubject subject,
            String factor,
            String officer,
            Instant now)
            throws SQLException {
        if (subject.layout().equals(OrganisationRegister.ROLE)) return false;
        var known = demo.people().findPerson(subject.number());
        if (known.isPresent() && !known.get().name().equals(subject.name())) return false;
        if (CARDS.contains(factor)) return true;
        var level = PHONE.matcher(factor);
        if (level.matches()) return apps.hasLoggedIn(b, terminal, subject, level.group(1), now);
        boolean there = !provenFactors(b, terminal, given, subject, now).isEmpty();
        return switch (factor) {
            case "staff-code" -> there && OFFICER.matcher(officer).matches();
            case "simulated-match" -> there && believesAny;
            default -> false;
        };
    }

    private ServerResponse unprovenResponse() {
        return ServerResponse.ofProblem(problems.createProblem(403, "identity-unproven"));
    }

    private String newEvidence() {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /// @param until evidence that had expired by then proves nothing
    private static Set<String> provenFactors(
            Transaction b, String terminal, String evidence, CaseSubject who, Instant until) throws SQLException {
        if (evidence.isEmpty()) return Set.of();
        return new TreeSet<>(b.queryAll(
                OF_PERSON, row -> row.getString(1), evidence, terminal, CaseKeys.personKey(who), until.toEpochMilli()));
    }

    /// Why a query about this person is refused; empty if it is allowed.
    public Optional<ServerResponse> findRefusal(StrictJson asked, String terminal, Instant now) {
        return findRefusal(asked, terminal, new IdentityRequirement("L1", List.of(), false, false), "", now);
    }

    /// The same for a query of an item, which may require more than a card.
    public Optional<ServerResponse> findRefusal(
            StrictJson asked, String terminal, IdentityRequirement demand, String service, Instant now) {
        var who = SubjectCodec.parseSubject(asked.object("subject"));
        var evidence = asked.optionalText("evidence").orElse("");
        return database.inTransaction(b -> {
            if (who.layout().equals(OrganisationRegister.ROLE))
                return isEntitledToAsk(b, terminal, evidence, who, now)
                        ? Optional.empty()
                        : Optional.of(unprovenResponse());
            var factors = provenFactors(b, terminal, evidence, who, now);
            if (factors.isEmpty()) return Optional.of(unprovenResponse());
            // before the form is filled in, a card is enough to fetch data on record for it
            String wanted = demand.query() ? demand.level() : "L1";
            String level = assuranceLevel(
                    factors, demand.query() && phone.hasProvenCode(b, terminal, evidence, who, service, now));
            return level.compareTo(wanted) >= 0 ? Optional.empty() : Optional.of(tooLowResponse(level, wanted));
        });
    }

    private ServerResponse tooLowResponse(String level, String wanted) {
        return ServerResponse.ofProblem(
                problems.createProblem(403, "identity-too-low", Map.of("level", level, "wanted", wanted)));
    }

    /// A proven person who may act for an organisation may query it.
    private boolean isEntitledToAsk(
            Transaction b, String terminal, String evidence, CaseSubject organisation, Instant now)
            throws SQLException {
        if (evidence.isEmpty()) return false;
        return b.queryAll(NUMBERS, row -> row.getString(1), evidence, terminal, now.toEpochMilli()).stream()
                .anyMatch(number -> organisations.isAuthorised(number, organisation.number(), CaseKeys.dayOf(now))
                        instanceof OrganisationRegister.Authorisation.Authorised);
    }

    /// Judges the identity of a case. A code that proved its number is used up by it.
    public IdentityVerdict judgeSubmission(
            Transaction b, String terminal, CaseSubmission s, IdentityRequirement demand, Instant now)
            throws SQLException {
        if (demand.level().equals("L0")) return new IdentityVerdict.Proven();
        var evidence = s.identity().evidence();
        boolean organisation = s.subject().layout().equals(OrganisationRegister.ROLE);
        var visitor = s.acting().map(acting -> acting.who());
        var who = organisation ? visitor.orElse(s.subject()) : s.subject();
        var at = now.minus(KEPT);
        var factors = provenFactors(b, terminal, evidence, who, at);
        boolean accompanied = organisation
                || visitor.isEmpty()
                || !provenFactors(b, terminal, evidence, visitor.get(), at).isEmpty();
        var numbers = demand.codes().stream()
                .map(name -> s.answers().getOrDefault(name, ""))
                .filter(number -> !number.isEmpty())
                .toList();
        boolean coded = !numbers.isEmpty() && accompanied;
        for (var number : numbers) coded &= phone.useUpCode(b, terminal, evidence, s.service(), number, s.txId());
        String level = accompanied ? assuranceLevel(factors, coded) : "L0";
        if (level.compareTo(demand.level()) >= 0)
            return coded && numbers.stream().anyMatch(number -> !isNumberOnRecord(who, visitor, number))
                    ? new IdentityVerdict.CheckPending("number-not-on-record")
                    : new IdentityVerdict.Proven();
        if (s.stored() && demand.storable())
            return new IdentityVerdict.CheckPending(factors.isEmpty() ? "card" : "sms-code");
        return new IdentityVerdict.TooLow("identity-too-low", Map.of("level", level, "wanted", demand.level()));
    }

    private boolean isNumberOnRecord(CaseSubject who, Optional<CaseSubject> visitor, String number) {
        return phone.numbersOnRecord(who).contains(number)
                || visitor.filter(other -> phone.numbersOnRecord(other).contains(number))
                        .isPresent();
    }

    public void markUnchecked(Transaction b, String terminal, String txId, String why, Instant now)
            throws SQLException {
        b.executeUpdate(MARK, terminal, txId, why, now.toEpochMilli());
    }

    /// A case whose person is still to be checked.
    ///
    /// @param why `card`, `sms-code` (none was asked for, the line was down), `number-not-on-record`
    public record UncheckedCase(String terminal, String caseNumber, String service, String why, Instant since) {}

    /// The oldest first.
    public List<UncheckedCase> listUncheckedCases() {
        return database.inTransaction(b -> b.queryAll(
                MARKED,
                row -> new UncheckedCase(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        Instant.ofEpochMilli(row.getLong(5)))));
    }

    /// The department has checked the person.
    public void confirmChecked(String caseNumber, Instant now) {
        database.inTransaction(b -> b.executeUpdate(CHECKED, now.toEpochMilli(), caseNumber));
    }

    /// @param coded whether a message code was proved for the same person
    private static String assuranceLevel(Set<String> factors, boolean coded) {
        String level = "L0";
        for (var factor : factors) {
            var phone = PHONE.matcher(factor);
            String one = CARDS.contains(factor) ? "L1" : phone.matches() ? phone.group(1) : "L3";
            if (one.compareTo(level) > 0) level = one;
        }
        return coded && level.equals("L1") ? "L2" : level;
    }
}
