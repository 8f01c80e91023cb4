package org.openstm.kiosk.rig;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.openstm.kiosk.journal.crypto.FileKeyStore;
import org.openstm.kiosk.journal.model.JournalException;
import org.openstm.kiosk.journal.model.RigDoor;

/// Cuts the power of a terminal that serves one citizen after the other: the process is frozen, its disk is copied
/// as it stands on the device, and a journal is opened on the copy. What was told before the cut must be there.
///
/// The disk is a loop device: this shows what was not handed to the device, not what a device that lies about its
/// cache would lose.
public final class PowerCuts {
    /// After so many cuts the terminal really goes on from the copy; in between it goes on as if nothing had been.
    private static final int LIFE = 12;

    /// @param cuts how many there were
    /// @param lost of them, those after which something was missing that a citizen had been told
    /// @param corrupt of them, those after which a journal was not whole
    /// @param told lines that citizens were told in all
    public record Found(int cuts, int lost, int corrupt, int told, List<String> words) {}

    private final Path dir;
    private final String sync;
    private final Random random;
    private final List<String> told = new CopyOnWriteArrayList<>();
    private final List<String> words = new ArrayList<>();
    private int lost;
    private int corrupt;

    private PowerCuts(Path dir, String sync, long seed) {
        this.dir = dir;
        this.sync = sync;
        this.random = new Random(seed);
    }

    /// Why this machine cannot do it; empty if it can.
    public static java.util.Optional<String> missing(Path dir) {
        return Disk.missing(dir.resolve("trial"));
    }

    /// @param sync `sound`, or `normal` for a journal that does not wait for its disk
    public static Found run(Path dir, int cuts, String sync, long seed) throws IOException, InterruptedException {
        return new PowerCuts(dir, sync, seed).run(cuts);
    }

    private Found run(int cuts) throws IOException, InterruptedException {
        try (var central = new RigCentral(dir);
                var disk = Disk.make(dir.resolve("disk"));
                var lives = new Lives(dir.resolve("lives"))) {
            var place = central.place("ST-CUT", disk.root().resolve("kiosk"));
            var life = begin(lives, place, 0);
            for (int cut = 1; cut <= cuts; cut++) {
                Thread.sleep(20 + random.nextInt(180));
                life.freeze();
                var said = life.said();
                byte[] contents = disk.contents();
                if (cut % LIFE == 0 || cut == cuts) {
                    life.kill();
                    central.line().drop();
                    told.addAll(said);
                    disk.replug(contents);
                    if (cut < cuts) life = begin(lives, place, cut);
                    look(contents, cut, List.of());
                } else {
                    life.thaw();
                    look(contents, cut, said);
                }
            }
            if (lost == 0 && corrupt == 0) end(place, central, lives);
        }
        return new Found(cuts, lost, corrupt, told.size(), words);
    }

    private Lives.Running begin(Lives lives, Terminal.Place place, int cut) throws IOException {
        var life = lives.begin(new Life.Order(place, "p" + cut, "cases", true, sync, false));
        life.await(10);
        return life;
    }

    /// What a terminal finds when the power comes back.
    private void look(byte[] contents, int cut, List<String> more) throws IOException, InterruptedException {
        var lines = new ArrayList<>(told);
        lines.addAll(more);
        try (var copy = Disk.of(contents, dir.resolve("copy"))) {
            Path kiosk = copy.root().resolve("kiosk");
            var keys = FileKeyStore.openExisting(kiosk.resolve("journal.key"));
            try (var journal = RigDoor.open(kiosk, "ST-CUT", keys, Terminal.CLOCK, RigDoor.Disk.SOUND)) {
                journal.recovery().recoverAfterStop("after-the-cut");
            } catch (JournalException trouble) {
                words.add("cut " + cut + ": " + trouble.getMessage());
                corrupt++;
                return;
            }
            var broken = Invariants.of(kiosk).told(lines).broken();
            if (broken.stream().anyMatch(line -> line.contains("whole") || line.contains("put aside"))) corrupt++;
            else if (!broken.isEmpty()) lost++;
            if (!broken.isEmpty())
                words.add("cut " + cut + ": " + broken.getFirst() + " and " + (broken.size() - 1) + " more");
        }
    }

    /// The faults are over: everything comes to its end.
    private void end(Terminal.Place place, RigCentral central, Lives lives) {
        try (var terminal = new Terminal(place, "the-end", RigDoor.Disk.SOUND, told::add)) {
            terminal.settle();
        }
        Invariants.of(place.dir())
                .told(told)
                .central(central.ledger(), _ -> true)
                .papers(central.papers(), _ -> true)
                .settled()
                .nobodyIn(lives.log())
                .hold("after the last cut");
    }
}
