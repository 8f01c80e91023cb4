package org.openstm.kiosk.rig;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.openstm.kiosk.journal.model.RigDoor;

/// A disk whose device really fails: `fsync` says EIO, and the file system goes read-only. What was told before
/// must be there when the disk is repaired, and nothing that was told to have failed may have happened.
public final class FailingDisk {
    private static final int GROUND_MIB = 44;
    private static final int MOST = 400;

    /// @param rounds how often the disk failed
    /// @param troubles citizens who heard that nothing was kept, or were left with an error
    public record Found(int rounds, int told, int troubles) {}

    private FailingDisk() {}

    /// Why this machine cannot do it; empty if it can.
    public static Optional<String> missing(Path dir) {
        return Disk.missing(dir.resolve("trial"));
    }

    /// @throws AssertionError when an invariant does not hold
    public static Found run(Path dir, int rounds) throws IOException, InterruptedException {
        var told = new CopyOnWriteArrayList<String>();
        int troubles = 0;
        try (var central = new RigCentral(dir);
                var _ = new Quiet("org.openstm.kiosk.dispatch");
                var _ = new Quiet("org.openstm.kiosk.engine")) {
            var disk = Disk.onPoorGround(dir, GROUND_MIB);
            try {
                var place = central.place("ST-FAILING", disk.root().resolve("kiosk"));
                for (int round = 0; round < rounds; round++) {
                    troubles += live(disk, place, "f" + round, told);
                    disk.repair();
                    recover(central, place, "f" + round, told);
                }
            } finally {
                disk.closeGround(dir);
            }
        }
        return new Found(rounds, told.size(), troubles);
    }

    private static int live(Disk disk, Terminal.Place place, String run, List<String> told)
            throws InterruptedException {
        int troubles = 0;
        boolean said = false;
        var terminal = new Terminal(place, run, RigDoor.Disk.SOUND, told::add);
        try {
            for (int n = 0; n < 5; n++) terminal.serve(run + "-" + n, n % 2 == 0, false);
            disk.fail();
            for (int n = 5; n < MOST && troubles < 3; n++) {
                int before = told.size();
                try {
                    terminal.serve(run + "-" + n, n % 2 == 0, false);
                } catch (RuntimeException trouble) {
                    troubles++;
                }
                if (told.size() > before && told.getLast().startsWith("not-kept")) troubles++;
            }
            said = terminal.journal().disk().diskTrouble().isPresent();
        } finally {
            close(terminal);
        }
        if (troubles == 0) throw new AssertionError("the disk did not fail");
        if (!said) throw new AssertionError("the disk failed, and the terminal goes on serving");
        return troubles;
    }

    private static void close(Terminal terminal) {
        try {
            terminal.close();
        } catch (RuntimeException asBroken) {
            // its disk is gone
        }
    }

    private static void recover(RigCentral central, Terminal.Place place, String run, List<String> told)
            throws InterruptedException {
        try (var terminal = new Terminal(place, run + "-after", RigDoor.Disk.SOUND, told::add)) {
            terminal.settle();
            terminal.serve(run + "-next", true, false);
            terminal.settle();
        }
        Invariants.of(place.dir())
                .onFailingDisk()
                .told(told)
                .central(central.ledger(), _ -> true)
                .settled()
                .hold("after " + run);
    }
}
