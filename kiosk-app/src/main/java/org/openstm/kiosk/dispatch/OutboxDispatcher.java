package org.openstm.kiosk.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.openstm.kiosk.central.CaseReceipt;
import org.openstm.kiosk.central.CentralApi;
import org.openstm.kiosk.central.CentralReply;
import org.openstm.kiosk.central.NoAnswerReason;
import org.openstm.kiosk.central.json.StrictJson;
import org.openstm.kiosk.central.terminal.HeartbeatRequest;
import org.openstm.kiosk.central.terminal.HeartbeatResponse;
import org.openstm.kiosk.central.terminal.PaperReport;
import org.openstm.kiosk.dispatch.CaseSubmitter.StepOutcome;
import org.openstm.kiosk.journal.Journal;
import org.openstm.kiosk.journal.model.CaseState;
import org.openstm.kiosk.journal.model.FindingKind;
import org.openstm.kiosk.journal.model.JournalCase;
import org.openstm.kiosk.journal.model.OutboxMessage;

/// Sends the cases in the journal and reports their results.
///
/// A case that a citizen waits for has its own thread until its result is known or the waiting time is over;
/// then the backlog thread takes it. No two threads work on a case at the same time.
public final class OutboxDispatcher implements AutoCloseable {
    /// What the citizen can be told about a case.
    public sealed interface SubmissionResult {
        record Accepted(CaseReceipt receipt) implements SubmissionResult {}

        /// @param code such as `not-of-age`, `same-again`, `quota-gone`
        /// @param message by language tag
        /// @param facts such as `caseNumber` of the earlier case, `next` free slot
        /// @param receipt absent where central refused to open a case at all
        record Rejected(
                String code, Map<String, String> message, Map<String, String> facts, Optional<CaseReceipt> receipt)
                implements SubmissionResult {}

        /// It may have arrived. Never ask the citizen to try again.
        record Unknown(String why) implements SubmissionResult {}

        /// It waits here and will be delivered once.
        record Stored(JournalCase waiting) implements SubmissionResult {}

        /// Nothing was taken in, nothing more will be sent.
        record NotSent(String why) implements SubmissionResult {}
    }

    private static final System.Logger LOG = System.getLogger(OutboxDispatcher.class.getName());
    private static final String RATING = "rating";
    private static final String PAPER = "paper";

    private static final Duration WORST_SKEW = Duration.ofMinutes(5);

    /// Staff are informed when a case has been "being checked" for this long.
    private static final Duration LONG = Duration.ofMinutes(15);

    private final Journal journal;
    private final CentralApi central;
    private final CaseSubmitter submitter;
    private final RetryPolicy pace;
    private final QueuePolicy policy;
    private final QueryClient asking;
    private final JournalWitness witness;
    private final CentralCommands commands;
    private final Reconciliation comparison;
    private final RetryScheduler board;
    private final PaymentCoordinator till;
    private final ExecutorService threads;

    private OutboxDispatcher(Journal journal, CentralApi central, RetryPolicy pace, QueuePolicy policy, String runId) {
        this.journal = journal;
        this.central = central;
        this.pace = pace;
        this.policy = policy;
        this.threads = pace.time().newExecutor();
        this.board = new RetryScheduler(pace);
        this.submitter = new CaseSubmitter(journal, central, this::callAlways, runId);
        this.till = new PaymentCoordinator(journal, central, this::callAlways, board);
        this.asking = new QueryClient(central, this::callIfConnected);
        this.comparison = new Reconciliation(journal, central);
        this.witness = new JournalWitness(journal, central, softwareVersion());
        this.commands = new CentralCommands(journal, central);
    }

    private static String softwareVersion() {
        var known = OutboxDispatcher.class.getPackage().getImplementationVersion();
        return known == null ? "development" : known;
    }

    /// Settles what an earlier run left open, then starts the threads; returns before central first answers.
    public static OutboxDispatcher start(
            Journal journal, CentralApi central, RetryPolicy pace, QueuePolicy policy, String runId) {
        journal.recovery().recoverAfterStop(runId);
        var dispatch = new OutboxDispatcher(journal, central, pace, policy, runId);
        dispatch.threads.execute(dispatch::runHeartbeats);
        dispatch.threads.execute(dispatch::runBacklog);
        return dispatch;
    }

    /// Takes over a journaled INTENT and waits for its result. Sending continues when the wait ends. Payment of
    /// what the case costs is left to the caller until [PaymentCoordinator#leavePayment] is called.
    public SubmissionResult submitCase(String txId, Duration patience) throws InterruptedException {
        till.attendPayment(txId);
        Instant until = board.now().plus(patience);
        if (board.claimWork(txId)) threads.execute(() -> sendWhileWaiting(txId, until));
        return waitForResult(txId, until, false);
    }

    /// Waits for a later result of a case that was unknown or stored; returns the current one if none comes in
    /// time.
    public SubmissionResult awaitResult(String txId, Duration patience) throws InterruptedException {
        return waitForResult(txId, board.now().plus(patience), true);
    }

    /// The client for all calls that do not submit a case: it fails at once while the connection is down.
    public CentralApi queryClient() {
        return asking;
    }

    /// The coordinator of payments for accepted cases.
    public PaymentCoordinator paymentCoordinator() {
        return till;
    }

    public boolean isConnected() {
        return board.isConnected();
    }

    public int queuedCaseCount() {
        return journal.cases().queuedCaseCount();
    }

    /// Whether an item's own cap, or the terminal's, forbids storing another of its cases.
    public boolean isQueueFull(String service) {
        return journal.cases().queuedCaseCount() >= pace.queueCap()
                || journal.cases().queuedCaseCount(service) >= policy.maximumCases(service);
    }

    /// Whether the journal has disk space for new cases.
    public boolean hasRoom() {
        return journal.disk().hasRoom();
    }

    /// Accepts a rating; it is delivered once, when the connection is up and its case has arrived.
    public void postRating(String txId, int grade, List<String> reasons) {
        journal.outbox()
                .postMessage(txId, RATING, StrictJson.toCanonicalBytes(Map.of("grade", grade, "reasons", reasons)));
        board.signalWork();
    }

    /// Time after which a case is no longer sent and is left to staff.
    public Instant sendDeadline(JournalCase open) {
        return open.openedAt().plus(policy.maximumWait(open.service()));
    }

    /// Waits for a final result, or for a first submission also "stored"; returns the current one at the time
    /// limit.
    private SubmissionResult waitForResult(String txId, Instant until, boolean settledOnly)
            throws InterruptedException {
        JournalCase before =
                journal.cases().findCase(txId).orElseThrow(() -> new IllegalArgumentException("no case " + txId));
        if (before.state().isSettled()) return CaseSubmitter.toResult(before);
        var news = board.awaitResult(txId, until, settledOnly);
        return news.isPresent()
                ? news.get()
                : CaseSubmitter.toResult(journal.cases().findCase(txId).orElseThrow());
    }

    /// Runs on the thread of the waiting citizen's case.
    private void sendWhileWaiting(String txId, Instant until) {
        try {
            for (int asked = 0; ; asked++) {
                StepOutcome outcome = submitter.advanceCase(txId);
                switch (outcome) {
                    case StepOutcome.Settled(var fate) -> {
                        board.publishResult(txId, fate);
                        return;
                    }
                    case StepOutcome.Unsent(var why, var notBefore) -> {
                        board.postponeWork(txId, notBefore);
                        board.publishResult(txId, storeOrGiveUp(txId, why));
                        return;
                    }
                    case StepOutcome.Open(var why, var notBefore) -> {
                        board.publishResult(txId, new SubmissionResult.Unknown(why));
                        Instant next = board.now().plus(board.retryDelay(asked, notBefore));
                        if (next.isAfter(until)) {
                            board.postponeWork(txId, notBefore);
                            return;
                        }
                        board.sleepUntil(next);
                    }
                }
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException trouble) {
            LOG.log(System.Logger.Level.ERROR, "case " + txId + " stopped: " + trouble.getMessage(), trouble);
            board.publishResult(txId, resultAfterFailure(txId));
        } finally {
            board.releaseWork(txId);
        }
    }

    /// The failed change may have been written all the same; otherwise the backlog continues with the case.
    private SubmissionResult resultAfterFailure(String txId) {
        var own = new SubmissionResult.Unknown("the terminal's own trouble");
        try {
            return journal.cases()
                    .findCase(txId)
                    .filter(now -> now.state().isSettled())
                    .map(CaseSubmitter::toResult)
                    .orElse(own);
        } catch (RuntimeException unreadable) {
            return own;
        }
    }

    /// This attempt was certainly not accepted: the case is stored if its item allows it and the cap is not
    /// reached; otherwise it is cancelled, unless an earlier attempt may have arrived.
    private SubmissionResult storeOrGiveUp(String txId, String why) {
        JournalCase waiting = journal.cases().findCase(txId).orElseThrow();
        if (waiting.attempt() > 1) return storedOrUnknown(waiting, why); // an earlier attempt may still arrive
        boolean room = journal.cases().queuedCaseCount() <= pace.queueCap()
                && journal.cases().queuedCaseCount(waiting.service()) <= policy.maximumCases(waiting.service());
        if (waiting.mayBeStored() && room) return new SubmissionResult.Stored(waiting);
        String reason = waiting.mayBeStored() ? "queue-full" : why;
        journal.cases().recordCancelled(waiting, reason, false);
        return new SubmissionResult.NotSent(reason);
    }

    /// Works on everything that no citizen waits for. A temporary failure of the journal must not end this
    /// thread: nothing would be delivered any more.
    private void runBacklog() {
        try {
            for (int troubles = 0; ; ) {
                board.awaitWork();
                try {
                    sendBacklog();
                    troubles = 0;
                } catch (RuntimeException trouble) {
                    LOG.log(System.Logger.Level.ERROR, "the backlog waits: " + trouble.getMessage(), trouble);
                    board.sleepUntil(board.now().plus(board.retryDelay(++troubles, Optional.empty())));
                    board.signalWork();
                }
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    private void sendBacklog() {
        for (JournalCase open : journal.cases().unsettledCases()) {
            if (!isConnected()) break;
            // an online-only case is sent only while its citizen waits, or was told "being checked"
            boolean nobodys = open.state() == CaseState.INTENT && !open.mayBeStored() && !board.hasResult(open.txId());
            boolean repeat = open.attempt() > 0;
            if (nobodys || !board.isDue(open.txId()) || (repeat && !board.isRepeatAllowed(open.txId()))) continue;
            if (board.claimWork(open.txId())) tryOnce(open);
        }
        till.advanceUnattended();
        if (isConnected()) deliverMessages();
    }

    /// Reports cases for which central, although it answers, has given no result for a long time: staff must
    /// inquire by other means.
    private void reportLongUnknown() {
        if (board.connectedDuration().compareTo(LONG) < 0) return;
        var since = board.now().minus(LONG);
        for (JournalCase open : journal.cases().unsettledCases()) {
            if (open.state() == CaseState.UNKNOWN && open.openedAt().isBefore(since))
                journal.findings()
                        .raiseFinding(
                                open.txId(), FindingKind.UNKNOWN_LONG, "central has not said what became of this case");
        }
    }

    private void tryOnce(JournalCase open) {
        try {
            if (isOld(open)) {
                journal.cases()
                        .recordDeadLetter(
                                open,
                                "older than "
                                        + policy.maximumWait(open.service()).toHours() + " hours");
                board.publishResult(open.txId(), new SubmissionResult.Unknown("staff must look at it"));
                board.clearDueTime(open.txId());
                return;
            }
            switch (submitter.advanceCase(open.txId())) {
                case StepOutcome.Settled(var fate) -> {
                    board.publishResult(open.txId(), fate);
                    board.clearDueTime(open.txId());
                }
                case StepOutcome.Unsent(var why, var notBefore) -> {
                    // an online-only case comes here after an unknown outcome that turned out "never arrived"
                    board.publishResult(open.txId(), storedOrUnknown(open, why));
                    board.postponeWork(open.txId(), notBefore);
                }
                case StepOutcome.Open(var why, var notBefore) -> {
                    board.publishResult(open.txId(), new SubmissionResult.Unknown(why));
                    board.postponeWork(open.txId(), notBefore);
                }
            }
        } catch (RuntimeException trouble) {
            LOG.log(System.Logger.Level.ERROR, "case " + open.txId() + " waits: " + trouble.getMessage(), trouble);
            board.postponeWork(open.txId(), Optional.empty());
        } finally {
            board.releaseWork(open.txId());
        }
    }

    /// The wall clock may have been changed by years since the case was taken: so the terminal must also have
    /// run for a third of that time, as one does that is on for eight hours a day.
    private boolean isOld(JournalCase open) {
        return board.now().isAfter(sendDeadline(open))
                && journal.cases()
                                .runningTimeSince(open)
                                .compareTo(policy.maximumWait(open.service()).dividedBy(3))
                        >= 0;
    }

    /// The citizen left with "being checked": the same bytes are sent again until central has them, whether or
    /// not the item may be stored.
    private static SubmissionResult storedOrUnknown(JournalCase open, String why) {
        return open.mayBeStored() ? new SubmissionResult.Stored(open) : new SubmissionResult.Unknown(why);
    }

    private void deliverMessages() {
        for (OutboxMessage posted : journal.outbox().pendingMessages()) {
            boolean arrived = journal.cases()
                    .findCase(posted.txId())
                    .map(c -> c.state().isSettled())
                    .orElse(true);
            if (!arrived || !board.isDue(messageName(posted))) continue;
            switch (board.recordReply(deliverMessage(posted))) {
                case CentralReply.Done<Boolean> _ -> markDelivered(posted);
                case CentralReply.Refused<Boolean>(var problem)
                when !problem.retryable() && problem.status() != 401 ->
                    markDelivered(posted); // central will never accept it; the case itself is unaffected
                case CentralReply.Refused<Boolean>(var problem) ->
                    board.postponeWork(messageName(posted), problem.retryAfter());
                case CentralReply.NoAnswer<Boolean> _ -> board.postponeWork(messageName(posted), Optional.empty());
            }
        }
    }

    private void markDelivered(OutboxMessage posted) {
        journal.outbox().markDelivered(posted);
        board.clearDueTime(messageName(posted));
    }

    private CentralReply<Boolean> deliverMessage(OutboxMessage posted) {
        return switch (posted.kind()) {
            case RATING -> {
                StrictJson rating = StrictJson.parse(posted.body());
                yield central.rateCase(posted.txId(), rating.integer("grade"), rating.textList("reasons"));
            }
            case PAPER -> {
                var words = posted.paperDetails();
                yield central.reportPaper(
                        posted.txId(),
                        new PaperReport(
                                words.getOrDefault("effect", ""),
                                words.getOrDefault("paper", ""),
                                Integer.parseInt(words.getOrDefault("copy", "1")),
                                words.getOrDefault("result", ""),
                                words.getOrDefault("evidence", ""),
                                Long.parseLong(words.getOrDefault("sequence", "0"))));
            }
            default -> throw new IllegalStateException("outbox message of unknown kind: " + posted);
        };
    }

    private static String messageName(OutboxMessage posted) {
        return "message/" + posted.id();
    }

    /// Sends heartbeats: at long intervals while the connection is up, by back-off while it is down.
    private void runHeartbeats() {
        try {
            int failures = 0;
            while (true) {
                failures = sendHeartbeat() ? 0 : failures + 1;
                if (failures == 0)
                    board.signalWork(); // for journal entries added without a signal, such as a paper report
                board.awaitHeartbeat(failures);
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean sendHeartbeat() {
        try {
            Instant asked = board.now();
            var reply = board.recordReply(witness.sendHeartbeat());
            if (reply instanceof CentralReply.Done<HeartbeatResponse>(var pulse)) {
                board.recordHeartbeat(pulse, asked);
                commands.runCommands(pulse);
            }
            reportLongUnknown();
            return !(reply instanceof CentralReply.NoAnswer);
        } catch (RuntimeException trouble) {
            LOG.log(System.Logger.Level.ERROR, "the heartbeat failed: " + trouble.getMessage(), trouble);
            return true; // the connection is not the cause
        }
    }

    /// Sets the executor of central's commands; until then, commands wait at central.
    public void setCommandAction(CentralCommands.CommandAction hand) {
        commands.setAction(hand);
    }

    /// Sets the suppliers of device status and available items for the heartbeat.
    public void setStatusSuppliers(
            Supplier<List<HeartbeatRequest.DeviceReport>> devices, Supplier<HeartbeatRequest.ServiceOffer> offer) {
        witness.setStatusSuppliers(devices, offer);
    }

    /// Requests a heartbeat at once, for a change that central should know of.
    public void requestHeartbeatNow() {
        board.requestHeartbeatNow();
    }

    /// Retries everything that is waiting now.
    public void sendPendingNow() {
        board.signalWork();
        board.requestHeartbeatNow();
    }

    /// Compares the journal's cases of that period with central's; each difference becomes a finding. Returns
    /// the number of differences; empty if central did not answer every page.
    public OptionalInt reconcileCases(Instant since, Instant now) {
        return isConnected() ? comparison.compareCases(since, now) : OptionalInt.empty();
    }

    /// How far this terminal's clock is behind central's; negative when it is ahead.
    public Duration clockSkew() {
        return board.clockSkew();
    }

    /// Central's time, independent of this machine's clock; empty until central has sent it since the start.
    public Optional<Instant> centralTime() {
        return board.centralTime();
    }

    /// Whether the skew is too large to print dates with legal effect.
    public boolean isClockWrong() {
        return clockSkew().abs().compareTo(WORST_SKEW) > 0;
    }

    private <T> CentralReply<T> callIfConnected(Supplier<CentralReply<T>> call) {
        return isConnected()
                ? board.recordReply(call.get())
                : new CentralReply.NoAnswer<>(NoAnswerReason.UNREACHABLE, "the line is down", false);
    }

    /// Cases are sent whatever the breaker says: a refused connection costs nothing, and a citizen is waiting.
    private <T> CentralReply<T> callAlways(Supplier<CentralReply<T>> call) {
        return board.recordCaseReply(call.get());
    }

    @Override
    public void close() {
        board.close();
        threads.shutdownNow();
        try {
            if (!threads.awaitTermination(10, TimeUnit.SECONDS)) {
                LOG.log(System.Logger.Level.WARNING, "a sending thread did not stop in time");
            }
        } catch (InterruptedException leaving) {
            Thread.currentThread().interrupt();
        }
    }
}
