package org.openstm.device.sim.chipcard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openstm.device.ChipCardReader;
import org.openstm.device.ChipCardReader.Reading;
import org.openstm.device.DocumentKey;
import org.openstm.device.contract.Seeds;
import org.openstm.device.driver.chipcard.CardSlotReader;
import org.openstm.device.link.CardSlot;
import org.openstm.device.link.CardTrouble;
import org.openstm.device.link.Deadline;
import org.openstm.device.link.LinkAddress;

/// A document may send anything: the result is the signed document or a fault; never a crash, never an endless
/// read.
@Timeout(60)
class HostileDocumentTest {
    private static final int DOCUMENTS = Integer.getInteger("chips.documents", 120);
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final LinkAddress ANY = LinkAddress.parse("pcsc:any?lying=read");
    private static final DocumentKey PASSPORT =
            new DocumentKey.Lines("EA1204120", LocalDate.of(1955, 3, 8), LocalDate.of(2033, 6, 11));
    private static final DocumentKey PERMIT = new DocumentKey.Access("412777");

    private final long seed = Seeds.next();
    private final Random random = new Random(seed);

    /// Manipulates or fails one of its answers.
    private final class Slot implements CardSlot {
        private final ChipCardEmulator chip;
        private final int at;
        private final CardTrouble.@Nullable Kind trouble;
        private int count;

        /// @param trouble null for a manipulated answer
        Slot(ChipCardEmulator chip, int at, CardTrouble.@Nullable Kind trouble) {
            this.chip = chip;
            this.at = at;
            this.trouble = trouble;
            chip.restartChip();
        }

        @Override
        public byte[] transmit(byte[] command, Deadline until) throws CardTrouble {
            var answer = chip.answerCommand(command);
            if (++count != at) return answer;
            if (trouble != null) throw new CardTrouble(trouble, "as it was told");
            return lie(answer);
        }

        private byte[] lie(byte[] answer) {
            var out = answer.clone();
            switch (random.nextInt(6)) {
                case 0 -> {
                    out = new byte[random.nextInt(300)];
                    random.nextBytes(out);
                }
                case 1 -> out = Arrays.copyOf(answer, random.nextInt(answer.length + 1));
                case 2 ->
                    out[out.length - 2] = (byte) new int[] {0x61, 0x62, 0x67, 0x69, 0x6C, 0x6F}[random.nextInt(6)];
                // lengths: of a data object, of a file, in three and four bytes
                case 3 ->
                    out[Math.min(1, out.length - 1)] =
                            (byte) new int[] {0x7F, 0x80, 0x81, 0x82, 0x83, 0x84}[random.nextInt(6)];
                default -> out[random.nextInt(out.length)] ^= (byte) (1 << random.nextInt(8));
            }
            return out;
        }

        @Override
        public Look look() {
            return Look.CARD;
        }

        @Override
        public String reader() {
            return "a reader";
        }

        @Override
        public void power(Deadline until) {}

        @Override
        public boolean sameCard() {
            return true;
        }

        @Override
        public void release() {}

        @Override
        public void close() {}
    }

    private static ChipCardEmulator chip(String card) {
        return new ChipCardEmulator(
                Objects.requireNonNull(InventedChipCards.loadCards().get(card)));
    }

    private static Reading read(Slot slot, DocumentKey key) throws Exception {
        try (ChipCardReader reader = CardSlotReader.createReader(slot, ANY)) {
            return reader.readDocument(key, SOON);
        }
    }

    @Test
    void honest_documents_are_read_and_these_many_answers_are_tried() throws Exception {
        var passport = new Slot(chip("li-xiulan-passport"), 0, null);
        assertInstanceOf(Reading.Travel.class, read(passport, PASSPORT));
        var permit = new Slot(chip("chen-daming-permit"), 0, null);
        assertInstanceOf(Reading.Travel.class, read(permit, PERMIT));
        System.out.println("documents: " + passport.count + " and " + permit.count + " commands");
        assertTrue(passport.count > 12 && permit.count > 15);
    }

    @Test
    void liars_are_documents_or_faults() throws Exception {
        var chips = List.of(chip("li-xiulan-passport"), chip("chen-daming-permit"));
        var keys = List.of(PASSPORT, PERMIT);
        int read = 0;
        for (int i = 0; i < DOCUMENTS; i++)
            try {
                // PACE costs twenty times as much
                int which = i % 10 == 0 ? 1 : 0;
                switch (read(new Slot(chips.get(which), 1 + random.nextInt(20), null), keys.get(which))) {
                    case Reading.Travel(var document) -> {
                        assertEquals(which == 0 ? "EA1204120" : "C04120777", document.number());
                        read++;
                    }
                    case Reading.Unreadable(var fault) ->
                        assertTrue(fault.code().startsWith("card-"), fault::code);
                    case Reading.NoCard _, Reading.CardPulled _, Reading.Bank _, Reading.SocialSecurity _ ->
                        fail("document " + i + ", seed " + seed);
                }
            } catch (RuntimeException bug) {
                throw new AssertionError("document " + i + ", -Drig.seed=" + seed, bug);
            }
        assertTrue(read < DOCUMENTS / 2, "hardly anybody lied");
    }

    @Test
    void what_goes_wrong_in_the_slot_comes_through_the_library_as_it_is() throws Exception {
        for (var card : List.of("li-xiulan-passport", "chen-daming-permit"))
            for (int at = 1; at <= 11; at += 5) {
                var key = card.startsWith("li") ? PASSPORT : PERMIT;
                var late = read(new Slot(chip(card), at, CardTrouble.Kind.LATE), key);
                assertEquals(
                        "card-slow",
                        assertInstanceOf(Reading.Unreadable.class, late).fault().code(),
                        card + " " + at);
                assertInstanceOf(
                        Reading.CardPulled.class,
                        read(new Slot(chip(card), at, CardTrouble.Kind.PULLED), key),
                        card + " " + at);
            }
    }
}
