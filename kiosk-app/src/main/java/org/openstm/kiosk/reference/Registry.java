package org.openstm.kiosk.reference;

import java.sql.SQLException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.openstm.kiosk.central.CaseLine;
import org.openstm.kiosk.central.CaseList;
import org.openstm.kiosk.central.CaseProgress;
import org.openstm.kiosk.central.DocumentRef;
import org.openstm.kiosk.central.Due;
import org.openstm.kiosk.central.Json;
import org.openstm.kiosk.central.KioskKey;
import org.openstm.kiosk.central.PaperReport;
import org.openstm.kiosk.central.Problem;
import org.openstm.kiosk.central.Receipt;
import org.openstm.kiosk.central.Sha256;
import org.openstm.kiosk.central.Subject;
import org.openstm.kiosk.central.Submission;
import org.openstm.kiosk.central.VerificationCode;
import org.openstm.kiosk.central.Wire;
import org.openstm.kiosk.reference.Demo.Service;
import org.openstm.kiosk.reference.Rules.Decision;

/// The register of cases. A case, its answer and its document come into being in one transaction; the
/// answer is kept as bytes and said again byte for byte, for ever.
final class Registry {
    private static final String ANSWER = "SELECT digest, answer FROM tx WHERE terminal = ? AND tx_id = ?";
    private static final String BY_CODE = "SELECT answer FROM tx WHERE code = ?";
    private static final String ADD = "INSERT INTO tx(terminal, tx_id, digest, code, answer) VALUES (?, ?, ?, ?, ?)";

    private static final String ADD_CASE = """
            INSERT INTO case_file(terminal, tx_id, case_number, service, state, person_key, answers_key, at_ms)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """;

    private static final String ADD_PART = """
            INSERT INTO part(terminal, tx_id, n, case_number, service, state, person_key, answers_key, at_ms)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;

    private static final String SAME = """
            SELECT case_number FROM (
              SELECT case_number, person_key, service, answers_key, state, at_ms FROM case_file
              UNION ALL SELECT case_number, person_key, service, answers_key, state, at_ms FROM part) made
            WHERE person_key = ? AND service = ? AND answers_key = ? AND state IN ('ACCEPTED', 'DUE') AND at_ms > ?
            ORDER BY at_ms DESC
            """;

    private static final String OF_PERSON = """
            SELECT t.answer, c.service, c.state FROM case_file c JOIN tx t ON t.terminal = c.terminal AND t.tx_id = c.tx_id
            WHERE c.person_key = ? ORDER BY c.at_ms DESC
            """;

    private static final int PAGE = 200;
    private static final Pattern CURSOR = Pattern.compile("\\d{1,15}:.{1,64}");

    private static final String LIST = """
            SELECT tx_id, case_number, state, at_ms FROM case_file
            WHERE terminal = ? AND (at_ms > ? OR (at_ms = ? AND tx_id > ?)) ORDER BY at_ms, tx_id LIMIT ?
            """;

    private static final String SERVICE = "SELECT service, state FROM case_file WHERE case_number = ?";
    private static final String COUNTS = "SELECT service, state, COUNT(*) FROM case_file GROUP BY service, state";
    private static final String ADD_DOCUMENT = """
            INSERT INTO document(terminal, serial, tx_id, pdf) VALUES (?, ?, ?, ?)
            """;
    private static final String DOCUMENT = "SELECT pdf FROM document WHERE terminal = ? AND serial = ?";
    private static final String RATE = """
            INSERT INTO rating(terminal, tx_id, grade, reasons) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING
            """;

    private static final String REPORT = """
            INSERT INTO paper(terminal, effect, tx_id, paper, copy, result, evidence, seq)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT(terminal, effect) DO UPDATE SET result = excluded.result, evidence = excluded.evidence
            WHERE paper.tx_id = excluded.tx_id AND paper.result = 'UNKNOWN' AND excluded.result <> 'UNKNOWN'
            """;

    private static final String PAPERS =
            "SELECT terminal, effect, tx_id, paper, result, evidence FROM paper ORDER BY terminal, effect";

    /// How long an accepted case waits for its money.
    private static final Duration PAYABLE = Duration.ofMinutes(30);

    private static final DateTimeFormatter COMPACT = DateTimeFormatter.ofPattern("yyyyMMdd");

    /// What handing in came to.
    sealed interface Taken {
        record New(byte[] answer) implements Taken {}

        record Replay(byte[] answer) implements Taken {}

        record Refused(Problem problem) implements Taken {}

        /// The same request is being decided elsewhere, and that takes long.
        record InFlight() implements Taken {}
    }

    /// What is known of a transaction. "Never" is certain: nobody decides it at this moment either.
    sealed interface Known {
        record Here(byte[] answer) implements Known {}

        record Never() implements Known {}

        record NotYet() implements Known {}

        record Reversed() implements Known {}
    }

    private final Books books;
    private final Demo demo;
    private final Rules rules;
    private final Phone phone;
    private final Problems problems;
    private final Cabinet cabinet;
    private final IdentityRegister identities;
    private final KioskKey key;
    private final Certificates certificates;

    Registry(
            Books books,
            Demo demo,
            Rules rules,
            Phone phone,
            Problems problems,
            Cabinet cabinet,
            IdentityRegister identities,
            KioskKey key) {
        this.identities = identities;
        this.books = books;
        this.demo = demo;
        this.rules = rules;
        this.phone = phone;
        this.problems = problems;
        this.cabinet = cabinet;
        this.key = key;
        this.certificates = new Certificates(demo.verifyBase());
    }

    Taken submit(String terminal, Submission s, byte[] body, Service service, IdentityDemand demand, Instant now) {
        try {
            return decide(terminal, s, body, service, demand, now);
        } catch (Books.Held _) {
            return new Taken.InFlight();
        }
    }

    private Taken decide(
            String terminal, Submission s, byte[] body, Service service, IdentityDemand demand, Instant now) {
        return books.together(b -> {
            b.lock(terminal, decided(s.txId()));
            if (Money.reversal(b, terminal, s.txId()).isPresent())
                return new Taken.Refused(problems.of(410, "reversed"));
            String digest = Sha256.digestHex(body);
            var before = stored(b, terminal, s.txId());
            if (before.isPresent()) {
                return before.get().digest().equals(digest)
                        ? new Taken.Replay(before.get().answer())
                        : new Taken.Refused(problems.of(422, "other-content"));
            }
            Optional<String> reserved;
            try {
                reserved = Handovers.number(b, terminal, s.txId());
            } catch (Handovers.Elsewhere other) {
                return new Taken.Refused(problems.of(403, "case-elsewhere"));
            }
            var missing = cabinet.missing(b, terminal, s, now);
            if (!missing.isEmpty()) {
                var names = Map.of("files", String.join(", ", missing));
                return new Taken.Refused(problems.later(409, "files-missing", names, Duration.ofSeconds(1)));
            }
            var differing = cabinet.differing(b, terminal, s);
            if (differing.isPresent())
                return new Taken.Refused(problems.of(
                        422, "file-differs", Map.of("file", differing.get().name())));
            boolean open = false;
            switch (identities.judge(b, terminal, s, demand, now)) {
                case IdentityRegister.Judgement.Proven() -> {}
                case IdentityRegister.Judgement.Open(var why) -> {
                    identities.mark(b, terminal, s.txId(), why, now);
                    open = true;
                }
                case IdentityRegister.Judgement.TooLow(var code, var facts) -> {
                    return new Taken.Refused(problems.of(403, code, facts));
                }
            }
            String personKey = CaseKeys.personKey(s.subject());
            String answersKey = answersKey(service, s);
            // each part says for itself whether it was handed in before: what was refused may be tried again with it
            if (!service.parts().isEmpty())
                return chain(b, terminal, s, service, reserved, personKey, answersKey, digest, now);
            var earlier = again(b, s, personKey, answersKey, now);
            if (earlier.isPresent()) {
                return new Taken.Refused(problems.of(403, "same-again", Map.of("caseNumber", earlier.get())));
            }
            return switch (rules.decide(service, s, CaseKeys.dayOf(now), b)) {
                case Decision.Refuse(var code, var facts) -> new Taken.Refused(problems.of(403, code, facts));
                case Decision.Accept(var result, var paper, var fen) -> {
                    var due = fen == 0 ? Optional.<Due>empty() : Optional.of(new Due(fen, now.plus(PAYABLE)));
                    String state = due.isPresent() ? Money.CASE_DUE : Receipt.State.ACCEPTED.name();
                    var yes = Receipt.State.ACCEPTED;
                    String number = reserved.isPresent() ? reserved.get() : caseNumber(b, now);
                    var made = open(b, terminal, s, service, number, yes, state, personKey, answersKey, now);
                    var documents = new ArrayList<DocumentRef>();
                    if (paper.isPresent()) documents.add(document(b, terminal, s, service, made, paper.get(), now));
                    var said = new LinkedHashMap<>(result);
                    if (open) said.put("identityCheck", "open");
                    var words = demo.say(open ? "identity-open" : service.words(), result);
                    yield new Taken.New(
                            close(b, terminal, s, service, made, said, words, documents, due, List.of(), digest, now));
                }
                case Decision.Reject(var code, var result) -> {
                    var no = Receipt.State.REJECTED;
                    String number = reserved.isPresent() ? reserved.get() : caseNumber(b, now);
                    var made = open(b, terminal, s, service, number, no, no.name(), personKey, answersKey, now);
                    var all = new LinkedHashMap<>(result);
                    all.put("code", code);
                    var words = demo.say(code, all);
                    yield new Taken.New(close(
                            b,
                            terminal,
                            s,
                            service,
                            made,
                            all,
                            words,
                            List.of(),
                            Optional.empty(),
                            List.of(),
                            digest,
                            now));
                }
            };
        });
    }

    /// Every item of a chain is decided by itself: what one department refuses, another may still do.
    private Taken chain(
            Turn b,
            String terminal,
            Submission s,
            Service chain,
            Optional<String> reserved,
            String personKey,
            String answersKey,
            String digest,
            Instant now)
            throws SQLException {
        String number = reserved.isPresent() ? reserved.get() : caseNumber(b, now);
        var parts = new ArrayList<Receipt.Part>();
        var documents = new ArrayList<DocumentRef>();
        var result = new LinkedHashMap<String, String>();
        for (var service : demo.partsOf(chain)) {
            String own = number + "-" + (parts.size() + 1);
            var asked = s.of(service.id(), service.asks());
            String key = answersKey(service, asked);
            var decision = once(b, asked, service, personKey, key, now);
            var state = decision instanceof Decision.Accept ? Receipt.State.ACCEPTED : Receipt.State.REJECTED;
            var message = switch (decision) {
                case Decision.Accept(var given, var paper, var _) -> {
                    var made = new Opened(own, state);
                    if (paper.isPresent()) documents.add(document(b, terminal, asked, service, made, paper.get(), now));
                    given.forEach(result::putIfAbsent);
                    yield demo.say(service.words(), given);
                }
                case Decision.Reject(var code, var facts) -> demo.say(code, facts);
                case Decision.Refuse(var code, var facts) -> demo.say(code, facts);
            };
            parts.add(new Receipt.Part(service.id(), service.title(), own, state, message));
            b.change(
                    ADD_PART,
                    terminal,
                    s.txId(),
                    parts.size(),
                    own,
                    service.id(),
                    state.name(),
                    personKey,
                    key,
                    now.toEpochMilli());
        }
        long done =
                parts.stream().filter(p -> p.state() == Receipt.State.ACCEPTED).count();
        var state = done > 0 ? Receipt.State.ACCEPTED : Receipt.State.REJECTED;
        result.put("done", Long.toString(done));
        result.put("of", Integer.toString(parts.size()));
        if (done == 0) result.put("code", "chain-refused");
        var made = open(b, terminal, s, chain, number, state, state.name(), personKey, answersKey, now);
        var message = done > 0 ? demo.say(chain.words(), result) : reasons(parts);
        return new Taken.New(
                close(b, terminal, s, chain, made, result, message, documents, Optional.empty(), parts, digest, now));
    }

    private Decision once(Turn b, Submission asked, Service service, String personKey, String answersKey, Instant now)
            throws SQLException {
        var earlier = again(b, asked, personKey, answersKey, now);
        return earlier.isPresent()
                ? new Decision.Refuse("same-again", Map.of("caseNumber", earlier.get()))
                : rules.decide(service, asked, CaseKeys.dayOf(now), b);
    }

    /// Why nothing of a chain could be done, item by item.
    private static Map<String, String> reasons(List<Receipt.Part> parts) {
        var all = new TreeMap<String, String>();
        for (var part : parts)
            part.message()
                    .forEach((language, why) -> all.merge(
                            language,
                            part.title().getOrDefault(language, "") + ": " + why,
                            (before, more) -> before + "\n" + more));
        return all;
    }

    private Optional<String> again(Turn b, Submission s, String personKey, String answersKey, Instant now)
            throws SQLException {
        if (s.answers().getOrDefault(Submission.AGAIN, "").equals("yes")) return Optional.empty();
        b.lock(Tables.NO_TERMINAL, "person/" + personKey + "/" + s.service()); // two terminals at once are one too many
        long since = now.minus(Duration.ofDays(1)).toEpochMilli();
        return b.one(SAME, row -> row.getString(1), personKey, s.service(), answersKey, since);
    }

    static String caseNumber(Turn b, Instant now) throws SQLException {
        String day = CaseKeys.dayOf(now).format(COMPACT);
        return "SF" + day + String.format("%04d", b.number("case", day));
    }

    private record Opened(String caseNumber, Receipt.State state) {}

    private static Opened open(
            Turn b,
            String terminal,
            Submission s,
            Service service,
            String number,
            Receipt.State state,
            String caseState,
            String personKey,
            String answersKey,
            Instant now)
            throws SQLException {
        b.change(
                ADD_CASE,
                terminal,
                s.txId(),
                number,
                service.id(),
                caseState,
                personKey,
                answersKey,
                now.toEpochMilli());
        return new Opened(number, state);
    }

    private byte[] close(
            Turn b,
            String terminal,
            Submission s,
            Service service,
            Opened made,
            Map<String, String> result,
            Map<String, String> message,
            List<DocumentRef> documents,
            Optional<Due> due,
            List<Receipt.Part> parts,
            String digest,
            Instant now)
            throws SQLException {
        byte[] answer = key.signed(Wire.tree(new Receipt(
                s.txId(),
                1,
                made.state(),
                made.caseNumber(),
                now,
                result,
                message,
                documents,
                due,
                parts,
                digest,
                "")));
        b.change(ADD, terminal, s.txId(), digest, VerificationCode.of(s.txId()), answer);
        Handovers.done(b, s.txId());
        cabinet.attach(b, terminal, s);
        tell(b, terminal, s, service, made, message, now);
        return answer;
    }

    private void tell(
            Turn b,
            String terminal,
            Submission s,
            Service service,
            Opened made,
            Map<String, String> message,
            Instant now)
            throws SQLException {
        String mobile = s.answers().getOrDefault("mobile", "");
        if (mobile.isEmpty()) return;
        String words = made.state() == Receipt.State.ACCEPTED ? "sms-accepted" : "sms-rejected";
        String text = demo.say(
                        words,
                        Map.of(
                                "title", service.title().getOrDefault("zh-CN", ""),
                                "caseNumber", made.caseNumber(),
                                "verification", VerificationCode.of(s.txId()),
                                "reason", message.getOrDefault("zh-CN", "")))
                .getOrDefault("zh-CN", "");
        phone.send(b, terminal, mobile, text, now.toEpochMilli());
    }

    private DocumentRef document(
            Turn b, String terminal, Submission s, Service service, Opened opened, Rules.Paper paper, Instant now)
            throws SQLException {
        var day = CaseKeys.dayOf(now);
        String serial = String.format(
                "SF-ZM-%d-%02d%02d-%04d",
                day.getYear(), day.getMonthValue(), day.getDayOfMonth(), b.number("document", day.format(COMPACT)));
        var issue = new Certificates.Issue(
                serial, opened.caseNumber(), VerificationCode.of(s.txId()), terminal, service, now);
        var made = certificates.make(paper, issue, key);
        b.change(ADD_DOCUMENT, terminal, serial, s.txId(), made.pdf());
        return new DocumentRef(serial, paper.title(), made.pages(), Sha256.digestHex(made.pdf()));
    }

    private record Stored(String digest, byte[] answer) {}

    private static Optional<Stored> stored(Turn b, String terminal, String txId) throws SQLException {
        return b.one(ANSWER, row -> new Stored(row.getString(1), row.getBytes(2)), terminal, txId);
    }

    static String decided(String txId) {
        return "decided/" + txId;
    }

    /// Waits for whoever decides it at this moment.
    Known known(String terminal, String txId) {
        try {
            return books.together(b -> {
                b.lock(terminal, decided(txId));
                if (Money.reversal(b, terminal, txId).isPresent()) return new Known.Reversed();
                return stored(b, terminal, txId)
                        .<Known>map(s -> new Known.Here(s.answer()))
                        .orElseGet(Known.Never::new);
            });
        } catch (Books.Held _) {
            return new Known.NotYet();
        }
    }

    Optional<byte[]> answer(String terminal, String txId) {
        return books.together(b -> stored(b, terminal, txId).map(Stored::answer));
    }

    Optional<byte[]> documentBytes(String terminal, String serial) {
        return books.together(b -> b.one(DOCUMENT, row -> row.getBytes(1), terminal, serial));
    }

    /// False: it had been rated before.
    /// What is known of a paper; an unknown one may be settled later, a settled one never changes.
    boolean report(String terminal, String txId, PaperReport report) {
        return books.together(b -> b.change(
                        REPORT,
                        terminal,
                        report.effectId(),
                        txId,
                        report.paper(),
                        report.copy(),
                        report.result(),
                        report.evidence(),
                        report.sequence())
                > 0);
    }

    List<Map<String, Object>> papers() {
        return books.together(b -> b.all(
                PAPERS,
                row -> Map.<String, Object>of(
                        "terminal", row.getString(1),
                        "effect", row.getString(2),
                        "txId", row.getString(3),
                        "paper", row.getString(4),
                        "result", row.getString(5),
                        "evidence", row.getString(6))));
    }

    boolean rate(String terminal, String txId, int grade, List<String> reasons) {
        return books.together(b -> b.change(RATE, terminal, txId, grade, String.join(",", reasons)) == 1);
    }

    Optional<CaseProgress> progress(String verificationCode, Instant now) {
        return books.together(b -> {
            var answer = b.one(BY_CODE, row -> row.getBytes(1), verificationCode);
            if (answer.isEmpty()) return Optional.empty();
            var receipt = Wire.receipt(answer.get());
            return b.one(
                    SERVICE, row -> progressOf(receipt, row.getString(1), row.getString(2), now), receipt.caseNumber());
        });
    }

    List<CaseProgress> cases(Subject subject, Instant now) {
        return books.together(b -> b.all(
                OF_PERSON,
                row -> progressOf(Wire.receipt(row.getBytes(1)), row.getString(2), row.getString(3), now),
                CaseKeys.personKey(subject)));
    }

    /// A page of a terminal's cases; empty if nobody was given such a cursor.
    Optional<CaseList> list(String terminal, Instant since, String after) {
        if (!after.isEmpty() && !CURSOR.matcher(after).matches()) return Optional.empty();
        int colon = after.indexOf(':');
        long fromMs = colon < 0 ? since.toEpochMilli() : Long.parseLong(after.substring(0, colon));
        String fromId = after.substring(colon + 1);
        var cases = books.together(b -> b.all(
                LIST,
                row -> new CaseLine(
                        row.getString(1),
                        row.getString(2),
                        receiptState(row.getString(3)),
                        Instant.ofEpochMilli(row.getLong(4))),
                terminal,
                fromMs,
                fromMs,
                fromId,
                PAGE));
        if (cases.size() < PAGE) return Optional.of(new CaseList(cases, ""));
        var last = cases.getLast();
        return Optional.of(new CaseList(cases, last.at().toEpochMilli() + ":" + last.txId()));
    }

    /// What the receipt of a case said, whatever became of its money since.
    private static Receipt.State receiptState(String caseState) {
        return switch (caseState) {
            case Money.CASE_DUE, Money.CASE_WITHDRAWN -> Receipt.State.ACCEPTED;
            default -> Receipt.State.valueOf(caseState);
        };
    }

    /// Cases by service and state, for tests and demonstrations.
    Map<String, Map<String, Integer>> counts() {
        return books.together(b -> {
            var counts = new TreeMap<String, Map<String, Integer>>();
            b.all(
                    COUNTS,
                    row -> counts.computeIfAbsent(row.getString(1), _ -> new TreeMap<>())
                            .put(row.getString(2), row.getInt(3)));
            return counts;
        });
    }

    private CaseProgress progressOf(Receipt receipt, String serviceId, String caseState, Instant now) {
        var service = demo.service(serviceId);
        var parts = receipt.parts().stream()
                .map(part -> progressOf(part, receipt.acceptedAt(), now))
                .toList();
        int days = service.map(Service::days).orElse(0);
        boolean at = parts.isEmpty() ? days > 0 : parts.stream().anyMatch(Registry::inWork);
        var how = new How(
                receipt.state() == Receipt.State.REJECTED,
                caseState.equals(Money.CASE_WITHDRAWN),
                caseState.equals(Money.CASE_DUE),
                receipt.due().isPresent(),
                at,
                days);
        return progressOf(receipt.caseNumber(), serviceId, receipt.acceptedAt(), how, parts, now);
    }

    private CaseProgress progressOf(Receipt.Part part, Instant acceptedAt, Instant now) {
        int days = demo.service(part.service()).map(Service::days).orElse(0);
        var how = new How(part.state() == Receipt.State.REJECTED, false, false, false, days > 0, days);
        return progressOf(part.caseNumber(), part.service(), acceptedAt, how, List.of(), now);
    }

    private static boolean inWork(CaseProgress part) {
        return part.state().equals("in-work");
    }

    /// How a case stands.
    ///
    /// @param costs something was to be paid for it; `due`: still is
    /// @param slow a department is at work on it
    /// @param days that it has promised to take
    private record How(boolean rejected, boolean withdrawn, boolean due, boolean costs, boolean slow, int days) {
        boolean open() {
            return !rejected && !withdrawn;
        }

        String state() {
            return rejected ? "rejected" : withdrawn ? "withdrawn" : slow || due ? "in-work" : "finished";
        }
    }

    private CaseProgress progressOf(
            String number, String serviceId, Instant acceptedAt, How how, List<CaseProgress> parts, Instant now) {
        var service = demo.service(serviceId);
        Optional<LocalDate> promisedBy = how.open() && how.slow() && how.days() > 0
                ? Optional.of(workingDays(CaseKeys.dayOf(acceptedAt), how.days()))
                : Optional.empty();
        boolean overdue = promisedBy.filter(CaseKeys.dayOf(now)::isAfter).isPresent();
        String state = how.due() ? "state-due" : "state-" + how.state();
        return new CaseProgress(
                number,
                serviceId,
                service.map(Service::title).orElse(Map.of()),
                how.state(),
                demo.say(state, Map.of()),
                steps(acceptedAt, how),
                service.map(Service::owner).orElse(""),
                service.map(Service::phone).orElse(""),
                promisedBy,
                overdue,
                parts);
    }

    private List<CaseProgress.Step> steps(Instant acceptedAt, How how) {
        var steps = new ArrayList<CaseProgress.Step>();
        steps.add(new CaseProgress.Step(demo.say("step-received", Map.of()), acceptedAt, true));
        String decided = how.rejected() ? "step-refused" : "step-decided";
        steps.add(new CaseProgress.Step(demo.say(decided, Map.of()), acceptedAt, true));
        if (how.costs()) {
            String paid = how.withdrawn() ? "step-not-paid" : how.due() ? "step-due" : "step-paid";
            steps.add(new CaseProgress.Step(demo.say(paid, Map.of()), null, !how.due()));
        }
        if (!how.open()) return steps;
        if (how.slow()) steps.add(new CaseProgress.Step(demo.say("step-work", Map.of()), null, false));
        boolean done = !how.slow() && !how.due();
        steps.add(new CaseProgress.Step(demo.say("step-finished", Map.of()), done ? acceptedAt : null, done));
        return steps;
    }

    /// Saturdays and Sundays do not count; holidays, which a real department knows, do here.
    private static LocalDate workingDays(LocalDate from, int days) {
        var day = from;
        for (int left = days; left > 0; ) {
            day = day.plusDays(1);
            if (day.getDayOfWeek() != DayOfWeek.SATURDAY && day.getDayOfWeek() != DayOfWeek.SUNDAY) left--;
        }
        return day;
    }

    private static String answersKey(Service service, Submission s) {
        var keys = new TreeMap<String, String>();
        for (String name : service.keys()) keys.put(name, s.answers().getOrDefault(name, ""));
        return Sha256.digestHex(Json.canonical(keys));
    }
}
