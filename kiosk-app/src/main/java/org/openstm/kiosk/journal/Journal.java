package org.openstm.kiosk.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.openstm.kiosk.journal.crypto.JournalKeyStore;
import org.openstm.kiosk.journal.disk.DiskReserve;
import org.openstm.kiosk.journal.disk.LastSequenceFile;
import org.openstm.kiosk.journal.model.AnchorStatus;
import org.openstm.kiosk.journal.model.Attachment;
import org.openstm.kiosk.journal.model.CaseEntry;
import org.openstm.kiosk.journal.model.CaseState;
import org.openstm.kiosk.journal.model.ChainEnd;
import org.openstm.kiosk.journal.model.EntryText;
import org.openstm.kiosk.journal.model.EntryType;
import org.openstm.kiosk.journal.model.FindingKind;
import org.openstm.kiosk.journal.model.JournalAnchor;
import org.openstm.kiosk.journal.model.JournalCase;
import org.openstm.kiosk.journal.model.JournalException;
import org.openstm.kiosk.journal.model.OutboxMessage;
import org.openstm.kiosk.journal.model.PrintMark;
import org.openstm.kiosk.journal.model.PrintResult;
import org.openstm.kiosk.journal.model.RetentionResult;
import org.openstm.kiosk.journal.model.StaffFinding;
import org.openstm.kiosk.journal.model.UnprovedPrint;
import org.openstm.kiosk.journal.model.VerificationResult;
import org.openstm.kiosk.journal.store.AttachmentTable;
import org.openstm.kiosk.journal.store.CaseKeyring;
import org.openstm.kiosk.journal.store.HashChain;
import org.openstm.kiosk.journal.store.JournalReader;
import org.openstm.kiosk.journal.store.JournalRetention;
import org.openstm.kiosk.journal.store.JournalSchema;
import org.openstm.kiosk.journal.store.JournalSnapshot;
import org.openstm.kiosk.journal.store.JournalWriter;
import org.openstm.kiosk.journal.store.StatementCache;
import org.openstm.kiosk.journal.store.StoredCaseQueries;
import org.openstm.kiosk.journal.store.StoredCaseReplica;
import org.openstm.kiosk.journal.verify.JournalVerifier;
import org.openstm.kiosk.journal.verify.JournalViewer;

/// The journal of one terminal. Every method that changes something returns after the change is on the disk; a
/// change that was certainly not written is a [JournalException].
public final class Journal implements AutoCloseable {
    static final String ADD_CASE = """
            INSERT INTO tx(tx_id, service, service_ver, state, version, attempt, session_id, offline, code, req,
              opened_seq, opened_ms)
            VALUES (?, ?, ?, ?, 1, 0, ?, ?, ?, ?, ?, ?)
            """;

    static final String MOVE = """
            UPDATE tx SET state = ?, version = version + 1, attempt = ?, sending_run = ?, receipt = ?
            WHERE tx_id = ? AND version = ?
            """;

    static final String ADD_FINDING = "INSERT INTO finding(seq, tx_id, kind, seen) VALUES (?, ?, ?, 0)";

    /// Note type: a citizen waits for the case.
    private static final String ATTENDED = "attended";

    private static final String NOBODY = "-";
    private static final String SEE_FINDING = "UPDATE finding SET seen = ? WHERE seq = ? AND seen = 0";

    private static final String ADD_PRINT = """
            INSERT INTO effect(effect_id, tx_id, kind, template, copy_no, state, begun_seq, evidence)
            VALUES (?, ?, 1, ?, ?, 0, ?, '')
            """;

    private static final String END_PRINT = """
            UPDATE effect SET state = ?, evidence = ? WHERE effect_id = ? AND state IN (0, 3)
            """;

    private static final String ADD_PARCEL = """
            INSERT INTO outbox(tx_id, op, state, body) VALUES (?, ?, 0, ?) ON CONFLICT DO NOTHING
            """;

    /// A paper may be reported twice: first unknown, then proved.
    private static final String ADD_PAPER = """
            INSERT INTO outbox(tx_id, op, n, state, body)
            VALUES (?, 'paper', (SELECT COUNT(*) + 1 FROM outbox WHERE tx_id = ? AND op = 'paper'), 0, ?)
            """;

    private static final String DELIVER = "UPDATE outbox SET state = 1 WHERE id = ? AND state = 0";

    private static final String SET_ANCHOR = """
            INSERT INTO anchor(one, seq, hash, note, at_ms) VALUES (1, ?, ?, ?, ?)
            ON CONFLICT(one) DO UPDATE SET seq = excluded.seq, hash = excluded.hash, note = excluded.note,
              at_ms = excluded.at_ms
            """;

    /// Free disk space without which no journal is opened.
    private static final long NEEDED = 1 << 20;

    private static final FindingKind DISK_FAILED = FindingKind.DISK_FAILED;

    private final String terminal;
    private final Path file;
    private final JournalKeyStore keys;
    private final FileChannel lockFile;
    private final FileLock lock;
    private final JournalWriter writer;
    private final JournalReader shelf;
    private final StoredCaseReplica copy;
    private final DiskReserve ballast;
    private final PaymentJournal payments;
    private final LastSequenceFile mark;

    private Journal(
            String terminal,
            Path file,
            JournalKeyStore keys,
            FileChannel lockFile,
            FileLock lock,
            JournalWriter writer,
            JournalReader shelf,
            StoredCaseReplica copy,
            DiskReserve ballast,
            LastSequenceFile mark) {
        this.terminal = terminal;
        this.file = file;
        this.keys = keys;
        this.lockFile = lockFile;
        this.lock = lock;
        this.writer = writer;
        this.shelf = shelf;
        this.copy = copy;
        this.ballast = ballast;
        this.mark = mark;
        this.payments = new PaymentJournal(writer, shelf, copy);
    }

    /// As below, in one folder.
    public static Journal open(Path folder, String terminal, JournalKeyStore keys, InstantSource clock) {
        return open(JournalLocation.inFolder(folder), terminal, keys, clock);
    }

    /// Opens or creates `journal.db`. A damaged file is quarantined, and a new one begins with the stored cases
    /// of the replica; this raises a finding for staff.
    public static Journal open(JournalLocation place, String terminal, JournalKeyStore keys, InstantSource clock) {
        return open(place, terminal, keys, clock, JournalSchema::openForWriting);
    }

    public static Journal open(
            JournalLocation place,
            String terminal,
            JournalKeyStore keys,
            InstantSource clock,
            JournalWriter.ConnectionOpener opener) {
        var dir = place.folder();
        place.suite().runSelfTest();
        try {
            Files.createDirectories(dir);
            var lockFile = FileChannel.open(
                    dir.resolve("journal.lock"),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE);
            var lock = acquireLock(lockFile, dir);
            Path file = place.journalFile();
            var keyring = new CaseKeyring(keys);
            var copy = StoredCaseReplica.open(place.secondCopy());
            var ballast = new DiskReserve(dir.resolve("ballast"), place.ballastBytes());
            boolean _ = ballast.occupyRoom();
            if (!ballast.hasRoomFor(NEEDED)) {
                lockFile.close();
                throw new JournalException("the disk of " + dir + " is full: No space left", null);
            }
            var writer = new JournalWriter(file, opener, keyring, ballast, clock, bootId());
            try {
                var mark = new LastSequenceFile(lockFile);
                var birth = new JournalBootstrap(file, place.suite(), terminal, copy, mark.readSequence(), clock);
                writer.callOnThread(() -> birth.prepareFile(writer));
                writer.setCommitListener(head -> {
                    mark.writeSequence(head.seq());
                    copy.recordPosition(new StoredCaseReplica.JournalPosition(head.seq(), head.hash(), terminal));
                });
                mark.writeSequence(writer.callOnThread(writer::currentHead).seq());
                JournalSnapshot.deleteLeftovers(file); // of an interrupted export
                var shelf =
                        new JournalReader(new StatementCache(JournalSchema.openForReading(file)), keyring, terminal);
                shelf.requireTerminal(terminal);
                var journal = new Journal(terminal, file, keys, lockFile, lock, writer, shelf, copy, ballast, mark);
                journal.rewrapKeys();
                if (!keys.repairReports().isEmpty())
                    journal.raiseFinding(FindingKind.JOURNAL_KEY, String.join("; ", keys.repairReports()));
                return journal;
            } catch (SQLException | RuntimeException refused) {
                writer.close();
                copy.close();
                lockFile.close();
                throw refused instanceof RuntimeException known
                        ? known
                        : new JournalException("the journal's file cannot be read", refused);
            }
        } catch (IOException broken) {
            throw new UncheckedIOException("the journal in " + dir + " cannot be opened", broken);
        }
    }

    private static FileLock acquireLock(FileChannel lockFile, Path dir) throws IOException {
        try {
            var lock = lockFile.tryLock();
            if (lock != null) return lock;
        } catch (OverlappingFileLockException sameProcess) {
            // reported below in the same words
        }
        lockFile.close();
        throw new JournalException("another process has the journal in " + dir, null);
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
        JournalWriter.JournalChange<JournalCase> promise = sheet -> {
            var key = sheet.makeCaseKey(txId);
            long now = sheet.nowMs();
            byte[] sealed = key.sealBytes(request, JournalReader.requestContext(txId));
            sheet.executeUpdate(
                    ADD_CASE,
                    txId,
                    service,
                    serviceVersion,
                    CaseState.INTENT.entryType().code(),
                    sessionId,
                    mayBeStored ? 1 : 0,
                    verificationCode,
                    sealed,
                    sheet.nextSequence(),
                    now);
            var kept = AttachmentTable.sealAttachments(key, txId, files);
            AttachmentTable.insertAttachments(sheet, txId, kept);
            long opened = sheet.nextSequence();
            sheet.appendEntry(EntryType.INTENT, txId, AttachmentTable.intentValues(service, request, files));
            if (mayBeStored) {
                var wrapped = CaseKeyring.findWrappedKey(sheet.statements(), txId);
                copy.addCase(new StoredCaseReplica.ReplicatedCase(
                        txId,
                        service,
                        serviceVersion,
                        sessionId,
                        verificationCode,
                        now,
                        opened,
                        wrapped,
                        sealed,
                        kept));
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
                    JournalReader.localReference(terminal, opened),
                    verificationCode,
                    Instant.ofEpochMilli(now),
                    Optional.empty());
        };
        try {
            return writer.commitChange(promise, sheet -> cancelFailedIntent(sheet, txId));
        } catch (JournalException notKept) {
            writer.runOnThread(() -> copy.removeCase(txId, true));
            throw notKept;
        }
    }

    /// The citizen was told that nothing was kept.
    private static boolean cancelFailedIntent(JournalWriter.JournalTransaction sheet, String txId) throws SQLException {
        if (sheet.executeUpdate(MOVE, CaseState.CANCELLED.entryType().code(), 0, null, null, txId, 1) == 0)
            return false;
        sheet.appendEntry(EntryType.CANCELLED, txId, Map.of("why", "its promise was said to have failed"));
        return true;
    }

    public Optional<JournalCase> findCase(String txId) {
        return shelf.findCase(txId);
    }

    /// The exact bytes to send, at every attempt.
    public byte[] caseRequest(String txId) {
        return shelf.caseRequest(txId);
    }

    /// The attachments of a case, by name.
    public List<Attachment> caseAttachments(String txId) {
        return shelf.caseAttachments(txId);
    }

    /// The journal entries of a case, in order, without their contents.
    public List<CaseEntry> caseEntries(String txId) {
        return shelf.caseEntries(txId);
    }

    /// Cases opened in that period and settled since.
    public List<JournalCase> casesSettledBetween(Instant from, Instant to) {
        return shelf.casesSettledBetween(from, to);
    }

    /// In the order in which they were opened.
    public List<JournalCase> unsettledCases() {
        return shelf.unsettledCases();
    }

    /// Minimum time that the terminal has run since it took the case. Independent of the system clock.
    public Duration runningTimeSince(JournalCase open) {
        return shelf.runningTimeSince(open.txId());
    }

    /// Fees of cases, and the state of their payments.
    public PaymentJournal payments() {
        return payments;
    }

    /// Number of cases that wait on this terminal for the connection.
    public int queuedCaseCount() {
        return shelf.queuedCaseCount();
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
        boolean moved = writer.commitChange(sheet -> {
            byte[] sealed = answer == null
                    ? null
                    : sheet.findCaseKey(from.txId()).sealBytes(answer, JournalReader.receiptContext(from.txId()));
            int attempt = to == CaseState.SENDING ? from.attempt() + 1 : from.attempt();
            if (sheet.executeUpdate(MOVE, to.entryType().code(), attempt, run, sealed, from.txId(), from.version())
                    == 0) {
                return false;
            }
            if (forStaff) sheet.executeUpdate(ADD_FINDING, sheet.nextSequence(), from.txId(), findingKind(to));
            if (due.isPresent()) PaymentJournal.insertDuePayment(sheet, from.txId(), due.get());
            sheet.appendEntry(to.entryType(), from.txId(), words);
            if (due.isPresent()) {
                sheet.appendEntry(
                        EntryType.PAY_DUE, from.txId(), Map.of("fen", due.get().toString()));
                copy.addCase(StoredCaseQueries.readCase(sheet.statements(), from.txId()));
                return true;
            }
            return true;
        });
        // an accepted case may be queried again; a cancelled one must not be sent
        if (moved && to.isSettled() && due.isEmpty())
            writer.runOnThread(() -> copy.removeCase(from.txId(), to != CaseState.ACCEPTED));
        return moved ? findCase(from.txId()) : Optional.empty();
    }

    private static String findingKind(CaseState state) {
        return state.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// Must return before the first byte goes to the printer.
    public PrintMark recordPrintBegun(String txId, String effectId, String template, int copyNo) {
        var head = writer.commitChange(sheet -> {
            sheet.executeUpdate(ADD_PRINT, effectId, txId, template, copyNo, sheet.nextSequence());
            return sheet.appendEntry(
                    EntryType.PRINT_BEGUN,
                    txId,
                    Map.of("effect", effectId, "template", template, "copy", Integer.toString(copyNo)));
        });
        return toPrintMark(head);
    }

    /// An unknown print becomes a finding; it may still be proved or disproved later. Each result goes to
    /// central as an outbox message. A repeat changes nothing.
    public void recordPrintEnded(String effectId, PrintResult result, String evidence) {
        var print = shelf.requirePrint(effectId);
        String txId = print.txId();
        writer.commitChange(sheet -> {
            if (sheet.executeUpdate(END_PRINT, result.code(), evidence, effectId) == 0) return false;
            if (result == PrintResult.UNKNOWN) {
                sheet.executeUpdate(ADD_FINDING, sheet.nextSequence(), txId, FindingKind.PRINT_UNKNOWN.text());
            }
            var report = EntryText.toBytes(Map.of(
                    "effect", effectId,
                    "paper", print.template(),
                    "copy", Integer.toString(print.copyNo()),
                    "result", result.name(),
                    "evidence", evidence,
                    "sequence", Long.toString(print.sequence())));
            sheet.executeUpdate(
                    ADD_PAPER,
                    txId,
                    txId,
                    sheet.findCaseKey(txId).sealBytes(report, JournalReader.parcelContext(txId, "paper")));
            sheet.appendEntry(
                    EntryType.PRINT_ENDED,
                    txId,
                    Map.of("effect", effectId, "result", result.name(), "evidence", evidence));
            return true;
        });
    }

    /// How many papers of this kind were printed for a case, or may have been.
    ///
    /// @param template as given when printing began
    public int countPrints(String txId, String template) {
        return shelf.countPrints(txId, template);
    }

    public List<UnprovedPrint> unprovedPrints() {
        return shelf.unprovedPrints();
    }

    /// Findings that staff have not marked as seen.
    public List<StaffFinding> openFindings() {
        return shelf.openFindings();
    }

    /// Staff have checked whether a paper of unknown result was printed.
    ///
    /// @param evidence who looked, and what they saw; no personal data
    public void recordPaperSearch(long findingSequence, boolean cameOut, String evidence) {
        shelf.findEffectOfEntry(findingSequence)
                .ifPresent(effect ->
                        recordPrintEnded(effect, cameOut ? PrintResult.PROVED : PrintResult.NOT_PRINTED, evidence));
        markFindingSeen(findingSequence, evidence);
    }

    /// Staff have dealt with a finding.
    public void markFindingSeen(long findingSequence, String what) {
        String txId = shelf.caseOfFinding(findingSequence);
        writer.commitChange(sheet -> {
            if (sheet.executeUpdate(SEE_FINDING, sheet.nextSequence(), findingSequence) == 0) return false;
            sheet.appendEntry(EntryType.SEEN, txId, Map.of("finding", Long.toString(findingSequence), "what", what));
            return true;
        });
    }

    /// Records other events, such as a staff check or a verified document.
    ///
    /// @return the entry, for a paper that refers to it
    public PrintMark addNote(String kind, String text) {
        return toPrintMark(writer.commitChange(
                sheet -> sheet.appendEntry(EntryType.NOTE, "", Map.of("kind", kind, "text", text))));
    }

    private static PrintMark toPrintMark(JournalWriter.ChainHead head) {
        return new PrintMark(
                head.seq(), HashChain.toHex(head.hash()).substring(0, 8).toUpperCase(Locale.ROOT));
    }

    /// The last note of that kind; empty if there is none, or this journal no longer has it.
    public Optional<String> lastNote(String kind) {
        return shelf.lastNote(kind);
    }

    /// Posts a small message to be delivered once, such as a rating. A second one of the same kind for a case
    /// is dropped.
    public void postMessage(String txId, String kind, byte[] body) {
        writer.commitChange(sheet -> {
            byte[] sealed = sheet.findCaseKey(txId).sealBytes(body, JournalReader.parcelContext(txId, kind));
            if (sheet.executeUpdate(ADD_PARCEL, txId, kind, sealed) == 0) return false;
            sheet.appendEntry(EntryType.PARCEL, txId, Map.of("parcel", kind));
            return true;
        });
    }

    /// Messages that have not been delivered.
    public List<OutboxMessage> pendingMessages() {
        return shelf.pendingMessages();
    }

    public void markDelivered(OutboxMessage message) {
        writer.commitChange(sheet -> {
            if (sheet.executeUpdate(DELIVER, message.id()) == 0) return false;
            sheet.appendEntry(EntryType.DELIVERED, message.txId(), Map.of("parcel", message.kind()));
            return true;
        });
    }

    /// Settles what an earlier run left unfinished, before service opens: an attempt in progress may have
    /// arrived; a case of an online-only item is cancelled; a paper being printed is unproved.
    public void recoverAfterStop(String runId) {
        for (JournalCase left : shelf.unsettledCases()) {
            switch (left.state()) {
                case SENDING -> recordUnknown(left, "the terminal stopped while sending; found by run " + runId);
                case INTENT, WAITING -> {
                    // what an earlier attempt sent may still arrive
                    boolean unsent = left.attempt() <= 1;
                    if (unsent && !left.mayBeStored())
                        recordCancelled(left, "the terminal stopped before sending", true);
                }
                case UNKNOWN, ACCEPTED, REJECTED, CANCELLED, DEAD_LETTER -> {}
            }
        }
        for (UnprovedPrint open : shelf.begunPrints()) {
            recordPrintEnded(open.effectId(), PrintResult.UNKNOWN, "the terminal stopped while printing");
        }
        reportUnattended();
    }

    /// The citizen of this case waits at the terminal for its result.
    public void noteCitizenWaiting(String txId) {
        addNote(ATTENDED, txId);
    }

    /// The wait is over: the session has ended, and the citizen has read the result.
    public void noteCitizenLeft() {
        addNote(ATTENDED, NOBODY);
    }

    /// The citizen at the terminal when it stopped was told nothing, and has no paper: staff must know when the
    /// person asks. A cancelled case has a finding of its own.
    private void reportUnattended() {
        var txId = lastNote(ATTENDED).orElse(NOBODY);
        if (txId.equals(NOBODY)) return;
        var left = findCase(txId).filter(one -> one.state() != CaseState.CANCELLED);
        if (left.isPresent() && !shelf.hasPaper(txId))
            raiseFinding(
                    txId,
                    FindingKind.STOPPED_UNATTENDED,
                    "the terminal stopped while the citizen waited; the case is "
                            + left.get().state());
        noteCitizenLeft();
    }

    /// The end of the chain.
    public ChainEnd chainEnd() {
        return shelf.chainEnd();
    }

    /// The sequence after which this journal begins: 0, or more after old entries were deleted or a loss.
    public long startSequence() {
        return shelf.startSequence();
    }

    /// The hash of an entry, hex; empty if this journal does not contain it.
    public Optional<String> findEntryHash(long seq) {
        return shelf.findEntryHash(seq);
    }

    /// Something that staff must look at and that belongs to no case; said once until they have.
    public void raiseFinding(FindingKind kind, String why) {
        raiseFinding("", kind, why);
    }

    /// The same of a case.
    public void raiseFinding(String txId, FindingKind kind, String why) {
        boolean said = openFindings().stream()
                .anyMatch(open -> open.kind().equals(kind.text()) && open.txId().equals(txId));
        if (said) return;
        writer.commitChange(sheet -> {
            sheet.executeUpdate(ADD_FINDING, sheet.nextSequence(), txId, kind.text());
            return sheet.appendEntry(EntryType.NOTE, txId, Map.of("kind", kind.text(), "why", why));
        });
    }

    /// Number of cases of one item that wait on this terminal for the connection.
    public int queuedCaseCount(String service) {
        return shelf.queuedCaseCount(service);
    }

    /// The end of the chain, for central to countersign; empty when nothing was added since the last time.
    public Optional<ChainEnd> findEndToCountersign() {
        var end = shelf.chainEnd();
        // the entry of the last countersignature itself needs none
        boolean news =
                shelf.latestAnchor().map(last -> end.seq() > last.seq() + 1).orElse(true);
        return news ? Optional.of(end) : Optional.empty();
    }

    /// Central's last countersignature.
    public Optional<JournalAnchor> latestAnchor() {
        return shelf.latestAnchor();
    }

    /// Central has countersigned the journal up to here.
    public void recordAnchor(JournalAnchor anchor) {
        writer.commitChange(sheet -> {
            sheet.executeUpdate(
                    SET_ANCHOR, anchor.seq(), HexFormat.of().parseHex(anchor.hash()), anchor.note(), sheet.nowMs());
            return sheet.appendEntry(
                    EntryType.ANCHORED, "", Map.of("seq", Long.toString(anchor.seq()), "hash", anchor.hash()));
        });
    }

    /// Deletes persons and rows that are old enough: what is settled, seen, delivered and countersigned. When
    /// this returns, no old copy of the file reveals what was deleted.
    public RetentionResult applyRetention(Instant now, Duration keepPersons, Duration keepRows) {
        var retention = new JournalRetention(writer, now);
        int shredded = retention.shredKeys(keepPersons);
        if (shredded > 0) {
            keys.beginEpoch();
            rewrapKeys();
        }
        return new RetentionResult(shredded, retention.pruneEntries(keepRows));
    }

    /// Wraps the living keys by a new key and destroys the one before.
    public void renewKeys() {
        keys.beginEpoch();
        rewrapKeys();
    }

    /// Wraps every living key by the active key, and destroys the older ones, including what an interrupted run
    /// left.
    private void rewrapKeys() {
        writer.commitChange(sheet -> {
            int count = sheet.caseKeyring().rewrapKeys(sheet.statements());
            if (count > 0) sheet.appendEntry(EntryType.REWRAPPED, "", Map.of("keys", Integer.toString(count)));
            return count;
        });
        writer.runOnThread(() -> copy.rewrapKeys(stored -> stored.key().epoch() == keys.epoch()
                ? stored
                : writer.caseKeyring().withRewrappedKey(stored)));
        keys.destroyOlderKeys();
    }

    /// Makes a copy of the whole journal under a key of its own, for central; it is deleted when it is closed.
    /// One at a time.
    public JournalSnapshot makeSnapshot() {
        return JournalSnapshot.of(file, keys);
    }

    /// The copy was written into a file that may now leave the terminal.
    ///
    /// @param sha256 of that file, hex
    /// @param by the person who carries it
    public void recordExport(JournalSnapshot copy, String sha256, String by) {
        var words = Map.of(
                "by",
                by,
                "seq",
                Long.toString(copy.chainEnd().seq()),
                "head",
                copy.chainEnd().hash(),
                "sha256",
                sha256);
        writer.commitChange(sheet -> sheet.appendEntry(EntryType.EXPORTED, "", words));
    }

    /// Every case of a file in the order in which they were opened, with its request; empty where the person
    /// was deleted.
    public static void forEachCase(Path file, JournalKeyStore keys, BiConsumer<JournalCase, Optional<byte[]>> each) {
        try (var shelf = JournalReader.of(file, keys)) {
            for (var one : shelf.allCases()) each.accept(one, shelf.findRequest(one.txId()));
        }
    }

    /// The terminal to which a journal file belongs.
    public static String readTerminal(Path file) {
        return JournalReader.readTerminal(file);
    }

    /// Verifies a whole file, with the key or without. A replica beside it shows whether the end is missing.
    public static VerificationResult verifyFile(Path file, @Nullable JournalKeyStore keys) {
        // before the file itself: a running kiosk continues to write both
        long known = ReplicaReconciler.lastKnownSequence(file.resolveSibling("stored.copy"), file);
        return JournalVerifier.verifyFile(file, keys, known);
    }

    /// Verifies this journal's own file from the first entry to the last, while it is in use.
    public VerificationResult verifyOwnFile() {
        return JournalVerifier.verifyFile(file, keys, 0);
    }

    /// Lists the entries of a file, one masked line each; returns empty if it could be read to the end.
    public static Optional<String> showEntries(Path file, @Nullable JournalKeyStore keys, Consumer<String> lines) {
        return JournalViewer.showEntries(file, keys, lines);
    }

    /// Whether there is disk space for new cases. When the disk was full, the reserve was released for those
    /// that were open; this call takes the space back as soon as there is some.
    public boolean hasRoom() {
        return ballast.isOccupied() || writer.callOnThread(ballast::occupyRoom);
    }

    /// Why the disk refused the last change; empty if it did not. Never waits.
    public Optional<String> diskTrouble() {
        return writer.diskTrouble();
    }

    /// @param each called when the disk begins to fail and when it takes changes again, on any thread
    public void setDiskListener(Runnable each) {
        writer.setDiskListener(each);
    }

    /// Tests the disk by a write of its own. When it works again, an entry is added, which also informs staff
    /// of the failure.
    public void checkDisk() {
        // on the journal's own thread, which is never interrupted: an interrupt would close the lock file
        var broken = writer.callOnThread(this::probeDisk);
        if (broken.isPresent()) {
            writer.reportDiskState(broken);
            return;
        }
        var before = writer.diskTrouble();
        if (before.isEmpty()) return;
        try {
            raiseFinding(DISK_FAILED, "the disk failed and takes writes again; " + before.get());
            addNote(DISK_FAILED.text(), "takes writes again"); // also when staff have not seen the last time yet
        } catch (JournalException still) {
            // the state does not change
        }
    }

    private Optional<String> probeDisk() {
        try {
            mark.probeDisk();
            return Optional.empty();
        } catch (IOException broken) {
            boolean full = String.valueOf(broken.getMessage()).contains("No space left");
            return full ? Optional.empty() : Optional.of("the disk takes no write: " + broken.getMessage());
        }
    }

    /// Free space of the journal's disk, in bytes.
    public long freeBytes() {
        return DiskReserve.freeBytes(file);
    }

    /// Why the replica of stored cases is not written at present; empty when it is.
    public Optional<String> replicaTrouble() {
        return writer.callOnThread(copy::writeTrouble);
    }

    /// The hash at the end of the chain, hex, for a witness.
    public String headHash() {
        return shelf.headHash();
    }

    public String terminal() {
        return terminal;
    }

    private static String bootId() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
        } catch (IOException elsewhere) {
            return "unknown";
        }
    }

    @Override
    public void close() {
        writer.close();
        shelf.close();
        copy.close();
        try {
            lock.release();
            lockFile.close();
        } catch (IOException broken) {
            throw new UncheckedIOException("the journal's lock cannot be released", broken);
        }
    }

    @Override
    public String toString() {
        return "Journal[" + terminal + "]";
    }

    /// How far a file was countersigned; does not check its chain.
    public static AnchorStatus readAnchorStatus(Path file) {
        return JournalReader.readAnchorStatus(file, OptionalLong.empty());
    }

    /// The same with the hash of an entry that another party has seen.
    public static AnchorStatus readAnchorStatus(Path file, long seq) {
        return JournalReader.readAnchorStatus(file, OptionalLong.of(seq));
    }
}
