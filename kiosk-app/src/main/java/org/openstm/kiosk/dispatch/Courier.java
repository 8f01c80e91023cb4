package org.openstm.kiosk.dispatch;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.openstm.kiosk.central.CentralApi;
import org.openstm.kiosk.central.FileRef;
import org.openstm.kiosk.central.Problem;
import org.openstm.kiosk.central.Receipt;
import org.openstm.kiosk.central.Reply;
import org.openstm.kiosk.central.Sha256;
import org.openstm.kiosk.central.Wire;
import org.openstm.kiosk.central.WireBroken;
import org.openstm.kiosk.dispatch.Dispatch.Fate;
import org.openstm.kiosk.journal.Case;
import org.openstm.kiosk.journal.CaseState;
import org.openstm.kiosk.journal.Enclosure;
import org.openstm.kiosk.journal.Journal;

/// Takes one case one step further: it is handed in once at most, behind its files, and the journal knows before and
/// after. Only where the centre misses files, and so took nothing in, they go again and the case once more.
final class Courier {
    /// What one step came to.
    sealed interface Outcome {
        record Settled(Fate fate) implements Outcome {}

        /// Certainly not taken in: may go again, or be given up.
        record Unsent(String why, Optional<Duration> notBefore) implements Outcome {}

        /// May have been taken in: ask again.
        record Open(String why, Optional<Duration> notBefore) implements Outcome {}
    }

    private static final String FILES_MISSING = "files-missing";

    /// Our own mistake: the same bytes will never be right.
    private static final Set<Integer> NEVER_RIGHT = Set.of(400, 413, 415, 422);

    private final Journal journal;
    private final CentralApi central;
    private final Asking.Turnstile line;
    private final String runId;

    Courier(Journal journal, CentralApi central, Asking.Turnstile line, String runId) {
        this.journal = journal;
        this.central = central;
        this.line = line;
        this.runId = runId;
    }

    Outcome step(String txId) {
        Case now = journal.find(txId).orElseThrow(() -> new IllegalArgumentException("no case " + txId));
        return switch (now.state()) {
            case INTENT, WAITING -> send(now);
            case SENDING ->
                journal.unknown(now, "an attempt was left open")
                        .map(this::ask)
                        .orElseGet(() -> new Outcome.Open("the case was changed meanwhile", Optional.empty()));
            case UNKNOWN -> ask(now);
            case ACCEPTED, REJECTED, CANCELLED, DEAD_LETTER -> new Outcome.Settled(fate(now));
        };
    }

    private Outcome send(Case from) {
        if (from.attempt() == 0) {
            var held = upload(from);
            if (held.isPresent()) return unsent(from, held.get());
        }
        var begun = journal.sending(from, runId);
        if (begun.isEmpty()) return new Outcome.Open("the case was changed meanwhile", Optional.empty());
        Case sending = begun.get();
        var reply = hand(sending);
        if (reply instanceof Reply.Refused<Receipt>(var problem)
                && problem.code().equals(FILES_MISSING)) {
            var held = upload(sending);
            if (held.isPresent()) return unsent(sending, held.get());
            reply = hand(sending);
        }
        return answered(sending, reply);
    }

    private Outcome answered(Case sending, Reply<Receipt> reply) {
        return switch (reply) {
            case Reply.Done<Receipt>(var receipt) -> settle(sending, receipt);
            case Reply.Refused<Receipt>(var problem) -> refused(sending, problem);
            case Reply.NoAnswer<Receipt>(var why, var maybeArrived) ->
                maybeArrived ? open(sending, why, Optional.empty()) : unsent(sending, why, Optional.empty());
        };
    }

    /// Why the files of a case are not at the centre.
    ///
    /// @param never no later try will help
    private record Held(String why, Optional<Duration> notBefore, boolean never) {}

    /// Brings the files of a case; empty when all are there.
    private Optional<Held> upload(Case of) {
        for (var file : journal.files(of.txId())) {
            var named = FileRef.of(file.name(), file.type(), file.bytes());
            switch (line.through(() -> central.upload(named, file.bytes()))) {
                case Reply.Done<Boolean> _ -> {}
                case Reply.NoAnswer<Boolean>(var why, var _) -> {
                    return Optional.of(new Held(why, Optional.empty(), false));
                }
                case Reply.Refused<Boolean>(var problem) -> {
                    // a centre of version 1.0 has no place for files, and passes over the words that name them
                    boolean nowhere = problem.status() == 404;
                    if (nowhere && file.name().equals(Enclosure.SIGNATURE)) continue;
                    boolean never = nowhere || NEVER_RIGHT.contains(problem.status());
                    return Optional.of(new Held(problem.code(), problem.retryAfter(), never));
                }
            }
        }
        return Optional.empty();
    }

    /// The case itself was certainly not taken in: its files are not there.
    private Outcome unsent(Case from, Held held) {
        if (held.never) {
            journal.deadLetter(from, "central does not take a file of the case: " + held.why);
            return new Outcome.Settled(new Fate.NotSent(held.why));
        }
        if (from.state() == CaseState.SENDING) return unsent(from, held.why, held.notBefore);
        return new Outcome.Unsent(held.why, held.notBefore);
    }

    private Reply<Receipt> hand(Case sending) {
        byte[] request = journal.request(sending.txId());
        return line.through(() -> central.submit(sending.txId(), request));
    }

    private Outcome refused(Case sending, Problem problem) {
        String why = problem.code();
        boolean nothingTaken = problem.taken().equals("none");
        if (NEVER_RIGHT.contains(problem.status())) {
            String words = problem.message().getOrDefault("en", "");
            journal.deadLetter(sending, "central says " + why + (words.isEmpty() ? "" : ": " + words));
            return new Outcome.Settled(new Fate.NotSent(why));
        }
        return switch (problem.status()) {
            // not about the case: this terminal is not let in, or not now
            case 401, 408, 425, 429 -> unsent(sending, why, problem.retryAfter());
            default -> {
                if (problem.retryable() && nothingTaken) yield unsent(sending, why, problem.retryAfter());
                if (problem.retryable() || problem.status() >= 500) yield open(sending, why, problem.retryAfter());
                journal.rejected(sending, Wire.bytes(problem));
                yield new Outcome.Settled(rejected(problem));
            }
        };
    }

    private Outcome ask(Case unknown) {
        return switch (line.through(() -> central.transaction(unknown.txId()))) {
            case Reply.Done<Receipt>(var receipt) -> settle(unknown, receipt);
            // never accepted: the same bytes go again under the same id
            case Reply.Refused<Receipt>(var problem) when problem.status() == 404 -> send(unknown);
            case Reply.Refused<Receipt>(var problem) when problem.status() == 410 -> refused(unknown, problem);
            case Reply.Refused<Receipt>(var problem) -> new Outcome.Open(problem.code(), problem.retryAfter());
            case Reply.NoAnswer<Receipt>(var why, var _) -> new Outcome.Open(why, Optional.empty());
        };
    }

    private Outcome settle(Case from, Receipt receipt) {
        if (!receipt.requestDigest().equals(Sha256.digestHex(journal.request(from.txId())))) {
            journal.deadLetter(from, "central has another request under this id");
            return new Outcome.Settled(new Fate.Unknown("central has another request under this id"));
        }
        return switch (receipt.state()) {
            case ACCEPTED -> {
                if (receipt.due().isPresent())
                    journal.acceptedWithDue(
                            from, Wire.bytes(receipt), receipt.due().get().fen());
                else journal.accepted(from, Wire.bytes(receipt));
                yield new Outcome.Settled(new Fate.Accepted(receipt));
            }
            case REJECTED -> {
                journal.rejected(from, Wire.bytes(receipt));
                yield new Outcome.Settled(rejected(receipt));
            }
            case PENDING -> open(from, "central has it and has not decided", Optional.empty());
        };
    }

    private Outcome unsent(Case sending, String why, Optional<Duration> notBefore) {
        journal.waiting(sending, why);
        return new Outcome.Unsent(why, notBefore);
    }

    private Outcome open(Case from, String why, Optional<Duration> notBefore) {
        switch (from.state()) {
            case SENDING -> journal.unknown(from, why);
            case UNKNOWN -> {}
            case INTENT, WAITING, ACCEPTED, REJECTED, CANCELLED, DEAD_LETTER ->
                throw new IllegalStateException(from + " is not under way");
        }
        return new Outcome.Open(why, notBefore);
    }

    /// What can be said of a case from the journal alone.
    static Fate fate(Case now) {
        return switch (now.state()) {
            case ACCEPTED -> new Fate.Accepted(Wire.receipt(now.receipt().orElseThrow()));
            case REJECTED -> rejected(now.receipt().orElseThrow());
            case CANCELLED -> new Fate.NotSent("cancelled");
            case DEAD_LETTER -> new Fate.Unknown("staff must look at it");
            case SENDING -> new Fate.Unknown("being sent");
            case UNKNOWN -> new Fate.Unknown("central has not answered");
            case INTENT, WAITING -> now.mayBeStored() ? new Fate.Stored(now) : new Fate.Unknown("not sent yet");
        };
    }

    private static Fate rejected(byte[] answer) {
        try {
            return rejected(Wire.receipt(answer));
        } catch (WireBroken aProblem) {
            return rejected(Wire.problem(answer));
        }
    }

    private static Fate rejected(Receipt receipt) {
        Map<String, String> facts = receipt.result();
        return new Fate.Rejected(
                facts.getOrDefault("code", "rejected"), receipt.message(), facts, Optional.of(receipt));
    }

    private static Fate rejected(Problem problem) {
        return new Fate.Rejected(problem.code(), problem.message(), problem.facts(), Optional.empty());
    }
}
