package org.openstm.kiosk.reference.cases;

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
import org.openstm.kiosk.central.CaseListPage;
import org.openstm.kiosk.central.CaseProgress;
import org.openstm.kiosk.central.CaseReceipt;
import org.openstm.kiosk.central.CaseSubject;
import org.openstm.kiosk.central.CaseSubmission;
import org.openstm.kiosk.central.DocumentReference;
import org.openstm.kiosk.central.ListedCase;
import org.openstm.kiosk.central.ProblemDetails;
import org.openstm.kiosk.central.codec.ContractCodec;
import org.openstm.kiosk.central.crypto.Sha256;
import org.openstm.kiosk.central.crypto.SigningKey;
import org.openstm.kiosk.central.crypto.VerificationCode;
import org.openstm.kiosk.central.json.StrictJson;
import org.openstm.kiosk.central.payment.AmountDue;
import org.openstm.kiosk.central.terminal.PaperReport;
import org.openstm.kiosk.reference.access.IdentityRegister;
import org.openstm.kiosk.reference.access.SmsService;
import org.openstm.kiosk.reference.cases.DepartmentRules.Decision;
import org.openstm.kiosk.reference.demo.DemoProvince;
import org.openstm.kiosk.reference.demo.DemoProvince.ServiceDefinition;
import org.openstm.kiosk.reference.demo.IdentityRequirement;
import org.openstm.kiosk.reference.http.ProblemFactory;
import org.openstm.kiosk.reference.store.AttachmentStore;
import org.openstm.kiosk.reference.store.CaseKeys;
import org.openstm.kiosk.reference.store.Database;
import org.openstm.kiosk.reference.store.DatabaseSchema;
import org.openstm.kiosk.reference.store.Transaction;

/// The register of cases. A case, its answer and its document are written in one transaction; the answer is
/// kept as bytes, and every repeat returns the same bytes.
public final class CaseService {
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

    /// How long an accepted case waits for its payment.
    private static final Duration PAYABLE = Duration.ofMinutes(30);

    private static final DateTimeFormatter COMPACT = DateTimeFormatter.ofPattern("yyyyMMdd");

    /// Result of a submission.
    public sealed interface IntakeResult {
        record New(byte[] answer) implements IntakeResult {}

        record Replay(byte[] answer) implements IntakeResult {}

        record Refused(ProblemDetails problem) implements IntakeResult {}

        /// Another transaction is still deciding the same request.
        record InFlight() implements IntakeResult {}
    }

    /// What is known of a submission. "Never" is certain: no transaction is deciding it at this moment either.
    public sealed interface TransactionStatus {
        record Decided(byte[] answer) implements TransactionStatus {}

        record Never() implements TransactionStatus {}

        record NotYet() implements TransactionStatus {}

        record Reversed() implements TransactionStatus {}
    }

    private final Database books;
    private final DemoProvince demo;
    private final DepartmentRules rules;
    private final SmsService phone;
    private final ProblemFactory problems;
    private final AttachmentStore attachments;
    private final IdentityRegister identities;
    private final SigningKey key;
    private final IssuedDocuments certificates;

    public CaseService(
            Database books,
            DemoProvince demo,
            DepartmentRules rules,
            SmsService phone,
            ProblemFactory problems,
            AttachmentStore attachments,
            IdentityRegister identities,
            SigningKey key) {
        this.identities = identities;
        this.books = books;
        this.demo = demo;
        this.rules = rules;
        this.phone = phone;
        this.problems = problems;
        this.attachments = attachments;
        this.key = key;
        this.certificates = new IssuedDocuments(demo.verifyBase());
    }

    public IntakeResult submitCase(
            String terminal,
            CaseSubmission s,
            byte[] body,
            ServiceDefinition service,
            IdentityRequirement demand,
            Instant now) {
        try {
            return decideSubmission(terminal, s, body, service, demand, now);
        } catch (Database.LockTimeoutException _) {
            return new IntakeResult.InFlight();
        }
    }

    private IntakeResult decideSubmission(
            String terminal,
            CaseSubmission s,
            byte[] body,
            ServiceDefinition service,
            IdentityRequirement demand,
            Instant now) {
        return books.inTransaction(b -> {
            b.acquireLock(terminal, decisionLock(s.txId()));
            if (PaymentService.findReversal(b, terminal, s.txId()).isPresent())
                return new IntakeResult.Refused(problems.createProblem(410, "reversed"));
            String digest = Sha256.digestHex(body);
            var before = findStoredAnswer(b, terminal, s.txId());
            if (before.isPresent()) {
                return before.get().digest().equals(digest)
                        ? new IntakeResult.Replay(before.get().answer())
                        : new IntakeResult.Refused(problems.createProblem(422, "other-content"));
            }
            Optional<String> reserved;
            try {
                reserved = CaseTransferService.findReservedNumber(b, terminal, s.txId());
            } catch (CaseTransferService.HeldElsewhereException other) {
                return new IntakeResult.Refused(problems.createProblem(403, "case-elsewhere"));
            }
            var missing = attachments.findMissingFiles(b, terminal, s, now);
            if (!missing.isEmpty()) {
                var names = Map.of("files", String.join(", ", missing));
                return new IntakeResult.Refused(
                        problems.createRetryable(409, "files-missing", names, Duration.ofSeconds(1)));
            }
            var differing = attachments.findDifferingFile(b, terminal, s);
            if (differing.isPresent())
                return new IntakeResult.Refused(problems.createProblem(
                        422, "file-differs", Map.of("file", differing.get().name())));
            boolean open = false;
            switch (identities.judgeSubmission(b, terminal, s, demand, now)) {
                case IdentityRegister.IdentityVerdict.Proven() -> {}
                case IdentityRegister.IdentityVerdict.CheckPending(var why) -> {
                    identities.markUnchecked(b, terminal, s.txId(), why, now);
                    open = true;
                }
                case IdentityRegister.IdentityVerdict.TooLow(var code, var facts) -> {
                    return new IntakeResult.Refused(problems.createProblem(403, code, facts));
                }
            }
            String personKey = CaseKeys.personKey(s.subject());
            String answersKey = answersKey(service, s);
            // each part reports whether it was submitted before: a refused one may be tried again with the
            // chain
            if (!service.parts().isEmpty())
                return decideChain(b, terminal, s, service, reserved, personKey, answersKey, digest, now);
            var earlier = findEarlierCase(b, s, personKey, answersKey, now);
            if (earlier.isPresent()) {
                return new IntakeResult.Refused(
                        problems.createProblem(403, "same-again", Map.of("caseNumber", earlier.get())));
            }
            return switch (rules.decideCase(service, s, CaseKeys.dayOf(now), b)) {
                case Decision.Refuse(var code, var facts) ->
                    new IntakeResult.Refused(problems.createProblem(403, code, facts));
                case Decision.Accept(var result, var paper, var fen) -> {
                    var due =
                            fen == 0 ? Optional.<AmountDue>empty() : Optional.of(new AmountDue(fen, now.plus(PAYABLE)));
                    String state = due.isPresent() ? PaymentService.CASE_DUE : CaseReceipt.ReceiptState.ACCEPTED.name();
                    var yes = CaseReceipt.ReceiptState.ACCEPTED;
                    String number = reserved.isPresent() ? reserved.get() : nextCaseNumber(b, now);
                    var made = openCase(b, terminal, s, service, number, yes, state, personKey, answersKey, now);
                    var documents = new ArrayList<DocumentReference>();
                    if (paper.isPresent())
                        documents.add(issueDocument(b, terminal, s, service, made, paper.get(), now));
                    var said = new LinkedHashMap<>(result);
                    if (open) said.put("identityCheck", "open");
                    var words = demo.sentenceFor(open ? "identity-open" : service.words(), result);
                    yield new IntakeResult.New(storeReceipt(
                            b, terminal, s, service, made, said, words, documents, due, List.of(), digest, now));
                }
                case Decision.Reject(var code, var result) -> {
                    var no = CaseReceipt.ReceiptState.REJECTED;
                    String number = reserved.isPresent() ? reserved.get() : nextCaseNumber(b, now);
                    var made = openCase(b, terminal, s, service, number, no, no.name(), personKey, answersKey, now);
                    var all = new LinkedHashMap<>(result);
                    all.put("code", code);
                    var words = demo.sentenceFor(code, all);
                    yield new IntakeResult.New(storeReceipt(
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

    /// Every item of a chain is decided separately: one department's refusal does not affect the others.
    private IntakeResult decideChain(
            Transaction b,
            String terminal,
            CaseSubmission s,
            ServiceDefinition chain,
            Optional<String> reserved,
            String personKey,
            String answersKey,
            String digest,
            Instant now)
            throws SQLException {
        String number = reserved.isPresent() ? reserved.get() : nextCaseNumber(b, now);
        var parts = new ArrayList<CaseReceipt.ChainPart>();
        var documents = new ArrayList<DocumentReference>();
        var result = new LinkedHashMap<String, String>();
        for (var service : demo.partsOf(chain)) {
            String own = number + "-" + (parts.size() + 1);
            var asked = s.toPartSubmission(service.id(), service.asks());
            String key = answersKey(service, asked);
            var decision = decideOnce(b, asked, service, personKey, key, now);
            var state = decision instanceof Decision.Accept
                    ? CaseReceipt.ReceiptState.ACCEPTED
                    : CaseReceipt.ReceiptState.REJECTED;
            var message = switch (decision) {
                case Decision.Accept(var given, var paper, var _) -> {
                    var made = new OpenedCase(own, state);
                    if (paper.isPresent())
                        documents.add(issueDocument(b, terminal, asked, service, made, paper.get(), now));
                    given.forEach(result::putIfAbsent);
                    yield demo.sentenceFor(service.words(), given);
                }
                case Decision.Reject(var code, var facts) -> demo.sentenceFor(code, facts);
                case Decision.Refuse(var code, var facts) -> demo.sentenceFor(code, facts);
            };
            parts.add(new CaseReceipt.ChainPart(service.id(), service.title(), own, state, message));
            b.executeUpdate(
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
        long done = parts.stream()
                .filter(p -> p.state() == CaseReceipt.ReceiptState.ACCEPTED)
                .count();
        var state = done > 0 ? CaseReceipt.ReceiptState.ACCEPTED : CaseReceipt.ReceiptState.REJECTED;
        result.put("done", Long.toString(done));
        result.put("of", Integer.toString(parts.size()));
        if (done == 0) result.put("code", "chain-refused");
        var made = openCase(b, terminal, s, chain, number, state, state.name(), personKey, answersKey, now);
        var message = done > 0 ? demo.sentenceFor(chain.words(), result) : joinRefusals(parts);
        return new IntakeResult.New(storeReceipt(
                b, terminal, s, chain, made, result, message, documents, Optional.empty(), parts, digest, now));
    }

    private Decision decideOnce(
            Transaction b,
            CaseSubmission asked,
            ServiceDefinition service,
            String personKey,
            String answersKey,
            Instant now)
            throws SQLException {
        var earlier = findEarlierCase(b, asked, personKey, answersKey, now);
        return earlier.isPresent()
                ? new Decision.Refuse("same-again", Map.of("caseNumber", earlier.get()))
                : rules.decideCase(service, asked, CaseKeys.dayOf(now), b);
    }

    /// Why no part of a chain could be done, item by item.
    private static Map<String, String> joinRefusals(List<CaseReceipt.ChainPart> parts) {
        var all = new TreeMap<String, String>();
        for (var part : parts)
            part.message()
                    .forEach((language, why) -> all.merge(
                            language,
                            part.title().getOrDefault(language, "") + ": " + why,
                            (before, more) -> before + "\n" + more));
        return all;
    }

    private Optional<String> findEarlierCase(
            Transaction b, CaseSubmission s, String personKey, String answersKey, Instant now) throws SQLException {
        if (s.answers().getOrDefault(CaseSubmission.AGAIN, "").equals("yes")) return Optional.empty();
        b.acquireLock(
                DatabaseSchema.NO_TERMINAL,
                "person/" + personKey + "/" + s.service()); // serialises two terminals that submit at once
        long since = now.minus(Duration.ofDays(1)).toEpochMilli();
        return b.queryFirst(SAME, row -> row.getString(1), personKey, s.service(), answersKey, since);
    }

    static String nextCaseNumber(Transaction b, Instant now) throws SQLException {
        String day = CaseKeys.dayOf(now).format(COMPACT);
        return "SF" + day + String.format("%04d", b.dailyNumber("case", day));
    }

    private record OpenedCase(String caseNumber, CaseReceipt.ReceiptState state) {}

    private static OpenedCase openCase(
            Transaction b,
            String terminal,
            CaseSubmission s,
            ServiceDefinition service,
            String number,
            CaseReceipt.ReceiptState state,
            String caseState,
            String personKey,
            String answersKey,
            Instant now)
            throws SQLException {
        b.executeUpdate(
                ADD_CASE,
                terminal,
                s.txId(),
                number,
                service.id(),
                caseState,
                personKey,
                answersKey,
                now.toEpochMilli());
        return new OpenedCase(number, state);
    }

    private byte[] storeReceipt(
            Transaction b,
            String terminal,
            CaseSubmission s,
            ServiceDefinition service,
            OpenedCase made,
            Map<String, String> result,
            Map<String, String> message,
            List<DocumentReference> documents,
            Optional<AmountDue> due,
            List<CaseReceipt.ChainPart> parts,
            String digest,
            Instant now)
            throws SQLException {
        byte[] answer = key.toSignedBytes(ContractCodec.toJsonTree(new CaseReceipt(
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
        b.executeUpdate(ADD, terminal, s.txId(), digest, VerificationCode.of(s.txId()), answer);
        CaseTransferService.closeTransfer(b, s.txId());
        attachments.attachFiles(b, terminal, s);
        sendSmsNotice(b, terminal, s, service, made, message, now);
        return answer;
    }

    private void sendSmsNotice(
            Transaction b,
            String terminal,
            CaseSubmission s,
            ServiceDefinition service,
            OpenedCase made,
            Map<String, String> message,
            Instant now)
            throws SQLException {
        String mobile = s.answers().getOrDefault("mobile", "");
        if (mobile.isEmpty()) return;
        String words = made.state() == CaseReceipt.ReceiptState.ACCEPTED ? "sms-accepted" : "sms-rejected";
        String text = demo.sentenceFor(
                        words,
                        Map.of(
                                "title", service.title().getOrDefault("zh-CN", ""),
                                "caseNumber", made.caseNumber(),
                                "verification", VerificationCode.of(s.txId()),
                                "reason", message.getOrDefault("zh-CN", "")))
                .getOrDefault("zh-CN", "");
        phone.sendMessage(b, terminal, mobile, text, now.toEpochMilli());
    }

    private DocumentReference issueDocument(
            Transaction b,
            String terminal,
            CaseSubmission s,
            ServiceDefinition service,
            OpenedCase opened,
            DepartmentRules.CertificateContent paper,
            Instant now)
            throws SQLException {
        var day = CaseKeys.dayOf(now);
        String serial = String.format(
                "SF-ZM-%d-%02d%02d-%04d",
                day.getYear(),
                day.getMonthValue(),
                day.getDayOfMonth(),
                b.dailyNumber("document", day.format(COMPACT)));
        var issue = new IssuedDocuments.IssueDetails(
                serial, opened.caseNumber(), VerificationCode.of(s.txId()), terminal, service, now);
        var made = certificates.issueDocument(paper, issue, key);
        b.executeUpdate(ADD_DOCUMENT, terminal, serial, s.txId(), made.pdf());
        return new DocumentReference(serial, paper.title(), made.pages(), Sha256.digestHex(made.pdf()));
    }

    private record StoredAnswer(String digest, byte[] answer) {}

    private static Optional<StoredAnswer> findStoredAnswer(Transaction b, String terminal, String txId)
            throws SQLException {
        return b.queryFirst(ANSWER, row -> new StoredAnswer(row.getString(1), row.getBytes(2)), terminal, txId);
    }

    static String decisionLock(String txId) {
        return "decided/" + txId;
    }

    /// Waits for a transaction that is deciding it at this moment.
    public TransactionStatus findTransaction(String terminal, String txId) {
        try {
            return books.inTransaction(b -> {
                b.acquireLock(terminal, decisionLock(txId));
                if (PaymentService.findReversal(b, terminal, txId).isPresent()) return new TransactionStatus.Reversed();
                return findStoredAnswer(b, terminal, txId)
                        .<TransactionStatus>map(s -> new TransactionStatus.Decided(s.answer()))
                        .orElseGet(TransactionStatus.Never::new);
            });
        } catch (Database.LockTimeoutException _) {
            return new TransactionStatus.NotYet();
        }
    }

    public Optional<byte[]> findReceiptBytes(String terminal, String txId) {
        return books.inTransaction(b -> findStoredAnswer(b, terminal, txId).map(StoredAnswer::answer));
    }

    public Optional<byte[]> findDocument(String terminal, String serial) {
        return books.inTransaction(b -> b.queryFirst(DOCUMENT, row -> row.getBytes(1), terminal, serial));
    }

    /// Records the result of a paper; an unknown result may be settled later, a settled one never changes.
    public boolean recordPaper(String terminal, String txId, PaperReport report) {
        return books.inTransaction(b -> b.executeUpdate(
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

    public List<Map<String, Object>> listPapers() {
        return books.inTransaction(b -> b.queryAll(
                PAPERS,
                row -> Map.<String, Object>of(
                        "terminal", row.getString(1),
                        "effect", row.getString(2),
                        "txId", row.getString(3),
                        "paper", row.getString(4),
                        "result", row.getString(5),
                        "evidence", row.getString(6))));
    }

    /// False if the case was rated before.
    public boolean rateCase(String terminal, String txId, int grade, List<String> reasons) {
        return books.inTransaction(b -> b.executeUpdate(RATE, terminal, txId, grade, String.join(",", reasons)) == 1);
    }

    public Optional<CaseProgress> findProgress(String verificationCode, Instant now) {
        return books.inTransaction(b -> {
            var answer = b.queryFirst(BY_CODE, row -> row.getBytes(1), verificationCode);
            if (answer.isEmpty()) return Optional.empty();
            var receipt = ContractCodec.parseReceipt(answer.get());
            return b.queryFirst(
                    SERVICE, row -> progressOf(receipt, row.getString(1), row.getString(2), now), receipt.caseNumber());
        });
    }

    public List<CaseProgress> listCases(CaseSubject subject, Instant now) {
        return books.inTransaction(b -> b.queryAll(
                OF_PERSON,
                row -> progressOf(ContractCodec.parseReceipt(row.getBytes(1)), row.getString(2), row.getString(3), now),
                CaseKeys.personKey(subject)));
    }

    /// A page of a terminal's cases; empty for a cursor that was never issued.
    public Optional<CaseListPage> listCasePage(String terminal, Instant since, String after) {
        if (!after.isEmpty() && !CURSOR.matcher(after).matches()) return Optional.empty();
        int colon = after.indexOf(':');
        long fromMs = colon < 0 ? since.toEpochMilli() : Long.parseLong(after.substring(0, colon));
        String fromId = after.substring(colon + 1);
        var cases = books.inTransaction(b -> b.queryAll(
                LIST,
                row -> new ListedCase(
                        row.getString(1),
                        row.getString(2),
                        receiptState(row.getString(3)),
                        Instant.ofEpochMilli(row.getLong(4))),
                terminal,
                fromMs,
                fromMs,
                fromId,
                PAGE));
        if (cases.size() < PAGE) return Optional.of(new CaseListPage(cases, ""));
        var last = cases.getLast();
        return Optional.of(new CaseListPage(cases, last.at().toEpochMilli() + ":" + last.txId()));
    }

    /// The receipt's result of a case, whatever happened to its payment since.
    private static CaseReceipt.ReceiptState receiptState(String caseState) {
        return switch (caseState) {
            case PaymentService.CASE_DUE, PaymentService.CASE_WITHDRAWN -> CaseReceipt.ReceiptState.ACCEPTED;
            default -> CaseReceipt.ReceiptState.valueOf(caseState);
        };
    }

    /// Numbers of cases by service and state, for tests and demonstrations.
    public Map<String, Map<String, Integer>> countCases() {
        return books.inTransaction(b -> {
            var counts = new TreeMap<String, Map<String, Integer>>();
            b.queryAll(
                    COUNTS,
                    row -> counts.computeIfAbsent(row.getString(1), _ -> new TreeMap<>())
                            .put(row.getString(2), row.getInt(3)));
            return counts;
        });
    }

    private CaseProgress progressOf(CaseReceipt receipt, String serviceId, String caseState, Instant now) {
        var service = demo.findService(serviceId);
        var parts = receipt.parts().stream()
                .map(part -> progressOf(part, receipt.acceptedAt(), now))
                .toList();
        int days = service.map(ServiceDefinition::days).orElse(0);
        boolean at = parts.isEmpty() ? days > 0 : parts.stream().anyMatch(CaseService::isInWork);
        var how = new CaseStanding(
                receipt.state() == CaseReceipt.ReceiptState.REJECTED,
                caseState.equals(PaymentService.CASE_WITHDRAWN),
                caseState.equals(PaymentService.CASE_DUE),
                receipt.due().isPresent(),
                at,
                days);
        return progressOf(receipt.caseNumber(), serviceId, receipt.acceptedAt(), how, parts, now);
    }

    private CaseProgress progressOf(CaseReceipt.ChainPart part, Instant acceptedAt, Instant now) {
        int days = demo.findService(part.service()).map(ServiceDefinition::days).orElse(0);
        var how = new CaseStanding(
                part.state() == CaseReceipt.ReceiptState.REJECTED, false, false, false, days > 0, days);
        return progressOf(part.caseNumber(), part.service(), acceptedAt, how, List.of(), now);
    }

    private static boolean isInWork(CaseProgress part) {
        return part.state().equals("in-work");
    }

    /// Progress of a case.
    ///
    /// @param costs whether it has a fee; `due`: whether that is unpaid
    /// @param slow whether a department is working on it
    /// @param days number of days that it has promised to take
    private record CaseStanding(
            boolean rejected, boolean withdrawn, boolean due, boolean costs, boolean slow, int days) {
        boolean isOpen() {
            return !rejected && !withdrawn;
        }

        String progressState() {
            return rejected ? "rejected" : withdrawn ? "withdrawn" : slow || due ? "in-work" : "finished";
        }
    }

    private CaseProgress progressOf(
            String number,
            String serviceId,
            Instant acceptedAt,
            CaseStanding how,
            List<CaseProgress> parts,
            Instant now) {
        var service = demo.findService(serviceId);
        Optional<LocalDate> promisedBy = how.isOpen() && how.slow() && how.days() > 0
                ? Optional.of(addWorkingDays(CaseKeys.dayOf(acceptedAt), how.days()))
                : Optional.empty();
        boolean overdue = promisedBy.filter(CaseKeys.dayOf(now)::isAfter).isPresent();
        String state = how.due() ? "state-due" : "state-" + how.progressState();
        return new CaseProgress(
                number,
                serviceId,
                service.map(ServiceDefinition::title).orElse(Map.of()),
                how.progressState(),
                demo.sentenceFor(state, Map.of()),
                progressSteps(acceptedAt, how),
                service.map(ServiceDefinition::owner).orElse(""),
                service.map(ServiceDefinition::phone).orElse(""),
                promisedBy,
                overdue,
                parts);
    }

    private List<CaseProgress.ProgressStep> progressSteps(Instant acceptedAt, CaseStanding how) {
        var steps = new ArrayList<CaseProgress.ProgressStep>();
        steps.add(new CaseProgress.ProgressStep(demo.sentenceFor("step-received", Map.of()), acceptedAt, true));
        String decided = how.rejected() ? "step-refused" : "step-decided";
        steps.add(new CaseProgress.ProgressStep(demo.sentenceFor(decided, Map.of()), acceptedAt, true));
        if (how.costs()) {
            String paid = how.withdrawn() ? "step-not-paid" : how.due() ? "step-due" : "step-paid";
            steps.add(new CaseProgress.ProgressStep(demo.sentenceFor(paid, Map.of()), null, !how.due()));
        }
        if (!how.isOpen()) return steps;
        if (how.slow()) steps.add(new CaseProgress.ProgressStep(demo.sentenceFor("step-work", Map.of()), null, false));
        boolean done = !how.slow() && !how.due();
        steps.add(new CaseProgress.ProgressStep(
                demo.sentenceFor("step-finished", Map.of()), done ? acceptedAt : null, done));
        return steps;
    }

    /// Working days: without Saturdays and Sundays; holidays are not left out here, as a real department would.
    private static LocalDate addWorkingDays(LocalDate from, int days) {
        var day = from;
        for (int left = days; left > 0; ) {
            day = day.plusDays(1);
            if (day.getDayOfWeek() != DayOfWeek.SATURDAY && day.getDayOfWeek() != DayOfWeek.SUNDAY) left--;
        }
        return day;
    }

    private static String answersKey(ServiceDefinition service, CaseSubmission s) {
        var keys = new TreeMap<String, String>();
        for (String name : service.keys()) keys.put(name, s.answers().getOrDefault(name, ""));
        return Sha256.digestHex(StrictJson.toCanonicalBytes(keys));
    }
}
