package org.openstm.device.sim.receipt;

/// Detects real-time commands anywhere in the stream: `DLE EOT n`, `DLE ENQ n`, and the clearing of buffers (`DLE
/// DC4 8` with its seven fixed bytes).
final class RealtimeCommandDetector {
    enum RealtimeOrder {
        STATUS,
        CLEAR,
        RECOVER
    }

    /// Executes a detected command.
    interface OrderHandler {
        void handleOrder(RealtimeOrder order, int which) throws InterruptedException;
    }

    private static final int[] CLEARING = {0x10, 0x14, 0x08, 0x01, 0x03, 0x14, 0x01, 0x06, 0x02, 0x08};

    private final OrderHandler obey;
    private int before;
    private int last;
    private int cleared;

    RealtimeCommandDetector(OrderHandler obey) {
        this.obey = obey;
    }

    void resetState() {
        before = 0;
        last = 0;
        cleared = 0;
    }

    void examineByte(byte next) throws InterruptedException {
        int value = next & 0xFF;
        cleared = value == CLEARING[cleared] ? cleared + 1 : value == CLEARING[0] ? 1 : 0;
        if (cleared == CLEARING.length) {
            cleared = 0;
            obey.handleOrder(RealtimeOrder.CLEAR, 0);
        } else if (before == 0x10 && last == 0x04 && value >= 1 && value <= 4)
            obey.handleOrder(RealtimeOrder.STATUS, value);
        else if (before == 0x10 && last == 0x05 && (value == 1 || value == 2))
            obey.handleOrder(RealtimeOrder.RECOVER, value);
        before = last;
        last = value;
    }
}
