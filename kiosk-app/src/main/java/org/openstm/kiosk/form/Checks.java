package org.openstm.kiosk.form;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;

/// The rules of the field dictionary.
public final class Checks {
    private static final Verdict FINE = new Verdict.Fine();

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
