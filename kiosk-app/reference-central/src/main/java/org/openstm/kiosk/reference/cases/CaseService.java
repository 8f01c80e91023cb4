package org.openstm.kiosk.reference.cases;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openstm.kiosk.central.CaseReceipt;
import org.openstm.kiosk.central.CaseSubmission;
import org.openstm.kiosk.central.DocumentReference;
import org.openstm.kiosk.central.ProblemDetails;
import org.openstm.kiosk.central.crypto.Sha256;
import org.openstm.kiosk.central.crypto.SigningKey;
import org.openstm.kiosk.central.payment.AmountDue;
import org.openstm.kiosk.reference.access.IdentityRegister;
import org.openstm.kiosk.reference.access.SmsService;
import org.openstm.kiosk.reference.cases.DepartmentRules.Decision;
import org.openstm.kiosk.reference.demo.DemoProvince;
import org.openstm.kiosk.reference.demo.IdentityRequirement;
import org.openstm.kiosk.reference.demo.ServiceDefinition;
import org.openstm.kiosk.reference.http.ProblemFactory;
import org.openstm.kiosk.reference.store.AttachmentStore;
import org.openstm.kiosk.reference.store.CaseKeys;
import org.openstm.kiosk.reference.store.Database;
import org.openstm.kiosk.reference.store.Transaction;

/// Decides submitted cases: each once, with the same answer for each repetition, and everything that belongs to a
/// case in one transaction.
public final class CaseService {
    /// How long an accepted case waits for its payment.
    private static final Duration PAYABLE = Duration.ofMinutes(30);

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

    private final Database database;
    private final DemoProvince demo;
    private final DepartmentRules rules;
    private final ProblemFactory problems;
    private final AttachmentStore attachments;
    private final IdentityRegister identities;
    private final CaseWriter writer;
    private final ChainDecider chains;

    public CaseService(
            Database database,
            DemoProvince demo,
            DepartmentRules rules,
            SmsService sms,
            ProblemFactory problems,
            AttachmentStore attachments,
            IdentityRegister identities,
            SigningKey key) {
        this.database = database;
        this.demo = demo;
        this.rules = rules;
        this.problems = problems;
        this.attachments = attachments;
        this.identities = identities;
        this.writer = new CaseWriter(demo, sms, attachments, key);
        this.chains = new ChainDecider(demo, rules, writer);
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
        return database.inTransaction(b -> {
            b.acquireLock(terminal, decisionLock(s.txId()));
            if (PaymentService.findReversal(b, terminal, s.txId()).isPresent())
                return new IntakeResult.Refused(problems.createProblem(410, "reversed"));
            String digest = Sha256.digestHex(body);
            var before = CaseArchive.findStoredAnswer(b, terminal, s.txId());
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
            var fileProblem = findFileProblem(b, terminal, s, now);
            if (fileProblem.isPresent()) return new IntakeResult.Refused(fileProblem.get());
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
            var pending = new PendingSubmission(
                    b,
                    terminal,
                    s,
                    service,
                    reserved,
                    CaseKeys.personKey(s.subject()),
                    EarlierCases.answersKey(service, s),
                    digest,
                    open,
                    now);
            // each part reports whether it was submitted before: a refused one may be tried again with the
            // chain
            return service.parts().isEmpty() ? decideCase(pending) : new IntakeResult.New(chains.decideChain(pending));
        });
    }

    private Optional<ProblemDetails> findFileProblem(Transaction b, String terminal, CaseSubmission s, Instant now)
            throws SQLException {
        var missing = attachments.findMissingFiles(b, terminal, s, now);
        if (!missing.isEmpty()) {
            var names = Map.of("files", String.join(", ", missing));
            return Optional.of(problems.createRetryable(409, "files-missing", names, Duration.ofSeconds(1)));
        }
        return attachments
                .findDifferingFile(b, terminal, s)
                .map(file -> problems.createProblem(422, "file-differs", Map.of("file", file.name())));
    }

    private IntakeResult decideCase(PendingSubmission pending) throws SQLException {
        var earlier = EarlierCases.findEarlierCase(pending, pending.submission(), pending.answersKey());
        if (earlier.isPresent())
            return new IntakeResult.Refused(
                    problems.createProblem(403, "same-again", Map.of("caseNumber", earlier.get())));
        var day = CaseKeys.dayOf(pending.now());
        return switch (rules.decideCase(pending.service(), pending.submission(), day, pending.transaction())) {
            case Decision.Refuse(var code, var facts) ->
                new IntakeResult.Refused(problems.createProblem(403, code, facts));
            case Decision.Accept accepted -> new IntakeResult.New(storeAccepted(pending, accepted));
            case Decision.Reject(var code, var result) -> new IntakeResult.New(storeRejected(pending, code, result));
        };
    }

    private byte[] storeAccepted(PendingSubmission pending, Decision.Accept accepted) throws SQLException {
        var due = accepted.fen() == 0
                ? Optional.<AmountDue>empty()
                : Optional.of(new AmountDue(accepted.fen(), pending.now().plus(PAYABLE)));
        var yes = CaseReceipt.ReceiptState.ACCEPTED;
        String caseState = due.isPresent() ? PaymentService.CASE_DUE : yes.name();
        var made = CaseWriter.openCase(pending, pending.caseNumber(), yes, caseState);
        var documents = new ArrayList<DocumentReference>();
        if (accepted.paper().isPresent())
            documents.add(writer.issueDocument(
                    pending, pending.service(), made, accepted.paper().get()));
        var said = new LinkedHashMap<>(accepted.result());
        if (pending.identityOpen()) said.put("identityCheck", "open");
        var words = demo.sentences()
                .sentenceFor(
                        pending.identityOpen()
                                ? "identity-open"
                                : pending.service().words(),
                        accepted.result());
        return writer.storeReceipt(
                pending, made, new CaseWriter.ReceiptContent(said, words, documents, due, List.of()));
    }

    private byte[] storeRejected(PendingSubmission pending, String code, Map<String, String> result)
            throws SQLException {
        var no = CaseReceipt.ReceiptState.REJECTED;
        var made = CaseWriter.openCase(pending, pending.caseNumber(), no, no.name());
        var all = new LinkedHashMap<>(result);
        all.put("code", code);
        var words = demo.sentences().sentenceFor(code, all);
        return writer.storeReceipt(
                pending, made, new CaseWriter.ReceiptContent(all, words, List.of(), Optional.empty(), List.of()));
    }

    static String decisionLock(String txId) {
        return "decided/" + txId;
    }

    /// Waits for a transaction that is deciding it at this moment.
    public TransactionStatus findTransaction(String terminal, String txId) {
        try {
            return database.inTransaction(b -> {
                b.acquireLock(terminal, decisionLock(txId));
                if (PaymentService.findReversal(b, terminal, txId).isPresent()) return new TransactionStatus.Reversed();
                return CaseArchive.findStoredAnswer(b, terminal, txId)
                        .<TransactionStatus>map(s -> new TransactionStatus.Decided(s.answer()))
                        .orElseGet(TransactionStatus.Never::new);
            });
        } catch (Database.LockTimeoutException _) {
            return new TransactionStatus.NotYet();
        }
    }
}
