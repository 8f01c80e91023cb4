package org.openstm.device.sim;

import org.openstm.device.sim.RxBuffer.Cleared;

/// Sensors and faults of the simulated printer, and the status bytes that follow from them.
final class PrinterState {
    static final String WORDS =
            "paper near | paper out | paper out after-lines N | paper full | cover open | cover close"
                    + " | cutter jam | cutter ok | hot | cool | broken | mechanical | button | force N HH | force none | well";

    private boolean near;
    private boolean end;
    private boolean cover;
    private boolean cutterJam;
    private boolean hot;
    private boolean broken;
    private boolean mechanical;
    private boolean button;
    private int rowsLeft = -1;
    private final int[] forced = {-1, -1, -1, -1};

    /// @return whether the words were known
    synchronized boolean say(String words) {
        var said = words.split("\\s+", -1);
        switch (said.length > 1 ? said[0] + " " + said[1] : said[0]) {
            case "paper near" -> near = true;
            case "paper out" -> {
                if (said.length > 3) rowsLeft = Integer.parseInt(said[3]) * 24;
                else end = true;
            }
            case "paper full" -> {
                near = end = false;
                rowsLeft = -1;
            }
            case "cover open" -> cover = true;
            case "cover close" -> cover = false;
            case "cutter jam" -> cutterJam = true;
            case "cutter ok" -> cutterJam = false;
            case "hot" -> hot = true;
            case "cool" -> hot = false;
            case "broken" -> broken = true;
            case "mechanical" -> mechanical = true;
            case "button" -> button = true;
            case "well" -> {
                near = end = cover = cutterJam = hot = broken = mechanical = button = false;
                rowsLeft = -1;
                java.util.Arrays.fill(forced, -1);
            }
            case "force none" -> java.util.Arrays.fill(forced, -1);
            default -> {
                if (!said[0].equals("force") || said.length < 3) return false;
                forced[Integer.parseInt(said[1]) - 1] = Integer.parseInt(said[2], 16);
            }
        }
        notifyAll();
        return true;
    }

    /// Waits until the mechanism may move.
    synchronized void awaitOnline(RxBuffer buffer, int seen) throws InterruptedException, Cleared {
        while (offline() || hot) {
            if (buffer.clearings() != seen) throw new Cleared();
            wait(50);
        }
    }

    /// @return whether a sensor changed because of it
    synchronized boolean moved(int rows) {
        if (rowsLeft < 0) return false;
        rowsLeft -= rows;
        if (rowsLeft > 0) return false;
        rowsLeft = -1;
        end = true;
        return true;
    }

    private boolean offline() {
        return end || cover || cutterJam || broken || mechanical;
    }

    /// Answer to `DLE EOT which`.
    synchronized int realtime(int which) {
        if (forced[which - 1] >= 0) return forced[which - 1];
        return 0x12
                | switch (which) {
                    case 1 -> bit(offline(), 0x08) | bit(button, 0x40);
                    case 2 -> bit(cover, 0x04) | bit(button, 0x08) | bit(end, 0x20) | bit(error(), 0x40);
                    case 3 -> bit(mechanical, 0x04) | bit(cutterJam, 0x08) | bit(broken, 0x20) | bit(hot, 0x40);
                    default -> bit(near || end, 0x0C) | bit(end, 0x60);
                };
    }

    private boolean error() {
        return mechanical || cutterJam || broken || hot;
    }

    /// The four bytes that a printer sends by itself.
    synchronized byte[] announcement() {
        return new byte[] {
            (byte) (0x10 | bit(offline(), 0x08) | bit(cover, 0x20) | bit(button, 0x40)),
            (byte) (bit(mechanical, 0x04) | bit(cutterJam, 0x08) | bit(broken, 0x20) | bit(hot, 0x40)),
            (byte) roll(),
            0
        };
    }

    synchronized int roll() {
        return bit(near || end, 0x03) | bit(end, 0x0C);
    }

    private static int bit(boolean on, int bit) {
        return on ? bit : 0;
    }
}
