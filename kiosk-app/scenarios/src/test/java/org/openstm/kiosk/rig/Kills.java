package org.openstm.kiosk.rig;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.openstm.kiosk.journal.model.RigDoor;

/// Kills four terminals that serve one citizen after the other, in one process, wherever each of them happens to be;
/// again and again.
public final class Kills {
    /// After so many processes a life without a fault brings everything to its end, and is judged.
    private static final int ROUND = 10;

    /// In milliseconds after the first words.
    private static final int LONGEST_LIFE = 300;

    /// Where papers are behind: on a slow machine a kill comes before a paper.
    private static final int LONGEST_SLOW_LIFE = 4000;

    /// @param terminals that were killed, four in each process
    /// @param told lines that citizens were told
    /// @param accepted cases that citizens were told are accepted
    public record Found(int processes, int terminals, int told, long accepted, int papers) {}

    private Kills() {}

    /// On a slow machine a kill comes before a paper: then lives get longer, and there are up to three times as many.
    ///
    /// @param accepted how many cases citizens must have been told of
    /// @param papers how many must have come out
    /// @throws AssertionError when an invariant does not hold
    public static Found run(Path dir, int processes, int accepted, int papers, long seed)
            throws IOException, InterruptedException {
        return run(dir, processes, accepted, papers, seed, Flaw.NONE);
    }

    /// The self-test: terminals with this flaw. The window of a flaw is small, so each process is judged. A second
    /// paper comes out only where lives last until papers do: on a slow machine that needs the longer lives.
    ///
    /// @throws AssertionError which is what is expected
    static Found runFlawed(Path dir, Flaw flaw, long seed) throws IOException, InterruptedException {
        int processes = 20 * ROUND;
        int papers = flaw == Flaw.SECOND_PAPER ? 2 * processes : 1;
        return run(dir, processes, 1, papers, seed, flaw);
    }

    private static Found run(Path dir, int processes, int accepted, int papers, long seed, Flaw flaw)
            throws IOException, InterruptedException {
        int round = flaw == Flaw.NONE ? ROUND : 1;
        var random = new Random(seed);
        var told = new CopyOnWriteArrayList<String>();
        try (var central = new RigCentral(dir);
                var lives = new Lives(dir.resolve("lives"))) {
            var place = central.place("ST-KILLED", dir.resolve("kiosk"));
            int terminals = Life.four(place).size();
            int kills = processes;
            int longest = LONGEST_LIFE;
            for (int kill = 1; kill <= kills; kill++) {
                var life = lives.begin(new Life.Order(place, "k" + kill, "four", true, "sound", false, flaw));
                life.await(terminals + random.nextInt(2 * terminals));
                Thread.sleep(random.nextInt(longest));
                life.kill();
                told.addAll(life.said());
                if (kill % round == 0 || kill == kills)
                    for (var each : Life.four(place)) judge(central, each, told, kill, lives.log());
                boolean behind = central.papers().size() * processes < papers * kill;
                longest = behind ? Math.min(2 * longest, LONGEST_SLOW_LIFE) : LONGEST_LIFE;
                boolean enough = central.papers().size() >= papers && count(told, "accepted ") >= accepted;
                if (kill == kills && !enough && kills < 3 * processes) kills++;
            }
            return new Found(
                    kills,
                    kills * terminals,
                    told.size(),
                    count(told, "accepted "),
                    central.papers().size());
        }
    }

    private static void judge(RigCentral central, Terminal.Place place, List<String> told, int kill, Path log) {
        try (var terminal = new Terminal(place, "k" + kill + "-after", RigDoor.Disk.SOUND, told::add)) {
            terminal.settle();
        }
        Invariants.of(place.dir())
                .told(told.stream().filter(line -> line.contains(place.id())).toList())
                .central(central.ledger(), tx -> tx.contains(place.id()))
                .papers(central.papers(), effect -> effect.contains(place.id()))
                .settled()
                .nobodyIn(log)
                .hold("after kill " + kill + " of " + place.id());
    }

    private static long count(List<String> told, String what) {
        return told.stream().filter(line -> line.startsWith(what)).count();
    }
}
