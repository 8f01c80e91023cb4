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
import org.openstm.kiosk.central.CentralQueryApi;
import org.openstm.kiosk.central.CentralReply;
import org.openstm.kiosk.central.NoAnswerReason;
import org.openstm.kiosk.central.terminal.HeartbeatRequest;
import org.openstm.kiosk.journal.Journal;
import org.openstm.kiosk.journal.model.JournalCase;

/// Sends the cases in the journal and reports their results.
///
/// A case that a citizen waits for has its own thread until its result is known or the waiting time is over
/// ([WaitingCaseSender]); then the backlog thread takes it ([BacklogSender]). The third thread sends the
/// heartbeats ([HeartbeatSender]). No two threads work on a case at the same time.
public final class OutboxDispatcher implements AutoCloseable {
    /// What the citizen can be told about a case: of the journal's states, those that differ for a citizen. The session
    /// has a type of its own for it (`CaseOutcome`), because it may see neither journal nor receipt.
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
    private static final Duration WORST_SKEW = Duration.ofMinutes(5);

    private final Journal journal;
    private final RetryPolicy pace;
    private final QueuePolicy policy;
    private final QueryClient asking;
    private final JournalWitness witness;
    private final CentralCommands commands;
    private final Reconciliation comparison;
    private final RetryScheduler board;
    private final PaymentCoordinator till;
    private final OutboxMessageSender messages;
    private final WaitingCaseSender waitingCases;
    private final BacklogSender backlog;
    private final HeartbeatSender heartbeats;
    private final ExecutorService threads;

    private OutboxDispatcher(Journal journal, CentralApi central, RetryPolicy pace, QueuePolicy policy, String runId) {
        this.journal = journal;
        this.pace = pace;
        this.policy = policy;
        this.threads = pace.time().newExecutor();
        this.board = new RetryScheduler(pace);
        var submitter = new CaseSubmitter(journal, central, this::callAlways, runId);
        this.till = new PaymentCoordinator(journal, central, this::callAlways, board);
        this.asking = new QueryClient(central, this::callIfConnected);
        this.comparison = new Reconciliation(journal, central);
        this.witness = new JournalWitness(journal, central, softwareVersion());
        this.commands = new CentralCommands(journal, central);
        this.messages = new OutboxMessageSender(journal, central, board);
        this.waitingCases = new WaitingCaseSender(journal, submitter, board, pace, policy);
        this.backlog = new BacklogSender(journal, submitter, till, messages, board, policy);
        this.heartbeats = new HeartbeatSender(journal, witness, commands, board);
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
        dispatch.threads.execute(dispatch.heartbeats::runHeartbeats);
        dispatch.threads.execute(dispatch.backlog::runBacklog);
        return dispatch;
    }

    /// Takes over a journaled INTENT and waits for its result. Sending continues when the wait ends. Payment of
    /// what the case costs is left to the caller until [PaymentCoordinator#leavePayment] is called.
    public SubmissionResult submitCase(String txId, Duration patience) throws InterruptedException {
        till.attendPayment(txId);
        Instant until = board.now().plus(patience);
        if (board.claimWork(txId)) threads.execute(() -> waitingCases.sendWhileWaiting(txId, until));
        return waitForResult(txId, until, false);
    }

    /// Waits for a later result of a case that was unknown or stored; returns the current one if none comes in
    /// time.
    public SubmissionResult awaitResult(String txId, Duration patience) throws InterruptedException {
        return waitForResult(txId, board.now().plus(patience), true);
    }

    /// The client for all calls that do not submit a case: it fails at once while the connection is down.
    public CentralQueryApi queryClient() {
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
        messages.postRating(txId, grade, reasons);
        board.signalWork();
    }

    /// Time after which a case is no longer sent and is left to staff.
    public Instant sendDeadline(JournalCase open) {
        return policy.sendDeadline(open);
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
