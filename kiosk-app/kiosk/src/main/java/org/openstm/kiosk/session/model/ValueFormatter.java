package org.openstm.kiosk.session.model;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Map;
import org.openstm.kiosk.catalog.DisplayLanguage;
import org.openstm.kiosk.catalog.ItemField;
import org.openstm.kiosk.form.PersonalDataMask;

/// Formats answers and results for people: labels instead of codes, local dates, masked numbers. Used by
/// screens and slips.
public final class ValueFormatter {
    private static final DateTimeFormatter DAY_EN = DateTimeFormatter.ofPattern("d MMM yyyy", Locale.ENGLISH);
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm");
    private static final DateTimeFormatter MONTH_EN = DateTimeFormatter.ofPattern("MMM yyyy", Locale.ENGLISH);

    private ValueFormatter() {}

    public static String formatAnswer(ServiceApplication road, ItemField field, DisplayLanguage language) {
        return road.answers()
                .findAnswer(field.name())
                .map(v -> formatValue(road, field, v, language))
                .orElse("");
    }

    private static String formatValue(
            ServiceApplication road, ItemField field, String value, DisplayLanguage language) {
        return switch (field.kind()) {
            case CHOICE, REGION ->
                field.list().isEmpty()
                        ? field.options().stream()
                                .filter(o -> o.value().equals(value))
                                .map(o -> o.plain().textIn(language))
                                .findFirst()
                                .orElse(value)
                        : road.labels().containsKey(field.name())
                                ? road.labels().get(field.name()).textIn(language)
                                : value;
            case DATE -> formatDate(value, language);
            case MONTH_RANGE -> formatMonthRange(value, language);
            case MOBILE -> PersonalDataMask.maskMobile(value);
            case BANK_CARD -> PersonalDataMask.maskBankCard(value);
            case COPIES -> language == DisplayLanguage.EN ? value : value + " 份";
            case NUMBER ->
                field.unit().textIn(language).isEmpty()
                        ? value
                        : value + " " + field.unit().textIn(language);
            case AMOUNT -> formatMoney(value);
            case ID_NUMBER -> PersonalDataMask.maskNumber(value);
            case DIGITS, PLATE, USCC, TEXT -> value;
            case SCAN, PHOTO -> formatPicture(value, language);
            case ADDRESS -> formatAddress(road, field, value, language);
        };
    }

    private static String formatPicture(String value, DisplayLanguage language) {
        if (value.equals(ItemField.LATER)) return language == DisplayLanguage.EN ? "To be brought later" : "以后再交";
        return language == DisplayLanguage.EN ? "Picture taken" : "已拍照";
    }

    /// The region chosen before, then the typed part.
    private static String formatAddress(
            ServiceApplication road, ItemField field, String street, DisplayLanguage language) {
        var parts = new ArrayList<String>();
        for (var region : field.given()) {
            var words = road.item()
                    .findField(region)
                    .map(f -> formatAnswer(road, f, language))
                    .orElse("");
            if (!words.isEmpty()) parts.add(words);
        }
        parts.add(street);
        return String.join(
                language == DisplayLanguage.EN ? ", " : "", language == DisplayLanguage.EN ? parts.reversed() : parts);
    }

    /// Formats as `¥1,200.50`; text that is no amount is not changed.
    public static String formatMoney(String yuan) {
        return yuan.matches("\\d{1,12}(\\.\\d{1,2})?")
                ? "¥" + String.format(Locale.ROOT, "%,.2f", new BigDecimal(yuan))
                : yuan;
    }

    /// Formats an ISO 8601 date; other text is not changed.
    public static String formatDate(String iso, DisplayLanguage language) {
        try {
            return formatDay(LocalDate.parse(iso), language);
        } catch (DateTimeException other) {
            return iso;
        }
    }

    public static String formatDay(LocalDate day, DisplayLanguage language) {
        return language == DisplayLanguage.EN
                ? DAY_EN.format(day)
                : day.getYear() + "年" + day.getMonthValue() + "月" + day.getDayOfMonth() + "日";
    }

    /// Local day and minute.
    public static String formatTime(Instant at, DisplayLanguage language) {
        var local = LocalDateTime.ofInstant(at, Session.ZONE);
        return formatDay(local.toLocalDate(), language) + " " + CLOCK.format(local);
    }

    public static String formatMonth(YearMonth month, DisplayLanguage language) {
        return language == DisplayLanguage.EN
                ? MONTH_EN.format(month)
                : month.getYear() + "年" + month.getMonthValue() + "月";
    }

    private static String formatMonthRange(String range, DisplayLanguage language) {
        var parts = range.split("/", -1);
        if (parts.length != 2 || parts[0].isEmpty() || parts[1].isEmpty()) return range;
        var between = language == DisplayLanguage.EN ? " to " : " 至 ";
        return formatMonth(YearMonth.parse(parts[0]), language)
                + between
                + formatMonth(YearMonth.parse(parts[1]), language);
    }

    /// Fills `{name}` with an answer or a value of the result; an unknown name becomes empty.
    public static String fillGaps(
            String text, ServiceApplication road, Map<String, String> result, DisplayLanguage language) {
        var filled = new StringBuilder();
        int from = 0;
        for (int open = text.indexOf('{'); open >= 0; open = text.indexOf('{', from)) {
            int close = text.indexOf('}', open);
            if (close < 0) break;
            filled.append(text, from, open).append(gapText(text.substring(open + 1, close), road, result, language));
            from = close + 1;
        }
        return filled.append(text.substring(from)).toString();
    }

    private static String gapText(
            String name, ServiceApplication road, Map<String, String> result, DisplayLanguage language) {
        var field = road.item().findField(name);
        if (field.isPresent() && road.answers().findAnswer(name).isPresent())
            return formatAnswer(road, field.get(), language);
        return formatDate(result.getOrDefault(name, road.known().getOrDefault(name, "")), language);
    }

    /// Formats an amount.
    ///
    /// @param fen amount in CNY 0.01
    public static String formatFen(long fen) {
        return String.format(Locale.ROOT, "¥%,d.%02d", fen / 100, fen % 100);
    }

    /// Groups opaque text by four; a leading pair of letters is a group of its own.
    public static String groupCode(String code) {
        var plain = code.replace(" ", "").replace("-", "");
        var grouped = new StringBuilder();
        int at = plain.length() > 2 && plain.substring(0, 2).matches("[A-Z]{2}") ? 2 : 0;
        grouped.append(plain, 0, at);
        if (at > 0) grouped.append(' ');
        return grouped.append(groupByFour(plain.substring(at))).toString();
    }

    /// Groups by four from the first character on, for a verification code.
    public static String groupByFour(String code) {
        return code.replaceAll("(.{4})(?=.)", "$1 ");
    }
}
