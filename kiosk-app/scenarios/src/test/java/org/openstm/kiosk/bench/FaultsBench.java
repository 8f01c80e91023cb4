package org.openstm.kiosk.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.openstm.device.contract.Seeds;
import org.openstm.kiosk.rig.CrashPoints;
import org.openstm.kiosk.rig.Damage;
import org.openstm.kiosk.rig.EveryByte;
import org.openstm.kiosk.rig.FailingDisk;
import org.openstm.kiosk.rig.Kills;
import org.openstm.kiosk.rig.PowerCuts;
import org.openstm.kiosk.rig.Simulation;

/// The fault rigs in their long form. `-Drig.times=10` makes the run of a night of it, `-Drig.seed` an old
/// one again. A broken invariant ends the run with its words.
final class FaultsBench implements Bench {
    private static final int TIMES = Integer.getInteger("rig.times", 1);

    private final List<Figure> figures = new ArrayList<>();

    @Override
    public String name() {
        return "faults";
    }

    @Override
    public String says() {
        return "terminals under faults, " + TIMES
                + " times the usual size; no baseline: nothing may be lost, and nothing" + " may happen twice";
    }

    @Override
    public List<Figure> run(Path folder) throws Exception {
        long seed = Seeds.next();
        System.err.println("bench: faults, again with -Drig.seed=" + seed);
        figures.clear();
        simulation(folder.resolve("simulation"), seed);
        everyByte(folder.resolve("bytes"), seed);
        kills(folder.resolve("kills"), seed);
        var missing = PowerCuts.missing(folder.resolve("trial"));
        if (missing.isPresent()) {
            System.err.println("bench: power cuts, crash points and failing disks need " + missing.get());
            figures.add(Figure.atMost("faults.not-run", "rigs", 3, Double.NaN, 0));
            return figures;
        }
        powerCuts(folder.resolve("cuts"), seed);
        crashPoints(folder.resolve("points"), seed);
        disks(folder.resolve("disks"), seed);
        return figures;
    }

    private void simulation(Path folder, long seed) throws Exception {
        long begun = System.nanoTime();
        var found = Simulation.run(Files.createDirectories(folder), 100_000 * TIMES, seed);
        told("simulation.cases", "cases", found.cases());
        told("simulation.faults", "faults", found.faults());
        told("simulation.lives", "lives", found.lives());
        took("simulation.time", begun);
    }

    private void everyByte(Path folder, long seed) throws Exception {
        long begun = System.nanoTime();
        var found = EveryByte.run(folder, 1, seed);
        told("byte.cuts", "cuts", found.cuts());
        none("byte.unheard", "cases", found.cuts() - found.accepted());
        took("byte.time", begun);
    }

    private void kills(Path folder, long seed) throws Exception {
        long begun = System.nanoTime();
        var found = Kills.run(folder, 100 * TIMES, 200, 6, seed);
        told("kill.processes", "kills", found.processes());
        told("kill.terminals", "kills", found.terminals());
        told("kill.told", "lines", found.told());
        told("kill.papers", "papers", found.papers());
        took("kill.time", begun);
    }

    private void powerCuts(Path folder, long seed) throws Exception {
        long begun = System.nanoTime();
        var found = PowerCuts.run(folder, 100 * TIMES, "sound", seed);
        told("power.cuts", "cuts", found.cuts());
        none("power.lost", "cuts", found.lost());
        none("power.corrupt", "cuts", found.corrupt());
        took("power.time", begun);
        var blind = PowerCuts.run(folder.resolve("self-test"), 10, "normal", seed);
        told("power.normal.lost", "cuts", blind.lost());
        none("power.normal.unseen", "cuts", blind.lost() > 0 ? 0 : blind.cuts());
    }

    private void crashPoints(Path folder, long seed) throws Exception {
        long begun = System.nanoTime();
        var found = CrashPoints.run(folder, 1, seed);
        found.words().forEach(System.err::println);
        told("crash.cells", "cells", found.cells());
        none("crash.broken", "cells", found.cells() - found.held());
        took("crash.time", begun);
    }

    private void disks(Path folder, long seed) throws Exception {
        long begun = System.nanoTime();
        told(
                "disk.failures",
                "times",
                FailingDisk.run(folder.resolve("failing"), 10 * TIMES).rounds());
        var found = Damage.run(folder.resolve("damage"), 10 * TIMES, 400 * TIMES, seed);
        told("disk.old-copies", "copies", found.copies());
        none("disk.old-copies.unseen", "copies", found.copies() - found.found());
        told("disk.short", "files", found.cuts());
        none("disk.short.unseen", "files", found.cuts() - found.seen());
        took("disk.time", begun);
    }

    private void told(String name, String unit, double value) {
        figures.add(Figure.told("faults." + name, unit, value, Double.NaN));
    }

    private void none(String name, String unit, double value) {
        figures.add(Figure.atMost("faults." + name, unit, value, Double.NaN, 0));
    }

    private void took(String name, long begun) {
        told(name, "s", (System.nanoTime() - begun) / 1e9);
    }
}
