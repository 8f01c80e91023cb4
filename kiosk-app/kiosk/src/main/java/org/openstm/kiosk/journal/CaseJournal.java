package org.openstm.kiosk.journal;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.openstm.kiosk.journal.model.Attachment;
import org.openstm.kiosk.journal.model.CaseEntry;
import org.openstm.kiosk.journal.model.CaseState;
import org.openstm.kiosk.journal.model.EntryType;
import org.openstm.kiosk.journal.model.FindingKind;
import org.openstm.kiosk.journal.model.JournalCase;
import org.openstm.kiosk.journal.model.JournalException;
import org.openstm.kiosk.journal.store.AttachmentTable;
import org.openstm.kiosk.journal.store.CaseKeyring;
import org.openstm.kiosk.journal.store.CaseQueries;
import org.openstm.kiosk.journal.store.HashChain;
import org.openstm.kiosk.journal.store.JournalWriter;
import org.openstm.kiosk.journal.store.SealContext;
import org.openstm.kiosk.journal.store.StoredCaseQueries;
import org.openstm.kiosk.journal.store.StoredCaseReplica;

/// The cases in the journal: their requests, attachments and states. Like every change of the journal, each
/// transition is on the disk when its method returns; it is empty if the case was changed since it was read.
public final class CaseJournal {
    static final String ADD_CASE = """
            INSERT INTO tx(tx_id, service, service_ver, state, version, attempt, session_id, offline, code, req,
              opened_seq, opened_ms)
            VALUES (?, ?, ?, ?, 1, 0, ?, ?, ?, ?, ?, ?)
            """;

    static final String MOVE = """
            UPDATE tx SET state = ?, version = version + 1, attempt = ?, sending_run = ?, receipt = ?
            WHERE tx_id = ? AND version = ?
            """;

    private final String terminal;
    private final JournalWriter writer;
    private final CaseQueries queries;
    private final StoredCaseReplica replica;

    CaseJournal(String terminal, JournalWriter writer, CaseQueries queries, StoredCaseReplica replica) {
        this.terminal = terminal;
        this.writer = writer;
        this.queries = queries;
        this.replica = replica;
    }

    /// Records a new case; nothing may leave the terminal before this has returned.
    public JournalCase recordIntent(
            String txId,
            String service,
            int serviceVersion,
            String sessionId,
            boolean mayBeStored,
            byte[] request,
            String verificationCode) {
        return recordIntent(
                txId, service, serviceVersion, sessionId, mayBeStored, request, verificationCode, List.of());
    }

    /// As above, with attachments.
    ///
    /// @throws IllegalArgumentException if they are larger than [Attachment#MOST], or two have one name; then
    ///     nothing was recorded
    public JournalCase recordIntent(
            String txId,
            String service,
            int serviceVersion,
            String sessionId,
            boolean mayBeStored,
            byte[] request,
            String verificationCode,
            List<Attachment> files) {
        AttachmentTable.checkLimits(files);
        try {
            return writer.commitChange(
                    transaction -> insertIntent(
                            transaction,
                            txId,
                            service,
                            serviceVersion,
                            sessionId,
                            mayBeStored,
                            request,
                            verificationCode,
                            files),
                    transaction -> cancelFailedIntent(transaction, txId));
        } catch (JournalException notKept) {
            writer.runOnThread(() -> replica.removeCase(txId, true));
            throw notKept;
        }
    }

    private JournalCase insertIntent(
            JournalWriter.JournalTransaction transaction,
            String txId,
            String service,
            int serviceVersion,
            String sessionId,
            boolean mayBeStored,
            byte[] request,
            String verificationCode,
            List<Attachment> files)
            throws SQLException {
        var key = transaction.makeCaseKey(txId);
        long now = transaction.nowMs();
        byte[] sealed = key.sealBytes(request, SealContext.requestContext(txId));
        transaction.executeUpdate(
                ADD_CASE,
                txId,
                service,
                serviceVersion,
                CaseState.INTENT.entryType().code(),
                sessionId,
                mayBeStored ? 1 : 0,
                verificationCode,
                sealed,
                transaction.nextSequence(),
                now);
        var kept = AttachmentTable.sealAttachments(key, txId, files);
        AttachmentTable.insertAttachments(transaction, txId, kept);
        long opened = transaction.nextSequence();
        transaction.appendEntry(EntryType.INTENT, txId, AttachmentTable.intentValues(service, request, files));
        if (mayBeStored) {
            var wrapped = CaseKeyring.findWrappedKey(transaction.statements(), txId);
            replica.addCase(new StoredCaseReplica.ReplicatedCase(
                    txId, service, serviceVersion, sessionId, verificationCode, now, opened, wrapped, sealed, kept));
        }
        return new JournalCase(
                txId,
                service,
                serviceVersion,
                CaseState.INTENT,
                1,
                0,
                sessionId,
                mayBeStored,
                CaseQueries.localReference(terminal, opened),
                verificationCode,
                Instant.ofEpochMilli(now),
                Optional.empty());
    }

    /// The citizen was told that nothing was kept.
    private static boolean cancelFailedIntent(JournalWriter.JournalTransaction transaction, String txId)
            throws SQLException {
        if (transaction.executeUpdate(MOVE, CaseState.CANCELLED.entryType().code(), 0, null, null, txId, 1) == 0)
            return false;
        transaction.appendEntry(EntryType.CANCELLED, txId, Map.of("why", "its promise was said to have failed"));
        return true;
    }

    public Optional<JournalCase> findCase(String txId) {
        return queries.findCase(txId);
    }

    /// The exact bytes to send, at every attempt.
    public byte[] caseRequest(String txId) {
        return queries.caseRequest(txId);
    }

    /// The attachments of a case, by name.
    public List<Attachment> caseAttachments(String txId) {
        return queries.caseAttachments(txId);
    }

    /// The journal entries of a case, in order, without their contents.
    public List<CaseEntry> caseEntries(String txId) {
        return queries.caseEntries(txId);
    }

    /// Cases opened in that period and settled since.
    public List<JournalCase> casesSettledBetween(Instant from, Instant to) {
        return queries.casesSettledBetween(from, to);
    }

    /// In the order in which they were opened.
    public List<JournalCase> unsettledCases() {
        return queries.unsettledCases();
    }

    /// Minimum time that the terminal has run since it took the case. Independent of the system clock.
    public Duration runningTimeSince(JournalCase open) {
        return queries.runningTimeSince(open.txId());
    }

    /// Number of cases that wait on this terminal for the connection.
    public int queuedCaseCount() {
        return queries.queuedCaseCount();
    }

    /// Number of cases of one item that wait on this terminal for the connection.
    public int queuedCaseCount(String service) {
        return queries.queuedCaseCount(service);
    }

    /// To be called before attempt `attempt + 1`. Like all transitions: empty if the case was changed since it
    /// was read.
    public Optional<JournalCase> recordSending(JournalCase from, String runId) {
        return changeState(from, CaseState.SENDING, Map.of("run", runId), runId, null, false);
    }

    /// The attempt was certainly not accepted.
    public Optional<JournalCase> recordWaiting(JournalCase from, String why) {
        return changeState(from, CaseState.WAITING, Map.of("why", why), null, null, false);
    }

    /// The attempt may have been accepted.
    public Optional<JournalCase> recordUnknown(JournalCase from, String why) {
        return changeState(from, CaseState.UNKNOWN, Map.of("why", why), null, null, false);
    }

    public Optional<JournalCase> recordAccepted(JournalCase from, byte[] receipt) {
        return changeState(from, CaseState.ACCEPTED, answerDigest(receipt), null, receipt, false);
    }

    /// Accepted, and done only when this amount is paid. The replica holds the case until the payment is
    /// complete: if the journal is lost, central is asked for it.
    ///
    /// @param fen CNY 0.01
    public Optional<JournalCase> recordAcceptedWithDue(JournalCase from, byte[] receipt, long fen) {
        return changeState(from, CaseState.ACCEPTED, answerDigest(receipt), null, receipt, false, Optional.of(fen));
    }

    /// @param answer the receipt or the problem details of the rejection
    public Optional<JournalCase> recordRejected(JournalCase from, byte[] answer) {
        return changeState(from, CaseState.REJECTED, answerDigest(answer), null, answer, false);
    }

    /// @param forStaff true if staff must look into it: the citizen was not told
    public Optional<JournalCase> recordCancelled(JournalCase from, String why, boolean forStaff) {
        return changeState(from, CaseState.CANCELLED, Map.of("why", why), null, null, forStaff);
    }

    public Optional<JournalCase> recordDeadLetter(JournalCase from, String why) {
        return changeState(from, CaseState.DEAD_LETTER, Map.of("why", why), null, null, true);
    }

    private static Map<String, String> answerDigest(byte[] answer) {
        return Map.of("answerDigest", HashChain.toHex(HashChain.sha256(answer)));
    }

    private Optional<JournalCase> changeState(
            JournalCase from,
            CaseState to,
            Map<String, String> words,
            @Nullable String run,
            byte @Nullable [] answer,
            boolean forStaff) {
        return changeState(from, to, words, run, answer, forStaff, Optional.empty());
    }

    private Optional<JournalCase> changeState(
            JournalCase from,
            CaseState to,
            Map<String, String> words,
            @Nullable String run,
            byte @Nullable [] answer,
            boolean forStaff,
            Optional<Long> due) {
        if (!from.state().canBecome(to)) throw new IllegalStateException(from + " never becomes " + to);
        boolean moved = writer.commitChange(transaction -> {
            byte[] sealed = answer == null
                    ? null
                    : transaction.findCaseKey(from.txId()).sealBytes(answer, SealContext.receiptContext(from.txId()));
            int attempt = to == CaseState.SENDING ? from.attempt() + 1 : from.attempt();
            if (transaction.executeUpdate(
                            MOVE, to.entryType().code(), attempt, run, sealed, from.txId(), from.version())
                    == 0) {
                return false;
            }
            if (forStaff)
                FindingJournal.insertFinding(
                        transaction, from.txId(), findingKind(to).text());
            if (due.isPresent()) PaymentJournal.insertDuePayment(transaction, from.txId(), due.get());
            transaction.appendEntry(to.entryType(), from.txId(), words);
            if (due.isPresent()) {
                transaction.appendEntry(
                        EntryType.PAY_DUE, from.txId(), Map.of("fen", due.get().toString()));
                replica.addCase(StoredCaseQueries.readCase(transaction.statements(), from.txId()));
                return true;
            }
            return true;
        });
        // an accepted case may be queried again; a cancelled one must not be sent
        if (moved && to.isSettled() && due.isEmpty())
            writer.runOnThread(() -> replica.removeCase(from.txId(), to != CaseState.ACCEPTED));
        return moved ? findCase(from.txId()) : Optional.empty();
    }

    private static FindingKind findingKind(CaseState state) {
        return switch (state) {
            case CANCELLED -> FindingKind.CANCELLED;
            case DEAD_LETTER -> FindingKind.DEAD_LETTER;
            case INTENT, SENDING, WAITING, UNKNOWN, ACCEPTED, REJECTED ->
                throw new IllegalStateException("no finding is made of a case that is " + state);
        };
    }
}
