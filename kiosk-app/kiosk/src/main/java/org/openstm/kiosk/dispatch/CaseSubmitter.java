package org.openstm.kiosk.dispatch;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.openstm.kiosk.central.CaseReceipt;
import org.openstm.kiosk.central.CentralApi;
import org.openstm.kiosk.central.CentralReply;
import org.openstm.kiosk.central.FileReference;
import org.openstm.kiosk.central.ProblemDetails;
import org.openstm.kiosk.central.codec.ProblemCodec;
import org.openstm.kiosk.central.codec.ReceiptCodec;
import org.openstm.kiosk.central.crypto.Sha256;
import org.openstm.kiosk.central.json.ContractViolationException;
import org.openstm.kiosk.dispatch.OutboxDispatcher.SubmissionResult;
import org.openstm.kiosk.journal.Journal;
import org.openstm.kiosk.journal.model.Attachment;
import org.openstm.kiosk.journal.model.CaseState;
import org.openstm.kiosk.journal.model.JournalCase;

/// Takes one case one step further: sends its files, then submits it at most once; the journal records the step
/// before and after. Only if central reports missing files, and so accepted nothing, are the files and the case
/// sent again.
final class CaseSubmitter {
    /// Outcome of one step, for the threads that decide on the next one.
    sealed interface StepOutcome {
        record Settled(SubmissionResult fate) implements StepOutcome {}

        /// Certainly not accepted: may be retried, or cancelled.
        record Unsent(String why, Optional<Duration> notBefore) implements StepOutcome {}

        /// May have been accepted: query the receipt.
        record Open(String why, Optional<Duration> notBefore) implements StepOutcome {}
    }

    private static final String FILES_MISSING = "files-missing";

    /// A defect on this side: the same bytes will never be accepted.
    private static final Set<Integer> NEVER_RIGHT = Set.of(400, 413, 415, 422);

    private final Journal journal;
    private final CentralApi central;
    private final QueryClient.CallGate gate;
    private final String runId;

    CaseSubmitter(Journal journal, CentralApi central, QueryClient.CallGate gate, String runId) {
        this.journal = journal;
        this.central = central;
        this.gate = gate;
        this.runId = runId;
    }

    StepOutcome advanceCase(String txId) {
        JournalCase now =
                journal.cases().findCase(txId).orElseThrow(() -> new IllegalArgumentException("no case " + txId));
        return switch (now.state()) {
            case INTENT, WAITING -> sendCase(now);
            case SENDING ->
                journal.cases()
                        .recordUnknown(now, "an attempt was left open")
                        .map(this::queryCase)
                        .orElseGet(() -> new StepOutcome.Open("the case was changed meanwhile", Optional.empty()));
            case UNKNOWN -> queryCase(now);
            case ACCEPTED, REJECTED, CANCELLED, DEAD_LETTER -> new StepOutcome.Settled(toResult(now));
        };
    }

    private StepOutcome sendCase(JournalCase from) {
        if (from.attempt() == 0) {
            var held = uploadFiles(from);
            if (held.isPresent()) return recordUploadFailure(from, held.get());
        }
        var begun = journal.cases().recordSending(from, runId);
        if (begun.isEmpty()) return new StepOutcome.Open("the case was changed meanwhile", Optional.empty());
        JournalCase sending = begun.get();
        var reply = submitRequest(sending);
        if (reply instanceof CentralReply.Refused<CaseReceipt>(var problem)
                && problem.code().equals(FILES_MISSING)) {
            var held = uploadFiles(sending);
            if (held.isPresent()) return recordUploadFailure(sending, held.get());
            reply = submitRequest(sending);
        }
        return applyReply(sending, reply);
    }

    private StepOutcome applyReply(JournalCase sending, CentralReply<CaseReceipt> reply) {
        return switch (reply) {
            case CentralReply.Done<CaseReceipt>(var receipt) -> applyReceipt(sending, receipt);
            case CentralReply.Refused<CaseReceipt>(var problem) -> applyRefusal(sending, problem);
            case CentralReply.NoAnswer<CaseReceipt>(var _, var why, var maybeArrived) ->
                maybeArrived
                        ? recordUnknown(sending, why, Optional.empty())
                        : recordUnsent(sending, why, Optional.empty());
        };
    }

    /// Why the files of a case could not be uploaded.
    ///
    /// @param never retrying will not help
    private record UploadFailure(String why, Optional<Duration> notBefore, boolean never) {}

    /// Uploads the files of a case; empty when central has all of them.
    private Optional<UploadFailure> uploadFiles(JournalCase of) {
        for (var file : journal.cases().caseAttachments(of.txId())) {
            var named = FileReference.of(file.name(), file.type(), file.bytes());
            switch (gate.tryCall(() -> central.uploadFile(named, file.bytes()))) {
                case CentralReply.Done<Boolean> _ -> {}
                case CentralReply.NoAnswer<Boolean>(var _, var why, var _) -> {
                    return Optional.of(new UploadFailure(why, Optional.empty(), false));
                }
                case CentralReply.Refused<Boolean>(var problem) -> {
                    // a central of version 1.0 takes no files, and ignores the members that name them
                    boolean nowhere = problem.status() == 404;
                    if (nowhere && file.name().equals(Attachment.SIGNATURE)) continue;
                    boolean never = nowhere || NEVER_RIGHT.contains(problem.status());
                    return Optional.of(new UploadFailure(problem.code(), problem.retryAfter(), never));
                }
            }
        }
        return Optional.empty();
    }

    /// The case itself was certainly not accepted: its files are missing.
    private StepOutcome recordUploadFailure(JournalCase from, UploadFailure held) {
        if (held.never) {
            journal.cases().recordDeadLetter(from, "central does not take a file of the case: " + held.why);
            return new StepOutcome.Settled(new SubmissionResult.NotSent(held.why));
        }
        if (from.state() == CaseState.SENDING) return recordUnsent(from, held.why, held.notBefore);
        return new StepOutcome.Unsent(held.why, held.notBefore);
    }

    private CentralReply<CaseReceipt> submitRequest(JournalCase sending) {
        byte[] request = journal.cases().caseRequest(sending.txId());
        return gate.tryCall(() -> central.submitCase(sending.txId(), request));
    }

    private StepOutcome applyRefusal(JournalCase sending, ProblemDetails problem) {
        String why = problem.code();
        boolean nothingTaken = problem.taken().equals("none");
        if (NEVER_RIGHT.contains(problem.status())) {
            String words = problem.message().getOrDefault("en", "");
            journal.cases().recordDeadLetter(sending, "central says " + why + (words.isEmpty() ? "" : ": " + words));
            return new StepOutcome.Settled(new SubmissionResult.NotSent(why));
        }
        return switch (problem.status()) {
            // not about the case: this terminal is not admitted, or not at present
            case 401, 408, 425, 429 -> recordUnsent(sending, why, problem.retryAfter());
            default -> {
                if (problem.retryable() && nothingTaken) yield recordUnsent(sending, why, problem.retryAfter());
                if (problem.retryable() || problem.status() >= 500)
                    yield recordUnknown(sending, why, problem.retryAfter());
                journal.cases().recordRejected(sending, ProblemCodec.toBytes(problem));
                yield new StepOutcome.Settled(toRejectedResult(problem));
            }
        };
    }

    private StepOutcome queryCase(JournalCase unknown) {
        return switch (gate.tryCall(() -> central.queryReceipt(unknown.txId()))) {
            case CentralReply.Done<CaseReceipt>(var receipt) -> applyReceipt(unknown, receipt);
            // never accepted: the same bytes are sent again under the same id
            case CentralReply.Refused<CaseReceipt>(var problem) when problem.status() == 404 -> sendCase(unknown);
            case CentralReply.Refused<CaseReceipt>(var problem)
            when problem.status() == 410 -> applyRefusal(unknown, problem);
            case CentralReply.Refused<CaseReceipt>(var problem) ->
                new StepOutcome.Open(problem.code(), problem.retryAfter());
            case CentralReply.NoAnswer<CaseReceipt>(var _, var why, var _) ->
                new StepOutcome.Open(why, Optional.empty());
        };
    }

    private StepOutcome applyReceipt(JournalCase from, CaseReceipt receipt) {
        if (!receipt.requestDigest().equals(Sha256.digestHex(journal.cases().caseRequest(from.txId())))) {
            journal.cases().recordDeadLetter(from, "central has another request under this id");
            return new StepOutcome.Settled(new SubmissionResult.Unknown("central has another request under this id"));
        }
        return switch (receipt.state()) {
            case ACCEPTED -> {
                if (receipt.due().isPresent())
                    journal.cases()
                            .recordAcceptedWithDue(
                                    from,
                                    ReceiptCodec.toBytes(receipt),
                                    receipt.due().get().fen());
                else journal.cases().recordAccepted(from, ReceiptCodec.toBytes(receipt));
                yield new StepOutcome.Settled(new SubmissionResult.Accepted(receipt));
            }
            case REJECTED -> {
                journal.cases().recordRejected(from, ReceiptCodec.toBytes(receipt));
                yield new StepOutcome.Settled(toRejectedResult(receipt));
            }
            case PENDING -> recordUnknown(from, "central has it and has not decided", Optional.empty());
        };
    }

    private StepOutcome recordUnsent(JournalCase sending, String why, Optional<Duration> notBefore) {
        journal.cases().recordWaiting(sending, why);
        return new StepOutcome.Unsent(why, notBefore);
    }

    private StepOutcome recordUnknown(JournalCase from, String why, Optional<Duration> notBefore) {
        switch (from.state()) {
            case SENDING -> journal.cases().recordUnknown(from, why);
            case UNKNOWN -> {}
            case INTENT, WAITING, ACCEPTED, REJECTED, CANCELLED, DEAD_LETTER ->
                throw new IllegalStateException(from + " is not under way");
        }
        return new StepOutcome.Open(why, notBefore);
    }

    /// The result as far as the journal alone knows it.
    static SubmissionResult toResult(JournalCase now) {
        return switch (now.state()) {
            case ACCEPTED ->
                new SubmissionResult.Accepted(
                        ReceiptCodec.parseReceipt(now.receipt().orElseThrow()));
            case REJECTED -> toRejectedResult(now.receipt().orElseThrow());
            case CANCELLED -> new SubmissionResult.NotSent("cancelled");
            case DEAD_LETTER -> new SubmissionResult.Unknown("staff must look at it");
            case SENDING -> new SubmissionResult.Unknown("being sent");
            case UNKNOWN -> new SubmissionResult.Unknown("central has not answered");
            case INTENT, WAITING ->
                now.mayBeStored() ? new SubmissionResult.Stored(now) : new SubmissionResult.Unknown("not sent yet");
        };
    }

    private static SubmissionResult toRejectedResult(byte[] answer) {
        try {
            return toRejectedResult(ReceiptCodec.parseReceipt(answer));
        } catch (ContractViolationException aProblem) {
            return toRejectedResult(ProblemCodec.parseProblem(answer));
        }
    }

    private static SubmissionResult toRejectedResult(CaseReceipt receipt) {
        Map<String, String> facts = receipt.result();
        return new SubmissionResult.Rejected(
                facts.getOrDefault("code", "rejected"), receipt.message(), facts, Optional.of(receipt));
    }

    private static SubmissionResult toRejectedResult(ProblemDetails problem) {
        return new SubmissionResult.Rejected(problem.code(), problem.message(), problem.facts(), Optional.empty());
    }

    /// The citizen left with "being checked": the same bytes are sent again until central has them, whether or
    /// not the item may be stored.
    static SubmissionResult storedOrUnknown(JournalCase open, String why) {
        return open.mayBeStored() ? new SubmissionResult.Stored(open) : new SubmissionResult.Unknown(why);
    }
}
