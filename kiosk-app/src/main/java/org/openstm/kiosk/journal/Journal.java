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

/// The journal of one terminal. Every method that changes something returns after the change is on the
/// disk; a change that certainly is not there is a [JournalTrouble].
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

    /// Notes whose case a citizen waits for.
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

    /// A paper may be told of twice: first unknown, then proved.
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

    /// Room without which no journal is opened.
    private static final long NEEDED = 1 << 20;

    private static final String DISK_FAILED = "disk-failed";

    private final String terminal;
    private final Path file;
    private final KeyStore keys;
    private final FileChannel lockFile;
    private final FileLock lock;
    private final Writer writer;
    private final Shelf shelf;
    private final SecondCopy copy;
    private final Ballast ballast;
    private final Payments payments;
    private final LastSequence mark;

    private Journal(
            String terminal,
            Path file,
            KeyStore keys,
            FileChannel lockFile,
            FileLock lock,
            Writer writer,
            Shelf shelf,
            SecondCopy copy,
            Ballast ballast,
            LastSequence mark) {
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
        this.payments = new Payments(writer, shelf, copy);
    }

    /// As below, in one folder.
    public static Journal open(Path folder, String terminal, KeyStore keys, InstantSource clock) {
        return open(Place.in(folder), terminal, keys, clock);
    }

    /// Opens or makes `journal.db`. A file that is damaged is put aside, and a new one begins with the
    /// stored cases of the second copy: staff find that among the findings.
    public static Journal open(Place place, String terminal, KeyStore keys, InstantSource clock) {
        return open(place, terminal, keys, clock, Schema::writer);
    }

    static Journal open(Place place, String terminal, KeyStore keys, InstantSource clock, Writer.Opener opener) {
        var dir = place.folder();
        place.suite().prove();
        try {
            Files.createDirectories(dir);
            var lockFile = FileChannel.open(
                    dir.resolve("journal.lock"),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE);
            var lock = take(lockFile, dir);
            Path file = place.file();
            var keyring = new Keyring(keys);
            var copy = SecondCopy.open(place.secondCopy());
            var ballast = new Ballast(dir.resolve("ballast"), place.ballastBytes());
            boolean _ = ballast.occupy();
            if (!ballast.leaves(NEEDED)) {
                lockFile.close();
                throw new JournalTrouble("the disk of " + dir + " is full: No space left", null);
            }
            var writer = new Writer(file, opener, keyring, ballast, clock, bootId());
            try {
                var mark = new LastSequence(lockFile);
                var birth = new Birth(file, place.suite(), terminal, copy, mark.read(), clock);
                writer.onThread(() -> birth.prepare(writer));
                writer.tellOf(head -> {
                    mark.write(head.seq());
                    copy.see(new SecondCopy.Seen(head.seq(), head.hash(), terminal));
                });
                mark.write(writer.onThread(writer::head).seq());
                Copy.sweep(file); // of an export that was stopped
                var shelf = new Shelf(new Statements(Schema.reader(file)), keyring, terminal);
                shelf.refuseOther(terminal);
                var journal = new Journal(terminal, file, keys, lockFile, lock, writer, shelf, copy, ballast, mark);
                journal.rewrap();
                if (!keys.repairs().isEmpty()) journal.alarm("journal-key", String.join("; ", keys.repairs()));
                return journal;
            } catch (SQLException | RuntimeException refused) {
                writer.close();
                copy.close();
                lockFile.close();
                throw refused instanceof RuntimeException known
                        ? known
                        : new JournalTrouble("the journal's file cannot be read", refused);
            }
        } catch (IOException broken) {
            throw new UncheckedIOException("the journal in " + dir + " cannot be opened", broken);
        }
    }

    private static FileLock take(FileChannel lockFile, Path dir) throws IOException {
        try {
            var lock = lockFile.tryLock();
            if (lock != null) return lock;
        } catch (OverlappingFileLockException sameProcess) {
            // said below in the same words
        }
        lockFile.close();
        throw new JournalTrouble("another process has the journal in " + dir, null);
    }

    /// Promises a case; nothing may leave the terminal before this has returned.
    public Case intend(
            String txId,
            String service,
            int serviceVersion,
            String sessionId,
            boolean mayBeStored,
            byte[] request,
            String verificationCode) {
        return intend(txId, service, serviceVersion, sessionId, mayBeStored, request, verificationCode, List.of());
    }

    /// As above, with files that belong to the case.
    ///
    /// @throws IllegalArgumentException if they are more than [Enclosure#MOST], or two have one name;
    ///     then nothing was promised
    public Case intend(
            String txId,
            String service,
            int serviceVersion,
            String sessionId,
            boolean mayBeStored,
            byte[] request,
            String verificationCode,
            List<Enclosure> files) {
        Enclosures.check(files);
        Writer.Change<Case> promise = sheet -> {
            var key = sheet.makeKey(txId);
            long now = sheet.nowMs();
            byte[] sealed = key.seal(request, Shelf.requestContext(txId));
            sheet.update(
                    ADD_CASE,
                    txId,
                    service,
                    serviceVersion,
                    CaseState.INTENT.kind().code(),
                    sessionId,
                    mayBeStored ? 1 : 0,
                    verificationCode,
                    sealed,
                    sheet.nextSeq(),
                    now);
            var kept = Enclosures.sealed(key, txId, files);
            Enclosures.add(sheet, txId, kept);
            long opened = sheet.nextSeq();
            sheet.append(Kind.INTENT, txId, Enclosures.words(service, request, files));
            if (mayBeStored) {
                var wrapped = Keyring.wrapped(sheet.statements(), txId);
                copy.add(new SecondCopy.Stored(
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
            return new Case(
                    txId,
                    service,
                    serviceVersion,
                    CaseState.INTENT,
                    1,
                    0,
                    sessionId,
                    mayBeStored,
                    Shelf.localReference(terminal, opened),
                    verificationCode,
                    Instant.ofEpochMilli(now),
                    Optional.empty());
        };
        try {
            return writer.commit(promise, sheet -> withdraw(sheet, txId));
        } catch (JournalTrouble notKept) {
            writer.run(() -> copy.ended(txId, true));
            throw notKept;
        }
    }

    /// The citizen was told that nothing was kept.
    private static boolean withdraw(Writer.Sheet sheet, String txId) throws SQLException {
        if (sheet.update(MOVE, CaseState.CANCELLED.kind().code(), 0, null, null, txId, 1) == 0) return false;
        sheet.append(Kind.CANCELLED, txId, Map.of("why", "its promise was said to have failed"));
        return true;
    }

    public Optional<Case> find(String txId) {
        return shelf.find(txId);
    }

    /// The exact bytes to send, now and ever again.
    public byte[] request(String txId) {
        return shelf.request(txId);
    }

    /// The files of a case, by name.
    public List<Enclosure> files(String txId) {
        return shelf.files(txId);
    }

    /// What the journal tells of a case, in order, without what it says.
    public List<CaseEntry> entries(String txId) {
        return shelf.entries(txId);
    }

    /// Opened in that time and settled since.
    public List<Case> settledBetween(Instant from, Instant to) {
        return shelf.settledBetween(from, to);
    }

    /// In the order in which they were opened.
    public List<Case> unsettled() {
        return shelf.unsettled();
    }

    /// How long the terminal has run since it took the case, at least. No clock that someone sets can
    /// change it.
    public Duration ranSince(Case open) {
        return shelf.ranSince(open.txId());
    }

    /// What cases cost, and how far the money is.
    public Payments payments() {
        return payments;
    }

    /// Cases that wait on this terminal for the line.
    public int queued() {
        return shelf.queued();
    }

    /// Before attempt `attempt + 1`. Like all moves: empty if the case was changed since it was read.
    public Optional<Case> sending(Case from, String runId) {
        return move(from, CaseState.SENDING, Map.of("run", runId), runId, null, false);
    }

    /// The attempt certainly was not taken in.
    public Optional<Case> waiting(Case from, String why) {
        return move(from, CaseState.WAITING, Map.of("why", why), null, null, false);
    }

    /// The attempt may have been taken in.
    public Optional<Case> unknown(Case from, String why) {
        return move(from, CaseState.UNKNOWN, Map.of("why", why), null, null, false);
    }

    public Optional<Case> accepted(Case from, byte[] receipt) {
        return move(from, CaseState.ACCEPTED, digestOf(receipt), null, receipt, false);
    }

    /// Accepted, and done only when this much is paid. The second copy has the case until the money
    /// is where it belongs: with the journal lost, the centre is asked for it.
    ///
    /// @param fen CNY 0.01
    public Optional<Case> acceptedWithDue(Case from, byte[] receipt, long fen) {
        return move(from, CaseState.ACCEPTED, digestOf(receipt), null, receipt, false, Optional.of(fen));
    }

    /// @param answer the receipt or the problem that says no
    public Optional<Case> rejected(Case from, byte[] answer) {
        return move(from, CaseState.REJECTED, digestOf(answer), null, answer, false);
    }

    /// @param forStaff true if someone must look at it: the citizen was not told
    public Optional<Case> cancelled(Case from, String why, boolean forStaff) {
        return move(from, CaseState.CANCELLED, Map.of("why", why), null, null, forStaff);
    }

    public Optional<Case> deadLetter(Case from, String why) {
        return move(from, CaseState.DEAD_LETTER, Map.of("why", why), null, null, true);
    }

    private static Map<String, String> digestOf(byte[] answer) {
        return Map.of("answerDigest", Chain.hex(Chain.sha256(answer)));
    }

    private Optional<Case> move(
            Case from,
            CaseState to,
            Map<String, String> words,
            @Nullable String run,
            byte @Nullable [] answer,
            boolean forStaff) {
        return move(from, to, words, run, answer, forStaff, Optional.empty());
    }

    private Optional<Case> move(
            Case from,
            CaseState to,
            Map<String, String> words,
            @Nullable String run,
            byte @Nullable [] answer,
            boolean forStaff,
            Optional<Long> due) {
        if (!from.state().leadsTo(to)) throw new IllegalStateException(from + " never becomes " + to);
        boolean moved = writer.commit(sheet -> {
            byte[] sealed =
                    answer == null ? null : sheet.key(from.txId()).seal(answer, Shelf.receiptContext(from.txId()));
            int attempt = to == CaseState.SENDING ? from.attempt() + 1 : from.attempt();
            if (sheet.update(MOVE, to.kind().code(), attempt, run, sealed, from.txId(), from.version()) == 0) {
                return false;
            }
            if (forStaff) sheet.update(ADD_FINDING, sheet.nextSeq(), from.txId(), findingKind(to));
            if (due.isPresent()) Payments.add(sheet, from.txId(), due.get());
            sheet.append(to.kind(), from.txId(), words);
            if (due.isPresent()) {
                sheet.append(Kind.PAY_DUE, from.txId(), Map.of("fen", due.get().toString()));
                copy.add(StoredCases.of(sheet.statements(), from.txId()));
                return true;
            }
            return true;
        });
        // what was accepted may be asked for again; what was given up must not be sent
        if (moved && to.settled() && due.isEmpty()) writer.run(() -> copy.ended(from.txId(), to != CaseState.ACCEPTED));
        return moved ? find(from.txId()) : Optional.empty();
    }

    private static String findingKind(CaseState state) {
        return state.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// Must return before the first byte goes to the printer.
    public PrintMark printBegun(String txId, String effectId, String template, int copyNo) {
        var head = writer.commit(sheet -> {
            sheet.update(ADD_PRINT, effectId, txId, template, copyNo, sheet.nextSeq());
            return sheet.append(
                    Kind.PRINT_BEGUN,
                    txId,
                    Map.of("effect", effectId, "template", template, "copy", Integer.toString(copyNo)));
        });
        return mark(head);
    }

    /// An unknown print becomes a finding; it may still be proved or disproved later. What is known goes to
    /// the centre as a parcel. A repeat changes nothing.
    public void printEnded(String effectId, PrintResult result, String evidence) {
        var print = shelf.print(effectId);
        String txId = print.txId();
        writer.commit(sheet -> {
            if (sheet.update(END_PRINT, result.code(), evidence, effectId) == 0) return false;
            if (result == PrintResult.UNKNOWN) {
                sheet.update(ADD_FINDING, sheet.nextSeq(), txId, "print-unknown");
            }
            var report = Words.bytes(Map.of(
                    "effect", effectId,
                    "paper", print.template(),
                    "copy", Integer.toString(print.copyNo()),
                    "result", result.name(),
                    "evidence", evidence,
                    "sequence", Long.toString(print.sequence())));
            sheet.update(ADD_PAPER, txId, txId, sheet.key(txId).seal(report, Shelf.parcelContext(txId, "paper")));
            sheet.append(
                    Kind.PRINT_ENDED, txId, Map.of("effect", effectId, "result", result.name(), "evidence", evidence));
            return true;
        });
    }

    /// How often a paper of this kind came out for a case, or may have.
    ///
    /// @param template as it was begun
    public int printsOf(String txId, String template) {
        return shelf.printsOf(txId, template);
    }

    public List<OpenPrint> unprovedPrints() {
        return shelf.unprovedPrints();
    }

    /// What staff must look at and nobody has marked as seen.
    public List<StaffNote> findings() {
        return shelf.findings();
    }

    /// Staff have looked for a paper of which nobody knew whether it came out.
    ///
    /// @param evidence who looked, and what they saw; no personal data
    public void looked(long findingSequence, boolean cameOut, String evidence) {
        shelf.effectOf(findingSequence)
                .ifPresent(
                        effect -> printEnded(effect, cameOut ? PrintResult.PROVED : PrintResult.NOT_PRINTED, evidence));
        seen(findingSequence, evidence);
    }

    /// A member of staff has dealt with a finding.
    public void seen(long findingSequence, String what) {
        String txId = shelf.caseOfFinding(findingSequence);
        writer.commit(sheet -> {
            if (sheet.update(SEE_FINDING, sheet.nextSeq(), findingSequence) == 0) return false;
            sheet.append(Kind.SEEN, txId, Map.of("finding", Long.toString(findingSequence), "what", what));
            return true;
        });
    }

    /// Other things worth keeping: a staff check, a document verified.
    ///
    /// @return where it stands, for a paper that speaks of it
    public PrintMark note(String kind, String text) {
        return mark(writer.commit(sheet -> sheet.append(Kind.NOTE, "", Map.of("kind", kind, "text", text))));
    }

    private static PrintMark mark(Writer.Head head) {
        return new PrintMark(head.seq(), Chain.hex(head.hash()).substring(0, 8).toUpperCase(Locale.ROOT));
    }

    /// What was last noted under that kind; empty if nothing was, or this journal does not have it any more.
    public Optional<String> lastNote(String kind) {
        return shelf.lastNote(kind);
    }

    /// Something small to be delivered once, such as a rating. A second one of the same kind for a case is
    /// dropped.
    public void post(String txId, String kind, byte[] body) {
        writer.commit(sheet -> {
            byte[] sealed = sheet.key(txId).seal(body, Shelf.parcelContext(txId, kind));
            if (sheet.update(ADD_PARCEL, txId, kind, sealed) == 0) return false;
            sheet.append(Kind.PARCEL, txId, Map.of("parcel", kind));
            return true;
        });
    }

    /// Parcels that have not been delivered.
    public List<Parcel> parcels() {
        return shelf.parcels();
    }

    public void delivered(Parcel parcel) {
        writer.commit(sheet -> {
            if (sheet.update(DELIVER, parcel.id()) == 0) return false;
            sheet.append(Kind.DELIVERED, parcel.txId(), Map.of("parcel", parcel.kind()));
            return true;
        });
    }

    /// What an earlier run left in the middle, before service opens: an attempt under way may have arrived;
    /// a promise of an online-only item is withdrawn; a paper under way is unproved.
    public void recover(String runId) {
        for (Case left : shelf.unsettled()) {
            switch (left.state()) {
                case SENDING -> unknown(left, "the terminal stopped while sending; found by run " + runId);
                case INTENT, WAITING -> {
                    // what an earlier attempt sent may arrive yet
                    boolean unsent = left.attempt() <= 1;
                    if (unsent && !left.mayBeStored()) cancelled(left, "the terminal stopped before sending", true);
                }
                case UNKNOWN, ACCEPTED, REJECTED, CANCELLED, DEAD_LETTER -> {}
            }
        }
        for (OpenPrint open : shelf.begunPrints()) {
            printEnded(open.effectId(), PrintResult.UNKNOWN, "the terminal stopped while printing");
        }
        reportUnattended();
    }

    /// The citizen of this case waits at the terminal for what becomes of it.
    public void attended(String txId) {
        note(ATTENDED, txId);
    }

    /// Nobody waits any more: the visit has ended, and whoever stood there has read what became of it.
    public void unattended() {
        note(ATTENDED, NOBODY);
    }

    /// Whoever stood there when the terminal stopped was told nothing, and has no paper: staff must know
    /// when the person asks. What was cancelled has a finding of its own.
    private void reportUnattended() {
        var txId = lastNote(ATTENDED).orElse(NOBODY);
        if (txId.equals(NOBODY)) return;
        var left = find(txId).filter(one -> one.state() != CaseState.CANCELLED);
        if (left.isPresent() && !shelf.hasPaper(txId))
            alarm(
                    txId,
                    "stopped-unattended",
                    "the terminal stopped while the citizen waited; the case is "
                            + left.get().state());
        unattended();
    }

    /// The end of the chain.
    public Witnessed end() {
        return shelf.end();
    }

    /// The sequence behind which this journal begins: 0, or more after old entries went or a loss.
    public long begin() {
        return shelf.begin();
    }

    /// The hash of an entry, hex; empty if this journal does not have it.
    public Optional<String> hashOf(long seq) {
        return shelf.hashOf(seq);
    }

    /// Something that staff must look at and that belongs to no case; said once until they have.
    public void alarm(String kind, String why) {
        alarm("", kind, why);
    }

    /// The same of a case.
    public void alarm(String txId, String kind, String why) {
        boolean said = findings().stream()
                .anyMatch(open -> open.kind().equals(kind) && open.txId().equals(txId));
        if (said) return;
        writer.commit(sheet -> {
            sheet.update(ADD_FINDING, sheet.nextSeq(), txId, kind);
            return sheet.append(Kind.NOTE, txId, Map.of("kind", kind, "why", why));
        });
    }

    /// Cases of one item that wait on this terminal for the line.
    public int queued(String service) {
        return shelf.queued(service);
    }

    /// The end of the chain, for the centre to countersign; empty when nothing was added since it last did.
    public Optional<Witnessed> unwitnessed() {
        var end = shelf.end();
        // its own word of the last time is no news
        boolean news = shelf.anchor().map(last -> end.seq() > last.seq() + 1).orElse(true);
        return news ? Optional.of(end) : Optional.empty();
    }

    /// What the centre countersigned last.
    public Optional<Anchor> anchor() {
        return shelf.anchor();
    }

    /// The centre has countersigned the journal up to here.
    public void anchored(Anchor anchor) {
        writer.commit(sheet -> {
            sheet.update(
                    SET_ANCHOR, anchor.seq(), HexFormat.of().parseHex(anchor.hash()), anchor.note(), sheet.nowMs());
            return sheet.append(Kind.ANCHORED, "", Map.of("seq", Long.toString(anchor.seq()), "hash", anchor.hash()));
        });
    }

    /// Forgets persons and rows that are old enough: what is settled, seen, delivered and countersigned.
    /// When this returns, no old copy of the file opens what was forgotten.
    public Retired retire(Instant now, Duration keepPersons, Duration keepRows) {
        var retention = new Retention(writer, now);
        int shredded = retention.shred(keepPersons);
        if (shredded > 0) {
            keys.renew();
            rewrap();
        }
        return new Retired(shredded, retention.prune(keepRows));
    }

    /// Puts the living keys under a fresh one and destroys the one before.
    public void renewKeys() {
        keys.renew();
        rewrap();
    }

    /// Brings every living key under the key in force, and destroys the older ones: also what a stop in the
    /// middle left.
    private void rewrap() {
        writer.commit(sheet -> {
            int count = sheet.keyring().rewrap(sheet.statements());
            if (count > 0) sheet.append(Kind.REWRAPPED, "", Map.of("keys", Integer.toString(count)));
            return count;
        });
        writer.run(() -> copy.rewrap(stored ->
                stored.key().epoch() == keys.epoch() ? stored : writer.keyring().rewrapped(stored)));
        keys.destroyOlder();
    }

    /// A copy of the whole journal as it stands now, under a key of its own, for the centre; it is
    /// gone when it is closed. One at a time.
    public Copy copy() {
        return Copy.of(file, keys);
    }

    /// The copy was written into a file that may now leave.
    ///
    /// @param sha256 of that file, hex
    /// @param by who carries it
    public void exported(Copy copy, String sha256, String by) {
        var words = Map.of(
                "by",
                by,
                "seq",
                Long.toString(copy.end().seq()),
                "head",
                copy.end().hash(),
                "sha256",
                sha256);
        writer.commit(sheet -> sheet.append(Kind.EXPORTED, "", words));
    }

    /// Every case of a file in the order in which they were opened, with what was asked; empty
    /// where the person was forgotten.
    public static void cases(Path file, KeyStore keys, BiConsumer<Case, Optional<byte[]>> each) {
        try (var shelf = Shelf.of(file, keys)) {
            for (var one : shelf.cases()) each.accept(one, shelf.requestIfKept(one.txId()));
        }
    }

    /// Whose journal a file is.
    public static String terminal(Path file) {
        return Shelf.terminalOf(file);
    }

    /// Checks a whole file, with the key or without. A second copy that lies beside it knows whether the end is
    /// there.
    public static Verification verify(Path file, @Nullable KeyStore keys) {
        // before the file itself: a kiosk at work goes on in both
        long known = CopyReconciler.lastKnown(file.resolveSibling("stored.copy"), file);
        return Auditor.verify(file, keys, known);
    }

    /// Checks this journal's own file from the first entry to the last, beside its work.
    public Verification verify() {
        return Auditor.verify(file, keys, 0);
    }

    /// Shows the entries of a file, one masked line each; empty if it could be read to the end.
    public static Optional<String> show(Path file, @Nullable KeyStore keys, Consumer<String> lines) {
        return Viewer.show(file, keys, lines);
    }

    /// Whether there is room for new cases. When the disk was full, the ballast was given up for those that
    /// were open; asked again, this takes the room back as soon as there is some.
    public boolean hasRoom() {
        return ballast.occupied() || writer.onThread(ballast::occupy);
    }

    /// Why the disk took no change when it was last tried; empty while it does. Never waits.
    public Optional<String> diskTrouble() {
        return writer.diskTrouble();
    }

    /// @param each told when the disk begins to fail and when it takes changes again, on any thread
    public void watchDisk(Runnable each) {
        writer.tellOfDisk(each);
    }

    /// Tries the disk by a write of its own. One that takes writes again is tried by an entry, which also tells
    /// staff that it had failed.
    public void checkDisk() {
        // on the journal's own thread, which nobody interrupts: an interrupt would close the lock file
        var broken = writer.onThread(this::probe);
        if (broken.isPresent()) {
            writer.noteDisk(broken);
            return;
        }
        var before = writer.diskTrouble();
        if (before.isEmpty()) return;
        try {
            alarm(DISK_FAILED, "the disk failed and takes writes again; " + before.get());
            note(DISK_FAILED, "takes writes again"); // also when staff have not seen the last time yet
        } catch (JournalTrouble still) {
            // it stays as it is
        }
    }

    private Optional<String> probe() {
        try {
            mark.probe();
            return Optional.empty();
        } catch (IOException broken) {
            boolean full = String.valueOf(broken.getMessage()).contains("No space left");
            return full ? Optional.empty() : Optional.of("the disk takes no write: " + broken.getMessage());
        }
    }

    /// Room on the disk that the journal is on, in bytes.
    public long freeBytes() {
        return Ballast.freeBytes(file);
    }

    /// Why stored cases are not kept a second time now; empty when they are.
    public Optional<String> secondCopyTrouble() {
        return writer.onThread(copy::trouble);
    }

    /// The end of the chain, hex: what a witness keeps.
    public String head() {
        return shelf.head();
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

    /// How far a file was countersigned; its chain is not looked at.
    public static Anchored anchored(Path file) {
        return Shelf.anchored(file, OptionalLong.empty());
    }

    /// The same with the hash of an entry that somebody else has seen.
    public static Anchored anchored(Path file, long seq) {
        return Shelf.anchored(file, OptionalLong.of(seq));
    }
}
