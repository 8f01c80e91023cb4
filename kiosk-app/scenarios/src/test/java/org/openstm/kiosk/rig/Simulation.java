package org.openstm.kiosk.rig;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.openstm.device.DeviceState;
import org.openstm.device.DeviceStatus;
import org.openstm.device.Fault;
import org.openstm.device.PrintOutcome;
import org.openstm.device.ReceiptPrinter;
import org.openstm.device.WhoActs;
import org.openstm.kiosk.central.crypto.Sha256;
import org.openstm.kiosk.dispatch.OutboxDispatcher;
import org.openstm.kiosk.dispatch.PaymentStatus;
import org.openstm.kiosk.dispatch.QueuePolicy;
import org.openstm.kiosk.dispatch.RetryPolicy;
import org.openstm.kiosk.engine.SessionDriver;
import org.openstm.kiosk.journal.Journal;
import org.openstm.kiosk.journal.crypto.FileKeyStore;
import org.openstm.kiosk.journal.model.RigDoor;
import org.openstm.kiosk.session.model.CaseBill;
import org.openstm.kiosk.session.model.CaseOutcome;
import org.openstm.kiosk.session.model.IdentifiedPerson;
import org.openstm.kiosk.session.model.Session;
import org.openstm.kiosk.session.model.SessionState;
import org.openstm.print.Media;
import org.openstm.print.Sheet;

/// The product's session loop, effects, journal and dispatch, in a world that is made of chance: line, central, disk,
/// printer, clock, and the terminal's own death are drawn from one seed, and so is who of all threads goes next. What
/// happened is the same again with the same seed.
///
/// What a step of the session decides is carried out on the citizen's thread, in the engine's order. Payments alone
/// are moved by the simulation: the product's page looks at real time.
///
/// The disk of the simulation is not waited for: here the order of things is tried, not the power.
public final class Simulation {
    /// One journal file is good for so many cases; then everything must come to its end.
    private static final int BATCH = 500;

    private static final IdentifiedPerson VISITOR = new IdentifiedPerson(
            Terminal.CITIZEN.name(), Terminal.CITIZEN.number(), Terminal.CITIZEN.layout(), "云岭", "");

    private static final Duration TO_THE_END = Duration.ofMinutes(10);

    /// @param struck faults that had an effect, by kind
    /// @param lives of the terminal
    /// @param stuck citizens whose session came to no end at a terminal that lived
    /// @param money how payments ended
    /// @param trace digest of everything that was told and seen, in order: equal for equal seeds
    public record Found(
            int cases,
            Map<String, Integer> struck,
            int lives,
            int stuck,
            Map<String, Integer> money,
            long virtualHours,
            String trace) {
        public int faults() {
            return struck.values().stream().mapToInt(Integer::intValue).sum();
        }
    }

    /// What a terminal with a planted flaw came to.
    ///
    /// @param planted how often the flaw was made
    /// @param broken what was not as it must be; empty if the simulation is blind
    record FlawFound(int cases, int planted, Map<String, Integer> struck, String broken) {}

    private final Path dir;
    private final Random random;
    private final Stage stage;
    private final StringBuilder trace = new StringBuilder();
    private final List<String> told = new ArrayList<>();
    private final List<String> papers = new ArrayList<>();
    private Ledger ledger = new Ledger();
    private SimulatedCentral central;
    private Path kiosk;
    private Duration clockIsOff = Duration.ZERO;
    private boolean troubled = true;
    private Flaw flaw = Flaw.NONE;
    private int planted;
    private final Map<String, Integer> struck = new TreeMap<>();
    private int lives;
    private int stuck;
    private int cases;
    private final Map<String, Integer> money = new TreeMap<>();
    private @Nullable Journal journal;
    private @Nullable OutboxDispatcher dispatch;
    private @Nullable SessionDriver citizen;
    private String effect = "";
    private int copies;
    private final Set<String> toldInSession = new HashSet<>();
    private @Nullable Throwable failure;

    private Simulation(Path dir, long seed) {
        this.dir = dir;
        this.kiosk = dir;
        this.random = new Random(seed);
        this.stage = new Stage(random);
        this.central = new SimulatedCentral(stage, random, ledger);
    }

    /// @throws AssertionError when an invariant does not hold
    public static Found run(Path dir, int cases, long seed) throws IOException, InterruptedException {
        var simulation = play(dir, cases, seed, Flaw.NONE);
        if (simulation.failure != null) throw new AssertionError(simulation.failure.getMessage(), simulation.failure);
        return new Found(
                simulation.cases,
                simulation.allStruck(),
                simulation.lives,
                simulation.stuck,
                Map.copyOf(simulation.money),
                Duration.between(Instant.parse("2026-11-24T06:32:00Z"), simulation.stage.now())
                        .toHours(),
                Sha256.digestHex(simulation.trace.toString().getBytes(StandardCharsets.UTF_8)));
    }

    /// The self-test: it ends with the first cases in which something is found.
    static FlawFound runFlawed(Path dir, int cases, Flaw flaw, long seed) throws IOException, InterruptedException {
        var simulation = play(dir, cases, seed, flaw);
        var failure = simulation.failure;
        if (failure != null && !(failure instanceof AssertionError)) throw new IllegalStateException(failure);
        return new FlawFound(
                simulation.cases,
                simulation.planted,
                simulation.allStruck(),
                failure == null ? "" : String.valueOf(failure.getMessage()));
    }

    private static Simulation play(Path dir, int cases, long seed, Flaw flaw) throws IOException, InterruptedException {
        Path memory = Path.of("/dev/shm");
        Path folder = Files.isWritable(memory) ? Files.createTempDirectory(memory, "rig-") : dir;
        var simulation = new Simulation(folder, seed);
        simulation.flaw = flaw;
        try (var _ = new Quiet("org.openstm.kiosk.dispatch");
                var _ = new Quiet("org.openstm.kiosk.engine")) {
            simulation.stage.play(() -> simulation.everything(cases));
        } finally {
            if (!folder.equals(dir)) Damage.forget(folder);
        }
        return simulation;
    }

    private Map<String, Integer> allStruck() {
        var all = new TreeMap<>(struck);
        if (central.metWhileDown() > 0) all.put("central down", central.metWhileDown());
        central.met().forEach((trouble, times) -> all.put("line " + trouble, times));
        return all;
    }

    private void strike(String kind) {
        struck.merge(kind, 1, Integer::sum);
    }

    private void everything(int wanted) {
        try {
            for (int batch = 0; cases < wanted; batch++) batch(batch, Math.min(BATCH, wanted - cases));
        } catch (Throwable broken) {
            failure = broken;
        }
    }

    private void batch(int number, int size) throws IOException, InterruptedException {
        kiosk = dir.resolve("kiosk-" + number);
        told.clear();
        papers.clear();
        ledger = new Ledger();
        central.forget(ledger);
        troubled = true;
        central.troubled();
        begin();
        for (int n = 0; n < size; n++) {
            cases++;
            world();
            live("b" + number + "-" + n + (random.nextInt(4) == 0 ? "p" : ""));
        }
        theEnd(number);
        Damage.forget(kiosk);
    }

    /// What else may happen before the next citizen comes.
    private void world() throws InterruptedException {
        stage.pause(Duration.ofMillis(random.nextInt(30_000)));
        if (random.nextInt(25) == 0) {
            central.down(Duration.ofSeconds(random.nextInt(300)));
        }
        if (random.nextInt(60) == 0) {
            strike("clock set");
            clockIsOff = List.of(
                            Duration.ZERO,
                            Duration.ofDays(-400),
                            Duration.ofDays(3),
                            Duration.ofHours(-1),
                            Duration.between(stage.now(), Instant.EPOCH))
                    .get(random.nextInt(5));
        }
        if (random.nextInt(80) == 0) {
            end();
            begin();
        }
    }

    private Instant clock() {
        return stage.now().plus(clockIsOff);
    }

    private void live(String txId) throws InterruptedException {
        try {
            serve(txId);
        } catch (RuntimeException | Stage.Died trouble) {
            if (!stage.killed()) stuck++;
            say("trouble " + txId + " " + trouble.getMessage());
        }
        if (dispatch != null) dispatch.paymentCoordinator().leavePayment(txId); // whatever it was, the citizen is gone
        if (stage.killed()) {
            end();
            begin();
        }
    }

    private void serve(String txId) throws InterruptedException {
        boolean stored = random.nextBoolean() && !SimulatedMoney.costs(txId); // never with money
        boolean signed = random.nextInt(4) == 0; // drawing a signature takes longer than all the rest
        toldInSession.clear();
        copies = 0;
        try (var here = SessionDriver.startOnCallersThread(parts(txId), this::hear)) {
            citizen = here;
            here.fillIn(VISITOR, RigCatalogue.item(stored, signed), Terminal.strokes(txId));
            var at = here.confirm(txId);
            if (at instanceof SessionState.Paying(var _, var bill, var _) && !pay(txId, here, bill)) return;
            if (here.state() instanceof SessionState.Delivering(var _, CaseOutcome.NotSent none, var _)
                    && none.machine()) return;
            if (random.nextInt(3) == 0) return; // the citizen leaves without a paper
            here.takePapers();
            if (random.nextBoolean()) here.rate();
        } finally {
            citizen = null;
        }
        if (stage.killed()) throw new Stage.Died();
    }

    private SessionDriver.Parts parts(String txId) {
        return new SessionDriver.Parts(
                RigCatalogue.ITEMS,
                kiosk,
                open(),
                dispatched(),
                new SimulatedPrinter(),
                () -> effect = txId + "/" + ++copies,
                Terminal.CLOCK);
    }

    /// What the screen shows is what the citizen is told; a dead terminal shows nothing.
    private void hear(Session session) {
        if (stage.killed()) return;
        for (String line : Terminal.lines(session, effect)) if (toldInSession.add(line)) record(line);
    }

    /// Somebody stands there with a phone. They may look long, refuse, go without a word, or pay
    /// and go.
    ///
    /// @return whether the case is done
    private boolean pay(String txId, SessionDriver here, CaseBill bill) throws InterruptedException {
        var till = dispatched().paymentCoordinator();
        for (int look = 0; look < 400; look++) {
            if (maybeDie()) throw new Stage.Died();
            switch (till.advancePayment(txId)) {
                case PaymentStatus.Payable _ -> {
                    if (random.nextInt(3) == 0) central.money().phone(txId, random.nextInt(5) != 0);
                    else if (random.nextInt(8) == 0) till.withdrawPayment(txId);
                    if (random.nextInt(10) == 0) return gone(txId);
                }
                case PaymentStatus.NotPaid _ -> {
                    if (random.nextInt(3) == 0) return gone(txId);
                    var _ = till.retryPayment(txId);
                }
                case PaymentStatus.Silent _ -> {
                    if (random.nextInt(15) == 0) return gone(txId);
                }
                case PaymentStatus.Moving _, PaymentStatus.Charged _ -> {
                    if (random.nextInt(60) == 0) return gone(txId);
                }
                case PaymentStatus.Done(var reference, var _) -> {
                    say("paid " + txId);
                    here.tellOutcome(bill.toPaidOutcome(reference));
                    return true;
                }
                case PaymentStatus.Withdrawn _ -> {
                    say("withdrawn " + txId);
                    return false;
                }
                case PaymentStatus.Manual _ -> {
                    return false;
                }
            }
            stage.pause(Duration.ofMillis(500 + random.nextInt(1500)));
        }
        return gone(txId);
    }

    /// The phone goes too, and may pay on the way out.
    private boolean gone(String txId) {
        dispatched().paymentCoordinator().leavePayment(txId);
        stage.pause(Duration.ofMillis(random.nextInt(3000)));
        if (random.nextInt(3) == 0) central.money().phone(txId, true);
        return false;
    }

    /// Between the engine and a printer that prints, does not, or does not say.
    private final class SimulatedPrinter implements ReceiptPrinter {
        @Override
        public Media media() {
            return Media.THERMAL_80;
        }

        @Override
        public PrintOutcome print(Sheet sheet, Duration patience) {
            say("begun " + effect + " " + Terminal.marks(sheet));
            stage.pause(Duration.ofMillis(random.nextInt(2000)));
            if (maybeDie()) throw new Stage.Died();
            int fate = random.nextInt(12) == 0 ? random.nextInt(3) : 0;
            if (fate > 0) strike(fate == 1 ? "print failed" : "print unknown");
            if (fate == 0 || fate == 2 && random.nextBoolean()) papers.add(effect);
            if (flaw == Flaw.SECOND_PAPER) {
                planted++;
                papers.add(effect);
            }
            stage.pause(Duration.ofMillis(random.nextInt(2000)));
            if (maybeDie()) throw new Stage.Died();
            var fault = new Fault("rig", WhoActs.STAFF, "made by the rig");
            return switch (fate) {
                case 0 -> new PrintOutcome.Printed("process-id", "rig");
                case 1 -> new PrintOutcome.NotPrinted(fault);
                default -> new PrintOutcome.Unknown(fault);
            };
        }

        @Override
        public DeviceStatus status(Duration patience) {
            return DeviceStatus.of(DeviceState.ONLINE);
        }

        @Override
        public void clear() {}

        @Override
        public void close() {}
    }

    private boolean maybeDie() {
        if (!troubled || random.nextInt(300) != 0) return false;
        strike("terminal died");
        stage.kill();
        return true;
    }

    /// A dead terminal tells nobody anything.
    private void say(String line) {
        if (stage.killed() && !line.startsWith("trouble")) throw new Stage.Died();
        record(line);
    }

    private void record(String line) {
        told.add(line);
        var word = line.split(" ", -1); // hashes come from keys, which are no play of chance
        trace.append(stage.now())
                .append(' ')
                .append(word[0])
                .append(' ')
                .append(word[1])
                .append('\n');
    }

    private Journal open() {
        if (journal == null) throw new IllegalStateException("no life");
        return journal;
    }

    private OutboxDispatcher dispatched() {
        if (dispatch == null) throw new IllegalStateException("no life");
        return dispatch;
    }

    private void begin() {
        while (true) {
            stage.nextLife();
            lives++;
            try {
                var keys = FileKeyStore.openOrCreate(kiosk.resolve("journal.key"));
                journal = RigDoor.open(kiosk, "ST-SIM", keys, this::clock, new SimulatedDisk());
                central.serves(journal);
                dispatch = OutboxDispatcher.start(
                        journal, central, pace(), QueuePolicy.of(Duration.ofDays(3), 60), "life-" + lives);
                return;
            } catch (RuntimeException failed) {
                end(); // as when the service manager starts it again
            }
        }
    }

    private RetryPolicy pace() {
        return new RetryPolicy(
                stage, Duration.ofSeconds(2), Duration.ofMinutes(5), Duration.ofMinutes(1), 60, random.nextLong());
    }

    private void end() {
        if (dispatch != null) dispatch.close();
        dispatch = null;
        if (journal != null) journal.close();
        journal = null;
    }

    /// Faults are over: everything comes to its end, and is judged.
    private void theEnd(int number) throws InterruptedException {
        troubled = false;
        clockIsOff = Duration.ZERO;
        central.healed();
        end(); // as every night: it withdraws promises whose citizen went before they were handed over
        begin();
        var limit = stage.now().plus(TO_THE_END);
        while (!ended() && stage.now().isBefore(limit)) stage.pause(Duration.ofSeconds(1));
        stage.pause(Duration.ofMinutes(2)); // what was late arrives
        end();
        var broken = Invariants.of(kiosk)
                .onFailingDisk()
                .told(told)
                .central(ledger, _ -> true)
                .papers(papers, _ -> true)
                .settled()
                .notExpired()
                .broken();
        broken.addAll(central.broken());
        var ends = Invariants.payments(kiosk);
        ends.values().forEach(end -> money.merge(end, 1, Integer::sum));
        broken.addAll(central.money().broken(ends));
        if (!broken.isEmpty())
            throw new AssertionError("in batch " + number + ": " + broken.subList(0, Math.min(8, broken.size())));
    }

    private boolean ended() {
        return open().cases().unsettledCases().isEmpty()
                && open().payments().unsettledPayments().isEmpty();
    }

    /// Fails, lies about having failed, and dies in the middle.
    private final class SimulatedDisk implements RigDoor.Disk {
        private boolean deaf;

        /// Between a promise that was denied and its withdrawal nothing else goes wrong: a death
        /// just then is a known limit.
        private boolean sick;

        @Override
        public void opened(Connection connection) throws SQLException {
            if (deaf) {
                deaf = false;
                throw new SQLException("disk I/O error at opening, made by the rig");
            }
            try (var statement = connection.createStatement()) {
                statement.execute("PRAGMA synchronous=OFF");
            }
        }

        @Override
        public void commit(String kind, Connection connection) throws SQLException {
            if (stage.killed()) throw new SQLException("the terminal is dead");
            if (kind.equals("INTENT")) plantFlaw();
            int fate = troubled && !sick ? random.nextInt(1500) : 1500;
            if (fate > 5) {
                connection.commit();
                sick = false;
                return;
            }
            strike(fate >= 3 ? "died while writing" : "disk failed");
            boolean written = fate == 1 || fate == 2 || fate == 4;
            if (written) connection.commit();
            if (fate == 2) deaf = sick = true;
            if (fate >= 3) stage.kill();
            throw new SQLException("disk I/O error, made by the rig");
        }

        /// On the journal's thread, while the citizen's waits: the world stands still.
        private void plantFlaw() {
            var here = citizen;
            if (here == null || flaw != Flaw.SENT_BEFORE_STORED && flaw != Flaw.TOLD_BEFORE_COMMITTED) return;
            planted++;
            String txId = here.submitting();
            if (flaw == Flaw.SENT_BEFORE_STORED) central.receiveTooEarly(txId);
            else here.tellTooEarly(txId);
        }
    }
}
