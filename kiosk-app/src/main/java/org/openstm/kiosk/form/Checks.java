package org.openstm.kiosk.form;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.List;

/// The rules of the field dictionary.
public final class Checks {
    private static final Verdict FINE = new Verdict.Fine();

    /// What a plate begins with.
    public static final String PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼";

    /// What the plate of a trailer, a driving school's or a police car ends with, and one of Hong Kong or
    /// Macau.
    public static final String PLATE_ENDS = "挂学警港澳";

    /// A whole plate.
    public static final String PLATE =
            "[" + PROVINCES + "][A-HJ-NP-Z]([A-HJ-NP-Z0-9]{5,6}|[A-HJ-NP-Z0-9]{4}[" + PLATE_ENDS + "])";

    /// What may become one.
    public static final String PLATE_BEGUN =
            "[" + PROVINCES + "]([A-HJ-NP-Z]([A-HJ-NP-Z0-9]{0,6}|[A-HJ-NP-Z0-9]{4}[" + PLATE_ENDS + "]))?";

    /// Signs of a text, the blank among them; the first is the dot of minority names (U+00B7).
    public static final String SIGNS = "·-#/.@&+%()（）、，。；：？！《》“”— ";

    /// Places of a unified social credit code in the order of their values.
    public static final String USCC = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    private Checks() {}

    /// Mainland mobile number: `1[3-9]` and nine digits.
    public static Verdict mobile(String digits) {
        if (!digits.chars().allMatch(c -> c >= '0' && c <= '9')) return wrong("error.digits-only");
        if (digits.length() >= 2 && !digits.matches("1[3-9].*")) return wrong("error.mobile-start");
        if (digits.length() < 11) return new Verdict.Wrong("error.mobile-short", "" + (11 - digits.length()));
        return digits.length() == 11 ? FINE : wrong("error.mobile-long");
    }

    /// Bank card: 12 to 19 digits with a Luhn check digit (ISO/IEC 7812-1).
    public static Verdict bankCard(String digits) {
        if (!digits.matches("\\d{12,19}") || !luhn(digits)) return wrong("error.bank-card");
        return FINE;
    }

    private static boolean luhn(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            if (i % 2 == 1) digit = digit * 2 > 9 ? digit * 2 - 9 : digit * 2;
            sum += digit;
        }
        return sum % 10 == 0;
    }

    /// A whole number.
    public static Verdict number(String digits, int least, int most) {
        if (!digits.matches("\\d{1,9}")) return wrong("error.number");
        int number = Integer.parseInt(digits);
        if (number < least) return new Verdict.Wrong("error.number-small", "" + least);
        return number > most ? new Verdict.Wrong("error.number-large", "" + most) : FINE;
    }

    /// Yuan with two decimals at most.
    public static Verdict amount(String entry, BigDecimal least, BigDecimal most) {
        if (!entry.matches("\\d{1,9}(\\.\\d{0,2})?")) return wrong("error.amount");
        var amount = new BigDecimal(entry);
        if (amount.compareTo(least) < 0) return new Verdict.Wrong("error.amount-small", least.toPlainString());
        return amount.compareTo(most) > 0 ? new Verdict.Wrong("error.amount-large", most.toPlainString()) : FINE;
    }

    /// @param least how many digits at least
    public static Verdict digits(String entry, int least, int most) {
        if (!entry.matches("\\d*")) return wrong("error.digits-only");
        if (entry.length() < least) return new Verdict.Wrong("error.digits-short", "" + (least - entry.length()));
        return entry.length() > most ? new Verdict.Wrong("error.digits-long", "" + most) : FINE;
    }

    /// Identity number of 18 places: GB 11643, check place by ISO 7064 MOD 11-2, a real date of birth.
    public static Verdict idNumber(String entry, LocalDate today) {
        if (entry.length() < 18) return new Verdict.Wrong("error.id-short", "" + (18 - entry.length()));
        if (!entry.matches("[1-9]\\d{16}[0-9X]")) return wrong("error.id-number");
        int sum = 0;
        for (int i = 0; i < 17; i++) sum += (entry.charAt(i) - '0') * (1 << (17 - i)) % 11;
        if ("10X98765432".charAt(sum % 11) != entry.charAt(17)) return wrong("error.id-number");
        try {
            var born = LocalDate.parse(entry.substring(6, 14), DateTimeFormatter.BASIC_ISO_DATE);
            return born.isAfter(today) ? wrong("error.id-number") : FINE;
        } catch (DateTimeException noSuchDay) {
            return wrong("error.id-number");
        }
    }

    /// Vehicle plate by GA 36: a province, a letter, five places, or six of a new-energy car; never I or O.
    /// The last place of some is a character.
    public static Verdict plate(String entry) {
        return entry.matches(PLATE) ? FINE : wrong("error.plate");
    }

    /// Unified social credit code: GB 32100, 18 places, check place modulo 31.
    public static Verdict uscc(String entry) {
        if (entry.length() < 18) return new Verdict.Wrong("error.uscc-short", "" + (18 - entry.length()));
        int sum = 0;
        int weight = 1;
        for (int i = 0; i < 17; i++, weight = weight * 3 % 31) {
            int place = USCC.indexOf(entry.charAt(i));
            if (place < 0) return wrong("error.uscc");
            sum += place * weight;
        }
        char due = USCC.charAt((31 - sum % 31) % 31);
        return entry.length() == 18 && entry.charAt(17) == due ? FINE : wrong("error.uscc");
    }

    /// Whether typing may go on from here: what cannot become a right text is not taken.
    public static boolean begins(String text, int most) {
        return length(text) <= most
                && !text.startsWith(" ")
                && !text.contains("  ")
                && text.codePoints().allMatch(Checks::written);
    }

    /// A text in one's own words: characters as rare as GB 18030 has them, Latin letters, digits,
    /// and the signs of [#SIGNS].
    ///
    /// @param least characters, `most` too; a rare one in two UTF-16 units counts once
    /// @param without words that must not stand in it
    public static Verdict text(String entry, int least, int most, List<String> without) {
        var text = entry.strip();
        if (!text.codePoints().allMatch(Checks::written)) return wrong("error.text-sign");
        if (length(text) < least) return new Verdict.Wrong("error.text-short", "" + (least - length(text)));
        if (length(text) > most) return new Verdict.Wrong("error.text-long", "" + most);
        for (var word : without) if (text.contains(word)) return new Verdict.Wrong("error.text-without", word);
        return FINE;
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    /// No half of a surrogate pair, nothing private or unassigned, nothing unseen: these have no
    /// script.
    private static boolean written(int sign) {
        return sign >= 'a' && sign <= 'z'
                || sign >= 'A' && sign <= 'Z'
                || sign >= '0' && sign <= '9'
                || SIGNS.indexOf(sign) >= 0
                || Character.UnicodeScript.of(sign) == Character.UnicodeScript.HAN;
    }

    /// @param answer ISO 8601 date
    public static Verdict date(String answer, LocalDate first, LocalDate last) {
        try {
            var day = LocalDate.parse(answer);
            if (day.isBefore(first)) return new Verdict.Wrong("error.date-early", first.toString());
            return day.isAfter(last) ? new Verdict.Wrong("error.date-late", last.toString()) : FINE;
        } catch (DateTimeException notADate) {
            return wrong("error.date");
        }
    }

    /// @param answer two ISO 8601 months with a slash between (`2025-10/2026-09`)
    public static Verdict monthRange(String answer, YearMonth first, YearMonth last, int longest) {
        var parts = answer.split("/", -1);
        if (parts.length != 2 || parts[0].isEmpty() || parts[1].isEmpty()) return wrong("error.months-missing");
        try {
            var from = YearMonth.parse(parts[0]);
            var to = YearMonth.parse(parts[1]);
            if (to.isBefore(from)) return wrong("error.date-order");
            if (from.isBefore(first) || to.isAfter(last)) return wrong("error.months-range");
            return from.plusMonths(longest).isAfter(to) ? FINE : new Verdict.Wrong("error.months-long", "" + longest);
        } catch (DateTimeException notAMonth) {
            return wrong("error.months-missing");
        }
    }

    private static Verdict wrong(String text) {
        return new Verdict.Wrong(text, "");
    }
}
