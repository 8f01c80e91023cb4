package org.openstm.device.driver.chipcard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openstm.device.ChipCardReader.Reading;
import org.openstm.device.contract.Seeds;
import org.openstm.device.driver.chipcard.travel.CountrySigningAuthorities;
import org.openstm.device.link.CardSlot;
import org.openstm.device.link.Deadline;

/// A card may send anything: the result is a valid card or a fault; never a crash, never an endless read. A
/// manipulated number that is valid in itself cannot be detected; but it is valid, and a bank's is masked.
@Timeout(60)
class HostileCardTest {
    private static final int CARDS = Integer.getInteger("chips.cards", 20_000);

    private static final Pattern HIDDEN = Pattern.compile("[0-9]{6}\\*+[0-9]{4}");

    /// Answers of two valid cards, by command.
    private static final Map<String, String> BANK = Map.of(
            "00A404000E315041592E5359532E444446303100",
            "6F1A840E315041592E5359532E4444463031A5088801015F2D02656E9000",
            "00B2010C00",
            "701A61184F07A0000000031010500A564953414352454449548701019000",
            "00B2020C00",
            "703357114761739001010119D221220117589288895F200C455850495245442F434152449F1F0E31373538393039363030303030309000",
            "00A4040007A000000003101000",
            "6F1E8407A0000000031003A51350054465626974" + "9F38099F33039F1A029F66049000",
            "80A800000B83090000000156260000" + "0000",
            "800A780008020200100102019000",
            "00B2011400",
            "70145A0847617390010101195F3401015F24032212319000",
            "00B2021400",
            "70138F019492009F3201039F4701039F49039F37049000");
    private static final Map<String, String> SOCIAL = Map.of(
            "00A404000F7378312E73682EC9E7BBE1B1A3D5CF00", "9000",
            "00B2010000", "0110530100000000000000000000000004129000",
            "00B2030000", "0304322E30309000",
            "00B2050000", "0504201903019000",
            "00B2060000", "0604203903019000",
            "00B2070000", "0709413431323030303137" + "9000",
            "00B2080000", "08123533303130323139353530333038303032389000",
            "00B2090000", "091EC0EED0E3C0BC" + "00".repeat(24) + "9000",
            "00B20A0000", "0A01329000",
            "00B20D0000", "0D04195503089000");

    private final long seed = Seeds.next();
    private final Random random = new Random(seed);

    /// Plays a card; now and then it gives a different answer.
    private final class Card implements CardSlot {
        private final Map<String, String> honest;
        private final double lies;

        Card(Map<String, String> honest, double lies) {
            this.honest = honest;
            this.lies = lies;
        }

        @Override
        public byte[] transmit(byte[] command, Deadline until) {
            var asked = HexFormat.of().withUpperCase().formatHex(command);
            var otherwise = asked.startsWith("00A40200") && !honest.equals(BANK) ? "9000" : "6A82";
            var answer = HexFormat.of().parseHex(honest.getOrDefault(asked, otherwise));
            return random.nextDouble() < lies ? lie(answer) : answer;
        }

        private byte[] lie(byte[] answer) {
            var out = answer.clone();
            switch (random.nextInt(5)) {
                case 0 ->
                    out = random.ints(random.nextInt(260))
                            .collect(Bytes::new, Bytes::add, Bytes::all)
                            .array();
                case 1 -> out = java.util.Arrays.copyOf(answer, random.nextInt(answer.length + 1));
                case 2 -> out[out.length - 2] = (byte) new int[] {0x61, 0x6C, 0x62, 0x69}[random.nextInt(4)];
                default -> {
                    for (int i = random.nextInt(3); i >= 0; i--)
                        out[random.nextInt(out.length)] = (byte) random.nextInt();
                }
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

    private static final class Bytes {
        private final List<Byte> all = new ArrayList<>();

        void add(int value) {
            all.add((byte) value);
        }

        void all(Bytes other) {
            all.addAll(other.all);
        }

        byte[] array() {
            var array = new byte[all.size()];
            for (int i = 0; i < array.length; i++) array[i] = all.get(i);
            return array;
        }
    }

    /// ISO 7064 MOD 11-2, by its recursive definition: the remainder over the number is 1.
    private static boolean sound(String number) {
        int left = 0;
        for (char c : number.toCharArray()) left = left * 2 + (c == 'X' ? 10 : c - '0');
        return number.matches("[1-9][0-9]{16}[0-9X]") && left % 11 == 1;
    }

    private Reading read(Map<String, String> honest, double lies) throws InterruptedException {
        return new CardSlotReader(new Card(honest, lies), CountrySigningAuthorities.readFolder(""), false)
                .read(Duration.ofSeconds(5));
    }

    @Test
    void honest_cards_are_read() throws Exception {
        var bank = assertInstanceOf(Reading.Bank.class, read(BANK, 0));
        assertEquals("476173******0119", bank.card().number());
        var social = assertInstanceOf(Reading.SocialSecurity.class, read(SOCIAL, 0));
        assertEquals("李秀兰", social.card().holder().orElseThrow().name());
    }

    @Test
    void liars_are_cards_or_faults() throws Exception {
        for (int i = 0; i < CARDS; i++)
            try {
                switch (read(i % 2 == 0 ? BANK : SOCIAL, 0.15)) {
                    case Reading.Bank(var card) ->
                        assertTrue(
                                HIDDEN.matcher(card.number()).matches()
                                        && card.number().length() <= 19,
                                () -> card.number() + ", seed " + seed);
                    case Reading.SocialSecurity(var card) ->
                        card.holder()
                                .ifPresent(holder ->
                                        assertTrue(sound(holder.number()), () -> holder.number() + ", seed " + seed));
                    case Reading.Unreadable _ -> {}
                    case Reading.NoCard _, Reading.CardPulled _, Reading.Travel _ ->
                        fail("card " + i + ", seed " + seed);
                }
            } catch (RuntimeException bug) {
                throw new AssertionError("card " + i + ", -Drig.seed=" + seed, bug);
            }
    }
}
