package org.openstm.kiosk.rig;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.openstm.kiosk.journal.model.RigDoor;

/// Hits a terminal at each [Point] with each fault, at the first attempt and at a retry: killed,
/// power cut, I/O error of its disk, disk full. Afterwards the terminal must bring the case to its
/// end, serve the next citizen, and every invariant must hold.
///
/// The four terminals live on through all their faults, one terminal for each kind of fault.
public final class CrashPoints {
    private enum Fault {
        KILLED,
        POWER_CUT,
        IO_ERROR,
        DISK_FULL
    }

    /// How an I/O error looks: the row is not there; it is, although the commit failed; it is, and the file
    /// cannot even be opened again to see that.
    private enum Look {
        NOT_WRITTEN(false, false),
        WRITTEN(true, false),
        WRITTEN_AND_DEAF(true, true);

        private final boolean written;
        private final boolean deaf;

        Look(boolean written, boolean deaf) {
            this.written = written;
            this.deaf = deaf;
        }
    }

    /// How long a disk fails.
    private static final Duration LASTS = Duration.ofMillis(150);

    /// @param cells how many there are
    /// @param held of them, those after which everything was as it must be
    /// @param struck the faults that really struck: an I/O error comes in three looks
    /// @param words what was not
    public record Found(int cells, int held, int struck, List<String> words) {
        private Found and(Found more) {
            var both = new ArrayList<>(words);
            both.addAll(more.words);
            return new Found(cells + more.cells, held + more.held, struck + more.struck, both);
        }
    }

    private static final List<Fault> COLUMNS = List.of(Fault.KILLED, Fault.IO_ERROR, Fault.POWER_CUT, Fault.DISK_FULL);

    private final Path dir;
    private final Fault fault;
    private final Random random;
    private final List<Point> points;
    private final Flaw flaw;
    private final int share;
    private final int turn;
    private final RigCentral central;
    private final List<String> told = new CopyOnWriteArrayList<>();
    private final List<String> words = new ArrayList<>();
    private int cells;
    private int struck;

    private CrashPoints(
            Path dir, Fault fault, RigCentral central, int share, long seed, List<Point> points, Flaw flaw) {
        this.points = points;
        this.flaw = flaw;
        this.share = share;
        this.turn = Math.floorMod(seed, share);
        this.dir = dir;
        this.fault = fault;
        this.central = central;
        this.random = new Random(seed);
    }

    /// Why this machine cannot do it; empty if it can.
    public static Optional<String> missing(Path dir) {
        return Disk.missing(dir.resolve("trial"));
    }

    /// Two kinds of faults at a time: much of it is waiting.
    ///
    /// @param share every how many-th of the 128 is met: each point and each fault is among them
    public static Found run(Path dir, int share, long seed) throws Exception {
        try (var _ = new Quiet("org.openstm.kiosk.dispatch");
                var _ = new Quiet("org.openstm.kiosk.engine");
                var two = Executors.newFixedThreadPool(2)) {
            var columns = new ArrayList<Future<Found>>();
            for (var fault : COLUMNS)
                columns.add(two.submit(() -> column(dir.resolve(fault.name()), fault, share, seed)));
            var all = new Found(0, 0, 0, List.of());
            for (var column : columns) all = all.and(column.get());
            return all;
        }
    }

    private static Found column(Path dir, Fault fault, int share, long seed) throws IOException, InterruptedException {
        try (var central = new RigCentral(dir)) {
            var rig = new CrashPoints(dir, fault, central, share, seed, List.of(Point.values()), Flaw.NONE);
            switch (fault) {
                case KILLED -> rig.killed();
                case POWER_CUT -> rig.powerCut();
                case IO_ERROR -> rig.ioError();
                case DISK_FULL -> rig.diskFull();
            }
            return new Found(rig.cells, rig.cells - rig.words.size(), rig.struck, rig.words);
        }
    }

    /// A terminal with a planted flaw is killed at a point that shows it.
    public static Found killFlawed(Path dir, Point point, Flaw flaw) throws IOException, InterruptedException {
        try (var _ = new Quiet("org.openstm.kiosk.dispatch");
                var _ = new Quiet("org.openstm.kiosk.engine");
                var central = new RigCentral(dir)) {
            var rig = new CrashPoints(dir, Fault.KILLED, central, 1, 0, List.of(point), flaw);
            rig.killed();
            return new Found(rig.cells, rig.cells - rig.words.size(), rig.struck, rig.words);
        }
    }

    private interface Cell {
        void meet(Point point, boolean retry, String run) throws IOException, InterruptedException;
    }

    private void all(Cell cell) throws IOException, InterruptedException {
        int number = 0;
        for (var point : points) {
            number++;
            for (boolean retry : new boolean[] {false, true}) {
                if (!isTurn(number, retry)) continue;
                cells++;
                try {
                    point.arm(central, retry);
                    cell.meet(point, retry, "c" + cells);
                } catch (AssertionError | RuntimeException broken) {
                    words.add(fault + " at " + point + (retry ? ", retry: " : ": ") + broken.getMessage());
                } finally {
                    central.line().drop();
                    central.printerLine().drop();
                }
            }
        }
    }

    /// Every share-th cell: of the eight ways to meet a point some, and of the points of a way too.
    private boolean isTurn(int point, boolean retry) {
        return (point + 2 * COLUMNS.indexOf(fault) + (retry ? 1 : 0) + turn) % share == 0;
    }

    private void killed() throws IOException, InterruptedException {
        var place = central.place("ST-KILLED", dir.resolve("killed"));
        try (var lives = new Lives(dir.resolve("lives-killed"))) {
            all((point, retry, run) -> {
                var life = stopped(lives, place, point, retry, run);
                life.kill();
                struck++;
                central.line().drop();
                central.printerLine().drop();
                told.addAll(life.said());
                recover(place, run);
            });
        }
    }

    private void powerCut() throws IOException, InterruptedException {
        try (var disk = Disk.make(dir.resolve("disk"));
                var lives = new Lives(dir.resolve("lives-cut"))) {
            var place = central.place("ST-POWER-CUT", disk.root().resolve("kiosk"));
            all((point, retry, run) -> {
                var life = stopped(lives, place, point, retry, run);
                life.freeze();
                var said = life.said();
                byte[] contents = disk.contents();
                life.kill();
                struck++;
                central.line().drop();
                central.printerLine().drop();
                told.addAll(said);
                disk.replug(contents);
                recover(place, run);
            });
        }
    }

    /// A life that has come to the point, and does not go on.
    private Lives.Running stopped(Lives lives, Terminal.Place place, Point point, boolean retry, String run)
            throws IOException, InterruptedException {
        boolean checkpoint = point.place() == Point.Place.CHECKPOINT;
        var life = lives.begin(new Life.Order(
                place,
                run,
                checkpoint ? "cases" : "one",
                signs(point),
                point.stop(retry),
                point.firstFails(retry),
                flaw));
        try {
            bring(life, place, point, retry);
            return life;
        } catch (AssertionError elsewhere) {
            life.kill(); // or it keeps the journal of those that come after it
            throw new AssertionError(elsewhere.getMessage() + ", it said " + life.said(), elsewhere);
        }
    }

    private void bring(Lives.Running life, Terminal.Place place, Point point, boolean retry)
            throws IOException, InterruptedException {
        switch (point.place()) {
            case COMMIT -> life.awaitStop();
            case CENTRAL, PRINTER -> Lives.await("the line stops at " + point, point.line(central)::stopped);
            case CHECKPOINT -> {
                life.await(1);
                try (var checkpoint1 = new Checkpoint(place.dir().resolve("journal.db"))) {
                    if (retry) checkpoint1.passOne();
                    checkpoint1.freeze(life, random);
                }
            }
        }
    }

    /// The next life: what was left comes to its end, and the next citizen is served.
    private void recover(Terminal.Place place, String run) throws InterruptedException {
        try (var terminal = new Terminal(place, run + "-after", RigDoor.Disk.SOUND, told::add)) {
            terminal.settle();
            terminal.serve(run + "-next", true, false);
            terminal.settle();
        }
        judge(place, run);
    }

    private void judge(Terminal.Place place, String run) {
        if (!told.getLast().startsWith("rated " + run + "-next"))
            throw new AssertionError("the next citizen was not served: " + told.getLast());
        var found = Invariants.of(place.dir());
        if (fault == Fault.IO_ERROR || fault == Fault.DISK_FULL) found.onFailingDisk();
        found.told(told)
                .central(central.ledger(), tx -> tx.startsWith(run + "-"))
                .papers(central.papers(), effect -> effect.startsWith(run + "-"))
                .settled()
                .hold("told " + told.stream().filter(line -> line.contains(run)).toList());
    }

    private void ioError() throws IOException, InterruptedException {
        var place = central.place("ST-IO-ERROR", dir.resolve("io-error"));
        all((point, retry, run) -> {
            for (var look : Look.values()) {
                try {
                    point.arm(central, retry);
                    live(
                            place,
                            point,
                            retry,
                            run + "-" + look,
                            disk -> {
                                int before = disk.faults();
                                disk.fail(look.written, look.deaf);
                                return () -> disk.faults() > before;
                            },
                            Spoiled::heal);
                } catch (AssertionError broken) {
                    throw new AssertionError(look + ": " + broken.getMessage(), broken);
                }
            }
            recover(place, run);
        });
    }

    private void diskFull() throws IOException, InterruptedException {
        try (var disk = Disk.make(dir.resolve("full"))) {
            var place = central.place("ST-DISK-FULL", disk.root().resolve("kiosk"));
            all((point, retry, run) -> {
                live(
                        place,
                        point,
                        retry,
                        run,
                        _ -> {
                            disk.fill();
                            return disk::isFull;
                        },
                        _ -> disk.makeRoom());
                recover(place, run);
            });
        }
    }

    private interface Strike {
        /// @return whether the fault has had an effect
        BooleanSupplier of(Spoiled disk);
    }

    private interface Healing {
        void of(Spoiled disk);
    }

    /// A terminal that is not killed: it meets the fault, and goes on by itself when the fault is over.
    private void live(Terminal.Place place, Point point, boolean retry, String run, Strike hit, Healing heal)
            throws InterruptedException {
        var effect = new AtomicReference<BooleanSupplier>();
        var disk = new Spoiled[1];
        Runnable strike = () -> effect.set(hit.of(disk[0]));
        disk[0] = new Spoiled(point.stop(retry), point.firstFails(retry), strike);
        var file = place.dir().resolve("journal.db");
        var around = point.place() == Point.Place.CHECKPOINT ? new AtCheckpoint(file, retry, strike, disk[0]) : disk[0];
        try (var terminal = new Terminal(place, run, around, told::add)) {
            var watcher = new FutureTask<>(() -> watch(point, effect, strike, () -> heal.of(disk[0])), null);
            Thread.ofVirtual().start(watcher);
            for (int n = 1; n < 200 && effect.get() == null; n++) citizen(terminal, run + "-" + n, signs(point));
            // the fault may be one that only the next change meets
            for (int n = 1; n < 200 && !watcher.isDone(); n++) citizen(terminal, run + "-hit-" + n, signs(point));
            finish(watcher);
            struck++;
            terminal.settle();
            terminal.serve(run + "-more", true, false);
            terminal.settle();
        }
    }

    private static void finish(FutureTask<?> watcher) throws InterruptedException {
        try {
            watcher.get();
        } catch (ExecutionException failed) {
            throw new AssertionError(String.valueOf(failed.getCause()), failed);
        }
    }

    /// Strikes where a line has come to the point; heals when the fault has had its effect, and has lasted.
    private void watch(Point point, AtomicReference<BooleanSupplier> effect, Runnable strike, Runnable heal) {
        if (point.place() == Point.Place.CENTRAL || point.place() == Point.Place.PRINTER) {
            Lives.await("the line stops at " + point, point.line(central)::stopped);
            strike.run();
            point.line(central).release();
        }
        Lives.await("the point is met", () -> effect.get() != null);
        try {
            Lives.await("the fault strikes", requireNonNull(effect.get()));
            LockSupport.parkNanos(LASTS.toNanos());
        } finally {
            heal.run();
        }
    }

    /// Whether the case is one that is signed and may be stored.
    private boolean signs(Point point) {
        return point.filed() || cells % 2 == 0;
    }

    private void citizen(Terminal terminal, String txId, boolean signs) throws InterruptedException {
        try {
            terminal.serve(txId, signs, true);
        } catch (RuntimeException trouble) {
            told.add("trouble " + txId + " " + trouble.getMessage());
        }
    }

    /// Strikes in the commit that ran a checkpoint: it has written to the file itself.
    private static final class AtCheckpoint implements RigDoor.Disk {
        private final Path file;
        private final Runnable strike;
        private final RigDoor.Disk disk;
        private int left;

        AtCheckpoint(Path file, boolean retry, Runnable strike, RigDoor.Disk disk) {
            this.file = file;
            this.left = retry ? 2 : 1;
            this.strike = strike;
            this.disk = disk;
        }

        @Override
        public void opened(java.sql.Connection connection) throws java.sql.SQLException {
            disk.opened(connection);
        }

        @Override
        public void commit(String kind, java.sql.Connection connection) throws java.sql.SQLException {
            var before = written();
            disk.commit(kind, connection);
            if (!written().equals(before) && --left == 0) strike.run();
        }

        private FileTime written() {
            try {
                return Files.getLastModifiedTime(file);
            } catch (IOException broken) {
                throw new java.io.UncheckedIOException(broken);
            }
        }
    }
}
