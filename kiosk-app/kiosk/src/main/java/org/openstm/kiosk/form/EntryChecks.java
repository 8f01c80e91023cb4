package org.openstm.kiosk.form;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.List;

/// Checks of the field dictionary.
public final class EntryChecks {
    private static final EntryVerdict FINE = new EntryVerdict.Fine();

    /// First characters of a plate.
    public static final String PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼";

    /// Last characters of the plates of trailers, driving schools and police cars, and of those of Hong Kong or
    /// Macau.
    public static final String PLATE_ENDS = "挂学警港澳";

    /// A complete plate.
    public static final String PLATE =
            "[" + PROVINCES + "][A-HJ-NP-Z]([A-HJ-NP-Z0-9]{5,6}|[A-HJ-NP-Z0-9]{4}[" + PLATE_ENDS + "])";

    /// The beginning of a plate.
    public static final String PLATE_BEGUN =
            "[" + PROVINCES + "]([A-HJ-NP-Z]([A-HJ-NP-Z0-9]{0,6}|[A-HJ-NP-Z0-9]{4}[" + PLATE_ENDS + "]))?";

    /// Allowed punctuation of a text, including the blank; the first is the dot of minority names (U+00B7).
    public static final String SIGNS = "·-#/.@&+%()（）、，。；：？！《》“”— ";

    /// Characters of a unified social credit code in the order of their values.
    public static final String USCC = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    private EntryChecks() {}

    /// Mainland mobile number: `1[3-9]` and nine digits.
    public static EntryVerdict checkMobile(String digits) {
        if (!digits.chars().allMatch(c -> c >= '0' && c <= '9')) return wrongEntry("error.digits-only");
        if (digits.length() >= 2 && !digits.matches("1[3-9].*")) return wrongEntry("error.mobile-start");
        if (digits.length() < 11) return new EntryVerdict.Wrong("error.mobile-short", "" + (11 - digits.length()));
        return digits.length() == 11 ? FINE : wrongEntry("error.mobile-long");
    }

    /// Bank card: 12 to 19 digits with a Luhn check digit (ISO/IEC 7812-1).
    public static EntryVerdict checkBankCard(String digits) {
        if (!digits.matches("\\d{12,19}") || !isLuhnValid(digits)) return wrongEntry("error.bank-card");
        return FINE;
    }

    private static boolean isLuhnValid(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            if (i % 2 == 1) digit = digit * 2 > 9 ? digit * 2 - 9 : digit * 2;
            sum += digit;
        }
        return sum % 10 == 0;
    }

    /// An integer.
    public static EntryVerdict checkNumber(String digits, int least, int most) {
        if (!digits.matches("\\d{1,9}")) return wrongEntry("error.number");
        int number = Integer.parseInt(digits);
        if (number < least) return new EntryVerdict.Wrong("error.number-small", "" + least);
        return number > most ? new EntryVerdict.Wrong("error.number-large", "" + most) : FINE;
    }

    /// Yuan with two decimals at most.
    public static EntryVerdict checkAmount(String entry, BigDecimal least, BigDecimal most) {
        if (!entry.matches("\\d{1,9}(\\.\\d{0,2})?")) return wrongEntry("error.amount");
        var amount = new BigDecimal(entry);
        if (amount.compareTo(least) < 0) return new EntryVerdict.Wrong("error.amount-small", least.toPlainString());
        return amount.compareTo(most) > 0 ? new EntryVerdict.Wrong("error.amount-large", most.toPlainString()) : FINE;
    }

    /// @param least minimum number of digits
    public static EntryVerdict checkDigits(String entry, int least, int most) {
        if (!entry.matches("\\d*")) return wrongEntry("error.digits-only");
        if (entry.length() < least) return new EntryVerdict.Wrong("error.digits-short", "" + (least - entry.length()));
        return entry.length() > most ? new EntryVerdict.Wrong("error.digits-long", "" + most) : FINE;
    }

    /// Identity number of 18 places: GB 11643, check digit by ISO 7064 MOD 11-2, a real date of birth.
    public static EntryVerdict checkIdNumber(String entry, LocalDate today) {
        if (entry.length() < 18) return new EntryVerdict.Wrong("error.id-short", "" + (18 - entry.length()));
        if (!entry.matches("[1-9]\\d{16}[0-9X]")) return wrongEntry("error.id-number");
        int sum = 0;
        for (int i = 0; i < 17; i++) sum += (entry.charAt(i) - '0') * (1 << (17 - i)) % 11;
        if ("10X98765432".charAt(sum % 11) != entry.charAt(17)) return wrongEntry("error.id-number");
        try {
            var born = LocalDate.parse(entry.substring(6, 14), DateTimeFormatter.BASIC_ISO_DATE);
            return born.isAfter(today) ? wrongEntry("error.id-number") : FINE;
        } catch (DateTimeException noSuchDay) {
            return wrongEntry("error.id-number");
        }
    }

    /// Vehicle plate by GA 36: a province, a letter, five places, or six of a new-energy car; never I or O. The
    /// last place of some is a Chinese character.
    public static EntryVerdict checkPlate(String entry) {
        return entry.matches(PLATE) ? FINE : wrongEntry("error.plate");
    }

    /// Unified social credit code: GB 32100, 18 places, check digit modulo 31.
    public static EntryVerdict checkUscc(String entry) {
        if (entry.length() < 18) return new EntryVerdict.Wrong("error.uscc-short", "" + (18 - entry.length()));
        int sum = 0;
        int weight = 1;
        for (int i = 0; i < 17; i++, weight = weight * 3 % 31) {
            int place = USCC.indexOf(entry.charAt(i));
            if (place < 0) return wrongEntry("error.uscc");
            sum += place * weight;
        }
        char due = USCC.charAt((31 - sum % 31) % 31);
        return entry.length() == 18 && entry.charAt(17) == due ? FINE : wrongEntry("error.uscc");
    }

    /// Whether the text can still become valid; otherwise the key is ignored.
    public static boolean isAllowedPrefix(String text, int most) {
        return characterCount(text) <= most
                && !text.startsWith(" ")
                && !text.contains("  ")
                && text.codePoints().allMatch(EntryChecks::isAllowedCharacter);
    }

    /// Free text: Chinese characters up to the rare ones of GB 18030, Latin letters, digits, and [#SIGNS].
    ///
    /// @param least minimum number of characters, `most` the maximum; one in two UTF-16 units counts once
    /// @param without words that must not appear in it
    public static EntryVerdict checkText(String entry, int least, int most, List<String> without) {
        var text = entry.strip();
        if (!text.codePoints().allMatch(EntryChecks::isAllowedCharacter)) return wrongEntry("error.text-sign");
        if (characterCount(text) < least)
            return new EntryVerdict.Wrong("error.text-short", "" + (least - characterCount(text)));
        if (characterCount(text) > most) return new EntryVerdict.Wrong("error.text-long", "" + most);
        for (var word : without) if (text.contains(word)) return new EntryVerdict.Wrong("error.text-without", word);
        return FINE;
    }

    private static int characterCount(String text) {
        return text.codePointCount(0, text.length());
    }

    /// No half of a surrogate pair, no private, unassigned or invisible character: these have no script.
    private static boolean isAllowedCharacter(int sign) {
        return sign >= 'a' && sign <= 'z'
                || sign >= 'A' && sign <= 'Z'
                || sign >= '0' && sign <= '9'
                || SIGNS.indexOf(sign) >= 0
                || Character.UnicodeScript.of(sign) == Character.UnicodeScript.HAN;
    }

    /// @param answer ISO 8601 date
    public static EntryVerdict checkDate(String answer, LocalDate first, LocalDate last) {
        try {
            var day = LocalDate.parse(answer);
            if (day.isBefore(first)) return new EntryVerdict.Wrong("error.date-early", first.toString());
            return day.isAfter(last) ? new EntryVerdict.Wrong("error.date-late", last.toString()) : FINE;
        } catch (DateTimeException notADate) {
            return wrongEntry("error.date");
        }
    }

    /// @param answer two ISO 8601 months with a slash between (`2025-10/2026-09`)
    public static EntryVerdict checkMonthRange(String answer, YearMonth first, YearMonth last, int longest) {
        var parts = answer.split("/", -1);
        if (parts.length != 2 || parts[0].isEmpty() || parts[1].isEmpty()) return wrongEntry("error.months-missing");
        try {
            var from = YearMonth.parse(parts[0]);
            var to = YearMonth.parse(parts[1]);
            if (to.isBefore(from)) return wrongEntry("error.date-order");
            if (from.isBefore(first) || to.isAfter(last)) return wrongEntry("error.months-range");
            return from.plusMonths(longest).isAfter(to)
                    ? FINE
                    : new EntryVerdict.Wrong("error.months-long", "" + longest);
        } catch (DateTimeException notAMonth) {
            return wrongEntry("error.months-missing");
        }
    }

    private static EntryVerdict wrongEntry(String text) {
        return new EntryVerdict.Wrong(text, "");
    }
}
