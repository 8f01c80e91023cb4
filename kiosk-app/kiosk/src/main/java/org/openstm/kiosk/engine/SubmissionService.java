package org.openstm.kiosk.engine;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.openstm.kiosk.central.FileReference;
import org.openstm.kiosk.central.codec.SubmissionCodec;
import org.openstm.kiosk.central.crypto.VerificationCode;
import org.openstm.kiosk.dispatch.OutboxDispatcher;
import org.openstm.kiosk.journal.Journal;
import org.openstm.kiosk.journal.model.Attachment;
import org.openstm.kiosk.session.model.CaseOutcome;
import org.openstm.kiosk.session.model.ServiceApplication;
import org.openstm.kiosk.session.model.Session;
import org.openstm.kiosk.session.model.SessionEffect;
import org.openstm.kiosk.session.model.SessionEvent;

/// Stores a case in the journal, hands it over to the outbox, and reports its outcome to the session.
final class SubmissionService {
    private static final System.Logger LOG = System.getLogger(SubmissionService.class.getName());

    /// How long a citizen waits for central before the page says "we are checking".
    private static final Duration ANSWER = Duration.ofSeconds(12);

    private static final Duration LATER = Duration.ofMinutes(10);

    private final SessionLoop loop;
    private final Journal journal;
    private final OutboxDispatcher dispatch;
    private final PaymentWatch paying;
    private final InstantSource clock;
    private volatile boolean attended;

    SubmissionService(
            SessionLoop loop, Journal journal, OutboxDispatcher dispatch, PaymentWatch paying, InstantSource clock) {
        this.loop = loop;
        this.journal = journal;
        this.dispatch = dispatch;
        this.paying = paying;
        this.clock = clock;
    }

    /// @return whether the case is stored; if not, nothing of it may be sent
    boolean storeCase(Session session, SessionEffect.StoreCase store, IdentityEvidence proofs) {
        var road = store.road();
        boolean storable = road.item().isStorable(session.today());
        boolean lineDown = storable && !session.world().lineUp();
        try {
            var files = collectAttachments(road);
            var named = files.stream()
                    .map(file -> FileReference.of(file.name(), file.type(), file.bytes()))
                    .toList();
            // requested when the check page came; only missing proofs are requested here. A case that waits for the
            // connection goes without: central marks it and has it checked later
            var evidence = lineDown ? "" : proofs.proveSubject(road).evidence();
            boolean stored = lineDown || storable && proofs.isUnanswered();
            var submission = WireMapper.toSubmission(
                    store.txId(),
                    road,
                    evidence,
                    clock.instant(),
                    journal.terminal(),
                    stored,
                    named,
                    session.catalog().number());
            journal.cases()
                    .recordIntent(
                            store.txId(),
                            road.item().id(),
                            road.item().version(),
                            "session-" + session.number(),
                            storable,
                            SubmissionCodec.toBytes(submission),
                            VerificationCode.of(store.txId()),
                            files);
            return true;
        } catch (RuntimeException notKept) {
            LOG.log(Level.ERROR, "the journal could not store the case; nothing is sent", notKept);
            loop.postEvent(
                    session.number(), new SessionEvent.OutcomeKnown(new CaseOutcome.NotSent(store.txId(), true)));
            return false;
        }
    }

    /// Promises that are stored together with the answers.
    private static List<Attachment> collectAttachments(ServiceApplication road) {
        var files = new ArrayList<Attachment>();
        if (!road.signature().isEmpty())
            files.add(new Attachment(SignatureImage.NAME, SignatureImage.TYPE, SignatureImage.toPng(road.signature())));
        road.submittedPictures().forEach((name, still) -> files.add(new Attachment(name, "image/jpeg", still.jpeg())));
        return files;
    }

    /// Sends a stored case while its citizen waits.
    void submitCase(long number, String txId) throws InterruptedException {
        attended = true;
        noteQuietly(() -> journal.recovery().noteCitizenWaiting(txId));
        paying.addWaitingCase(txId);
        loop.postEvent(number, toOutcomeEvent(txId, dispatch.submitCase(txId, ANSWER)));
    }

    /// Waits for the outcome of a case that was being checked or stored.
    void awaitOutcome(long number, String txId) throws InterruptedException {
        var fate = dispatch.awaitResult(txId, LATER);
        if (!(fate instanceof OutboxDispatcher.SubmissionResult.Unknown))
            loop.postEvent(number, toOutcomeEvent(txId, fate));
    }

    /// Ends the note of a waiting citizen, if there is one.
    void noteCitizenLeft() {
        if (attended) noteQuietly(journal.recovery()::noteCitizenLeft);
        attended = false;
    }

    /// Records for staff whether a citizen waits; a failure must not prevent anything else.
    private static void noteQuietly(Runnable keep) {
        try {
            keep.run();
        } catch (RuntimeException notKept) {
            LOG.log(Level.WARNING, "could not record whether a citizen waits: {0}", notKept.getMessage());
        }
    }

    private SessionEvent toOutcomeEvent(String txId, OutboxDispatcher.SubmissionResult fate) {
        if (fate instanceof OutboxDispatcher.SubmissionResult.Accepted(var receipt)) {
            var bill = WireMapper.findBill(receipt);
            if (bill.isPresent()) return new SessionEvent.PaymentDue(bill.get());
        }
        return new SessionEvent.OutcomeKnown(toOutcome(txId, fate));
    }

    private CaseOutcome toOutcome(String txId, OutboxDispatcher.SubmissionResult fate) {
        return switch (fate) {
            case OutboxDispatcher.SubmissionResult.Accepted(var receipt) -> WireMapper.toAccepted(receipt);
            case OutboxDispatcher.SubmissionResult.Rejected rejected -> WireMapper.toRejected(txId, rejected);
            case OutboxDispatcher.SubmissionResult.Unknown _ ->
                new CaseOutcome.Unknown(txId, VerificationCode.of(txId));
            case OutboxDispatcher.SubmissionResult.Stored(var waiting) ->
                new CaseOutcome.Stored(txId, waiting.localReference(), dispatch.sendDeadline(waiting));
            case OutboxDispatcher.SubmissionResult.NotSent _ -> new CaseOutcome.NotSent(txId);
        };
    }
}
