package org.openstm.device.driver.chipcard.travel;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.openstm.device.driver.iso7816.MalformedCardData;

/// The machine-readable lines (ICAO Doc 9303-4, -5 and -6): three of 30 places, two of 36, two of
/// 44.
///
/// @param optional optional data of the state
record Mrz(
        String code,
        String issuer,
        String number,
        String surname,
        String givenNames,
        String nationality,
        int sex,
        Optional<LocalDate> birthDate,
        LocalDate validTo,
        String optional) {
    private static final int CARD = 90;
    private static final int SHEET = 72;
    private static final int BOOK = 88;
    private static final String WEIGHTS = "731";
    private static final int CENTURY = 100;
    private static final int WINDOW = 50;
    private static final char FILLING = '<';

    /// @param today determines the century of two-digit years
    static Mrz of(String text, LocalDate today) throws MalformedCardData {
        if (!text.matches("[A-Z0-9<]+"))
            throw new MalformedCardData("lines with something else than letters and digits");
        return switch (text.length()) {
            case CARD -> parseCard(text, today);
            case SHEET -> parseTwoLines(text, SHEET / 2, today);
            case BOOK -> parseTwoLines(text, BOOK / 2, today);
            default -> throw new MalformedCardData("lines of " + text.length() + " places");
        };
    }

    /// Parses three lines: all but the names are in the first two.
    private static Mrz parseCard(String text, LocalDate today) throws MalformedCardData {
        var first = text.substring(0, 30);
        var second = text.substring(30, 60);
        var number = parseNumber(first.substring(5, 15), first.substring(15, 30));
        verifyCheckDigit(
                first.substring(5) + second.substring(0, 7) + second.substring(8, 15) + second.substring(18, 29),
                second.charAt(29),
                "whole");
        return toMrz(
                first,
                number,
                second.substring(0, 18),
                text.substring(60),
                joinFields(number.optional(), second.substring(18, 29)),
                today);
    }

    private static Mrz parseTwoLines(String text, int length, LocalDate today) throws MalformedCardData {
        var second = text.substring(length);
        boolean book = length == BOOK / 2;
        var optional = second.substring(28, length - (book ? 2 : 1));
        var number = parseNumber(second.substring(0, 10), book ? "" : optional);
        if (book) checkOptionalData(optional, second.charAt(length - 2));
        verifyCheckDigit(
                second.substring(0, 10) + second.substring(13, 20) + second.substring(21, length - 1),
                second.charAt(length - 1),
                "whole");
        var days = second.substring(13, 28) + second.substring(10, 13);
        return toMrz(
                text.substring(0, length),
                number,
                days,
                text.substring(5, length),
                toPlainText(book ? optional : number.optional()),
                today);
    }

    /// @param days birth, its check digit, sex, expiry, its check digit, nationality
    private static Mrz toMrz(
            String first, NumberField number, String days, String names, String optional, LocalDate today)
            throws MalformedCardData {
        verifyCheckDigit(days.substring(0, 6), days.charAt(6), "birth");
        verifyCheckDigit(days.substring(8, 14), days.charAt(14), "expiry");
        var name = names.split("<<", 2);
        if (toPlainText(name[0]).isEmpty()) throw new MalformedCardData("lines without a name");
        return new Mrz(
                toPlainText(first.substring(0, 2)),
                toPlainText(first.substring(2, 5)),
                number.number(),
                toPlainText(name[0]),
                name.length > 1 ? toPlainText(name[1]) : "",
                toPlainText(days.substring(15, 18)),
                parseSex(days.charAt(7)),
                parseBirth(days.substring(0, 6), today),
                parseExpiry(days.substring(8, 14), today),
                optional);
    }

    private static String joinFields(String one, String other) {
        return toPlainText(toPlainText(one) + ' ' + toPlainText(other));
    }

    /// Replaces filler characters by spaces between words.
    private static String toPlainText(String field) {
        return Arrays.stream(field.split("[< ]+", -1))
                .filter(word -> !word.isEmpty())
                .collect(Collectors.joining(" "));
    }

    /// @param optional rest of the optional field after a continued number
    private record NumberField(String number, String optional) {}

    /// A number of more than nine characters continues in the optional field: without a check digit in its usual
    /// position, but at its end.
    private static NumberField parseNumber(String field, String behind) throws MalformedCardData {
        var nine = field.substring(0, 9);
        boolean goesOn = field.charAt(9) == FILLING && !behind.isEmpty() && behind.charAt(0) != FILLING;
        if (!goesOn) {
            verifyCheckDigit(nine, field.charAt(9), "number");
            return new NumberField(nine.replaceAll("<+$", ""), behind);
        }
        int end = behind.indexOf(FILLING);
        if (end < 2) throw new MalformedCardData("a number that goes on without an end");
        var whole = nine + behind.substring(0, end - 1);
        verifyCheckDigit(whole, behind.charAt(end - 1), "number");
        return new NumberField(whole, behind.substring(end));
    }

    /// Checks optional data; a filler may replace the zero of an empty field.
    private static void checkOptionalData(String field, char digit) throws MalformedCardData {
        boolean empty = digit == FILLING && field.chars().allMatch(c -> c == FILLING);
        if (!empty) verifyCheckDigit(field, digit, "personal number");
    }

    private static void verifyCheckDigit(String field, char digit, String which) throws MalformedCardData {
        if (digit != (char) ('0' + weightedSum(field) % 10))
            throw new MalformedCardData("a wrong check digit: " + which);
    }

    private static int weightedSum(String field) {
        int sum = 0;
        for (int i = 0; i < field.length(); i++) {
            char c = field.charAt(i);
            int value = c == FILLING ? 0 : Character.digit(c, 36);
            sum += value * (WEIGHTS.charAt(i % 3) - '0');
        }
        return sum;
    }

    private static int parseSex(char letter) throws MalformedCardData {
        return switch (letter) {
            case 'M' -> 1;
            case 'F' -> 2;
            case FILLING -> 0;
            default -> throw new MalformedCardData("a sex that is none");
        };
    }

    /// The latest such date that is not in the future; empty where a part of it is unknown.
    private static Optional<LocalDate> parseBirth(String digits, LocalDate today) throws MalformedCardData {
        if (digits.indexOf(FILLING) >= 0) return Optional.empty();
        int year = today.getYear() / CENTURY * CENTURY;
        // 29 February exists only in the right century
        for (int century = year; century >= year - CENTURY; century -= CENTURY) {
            var day = parseDay(digits, century);
            if (day.isPresent() && !day.get().isAfter(today)) return day;
        }
        throw new MalformedCardData("a birth on no day");
    }

    /// The date within fifty years from now.
    private static LocalDate parseExpiry(String digits, LocalDate today) throws MalformedCardData {
        for (int century = today.getYear() / CENTURY - 1; century <= today.getYear() / CENTURY + 1; century++) {
            var day = parseDay(digits, century * CENTURY);
            if (day.isPresent() && day.get().isAfter(today.minusYears(WINDOW))) return day.get();
        }
        throw new MalformedCardData("an expiry on no day");
    }

    private static Optional<LocalDate> parseDay(String digits, int century) {
        try {
            int all = Integer.parseInt(digits);
            return Optional.of(LocalDate.of(century + all / 10_000, all / 100 % 100, all % 100));
        } catch (NumberFormatException | DateTimeException _) {
            return Optional.empty();
        }
    }
}
