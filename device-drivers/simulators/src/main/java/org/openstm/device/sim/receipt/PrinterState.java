package org.openstm.device.sim.receipt;

import org.openstm.device.sim.receipt.ReceiveBuffer.BufferCleared;

/// Sensors and faults of the simulated printer, and the resulting status bytes.
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

    /// @return whether the words were valid
    synchronized boolean applyWords(String words) {
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
    synchronized void awaitOnline(ReceiveBuffer buffer, int seen) throws InterruptedException, BufferCleared {
        while (isOffline() || hot) {
            if (buffer.clearingCount() != seen) throw new BufferCleared();
            wait(50);
        }
    }

    /// @return whether this changed a sensor
    synchronized boolean consumeRows(int rows) {
        if (rowsLeft < 0) return false;
        rowsLeft -= rows;
        if (rowsLeft > 0) return false;
        rowsLeft = -1;
        end = true;
        return true;
    }

    private boolean isOffline() {
        return end || cover || cutterJam || broken || mechanical;
    }

    /// Answer to `DLE EOT which`.
    synchronized int realtimeStatus(int which) {
        if (forced[which - 1] >= 0) return forced[which - 1];
        return 0x12
                | switch (which) {
                    case 1 -> bitIf(isOffline(), 0x08) | bitIf(button, 0x40);
                    case 2 -> bitIf(cover, 0x04) | bitIf(button, 0x08) | bitIf(end, 0x20) | bitIf(hasError(), 0x40);
                    case 3 -> bitIf(mechanical, 0x04) | bitIf(cutterJam, 0x08) | bitIf(broken, 0x20) | bitIf(hot, 0x40);
                    default -> bitIf(near || end, 0x0C) | bitIf(end, 0x60);
                };
    }

    private boolean hasError() {
        return mechanical || cutterJam || broken || hot;
    }

    /// The four bytes of the automatic status.
    synchronized byte[] automaticStatus() {
        return new byte[] {
            (byte) (0x10 | bitIf(isOffline(), 0x08) | bitIf(cover, 0x20) | bitIf(button, 0x40)),
            (byte) (bitIf(mechanical, 0x04) | bitIf(cutterJam, 0x08) | bitIf(broken, 0x20) | bitIf(hot, 0x40)),
            (byte) rollSensorBits(),
            0
        };
    }

    synchronized int rollSensorBits() {
        return bitIf(near || end, 0x03) | bitIf(end, 0x0C);
    }

    private static int bitIf(boolean on, int bit) {
        return on ? bit : 0;
    }
}
