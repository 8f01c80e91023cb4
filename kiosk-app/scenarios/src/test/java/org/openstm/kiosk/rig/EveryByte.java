package org.openstm.kiosk.rig;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CopyOnWriteArrayList;
import org.openstm.kiosk.journal.model.RigDoor;

/// Cuts the line to central once after each byte of an exchange that hands in a case, request and answer
/// alike: each time there must be one case at central, and the citizen must hear of it.
public final class EveryByte {
    /// @param length bytes of one exchange
    /// @param cuts one for each byte, from before the first to behind the last
    /// @param accepted cases that the citizen heard are accepted
    public record Found(int length, int cuts, int accepted) {}

    private static final int MEASURED = 5;

    private EveryByte() {}

    /// @throws AssertionError when an invariant does not hold
    ///
    /// @param step every how many-th byte
    public static Found run(Path dir, int step, long seed) throws IOException, InterruptedException {
        var told = new CopyOnWriteArrayList<String>();
        int length;
        int cuts = 0;
        try (var central = new RigCentral(dir)) {
            var place = central.place("ST-BYTES", dir.resolve("kiosk"));
            var pace = Terminal.pace(Duration.ofMillis(2), Duration.ofHours(1)); // no heartbeat in between
            try (var terminal = new Terminal(place, "bytes", RigDoor.Disk.SOUND, told::add, pace)) {
                handIn(terminal, 10_000); // first contact is over
                length = Integer.MAX_VALUE;
                // the shortest: now and then something else passes too, such as a heartbeat
                for (int n = 1; n <= MEASURED; n++) {
                    central.line().cutAfter(Integer.MAX_VALUE - 1);
                    handIn(terminal, 10_000 + n);
                    length = Math.min(length, central.line().carried());
                }
                for (int at = Math.floorMod(seed, step); at <= length; at += step) {
                    cuts++;
                    central.line().cutOnceAfter(at);
                    handIn(terminal, 20_000 + at);
                    if (at < length && central.line().cutting())
                        throw new AssertionError("the line was not cut at " + at + " of " + length);
                }
                central.line().cutAfter(Integer.MAX_VALUE);
                terminal.settle();
            }
            Invariants.of(place.dir())
                    .told(told)
                    .central(central.ledger(), _ -> true)
                    .settled()
                    .hold("after " + cuts + " cuts");
        }
        int accepted =
                (int) told.stream().filter(line -> line.startsWith("accepted ")).count();
        return new Found(length, cuts, accepted - 1 - MEASURED);
    }

    /// Ids of one length, since they stand in the bytes.
    private static void handIn(Terminal terminal, int number) throws InterruptedException {
        terminal.handIn("byte-" + number, false);
    }
}
