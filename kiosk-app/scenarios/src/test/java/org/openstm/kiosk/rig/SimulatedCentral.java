package org.openstm.kiosk.rig;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.openstm.kiosk.central.CaseListPage;
import org.openstm.kiosk.central.CaseProgress;
import org.openstm.kiosk.central.CaseReceipt;
import org.openstm.kiosk.central.CentralApi;
import org.openstm.kiosk.central.CentralReply;
import org.openstm.kiosk.central.FileReference;
import org.openstm.kiosk.central.IdentityClaim;
import org.openstm.kiosk.central.ListOption;
import org.openstm.kiosk.central.NoAnswerReason;
import org.openstm.kiosk.central.OrganisationAuthorisation;
import org.openstm.kiosk.central.ProblemDetails;
import org.openstm.kiosk.central.ProvenSubject;
import org.openstm.kiosk.central.RecentServices;
import org.openstm.kiosk.central.crypto.Sha256;
import org.openstm.kiosk.central.json.StrictJson;
import org.openstm.kiosk.central.payment.CaseReversal;
import org.openstm.kiosk.central.payment.PaymentHold;
import org.openstm.kiosk.central.terminal.HeartbeatRequest;
import org.openstm.kiosk.central.terminal.HeartbeatResponse;
import org.openstm.kiosk.central.terminal.JournalCountersignature;
import org.openstm.kiosk.central.terminal.PaperReport;
import org.openstm.kiosk.journal.Journal;
import org.openstm.kiosk.journal.model.CaseState;
import org.openstm.kiosk.journal.model.PaymentState;

/// A central and the line to it, in the time of a [Stage]. Central is honest: one case for each id, and
/// the same answer again. The line and the machines around it are not: every exchange may meet a [Trouble].
final class SimulatedCentral implements CentralApi {
    enum Trouble {
        /// Nobody listens: certainly not arrived.
        NOBODY,
        /// The request is lost on the way.
        LOST_REQUEST,
        /// The answer is.
        LOST_ANSWER,
        /// The request is done long after the terminal has given up waiting.
        LATE,
        /// Something else than the contract's words comes back.
        GARBAGE,
        /// Central has it, and says that it failed.
        FAILED_AFTER,
        /// A back system is away: nothing was taken in.
        BUSY,
        IN_FLIGHT,
        TOO_MANY,
        /// It has it and has not decided.
        PENDING,
        NOT_LET_IN
    }

    /// What central does once a request is there.
    private interface Work<T> {
        CentralReply<T> done();
    }

    private final Stage stage;
    private final Random random;
    private final SimulatedMoney money;
    private Ledger ledger;
    private final Map<String, CaseReceipt> receipts = new HashMap<>();
    private final Map<String, Boolean> ratings = new HashMap<>();
    private final Set<String> files = new HashSet<>();
    private final List<Runnable> late = new ArrayList<>();
    private final List<Instant> lateAt = new ArrayList<>();
    private final List<String> broken = new ArrayList<>();
    private final Map<Trouble, Integer> met = new EnumMap<>(Trouble.class);
    private Optional<JournalCountersignature> last = Optional.empty();
    private Optional<Journal> journal = Optional.empty();
    private Instant downUntil = Instant.MIN;
    private double mischief = 1;
    private boolean undecided;
    private int numbers;
    private int metWhileDown;

    SimulatedCentral(Stage stage, Random random, Ledger ledger) {
        this.stage = stage;
        this.random = random;
        this.ledger = ledger;
        this.money = new SimulatedMoney(stage);
    }

    SimulatedMoney money() {
        return money;
    }

    /// The journal that the next requests come from: nothing may leave that it does not hold.
    void serves(Journal of) {
        journal = Optional.of(of);
    }

    /// A terminal that was never here before.
    void forget(Ledger fresh) {
        ledger = fresh;
        journal = Optional.empty();
        last = Optional.empty();
        receipts.clear();
        ratings.clear();
        money.forget();
        files.clear();
        late.clear();
        lateAt.clear();
    }

    /// Nobody listens until then.
    void down(Duration lasts) {
        downUntil = stage.now().plus(lasts);
    }

    /// No troubles from now on; what is still on its way arrives.
    void healed() {
        mischief = 0;
        downUntil = Instant.MIN;
    }

    /// Takes everything in and decides nothing.
    void undecided(boolean now) {
        undecided = now;
    }

    void troubled() {
        mischief = 1;
    }

    Map<Trouble, Integer> met() {
        return met;
    }

    /// Requests that found nobody because all of central was away.
    int metWhileDown() {
        return metWhileDown;
    }

    /// What a terminal did that it must not do.
    List<String> broken() {
        return broken;
    }

    private <T> CentralReply<T> exchange(boolean cases, Work<T> work) {
        stage.pause(Duration.ofMillis(5 + random.nextInt(40)));
        arriveLate();
        if (stage.now().isBefore(downUntil)) {
            metWhileDown++;
            return nobody();
        }
        if (undecided && cases) return answered(pending(work.done()));
        if (random.nextDouble() >= 0.3 * mischief) return answered(work.done());
        var all = Trouble.values();
        var trouble = all[random.nextInt(all.length)];
        met.merge(trouble, 1, Integer::sum);
        return switch (trouble) {
            case NOBODY -> nobody();
            case LOST_REQUEST -> silence();
            case LOST_ANSWER -> {
                work.done();
                yield silence();
            }
            case LATE -> {
                late.add(work::done);
                lateAt.add(stage.now().plusMillis(random.nextInt(60_000)));
                yield silence();
            }
            case GARBAGE -> {
                work.done();
                yield answered(new CentralReply.NoAnswer<>(
                        NoAnswerReason.UNUSABLE, "central's answer cannot be used: a portal", true));
            }
            case FAILED_AFTER -> {
                work.done();
                yield answered(refused(500, "internal", true, "", Optional.empty()));
            }
            case BUSY -> answered(refused(503, "system-down", true, "none", Optional.of(Duration.ofSeconds(5))));
            case IN_FLIGHT -> answered(refused(409, "in-flight", true, "", Optional.of(Duration.ofSeconds(1))));
            case TOO_MANY -> answered(refused(429, "too-many", true, "none", Optional.of(Duration.ofSeconds(20))));
            case PENDING -> {
                var real = work.done();
                yield answered(cases ? pending(real) : real);
            }
            case NOT_LET_IN -> answered(refused(401, "bad-signature", false, "none", Optional.empty()));
        };
    }

    /// Requests that were held up somewhere are done when their time has come.
    private void arriveLate() {
        for (int i = late.size() - 1; i >= 0; i--) {
            if (lateAt.get(i).isAfter(stage.now())) continue;
            late.remove(i).run();
            lateAt.remove(i);
        }
    }

    private <T> CentralReply<T> answered(CentralReply<T> reply) {
        stage.pause(Duration.ofMillis(5 + random.nextInt(200)));
        return reply;
    }

    private <T> CentralReply<T> nobody() {
        return new CentralReply.NoAnswer<>(NoAnswerReason.UNREACHABLE, "nobody listens", false);
    }

    private <T> CentralReply<T> silence() {
        stage.pause(Duration.ofSeconds(random.nextInt(20)));
        return new CentralReply.NoAnswer<>(NoAnswerReason.CONNECTION_LOST, "the line broke", true);
    }

    private static <T> CentralReply<T> refused(
            int status, String code, boolean retryable, String taken, Optional<Duration> after) {
        return new CentralReply.Refused<>(
                new ProblemDetails(code, status, retryable, Map.of(), "", after, taken, Map.of()));
    }

    @SuppressWarnings("unchecked")
    private static <T> CentralReply<T> pending(CentralReply<T> real) {
        if (!(real instanceof CentralReply.Done<T>(CaseReceipt r))) return real;
        return (CentralReply<T>) new CentralReply.Done<>(new CaseReceipt(
                r.txId(),
                1,
                CaseReceipt.ReceiptState.PENDING,
                "",
                r.acceptedAt(),
                Map.of(),
                Map.of(),
                List.of(),
                Optional.empty(),
                r.requestDigest(),
                ""));
    }

    @Override
    public CentralReply<CaseReceipt> submitCase(String txId, byte[] body) {
        requireSending(txId);
        return exchange(true, () -> take(txId, body));
    }

    private void requireSending(String txId) {
        journal.ifPresent(from -> {
            var state = from.cases().findCase(txId).map(c -> c.state().name()).orElse("nothing");
            if (!state.equals(CaseState.SENDING.name())) broken.add("I3 " + txId + " leaves while it is " + state);
        });
    }

    /// A request that a planted flaw makes, and that nobody answers.
    void receiveTooEarly(String txId) {
        requireSending(txId);
    }

    private CentralReply<CaseReceipt> take(String txId, byte[] body) {
        if (money.withdrawn(txId)) return refused(410, "reversed", false, "none", Optional.empty());
        ledger.request(txId, body);
        var before = receipts.get(txId);
        if (before == null) {
            // now and then it has swept, as a real one does after a day
            if (random.nextInt(20) == 0) files.clear();
            var json = StrictJson.parse(body);
            boolean there = !json.has("files")
                    || json.objectList("files").stream().allMatch(f -> files.contains(f.text("sha256")));
            if (!there) return refused(409, "files-missing", true, "none", Optional.of(Duration.ofSeconds(1)));
            boolean yes = Math.floorMod(txId.hashCode(), 20) != 0;
            before = new CaseReceipt(
                    txId,
                    1,
                    yes ? CaseReceipt.ReceiptState.ACCEPTED : CaseReceipt.ReceiptState.REJECTED,
                    "SF" + ++numbers,
                    stage.now(),
                    yes ? Map.of() : Map.of("code", "not-of-age"),
                    Map.of(),
                    List.of(),
                    yes ? SimulatedMoney.due(txId, stage.now()) : Optional.empty(),
                    Sha256.digestHex(body),
                    "");
            receipts.put(txId, before);
            ledger.opened(txId, before.caseNumber());
        }
        return new CentralReply.Done<>(before);
    }

    @Override
    public CentralReply<Boolean> uploadFile(FileReference file, byte[] bytes) {
        return exchange(false, () -> {
            if (!file.sha256().equals(Sha256.digestHex(bytes)))
                return refused(422, "digest-wrong", false, "none", Optional.empty());
            return new CentralReply.Done<>(files.add(file.sha256()));
        });
    }

    @Override
    public CentralReply<CaseReceipt> queryReceipt(String txId) {
        return exchange(true, () -> {
            var known = receipts.get(txId);
            if (money.withdrawn(txId)) return refused(410, "reversed", false, "none", Optional.empty());
            return known == null
                    ? refused(404, "no-such-transaction", false, "none", Optional.empty())
                    : new CentralReply.Done<>(known);
        });
    }

    /// No request about money leaves before the journal knows of it.
    private void journaled(String txId, PaymentState due) {
        journal.ifPresent(from -> {
            var state =
                    from.payments().findPayment(txId).map(p -> p.state().name()).orElse("nothing");
            if (!state.equals(due.name())) broken.add("I3 money of " + txId + " is asked for while it is " + state);
        });
    }

    @Override
    public CentralReply<PaymentHold> holdPayment(String txId, int attempt) {
        journaled(txId, PaymentState.HOLDING);
        return exchange(false, () -> money.hold(txId, attempt, receipts.containsKey(txId)));
    }

    @Override
    public CentralReply<PaymentHold> queryPayment(String txId) {
        return exchange(false, () -> money.payment(txId));
    }

    @Override
    public CentralReply<PaymentHold> confirmPayment(String txId, String reference, long fen) {
        journaled(txId, PaymentState.CONFIRMING);
        return exchange(false, () -> money.confirm(txId));
    }

    @Override
    public CentralReply<CaseReversal> reverseCase(String txId, String why) {
        journaled(txId, PaymentState.REVERSING);
        return exchange(false, () -> money.reverse(txId));
    }

    @Override
    public CentralReply<Boolean> rateCase(String txId, int grade, List<String> reasons) {
        return exchange(false, () -> {
            if (!receipts.containsKey(txId)) return refused(404, "no-such-transaction", false, "", Optional.empty());
            boolean taken = ratings.put(txId, true) == null;
            if (taken) ledger.rated(txId);
            return new CentralReply.Done<>(taken);
        });
    }

    @Override
    public CentralReply<Boolean> reportPaper(String txId, PaperReport report) {
        return exchange(false, () -> new CentralReply.Done<>(true));
    }

    @Override
    public CentralReply<Boolean> reportCommandOutcome(String id, String outcome) {
        throw new AssertionError("nobody commands in this world");
    }

    @Override
    public CentralReply<HeartbeatResponse> sendHeartbeat(HeartbeatRequest beat) {
        return exchange(false, () -> {
            boolean followed = last.map(seen -> journal.map(from ->
                                    from.chain().findEntryHash(seen.seq()).equals(Optional.of(seen.hash())))
                            .orElse(true))
                    .orElse(true);
            if (!followed)
                broken.add("I6 central has seen entry " + last.orElseThrow().seq() + ", which is gone");
            var now = new JournalCountersignature(
                    "ST-SIM",
                    beat.journal().orElseThrow().seq(),
                    beat.journal().orElseThrow().hash(),
                    stage.now(),
                    "");
            last = Optional.of(now);
            return new CentralReply.Done<>(
                    new HeartbeatResponse(followed, now, stage.now(), Duration.ofSeconds(random.nextInt(20))));
        });
    }

    @Override
    public CentralReply<Map<String, Boolean>> querySystems() {
        return exchange(false, () -> new CentralReply.Done<>(Map.of()));
    }

    private static <T> CentralReply<T> unused() {
        throw new IllegalStateException("no citizen of the simulation asks this");
    }

    @Override
    public CentralReply<Map<String, String>> queryBackSystem(
            String system, String service, ProvenSubject who, Map<String, String> answers) {
        return unused();
    }

    @Override
    public CentralReply<String> proveIdentity(IdentityClaim claim) {
        return exchange(false, () -> new CentralReply.Done<>("evidence"));
    }

    @Override
    public CentralReply<List<ListOption>> queryOptions(String list, Map<String, String> given) {
        return unused();
    }

    @Override
    public CentralReply<String> sendSmsCode(ProvenSubject who, String service, String mobile) {
        return unused();
    }

    @Override
    public CentralReply<Boolean> checkSmsCode(String id, String code) {
        return unused();
    }

    @Override
    public void forgetExchanges() {
        // it holds none
    }

    @Override
    public CentralReply<byte[]> fetchDocument(String serial) {
        return unused();
    }

    @Override
    public CentralReply<CaseProgress> queryProgress(String verificationCode) {
        return unused();
    }

    @Override
    public CentralReply<List<CaseProgress>> queryCases(ProvenSubject who) {
        return unused();
    }

    @Override
    public CentralReply<OrganisationAuthorisation> queryMandate(ProvenSubject who, String organisation) {
        return unused();
    }

    @Override
    public CentralReply<RecentServices> queryRecentServices(ProvenSubject who) {
        return unused();
    }

    @Override
    public CentralReply<Boolean> savePersonalization(ProvenSubject who, boolean wanted) {
        return unused();
    }

    @Override
    public CentralReply<CaseListPage> listTerminalCases(Instant since, String after) {
        return unused();
    }

    @Override
    public CentralReply<String> queryStaffCall(String ticket) {
        return unused();
    }

    @Override
    public CentralReply<String> callStaff(String where, String why) {
        return exchange(false, () -> new CentralReply.Done<>("A1"));
    }
}
