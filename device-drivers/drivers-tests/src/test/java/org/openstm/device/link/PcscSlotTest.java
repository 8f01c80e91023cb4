package org.openstm.device.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.concurrent.Executors;
import javax.smartcardio.ATR;
import javax.smartcardio.Card;
import javax.smartcardio.CardChannel;
import javax.smartcardio.CardException;
import javax.smartcardio.CardTerminal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A slot at a reader whose card pcscd has just switched off, which no test can cause at a real pcscd.
@Timeout(30)
class PcscSlotTest {
    private static final class SwitchedOff extends CardTerminal {
        private final String refusal;
        private final int times;
        private int connects;

        SwitchedOff(String refusal, int times) {
            this.refusal = refusal;
            this.times = times;
        }

        @Override
        public String getName() {
            return "reader";
        }

        @Override
        public Card connect(String protocol) throws CardException {
            if (connects++ < times) throw new CardException("connect() failed: " + refusal);
            return new Inserted();
        }

        @Override
        public boolean isCardPresent() {
            return true;
        }

        @Override
        public boolean waitForCardPresent(long timeout) {
            return true;
        }

        @Override
        public boolean waitForCardAbsent(long timeout) {
            return false;
        }
    }

    private static final class Inserted extends Card {
        @Override
        public ATR getATR() {
            return new ATR(new byte[] {0x3B, 0x00});
        }

        @Override
        public String getProtocol() {
            return "T=0";
        }

        @Override
        public CardChannel getBasicChannel() {
            throw new IllegalStateException();
        }

        @Override
        public CardChannel openLogicalChannel() {
            throw new IllegalStateException();
        }

        @Override
        public void beginExclusive() {}

        @Override
        public void endExclusive() {}

        @Override
        public byte[] transmitControlCommand(int code, byte[] command) {
            throw new IllegalStateException();
        }

        @Override
        public void disconnect(boolean reset) {}
    }

    private static void power(SwitchedOff reader) throws Exception {
        try (var slot = new PcscSlot(reader, Executors.newSingleThreadExecutor())) {
            slot.power(Deadline.inMillis(10_000));
        }
    }

    @Test
    void a_card_that_was_just_switched_off_is_powered_again() throws Exception {
        var reader = new SwitchedOff("SCARD_W_UNPOWERED_CARD", 2);
        power(reader);
        assertEquals(3, reader.connects);
    }

    @Test
    void a_card_that_stays_off_is_mute() {
        var reader = new SwitchedOff("SCARD_W_UNPOWERED_CARD", 1000);
        assertEquals(
                CardTrouble.Kind.MUTE,
                assertThrows(CardTrouble.class, () -> power(reader)).kind());
    }

    @Test
    void a_card_that_refuses_for_another_reason_is_asked_once() {
        var reader = new SwitchedOff("SCARD_W_UNRESPONSIVE_CARD", 1);
        assertEquals(
                CardTrouble.Kind.MUTE,
                assertThrows(CardTrouble.class, () -> power(reader)).kind());
        assertEquals(1, reader.connects);
    }
}
