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
import org.openstm.kiosk.central.Beat;
import org.openstm.kiosk.central.CentralApi;
import org.openstm.kiosk.central.Json;
import org.openstm.kiosk.central.PaperReport;
import org.openstm.kiosk.central.Pulse;
import org.openstm.kiosk.central.Receipt;
import org.openstm.kiosk.central.Reply;
import org.openstm.kiosk.dispatch.Courier.Outcome;
import org.openstm.kiosk.journal.Case;
import org.openstm.kiosk.journal.CaseState;
import org.openstm.kiosk.journal.Journal;
import org.openstm.kiosk.journal.Parcel;

/// Sends what the journal holds, and says what became of it.
///
/// A case that a citizen waits for has its own thread until its fate is known or the citizen's patience is
/// over; then the backlog lane has it. No case is ever in two hands.
public final class Dispatch implements AutoCloseable {
    /// What a citizen can be told about a case.
    public sealed interface Fate {
        record Accepted(Receipt receipt) implements Fate {}

        /// @param code such as `not-of-age`, `same-again`, `quota-gone`
        /// @param message by language tag
        /// @param facts such as `caseNumber` of the earlier case, `next` free slot
        /// @param receipt absent where central refused to open a case at all
        record Rejected(String code, Map<String, String> message, Map<String, String> facts, Optional<Receipt> receipt)
                implements Fate {}

        /// It may have arrived. Never ask the citizen to try again.
        record Unknown(String why) implements Fate {}

        /// It waits here and will be delivered once.
        record Stored(Case waiting) implements Fate {}

        /// Nothing was taken in, nothing more will be sent.
        record NotSent(String why) implements Fate {}
    }

    private static final System.Logger LOG = System.getLogger(Dispatch.class.getName());
    private static final String RATING = "rating";
    private static final String PAPER = "paper";

    private static final Duration WORST_SKEW = Duration.ofMinutes(5);

    /// Nobody may wait longer for "being checked" without a member of staff knowing of it.
    private static final Duration LONG = Duration.ofMinutes(15);

    private final Journal journal;
    private final CentralApi central;
    private final Courier courier;
    private final Pace pace;
    private final Policy policy;
    private final Asking asking;
    private final Witness witness;
    private final Commands commands;
    private final Comparison comparison;
    private final Board board;
    private final Till till;
    private final ExecutorService threads;

    private Dispatch(Journal journal, CentralApi central, Pace pace, Policy policy, String runId) {
        this.journal = journal;
        this.central = central;
        this.pace = pace;
        this.policy = policy;
        this.threads = pace.time().threads();
        this.board = new Board(pace);
        this.courier = new Courier(journal, central, this::always, runId);
        this.till = new Till(journal, central, this::always, board);
        this.asking = new Asking(central, this::ifUp);
        this.comparison = new Comparison(journal, central);
        this.witness = new Witness(journal, central, version());
        this.commands = new Commands(journal, central);
    }

    private static String version() {
        var known = Dispatch.class.getPackage().getImplementationVersion();
        return known == null ? "development" : known;
    }

    /// Settles what an earlier run left, then starts the lanes; returns before the first answer of central.
    public static Dispatch start(Journal journal, CentralApi central, Pace pace, Policy policy, String runId) {
        journal.recover(runId);
        var dispatch = new Dispatch(journal, central, pace, policy, runId);
        dispatch.threads.execute(dispatch::pulse);
        dispatch.threads.execute(dispatch::backlog);
        return dispatch;
    }

    /// Takes over a journaled INTENT and waits for its fate. The sending goes on when the wait
    /// ends. What it costs waits for whoever waits here, until the till is told that they have
    /// left.
    public Fate submit(String txId, Duration patience) throws InterruptedException {
        till.attend(txId);
        Instant until = board.now().plus(patience);
        if (board.take(txId)) threads.execute(() -> carry(txId, until));
        return waitFor(txId, until, false);
    }

    /// Later news of a case that was unknown or stored; what is known now if there is none in time.
    public Fate await(String txId, Duration patience) throws InterruptedException {
        return waitFor(txId, board.now().plus(patience), true);
    }

    /// The same sender for everything that is not a case: knows the state of the line and spares it.
    public CentralApi asking() {
        return asking;
    }

    /// Where what an accepted case costs is paid.
    public Till till() {
        return till;
    }

    public boolean lineUp() {
        return board.lineUp();
    }

    public int queued() {
        return journal.queued();
    }

    /// Whether no more cases of an item may wait here: the item's own cap, or the terminal's.
    public boolean full(String service) {
        return journal.queued() >= pace.queueCap() || journal.queued(service) >= policy.most(service);
    }

    /// Whether the journal has room for new cases.
    public boolean hasRoom() {
        return journal.hasRoom();
    }

    /// Takes a rating; delivered once, whenever the line allows and the case has arrived.
    public void rate(String txId, int grade, List<String> reasons) {
        journal.post(txId, RATING, Json.canonical(Map.of("grade", grade, "reasons", reasons)));
        board.touch();
    }

    /// A case goes out until then; later it is left to staff.
    public Instant atLatest(Case open) {
        return open.openedAt().plus(policy.longest(open.service()));
    }

    /// A settled fate, or for a first submission also "stored"; else what is known when patience ends.
    private Fate waitFor(String txId, Instant until, boolean settledOnly) throws InterruptedException {
        Case before = journal.find(txId).orElseThrow(() -> new IllegalArgumentException("no case " + txId));
        if (before.state().settled()) return Courier.fate(before);
        var news = board.waitFor(txId, until, settledOnly);
        return news.isPresent() ? news.get() : Courier.fate(journal.find(txId).orElseThrow());
    }

    /// The citizen's own thread.
    private void carry(String txId, Instant until) {
        try {
            for (int asked = 0; ; asked++) {
                Outcome outcome = courier.step(txId);
                switch (outcome) {
                    case Outcome.Settled(var fate) -> {
                        board.publish(txId, fate);
                        return;
                    }
                    case Outcome.Unsent(var why, var notBefore) -> {
                        board.postpone(txId, notBefore);
                        board.publish(txId, storeOrGiveUp(txId, why));
                        return;
                    }
                    case Outcome.Open(var why, var notBefore) -> {
                        board.publish(txId, new Fate.Unknown(why));
                        Instant next = board.now().plus(board.pause(asked, notBefore));
                        if (next.isAfter(until)) {
                            board.postpone(txId, notBefore);
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
            board.publish(txId, afterTrouble(txId));
        } finally {
            board.release(txId);
        }
    }

    /// The change that failed may be there all the same; otherwise the backlog goes on with the case.
    private Fate afterTrouble(String txId) {
        var own = new Fate.Unknown("the terminal's own trouble");
        try {
            return journal.find(txId)
                    .filter(now -> now.state().settled())
                    .map(Courier::fate)
                    .orElse(own);
        } catch (RuntimeException unreadable) {
            return own;
        }
    }

    /// This attempt was not taken in, for certain: an item that may wait does, up to the cap; the others
    /// are given up, if it was the only attempt.
    private Fate storeOrGiveUp(String txId, String why) {
        Case waiting = journal.find(txId).orElseThrow();
        if (waiting.attempt() > 1) return storeOrWait(waiting, why); // an earlier attempt may arrive yet
        boolean room = journal.queued() <= pace.queueCap()
                && journal.queued(waiting.service()) <= policy.most(waiting.service());
        if (waiting.mayBeStored() && room) return new Fate.Stored(waiting);
        String reason = waiting.mayBeStored() ? "queue-full" : why;
        journal.cancelled(waiting, reason, false);
        return new Fate.NotSent(reason);
    }

    /// Everything that nobody waits for. A journal that fails for a moment must not end this lane: nothing
    /// would be delivered any more.
    private void backlog() {
        try {
            for (int troubles = 0; ; ) {
                board.awaitWork();
                try {
                    round();
                    troubles = 0;
                } catch (RuntimeException trouble) {
                    LOG.log(System.Logger.Level.ERROR, "the backlog waits: " + trouble.getMessage(), trouble);
                    board.sleepUntil(board.now().plus(board.pause(++troubles, Optional.empty())));
                    board.touch();
                }
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    private void round() {
        for (Case open : journal.unsettled()) {
            if (!lineUp()) break;
            // a promise of an online-only item goes out only while its citizen waits, or was told "being checked"
            boolean nobodys = open.state() == CaseState.INTENT && !open.mayBeStored() && !board.told(open.txId());
            boolean repeat = open.attempt() > 0;
            if (nobodys || !board.isDue(open.txId()) || (repeat && !board.mayRepeat(open.txId()))) continue;
            if (board.take(open.txId())) tryOnce(open);
        }
        till.round();
        if (lineUp()) deliverParcels();
    }

    /// Cases of which the centre has not said for long, though it answers: staff must know, and ask by
    /// other ways.
    private void callForHelp() {
        if (board.upFor().compareTo(LONG) < 0) return;
        var since = board.now().minus(LONG);
        for (Case open : journal.unsettled()) {
            if (open.state() == CaseState.UNKNOWN && open.openedAt().isBefore(since))
                journal.alarm(open.txId(), "unknown-long", "the centre has not said what became of this case");
        }
    }

    private void tryOnce(Case open) {
        try {
            if (isOld(open)) {
                journal.deadLetter(
                        open, "older than " + policy.longest(open.service()).toHours() + " hours");
                board.publish(open.txId(), new Fate.Unknown("staff must look at it"));
                board.done(open.txId());
                return;
            }
            switch (courier.step(open.txId())) {
                case Outcome.Settled(var fate) -> {
                    board.publish(open.txId(), fate);
                    board.done(open.txId());
                }
                case Outcome.Unsent(var why, var notBefore) -> {
                    // an online-only case comes here after an unknown outcome that turned out "never arrived"
                    board.publish(open.txId(), storeOrWait(open, why));
                    board.postpone(open.txId(), notBefore);
                }
                case Outcome.Open(var why, var notBefore) -> {
                    board.publish(open.txId(), new Fate.Unknown(why));
                    board.postpone(open.txId(), notBefore);
                }
            }
        } catch (RuntimeException trouble) {
            LOG.log(System.Logger.Level.ERROR, "case " + open.txId() + " waits: " + trouble.getMessage(), trouble);
            board.postpone(open.txId(), Optional.empty());
        } finally {
            board.release(open.txId());
        }
    }

    /// The clock on the wall may have been set since the case came, by years: so the terminal must also
    /// have run for a third of that time, as one does that is on for eight hours a day.
    private boolean isOld(Case open) {
        return board.now().isAfter(atLatest(open))
                && journal.ranSince(open)
                                .compareTo(policy.longest(open.service()).dividedBy(3))
                        >= 0;
    }

    /// The citizen left with "being checked": the same bytes go again until central has them, stored or not.
    private static Fate storeOrWait(Case open, String why) {
        return open.mayBeStored() ? new Fate.Stored(open) : new Fate.Unknown(why);
    }

    private void deliverParcels() {
        for (Parcel parcel : journal.parcels()) {
            boolean arrived =
                    journal.find(parcel.txId()).map(c -> c.state().settled()).orElse(true);
            if (!arrived || !board.isDue(parcelName(parcel))) continue;
            switch (board.learn(handOver(parcel))) {
                case Reply.Done<Boolean> _ -> delivered(parcel);
                case Reply.Refused<Boolean>(var problem)
                when !problem.retryable() && problem.status() != 401 ->
                    delivered(parcel); // central will never take it; the case itself is not touched
                case Reply.Refused<Boolean>(var problem) -> board.postpone(parcelName(parcel), problem.retryAfter());
                case Reply.NoAnswer<Boolean> _ -> board.postpone(parcelName(parcel), Optional.empty());
            }
        }
    }

    private void delivered(Parcel parcel) {
        journal.delivered(parcel);
        board.done(parcelName(parcel));
    }

    private Reply<Boolean> handOver(Parcel parcel) {
        return switch (parcel.kind()) {
            case RATING -> {
                Json rating = Json.parse(parcel.body());
                yield central.rate(parcel.txId(), rating.integer("grade"), rating.words("reasons"));
            }
            case PAPER -> {
                var words = parcel.words();
                yield central.reportPaper(
                        parcel.txId(),
                        new PaperReport(
                                words.getOrDefault("effect", ""),
                                words.getOrDefault("paper", ""),
                                Integer.parseInt(words.getOrDefault("copy", "1")),
                                words.getOrDefault("result", ""),
                                words.getOrDefault("evidence", ""),
                                Long.parseLong(words.getOrDefault("sequence", "0"))));
            }
            default -> throw new IllegalStateException("a parcel of an unknown kind: " + parcel);
        };
    }

    private static String parcelName(Parcel parcel) {
        return "parcel/" + parcel.id();
    }

    /// Feels the line and says how the terminal is: seldom while it is up, by back-off while it is down.
    private void pulse() {
        try {
            int failures = 0;
            while (true) {
                failures = beat() ? 0 : failures + 1;
                if (failures == 0)
                    board.touch(); // what came into the journal without a word, such as a report on a paper
                board.awaitPulse(failures);
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean beat() {
        try {
            Instant asked = board.now();
            var reply = board.learn(witness.beat());
            if (reply instanceof Reply.Done<Pulse>(var pulse)) {
                board.hear(pulse, asked);
                commands.hear(pulse);
            }
            callForHelp();
            return !(reply instanceof Reply.NoAnswer);
        } catch (RuntimeException trouble) {
            LOG.log(System.Logger.Level.ERROR, "the heartbeat failed: " + trouble.getMessage(), trouble);
            return true; // the line is not to blame
        }
    }

    /// Who does what the centre wants done; before there is one, commands wait at the centre.
    public void obeyBy(Commands.Hand hand) {
        commands.by(hand);
    }

    /// How the devices are, and what citizens can do, for the heartbeat.
    public void sees(Supplier<List<Beat.Instrument>> devices, Supplier<Beat.Offer> offer) {
        witness.sees(devices, offer);
    }

    /// Something changed that the centre should not wait a minute for.
    public void beatNow() {
        board.hurry();
    }

    /// Tries all that waits for the line now.
    public void flush() {
        board.touch();
        board.hurry();
    }

    /// Holds the journal's cases of that time against the centre's; differences become findings. How many
    /// there are; empty if the centre did not answer to the end.
    public OptionalInt compare(Instant since, Instant now) {
        return lineUp() ? comparison.run(since, now) : OptionalInt.empty();
    }

    /// How far this terminal's clock is behind the centre's; negative when it is ahead.
    public Duration skew() {
        return board.skew();
    }

    /// Central's time, which no clock of this machine changes; empty while central has not said it since
    /// the start.
    public Optional<Instant> centralTime() {
        return board.centralTime();
    }

    /// Whether it is so far that no date may be said on which a right hangs.
    public boolean clockWrong() {
        return skew().abs().compareTo(WORST_SKEW) > 0;
    }

    private <T> Reply<T> ifUp(Supplier<Reply<T>> call) {
        return lineUp() ? board.learn(call.get()) : new Reply.NoAnswer<>("the line is down", false);
    }

    /// Cases go out whatever the breaker says: a refused connection costs nothing, and a citizen is waiting.
    private <T> Reply<T> always(Supplier<Reply<T>> call) {
        return board.learnOfCase(call.get());
    }

    @Override
    public void close() {
        board.close();
        threads.shutdownNow();
        try {
            if (!threads.awaitTermination(10, TimeUnit.SECONDS)) {
                LOG.log(System.Logger.Level.WARNING, "a sender did not stop in time");
            }
        } catch (InterruptedException leaving) {
            Thread.currentThread().interrupt();
        }
    }
}
