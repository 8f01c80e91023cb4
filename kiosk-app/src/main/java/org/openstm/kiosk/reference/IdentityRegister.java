package org.openstm.kiosk.reference;

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
import org.openstm.kiosk.central.Json;
import org.openstm.kiosk.central.Subject;
import org.openstm.kiosk.central.Submission;
import org.openstm.kiosk.central.Wire;

/// Judges how a person was identified at a terminal, and gives out evidence for it. A case or a question
/// about a person counts for what the evidence proves, never for what a terminal says of itself.
final class IdentityRegister {
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

    /// A visit.
    private static final Duration COUNTS = Duration.ofMinutes(60);

    /// A case may wait at the terminal for some days, and is judged by what was proven in its visit.
    private static final Duration KEPT = Duration.ofDays(8);

    private static final Set<String> CARDS = Set.of("id-card", "social-security-card");
    private static final Pattern PHONE = Pattern.compile("app-code-(L[123])");
    private static final Pattern OFFICER = Pattern.compile("[0-9A-Za-z]{1,16}");

    /// How a case stands.
    sealed interface Judgement {
        record Proven() implements Judgement {}

        /// Taken in, and checked by the department before anything is done.
        record Open(String why) implements Judgement {}

        record TooLow(String code, Map<String, String> facts) implements Judgement {}
    }

    private final Books books;
    private final Demo demo;
    private final Problems problems;
    private final AppDesk apps;
    private final Organisations organisations;
    private final Phone phone;
    private final boolean believesAny;
    private final IdentityLimits limits = new IdentityLimits();
    private final SecureRandom random = new SecureRandom();

    /// @param believesAny whether this is a demonstration, which has a match that is only played
    IdentityRegister(
            Books books,
            Demo demo,
            Problems problems,
            AppDesk apps,
            Organisations organisations,
            Phone phone,
            boolean believesAny) {
        this.books = books;
        this.demo = demo;
        this.problems = problems;
        this.apps = apps;
        this.organisations = organisations;
        this.phone = phone;
        this.believesAny = believesAny;
    }

    /// A terminal says how it identified a person.
    Answer claim(Json asked, String terminal, Instant now) {
        var subject = Wire.subject(asked.object("subject"));
        var factor = asked.text("factor");
        var officer = asked.maybeText("officer").orElse("");
        var given = asked.maybeText("evidence").orElse("");
        String person = CaseKeys.personKey(subject);
        var wait = limits.wait(terminal, person);
        if (wait.isPresent()) return Answer.problem(problems.later(429, "too-many", Map.of(), wait.get()));
        return books.together(b -> {
            b.change(FORGET, now.minus(KEPT).toEpochMilli());
            b.change(FORGET_NUMBERS, now.toEpochMilli());
            var until = now.plus(COUNTS).toEpochMilli();
            if (!given.isEmpty()) {
                var begun = b.one(BEGUN, row -> row.getLong(1), given, terminal, now.toEpochMilli());
                if (begun.isEmpty() || begun.get() == 0) return unproven();
                until = begun.get();
            }
            if (!believes(b, terminal, given, subject, factor, officer, now)) return unproven();
            var evidence = given.isEmpty() ? fresh() : given;
            b.change(KEEP, evidence, terminal, person, factor, officer, now.toEpochMilli(), until);
            b.change(KEEP_NUMBER, evidence, terminal, subject.number(), until);
            return Answer.json(
                    201,
                    Json.canonical(Map.of(
                            "evidence",
                            evidence,
                            "until",
                            Instant.ofEpochMilli(until).toString())));
        });
    }

    private boolean believes(
            Turn b, String terminal, String given, Subject subject, String factor, String officer, Instant now)
            throws SQLException {
        if (subject.layout().equals(Organisations.ROLE)) return false;
        var known = demo.person(subject.number());
        if (known.isPresent() && !known.get().name().equals(subject.name())) return false;
        if (CARDS.contains(factor)) return true;
        var level = PHONE.matcher(factor);
        if (level.matches()) return apps.told(b, terminal, subject, level.group(1), now);
        boolean there = !factors(b, terminal, given, subject, now).isEmpty();
        return switch (factor) {
            case "staff-code" -> there && OFFICER.matcher(officer).matches();
            case "simulated-match" -> there && believesAny;
            default -> false;
        };
    }

    private Answer unproven() {
        return Answer.problem(problems.of(403, "identity-unproven"));
    }

    private String fresh() {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /// @param until evidence that was over by then proves nothing
    private static Set<String> factors(Turn b, String terminal, String evidence, Subject who, Instant until)
            throws SQLException {
        if (evidence.isEmpty()) return Set.of();
        return new TreeSet<>(b.all(
                OF_PERSON, row -> row.getString(1), evidence, terminal, CaseKeys.personKey(who), until.toEpochMilli()));
    }

    /// Whether a question about this person may be answered; empty if so.
    Optional<Answer> refusal(Json asked, String terminal, Instant now) {
        return refusal(asked, terminal, new IdentityDemand("L1", List.of(), false, false), "", now);
    }

    /// The same for a question of an item, which may want more than a card.
    Optional<Answer> refusal(Json asked, String terminal, IdentityDemand demand, String service, Instant now) {
        var who = Wire.subject(asked.object("subject"));
        var evidence = asked.maybeText("evidence").orElse("");
        return books.together(b -> {
            if (who.layout().equals(Organisations.ROLE))
                return mayAskFor(b, terminal, evidence, who, now) ? Optional.empty() : Optional.of(unproven());
            var factors = factors(b, terminal, evidence, who, now);
            if (factors.isEmpty()) return Optional.of(unproven());
            // before the form is filled in, a card is enough to fetch what stands on record for it
            String wanted = demand.query() ? demand.level() : "L1";
            String level = level(factors, demand.query() && phone.proved(b, terminal, evidence, who, service, now));
            return level.compareTo(wanted) >= 0 ? Optional.empty() : Optional.of(tooLow(level, wanted));
        });
    }

    private Answer tooLow(String level, String wanted) {
        return Answer.problem(problems.of(403, "identity-too-low", Map.of("level", level, "wanted", wanted)));
    }

    /// Whoever is proven here and may act for an organisation may ask for it.
    private boolean mayAskFor(Turn b, String terminal, String evidence, Subject organisation, Instant now)
            throws SQLException {
        if (evidence.isEmpty()) return false;
        return b.all(NUMBERS, row -> row.getString(1), evidence, terminal, now.toEpochMilli()).stream()
                .anyMatch(number -> organisations.may(number, organisation.number(), CaseKeys.dayOf(now))
                        instanceof Organisations.Said.May);
    }

    /// What a case counts for. A code that proved its number is used up by it.
    Judgement judge(Turn b, String terminal, Submission s, IdentityDemand demand, Instant now) throws SQLException {
        if (demand.level().equals("L0")) return new Judgement.Proven();
        var evidence = s.identity().evidence();
        boolean organisation = s.subject().layout().equals(Organisations.ROLE);
        var visitor = s.acting().map(acting -> acting.who());
        var who = organisation ? visitor.orElse(s.subject()) : s.subject();
        var at = now.minus(KEPT);
        var factors = factors(b, terminal, evidence, who, at);
        boolean accompanied = organisation
                || visitor.isEmpty()
                || !factors(b, terminal, evidence, visitor.get(), at).isEmpty();
        var numbers = demand.codes().stream()
                .map(name -> s.answers().getOrDefault(name, ""))
                .filter(number -> !number.isEmpty())
                .toList();
        boolean coded = !numbers.isEmpty() && accompanied;
        for (var number : numbers) coded &= phone.useUp(b, terminal, evidence, s.service(), number, s.txId());
        String level = accompanied ? level(factors, coded) : "L0";
        if (level.compareTo(demand.level()) >= 0)
            return coded && numbers.stream().anyMatch(number -> !onRecord(who, visitor, number))
                    ? new Judgement.Open("number-not-on-record")
                    : new Judgement.Proven();
        if (s.stored() && demand.storable()) return new Judgement.Open(factors.isEmpty() ? "card" : "sms-code");
        return new Judgement.TooLow("identity-too-low", Map.of("level", level, "wanted", demand.level()));
    }

    private boolean onRecord(Subject who, Optional<Subject> visitor, String number) {
        return phone.onRecord(who).contains(number)
                || visitor.filter(other -> phone.onRecord(other).contains(number))
                        .isPresent();
    }

    void mark(Turn b, String terminal, String txId, String why, Instant now) throws SQLException {
        b.change(MARK, terminal, txId, why, now.toEpochMilli());
    }

    /// A case whose person is still to be checked.
    ///
    /// @param why `card`, `sms-code` (none was asked for, the line was down), `number-not-on-record`
    record Marked(String terminal, String caseNumber, String service, String why, Instant since) {}

    /// The oldest first.
    List<Marked> marked() {
        return books.together(b -> b.all(
                MARKED,
                row -> new Marked(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        Instant.ofEpochMilli(row.getLong(5)))));
    }

    /// The department has checked the person.
    void checked(String caseNumber, Instant now) {
        books.together(b -> b.change(CHECKED, now.toEpochMilli(), caseNumber));
    }

    /// @param coded whether a message code was proved for the same person
    private static String level(Set<String> factors, boolean coded) {
        String level = "L0";
        for (var factor : factors) {
            var phone = PHONE.matcher(factor);
            String one = CARDS.contains(factor) ? "L1" : phone.matches() ? phone.group(1) : "L3";
            if (one.compareTo(level) > 0) level = one;
        }
        return coded && level.equals("L1") ? "L2" : level;
    }
}
