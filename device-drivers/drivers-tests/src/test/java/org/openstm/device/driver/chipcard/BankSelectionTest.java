package org.openstm.device.driver.chipcard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openstm.device.BankCard;
import org.openstm.device.ChipCardReader.Reading;
import org.openstm.device.driver.chipcard.travel.CountrySigningAuthorities;
import org.openstm.device.link.CardSlot;
import org.openstm.device.link.Deadline;

/// Valid but unusual bank cards: selection of the application, and when enough of it was read (EMV Book 1 chapter
/// 12, Book 3 chapter 10).
@Timeout(20)
class BankSelectionTest {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final String DIRECTORY = select(ascii("1PAY.SYS.DDF01"));
    private static final String DIRECTORY_FILE = "6F15840E" + ascii("1PAY.SYS.DDF01") + "A503880101";
    private static final String FIRST = "A0000000031010";
    private static final String SECOND = "A000000333010101";
    private static final String START = "80A8000002830000";
    private static final String WISHING = "9F38039F1A02";
    private static final String START_GRANTED = "80A80000048302015600";
    private static final String ONE_RECORD = "8006000008010100";
    private static final String NUMBER = tlv("70", "5A084761739001010119" + "5F2403221231");

    /// Answers by command; `6A82` to all others. Records the commands in order.
    private static final class Card implements CardSlot {
        private final Map<String, String> answers = new HashMap<>();
        private final List<String> asked = new ArrayList<>();
        private final List<String> traced = new ArrayList<>();
        private String selected = "";
        private boolean secret;

        Card says(String command, String answer) {
            answers.put(command, answer.length() == 4 ? answer : answer + "9000");
            return this;
        }

        /// Answers while an application is selected.
        Card in(String application, String command, String answer) {
            return says(application + " " + command, answer);
        }

        @Override
        public byte[] transmit(byte[] command, Deadline until) {
            var text = HEX.formatHex(command);
            asked.add(text);
            if (text.startsWith("00A40400")) selected = text.substring(10, text.length() - 2);
            var answer = answers.getOrDefault(selected + " " + text, answers.getOrDefault(text, "6A82"));
            if (!secret) traced.add(answer);
            return HEX.parseHex(answer);
        }

        @Override
        public void secret(boolean on) {
            secret = on;
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

    private static String ascii(String text) {
        return HEX.formatHex(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static String select(String name) {
        return "00A40400%02X".formatted(name.length() / 2) + name + "00";
    }

    private static String tlv(String tag, String value) {
        return tag + "%02X".formatted(value.length() / 2) + value;
    }

    private static String description(String application, String label, String more) {
        return tlv("6F", tlv("84", application) + tlv("A5", tlv("50", ascii(label)) + more));
    }

    private static String entry(String application, int priority) {
        return tlv("70", tlv("61", tlv("4F", application) + "8701%02X".formatted(priority)));
    }

    /// Two applications in a directory, the first one first.
    private static Card two() {
        return new Card()
                .says(DIRECTORY, DIRECTORY_FILE)
                .says("00B2010C00", entry(SECOND, 2))
                .says("00B2020C00", entry(FIRST, 1))
                .says(select(FIRST), description(FIRST, "DEBIT", WISHING))
                .says(select(SECOND), description(SECOND, "PBOC DEBIT", ""));
    }

    private static Card good(Card card, String application) {
        return card.in(application, START, ONE_RECORD).in(application, "00B2010C00", NUMBER);
    }

    private static Reading read(Card card) throws InterruptedException {
        return new CardSlotReader(card, CountrySigningAuthorities.readFolder(""), false).read(Duration.ofSeconds(5));
    }

    private static BankCard account(Card card) throws InterruptedException {
        return assertInstanceOf(Reading.Bank.class, read(card), card.asked::toString)
                .card();
    }

    @Test
    void the_next_application_is_read_when_the_first_does_not_start() throws Exception {
        for (var refusal : List.of("6985", "6700")) {
            var card = good(two().in(FIRST, START_GRANTED, refusal), SECOND);
            assertEquals("unionpay-debit", account(card).scheme(), refusal);
        }
    }

    @Test
    void an_application_that_wants_to_be_told_nothing_is_started_so_when_no_other_starts() throws Exception {
        var card = good(two().in(FIRST, START_GRANTED, "6985").in(SECOND, START, "6985"), FIRST);
        var account = account(card);
        assertEquals("visa", account.scheme());
        assertEquals(YearMonth.of(2022, 12), account.expires());
    }

    @Test
    void applications_are_asked_for_by_name_when_the_directory_is_empty_or_has_no_file() throws Exception {
        var named = select("A000000333010101");
        var empty = new Card().says(DIRECTORY, DIRECTORY_FILE).says("00B2010C00", "6A83");
        var fileless = new Card().says(DIRECTORY, "6F10840E" + ascii("1PAY.SYS.DDF01"));
        for (var card : List.of(empty, fileless)) {
            card.says(named, description(SECOND, "PBOC DEBIT", ""));
            card.in(SECOND, "00B2010C00", NUMBER).in(SECOND, START, ONE_RECORD);
            assertEquals("PBOC DEBIT", account(card).label());
        }
    }

    /// Records 1 to 4 of file 1 are announced; only the second exists and contains all the data.
    @Test
    void a_missing_record_loses_no_number_and_reading_stops_when_there_is_enough() throws Exception {
        var card = two().in(FIRST, START_GRANTED, "8006000008010400")
                .in(FIRST, "00B2010C00", "6A83")
                .in(FIRST, "00B2020C00", NUMBER);
        assertEquals("476173******0119", account(card).number());
        assertEquals("00B2020C00", card.asked.getLast(), card.asked::toString);
    }

    @Test
    void a_number_that_stands_in_the_label_leaves_the_driver_neither_in_words_nor_in_the_trace() throws Exception {
        for (var label : List.of("6217001234567890", "6217 0012 345678", "A6217001234567B")) {
            var card = good(two(), SECOND)
                    .in(FIRST, START_GRANTED, "6985")
                    .says(select(SECOND), description(SECOND, label, ""));
            assertEquals(label.replaceAll("[0-9]", "*"), account(card).label());
            assertEquals(
                    List.of(),
                    card.traced.stream()
                            .filter(one -> one.contains(ascii(label)))
                            .toList());
        }
        assertEquals("VISA 2000", new BankCard("visa", "VISA 2000", "476173******0119", YearMonth.of(2030, 1)).label());
    }

    @Test
    void a_blocked_bank_card_is_still_a_bank_card() throws Exception {
        var card = new Card()
                .says(DIRECTORY, DIRECTORY_FILE)
                .says("00B2010C00", entry(FIRST, 1))
                .says(select(FIRST), "6283");
        var unreadable = assertInstanceOf(Reading.Unreadable.class, read(card));
        assertEquals("card-is-bank", unreadable.fault().code());
    }
}
