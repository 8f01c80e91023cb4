package org.openstm.kiosk.ui.screen;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.openstm.kiosk.catalog.DisplayLanguage;
import org.openstm.kiosk.catalog.ItemField;
import org.openstm.kiosk.session.model.Session;
import org.openstm.kiosk.session.model.SessionEvent;
import org.openstm.kiosk.session.model.SessionState.Filling;
import org.openstm.kiosk.session.model.ValueFormatter;
import org.openstm.kiosk.ui.text.ScreenTexts;

/// Parts of a form page for a day, or for a range of months.
final class DateParts {
    private final Session session;
    private final ScreenTexts texts;

    DateParts(Session session, ScreenTexts texts) {
        this.session = session;
        this.texts = texts;
    }

    void addDateWheels(List<ScreenPart> parts, Filling here, ItemField field) {
        var today = session.today();
        var entry = here.entry().isEmpty() ? today.toString() : here.entry();
        var day = LocalDate.parse(entry);
        var month = today.plusMonths(1).withDayOfMonth(1);
        var quick = new ArrayList<Control>();
        addQuickDay(quick, field, "today", texts.get("date.today"), today, entry);
        addQuickDay(quick, field, "tomorrow", texts.get("date.tomorrow"), today.plusDays(1), entry);
        addQuickDay(quick, field, "next-month", texts.get("date.next-month", monthText(month)), month, entry);
        if (!quick.isEmpty()) parts.add(new ScreenPart.QuickAnswers(quick));
        parts.add(new ScreenPart.DateWheels(List.of(
                dateWheel("y", day.getYear() + yearWord()),
                dateWheel("m", monthText(day) + monthWord()),
                dateWheel("d", day.getDayOfMonth() + dayWord()))));
        parts.add(new ScreenPart.Sentence("__" + ValueFormatter.formatDay(day, texts.language()) + "__"));
    }

    /// In English a date of digits only is ambiguous.
    private String monthText(LocalDate day) {
        return texts.language() == DisplayLanguage.EN
                ? day.getMonth().getDisplayName(java.time.format.TextStyle.SHORT, java.util.Locale.ENGLISH)
                : "" + day.getMonthValue();
    }

    private String yearWord() {
        return texts.language() == DisplayLanguage.EN ? "" : texts.get("date.year");
    }

    private String monthWord() {
        return texts.language() == DisplayLanguage.EN ? "" : texts.get("date.month");
    }

    private String dayWord() {
        return texts.language() == DisplayLanguage.EN ? "" : texts.get("date.day");
    }

    /// Only an allowed day is offered.
    private void addQuickDay(
            List<Control> quick, ItemField field, String id, String label, LocalDate day, String entry) {
        var today = session.today();
        if (day.isBefore(today.plusDays(field.least())) || day.isAfter(today.plusDays(field.most()))) return;
        var look = day.toString().equals(entry) ? Control.ButtonLook.ON : Control.ButtonLook.QUIET;
        quick.add(new Control("quick/" + id, label, "", look, new SessionEvent.PickOption(day.toString())));
    }

    private ScreenPart.DateWheel dateWheel(String unit, String text) {
        return new ScreenPart.DateWheel(
                new Control("more/" + unit, "+", "", Control.ButtonLook.QUIET, new SessionEvent.PressKey("+" + unit)),
                text,
                new Control("less/" + unit, "−", "", Control.ButtonLook.QUIET, new SessionEvent.PressKey("-" + unit)));
    }

    void addMonthRange(List<ScreenPart> parts, Filling here, ItemField field) {
        var parts0 = here.entry().split("/", -1);
        var from = parts0[0];
        var to = parts0.length > 1 ? parts0[1] : "";
        var last = YearMonth.from(session.today());
        var first = last.minusMonths(field.least());
        int year = last.getYear() + here.choicePage();
        parts.add(new ScreenPart.QuickAnswers(IntStream.of(6, 12, 24)
                .filter(n -> n <= field.most())
                .mapToObj(n -> new Control(
                        "quick/last-" + n,
                        texts.get("months.last-" + n),
                        "",
                        Control.ButtonLook.QUIET,
                        new SessionEvent.PickOption("last-" + n)))
                .toList()));
        var keys = new ArrayList<ScreenPart.ChoiceOption>();
        for (int m = 1; m <= 12; m++) keys.add(monthOption(YearMonth.of(year, m), from, to, first, last));
        parts.add(new ScreenPart.MonthRange(
                texts.get("months.from"),
                texts.get("months.to"),
                from.isEmpty() ? "" : ValueFormatter.formatMonth(YearMonth.parse(from), texts.language()),
                to.isEmpty() ? "" : ValueFormatter.formatMonth(YearMonth.parse(to), texts.language()),
                !from.isEmpty() && to.isEmpty(),
                yearKey("year/back", year - 1, year - 1 >= first.getYear(), -1),
                texts.get("months.year", year),
                yearKey("year/next", year + 1, year + 1 <= last.getYear(), 1),
                keys));
        boolean both = !from.isEmpty() && !to.isEmpty() && !YearMonth.parse(to).isBefore(YearMonth.parse(from));
        long count =
                both ? YearMonth.parse(from).until(YearMonth.parse(to), java.time.temporal.ChronoUnit.MONTHS) + 1 : 0;
        parts.add(new ScreenPart.Sentence(count > 0 ? texts.get("months.count", count) : texts.get("months.none")));
    }

    private Control yearKey(String id, int year, boolean open, int by) {
        return new Control(
                id,
                "" + year,
                by < 0 ? "back" : "",
                open ? Control.ButtonLook.QUIET : Control.ButtonLook.OFF,
                new SessionEvent.TurnPage(by));
    }

    private ScreenPart.ChoiceOption monthOption(
            YearMonth month, String from, String to, YearMonth first, YearMonth last) {
        boolean off = month.isBefore(first) || month.isAfter(last);
        boolean end = month.toString().equals(from) || month.toString().equals(to);
        boolean inside = !from.isEmpty()
                && !to.isEmpty()
                && month.isAfter(YearMonth.parse(from))
                && month.isBefore(YearMonth.parse(to));
        var label = texts.language() == DisplayLanguage.EN
                ? month.getMonth().getDisplayName(java.time.format.TextStyle.SHORT, java.util.Locale.ENGLISH)
                : texts.get("months.month", month.getMonthValue());
        var look = off
                ? Control.ButtonLook.OFF
                : end ? Control.ButtonLook.ON : inside ? Control.ButtonLook.SECONDARY : Control.ButtonLook.QUIET;
        return new ScreenPart.ChoiceOption(
                new Control("month/" + month, label, "", look, new SessionEvent.PickOption(month.toString())),
                "",
                end,
                off);
    }
}
