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
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.openstm.kiosk.central.CaseSubmission;
import org.openstm.kiosk.central.FileReference;
import org.openstm.kiosk.central.IdentityAssurance;
import org.openstm.kiosk.central.codec.SubmissionCodec;
import org.openstm.kiosk.central.crypto.Sha256;
import org.openstm.kiosk.central.crypto.VerificationCode;
import org.openstm.kiosk.dispatch.OutboxDispatcher;
import org.openstm.kiosk.dispatch.OutboxDispatcher.SubmissionResult;
import org.openstm.kiosk.dispatch.PaymentStatus;
import org.openstm.kiosk.dispatch.QueuePolicy;
import org.openstm.kiosk.dispatch.RetryPolicy;
import org.openstm.kiosk.journal.Journal;
import org.openstm.kiosk.journal.crypto.FileKeyStore;
import org.openstm.kiosk.journal.model.Attachment;
import org.openstm.kiosk.journal.model.PrintResult;
import org.openstm.kiosk.journal.model.RigDoor;

/// The real journal and the real dispatch, in a world that is made of chance: line, central, disk, printer, clock,
/// and the terminal's own death are drawn from one seed, and so is who of all threads goes next. What happened is
/// the same again with the same seed.
///
/// The disk of the simulation is not waited for: here the order of things is tried, not the power.
public final class Simulation {
    /// One journal file is good for so many cases; then everything must come to its end.
    private static final int BATCH = 500;

    private static final List<PrintResult> RESULTS =
            List.of(PrintResult.PROVED, PrintResult.NOT_PRINTED, PrintResult.UNKNOWN);

    private static final Duration PATIENCE = Duration.ofSeconds(12);
    private static final Duration TO_THE_END = Duration.ofMinutes(10);

    /// @param faults that happened, of all kinds
    /// @param lives of the terminal
    /// @param money how payments ended
    /// @param trace digest of everything that was told and seen, in order: equal for equal seeds
    public record Found(
            int cases, int faults, int lives, Map<String, Integer> money, long virtualHours, String trace) {}

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
    private int faults;
    private int lives;
    private int cases;
    private final Map<String, Integer> money = new TreeMap<>();
    private @Nullable Journal journal;
    private @Nullable OutboxDispatcher dispatch;
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
        Path memory = Path.of("/dev/shm");
        Path folder = Files.isWritable(memory) ? Files.createTempDirectory(memory, "rig-") : dir;
        var simulation = new Simulation(folder, seed);
        try (var _ = new Quiet("org.openstm.kiosk.dispatch")) {
            simulation.stage.play(() -> simulation.everything(cases));
        } finally {
            if (!folder.equals(dir)) Damage.forget(folder);
        }
        if (simulation.failure != null) throw new AssertionError(simulation.failure.getMessage(), simulation.failure);
        return new Found(
                simulation.cases,
                simulation.faults
                        + simulation.central.met().values().stream()
                                .mapToInt(Integer::intValue)
                                .sum(),
                simulation.lives,
                Map.copyOf(simulation.money),
                Duration.between(Instant.parse("2026-11-24T06:32:00Z"), simulation.stage.now())
                        .toHours(),
                Sha256.digestHex(simulation.trace.toString().getBytes(StandardCharsets.UTF_8)));
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
            faults++;
            central.down(Duration.ofSeconds(random.nextInt(300)));
        }
        if (random.nextInt(60) == 0) {
            faults++;
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
        var open = open();
        try {
            var files = random.nextBoolean() ? List.of(file(txId)) : List.<Attachment>of();
            open.cases()
                    .recordIntent(
                            txId,
                            "rig/item",
                            1,
                            "s",
                            stored,
                            request(txId, stored, files),
                            VerificationCode.of(txId),
                            files);
        } catch (RuntimeException notKept) {
            if (!stage.killed()) say("not-kept " + txId);
            throw notKept;
        }
        say("promised " + txId);
        if (random.nextInt(500) == 0) return; // the session ended between the two
        var fate = dispatched().submitCase(txId, PATIENCE);
        hear(txId, fate);
        if (SimulatedMoney.costs(txId) && fate instanceof SubmissionResult.Accepted && !pay(txId)) return;
        if (random.nextInt(3) == 0) return; // the citizen leaves without a paper
        for (int copy = 1; copy <= 2 && !print(txId, copy); copy++) {}
        if (random.nextBoolean()) {
            dispatched().postRating(txId, 1 + random.nextInt(5), List.of());
            say("rated " + txId);
        }
    }

    /// Central takes a case with a file only behind it.
    private static Attachment file(String txId) {
        return new Attachment("signature", "image/png", ("strokes of " + txId).getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] request(String txId, boolean stored, List<Attachment> files) {
        return SubmissionCodec.toBytes(new CaseSubmission(
                txId,
                "rig/item",
                1,
                Terminal.CITIZEN,
                new IdentityAssurance("L3", List.of("id-card")),
                Map.of(),
                Terminal.CLOCK.instant(),
                "ST-SIM",
                stored,
                files.stream()
                        .map(f -> FileReference.of(f.name(), f.type(), f.bytes()))
                        .toList()));
    }

    private void hear(String txId, SubmissionResult fate) {
        say(
                switch (fate) {
                    case SubmissionResult.Accepted _ -> "accepted " + txId;
                    case SubmissionResult.Rejected _ -> "rejected " + txId;
                    case SubmissionResult.Stored _ -> "stored " + txId;
                    case SubmissionResult.Unknown _ -> "unknown " + txId;
                    case SubmissionResult.NotSent _ -> "not-sent " + txId;
                });
    }

    /// Somebody stands there with a phone. They may look long, refuse, go without a word, or pay
    /// and go.
    ///
    /// @return whether the case is done
    private boolean pay(String txId) throws InterruptedException {
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
                case PaymentStatus.Done _ -> {
                    say("paid " + txId);
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

    private boolean print(String txId, int copy) {
        String effect = txId + "/" + copy;
        var mark = open().prints().recordPrintBegun(txId, effect, "SLIP rig", copy);
        say("begun " + effect + " " + mark.sequence() + " " + mark.evidence());
        stage.pause(Duration.ofMillis(random.nextInt(2000)));
        if (maybeDie()) throw new Stage.Died();
        var result = RESULTS.get(random.nextInt(12) == 0 ? random.nextInt(3) : 0);
        boolean comes = result == PrintResult.PROVED || (result == PrintResult.UNKNOWN && random.nextBoolean());
        if (comes) papers.add(effect);
        stage.pause(Duration.ofMillis(random.nextInt(2000)));
        if (maybeDie()) throw new Stage.Died();
        open().prints().recordPrintEnded(effect, result, "rig");
        if (result == PrintResult.PROVED) say("printed " + effect);
        return result != PrintResult.NOT_PRINTED;
    }

    private boolean maybeDie() {
        if (!troubled || random.nextInt(300) != 0) return false;
        faults++;
        stage.kill();
        return true;
    }

    /// A dead terminal tells nobody anything.
    private void say(String line) {
        if (stage.killed() && !line.startsWith("trouble")) throw new Stage.Died();
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
            int fate = troubled && !sick ? random.nextInt(1500) : 1500;
            if (fate > 5) {
                connection.commit();
                sick = false;
                return;
            }
            faults++;
            boolean written = fate == 1 || fate == 2 || fate == 4;
            if (written) connection.commit();
            if (fate == 2) deaf = sick = true;
            if (fate >= 3) stage.kill();
            throw new SQLException("disk I/O error, made by the rig");
        }
    }
}
