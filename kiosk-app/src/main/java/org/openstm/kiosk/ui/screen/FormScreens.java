package org.openstm.kiosk.ui.screen;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.openstm.kiosk.catalog.DisplayLanguage;
import org.openstm.kiosk.catalog.ItemField;
import org.openstm.kiosk.catalog.RegionCodes;
import org.openstm.kiosk.form.EntryChecks;
import org.openstm.kiosk.form.EntryVerdict;
import org.openstm.kiosk.form.PersonalDataMask;
import org.openstm.kiosk.session.flow.FieldEditor;
import org.openstm.kiosk.session.model.OfferedChoice;
import org.openstm.kiosk.session.model.Session;
import org.openstm.kiosk.session.model.SessionEvent;
import org.openstm.kiosk.session.model.SessionState;
import org.openstm.kiosk.session.model.SessionState.Filling;
import org.openstm.kiosk.session.model.ValueFormatter;
import org.openstm.kiosk.ui.screen.ScreenComposer.PageContent;
import org.openstm.kiosk.ui.text.ScreenTexts;

/// Form pages.
final class FormScreens {
    private static final int PER_PAGE = 6;
    private static final int ONE_LINE = 16;

    /// Neither credit codes nor plates contain I and O.
    private static final List<String> LETTERS = List.of("QWERTYUP", "ASDFGHJKL", "ZXCVBNM");

    private static final List<String> SIGNS =
            Stream.concat(Stream.of("1234567890"), LETTERS.stream()).toList();

    /// Larger keys: nine in a row.
    private static final List<String> LARGE_SIGNS =
            Stream.concat(Stream.of("12345", "67890"), LETTERS.stream()).toList();

    private static final List<String> PROVINCES = splitRows(EntryChecks.PROVINCES, 8);
    private final Session session;
    private final ScreenTexts texts;

    FormScreens(Session session, ScreenTexts texts) {
        this.session = session;
        this.texts = texts;
    }

    private static List<String> splitRows(String signs, int each) {
        var rows = new ArrayList<String>();
        for (int i = 0; i < signs.length(); i += each) rows.add(signs.substring(i, Math.min(signs.length(), i + each)));
        return List.copyOf(rows);
    }

    private Control formControl(
            String id, String text, String icon, Control.ButtonLook look, SessionEvent.TouchEvent event) {
        return new Control(id, text, icon, look, event);
    }

    private Control backButton() {
        return formControl("back", texts.get("back"), "back", Control.ButtonLook.QUIET, new SessionEvent.GoBack());
    }

    private Control nextButton(String label) {
        return formControl("next", label, "", Control.ButtonLook.PRIMARY, new SessionEvent.GoOn());
    }

    PageContent questionPage(Filling here) {
        var road = here.road();
        var page = road.item().pages().get(here.page());
        var field = page.fields().getFirst();
        var language = texts.language();
        var parts = new ArrayList<ScreenPart>();
        if (here.code().isPresent()) return smsCodePage(here, here.code().get());
        if (field.kind().isPicture())
            return new CaptureScreens(session, texts)
                    .capturePage(here, field)
                    .withSteps(IdentificationScreens.stepProgress(
                            texts, road, here.page() + 3, page.step().textIn(language)));
        boolean written = field.kind() == ItemField.FieldKind.TEXT || field.kind() == ItemField.FieldKind.ADDRESS;
        parts.add(new ScreenPart.Title(
                page.title().textIn(language),
                written && session.comfort().large() ? "" : page.help().textIn(language)));
        var label = addInput(parts, here, field);
        if (parts.stream().noneMatch(p -> p instanceof ScreenPart.EntryField || p instanceof ScreenPart.TextInput))
            here.wrong().ifPresent(w -> parts.add(errorPart(texts, w)));
        return new PageContent(
                        "question",
                        Optional.empty(),
                        parts,
                        List.of(backButton(), nextButton(label)),
                        Screen.Background.PAPER)
                .withSteps(IdentificationScreens.stepProgress(
                        texts, road, here.page() + 3, page.step().textIn(language)));
    }

    /// Adds what the field is answered with.
    ///
    /// @return the label of the way on
    private String addInput(List<ScreenPart> parts, Filling here, ItemField field) {
        switch (field.kind()) {
            case CHOICE -> addChoices(parts, here, field);
            case REGION -> {
                return addRegionGrid(parts, here, field);
            }
            case DATE -> addDateWheels(parts, here, field);
            case MONTH_RANGE -> addMonthRange(parts, here, field);
            case COPIES -> addCopyChoices(parts, here, field);
            case TEXT, ADDRESS -> addTextInput(parts, here, field);
            case SCAN, PHOTO -> throw new IllegalStateException("a picture has a page of its own");
            case MOBILE, BANK_CARD, NUMBER, DIGITS, AMOUNT, ID_NUMBER, PLATE, USCC -> addTypedInput(parts, here, field);
        }
        return texts.get("next");
    }

    /// Fields that are answered by keys on the page.
    private void addTypedInput(List<ScreenPart> parts, Filling here, ItemField field) {
        switch (field.kind()) {
            case MOBILE ->
                addEntryField(
                        parts,
                        here,
                        groupDigits(here.entry(), 3, 4, 4),
                        texts.get("mobile.placeholder"),
                        digitPad(texts));
            case BANK_CARD ->
                addEntryField(
                        parts,
                        here,
                        groupDigits(here.entry(), 4, 4, 4, 4, 4),
                        texts.get("bank.placeholder"),
                        digitPad(texts));
            case NUMBER ->
                addEntryField(
                        parts,
                        here,
                        here.entry(),
                        texts.get("number.placeholder", field.least(), field.most()),
                        digitPad(texts));
            case DIGITS ->
                addEntryField(
                        parts,
                        here,
                        groupDigits(here.entry(), 4, 4, 4, 4, 4),
                        texts.get("digits.placeholder"),
                        digitPad(texts));
            case AMOUNT ->
                addEntryField(
                        parts,
                        here,
                        here.entry().isEmpty() ? "" : "¥" + here.entry(),
                        texts.get("amount.placeholder", ValueFormatter.formatMoney(allowedMaximum(here, field))),
                        digitPad(texts, ".", "00"));
            case ID_NUMBER ->
                addEntryField(
                        parts,
                        here,
                        groupDigits(here.entry(), 6, 8, 4),
                        texts.get("id-number.placeholder"),
                        digitPad(texts, "X"));
            case PLATE ->
                addEntryField(
                        parts,
                        here,
                        here.entry(),
                        texts.get("plate.placeholder"),
                        letterBoard(plateCharacters(here.entry())));
            case USCC ->
                addEntryField(
                        parts,
                        here,
                        groupDigits(here.entry(), 2, 6, 9, 1),
                        texts.get("uscc.placeholder"),
                        letterBoard(keyCharacters()));
            default -> throw new IllegalStateException(field.kind() + " has no keys of its own");
        }
    }

    static ScreenPart errorPart(ScreenTexts texts, EntryVerdict.Wrong wrong) {
        return new ScreenPart.ErrorText(
                texts.get(wrong.text(), ValueFormatter.formatDate(wrong.detail(), texts.language())));
    }

    private void addChoices(List<ScreenPart> parts, Filling here, ItemField field) {
        var picks = field.list().isEmpty() ? fixedChoices(here, field) : offeredChoices(here, field);
        if (picks.isEmpty() && here.wrong().isEmpty()) {
            parts.add(new ScreenPart.BusyIndicator(texts.get("error.fetching")));
            return;
        }
        int pages = (picks.size() + PER_PAGE - 1) / PER_PAGE;
        int page = Math.min(here.choicePage(), Math.max(0, pages - 1));
        parts.add(new ScreenPart.ChoiceList(
                picks.subList(page * PER_PAGE, Math.min(picks.size(), (page + 1) * PER_PAGE))));
        if (pages > 1) parts.add(pageTurner(page, pages));
    }

    private ScreenPart pageTurner(int page, int pages) {
        return new ScreenPart.PageTurner(
                formControl(
                        "page/back",
                        texts.get("page.back"),
                        "back",
                        Control.ButtonLook.QUIET,
                        new SessionEvent.TurnPage(-1)),
                session.comfort().large() ? (page + 1) + "/" + pages : texts.get("page", page + 1, pages),
                formControl(
                        "page/next",
                        texts.get("page.next"),
                        "chev",
                        Control.ButtonLook.QUIET,
                        new SessionEvent.TurnPage(1)));
    }

    private List<ScreenPart.ChoiceOption> fixedChoices(Filling here, ItemField field) {
        return field.options().stream()
                .map(o -> new ScreenPart.ChoiceOption(
                        formControl(
                                "field/" + field.name() + "/" + o.value(),
                                o.plain().textIn(texts.language()),
                                "",
                                Control.ButtonLook.QUIET,
                                new SessionEvent.PickOption(o.value())),
                        o.official().textIn(texts.language()),
                        here.entry().equals(o.value()),
                        false))
                .toList();
    }

    private List<ScreenPart.ChoiceOption> offeredChoices(Filling here, ItemField field) {
        return here.choices().orElse(List.of()).stream()
                .map(c -> choiceOption(here, field, c))
                .toList();
    }

    private ScreenPart.ChoiceOption choiceOption(Filling here, ItemField field, OfferedChoice choice) {
        var note = choice.note().isEmpty() && !choice.open()
                ? texts.get("choice.full")
                : choice.note().textIn(texts.language());
        return new ScreenPart.ChoiceOption(
                formControl(
                        "field/" + field.name() + "/" + choice.value(),
                        choice.label().textIn(texts.language()),
                        "",
                        choice.open() ? Control.ButtonLook.QUIET : Control.ButtonLook.OFF,
                        new SessionEvent.PickOption(choice.value())),
                note,
                here.entry().equals(choice.value()),
                !choice.open());
    }

    private String addRegionGrid(List<ScreenPart> parts, Filling here, ItemField field) {
        var trail = new ArrayList<Control>();
        for (int i = 0; i < here.trail().size(); i++)
            trail.add(formControl(
                    "trail/" + i,
                    here.trail().get(i).label().textIn(texts.language()),
                    "",
                    Control.ButtonLook.SECONDARY,
                    new SessionEvent.ReopenLevel(i)));
        int level = regionLevel(here, field);
        trail.add(formControl(
                "trail/now",
                texts.get("region.pick", texts.get("region.level-" + level)),
                "",
                Control.ButtonLook.ON,
                new SessionEvent.ReopenLevel(here.trail().size())));
        var picks = offeredChoices(here, field);
        int each = FieldEditor.placesPerPage(session.comfort());
        int pages = (picks.size() + each - 1) / each;
        int page = Math.min(here.choicePage(), Math.max(0, pages - 1));
        parts.add(new ScreenPart.RegionGrid(
                trail,
                here.trail().isEmpty() ? "" : texts.get("region.trail"),
                picks.isEmpty() ? List.of() : picks.subList(page * each, Math.min(picks.size(), (page + 1) * each))));
        if (pages > 1) parts.add(pageTurner(page, pages));
        if (picks.isEmpty() && here.wrong().isEmpty())
            parts.add(new ScreenPart.BusyIndicator(texts.get("error.fetching")));
        return here.choices().orElse(List.of()).stream()
                .filter(c -> c.value().equals(here.entry()))
                .findFirst()
                .map(c -> texts.get("region.take", c.label().textIn(texts.language())))
                .orElse(texts.get("next"));
    }

    /// The level of the region to choose: from the codes, else one below the last.
    private static int regionLevel(Filling here, ItemField field) {
        int offered = here.choices()
                .filter(c -> !c.isEmpty())
                .map(c -> RegionCodes.levelOf(c.getFirst().value()))
                .orElse(0);
        if (offered > 0) return offered;
        int before = here.trail().isEmpty()
                ? 0
                : RegionCodes.levelOf(here.trail().getLast().value());
        return Math.min(field.depth(), Math.max(before, here.trail().size()) + 1);
    }

    private void addDateWheels(List<ScreenPart> parts, Filling here, ItemField field) {
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
        quick.add(formControl("quick/" + id, label, "", look, new SessionEvent.PickOption(day.toString())));
    }

    private ScreenPart.DateWheel dateWheel(String unit, String text) {
        return new ScreenPart.DateWheel(
                formControl("more/" + unit, "+", "", Control.ButtonLook.QUIET, new SessionEvent.PressKey("+" + unit)),
                text,
                formControl("less/" + unit, "−", "", Control.ButtonLook.QUIET, new SessionEvent.PressKey("-" + unit)));
    }

    private void addMonthRange(List<ScreenPart> parts, Filling here, ItemField field) {
        var parts0 = here.entry().split("/", -1);
        var from = parts0[0];
        var to = parts0.length > 1 ? parts0[1] : "";
        var last = YearMonth.from(session.today());
        var first = last.minusMonths(field.least());
        int year = last.getYear() + here.choicePage();
        parts.add(new ScreenPart.QuickAnswers(IntStream.of(6, 12, 24)
                .filter(n -> n <= field.most())
                .mapToObj(n -> formControl(
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
        return formControl(
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
                formControl("month/" + month, label, "", look, new SessionEvent.PickOption(month.toString())),
                "",
                end,
                off);
    }

    private void addCopyChoices(List<ScreenPart> parts, Filling here, ItemField field) {
        var picks = IntStream.rangeClosed(1, field.most())
                .mapToObj(n -> formControl(
                        "field/" + field.name() + "/" + n,
                        texts.get("copies.text", n),
                        "",
                        here.entry().equals("" + n) ? Control.ButtonLook.ON : Control.ButtonLook.QUIET,
                        new SessionEvent.PickOption("" + n)))
                .toList();
        parts.add(new ScreenPart.QuickAnswers(picks));
    }

    private void addEntryField(
            List<ScreenPart> parts, Filling here, String shown, String placeholder, ScreenPart keys) {
        var field = here.road().item().pages().get(here.page()).fields().getFirst();
        parts.add(new ScreenPart.EntryField(
                "field/" + field.name(), shown, placeholder, here.wrong().isPresent()));
        here.wrong().ifPresent(w -> parts.add(errorPart(texts, w)));
        parts.add(keys);
    }

    /// Large type has one line for a region of five levels: its lowest ones, which come first in English.
    private String shortPlaceName(String place) {
        if (!session.comfort().large()) return place;
        if (texts.language() == DisplayLanguage.EN)
            return place.split(", ", 3).length < 3 ? place : place.split(", ", 3)[0] + ", " + place.split(", ", 3)[1];
        return place.length() > ONE_LINE ? "…" + place.substring(place.length() - ONE_LINE) : place;
    }

    private void addTextInput(List<ScreenPart> parts, Filling here, ItemField field) {
        var language = texts.language();
        var region = field.given().stream()
                .flatMap(name -> here.road().item().findField(name).stream())
                .map(f -> ValueFormatter.formatAnswer(here.road(), f, language))
                .filter(words -> !words.isEmpty())
                .toList();
        if (!region.isEmpty()) parts.add(new ScreenPart.Sentence(shortPlaceName(String.join(" ", region))));
        var keys = new KeyboardBuilder(session, texts);
        parts.add(new ScreenPart.TextInput(
                "field/" + field.name(),
                textTail(here.entry(), here.keyboard().isComposing() ? 14 : 26),
                textTail(here.keyboard().shown(), 24),
                texts.get("text.placeholder", field.most()),
                here.wrong().isPresent()));
        if (here.wrong().isPresent()) parts.add(errorPart(texts, here.wrong().get()));
        else if (!keys.troubleText().isEmpty())
            parts.add(new ScreenPart.NoteBox(ScreenPart.Tone.AMBER, "warn", keys.troubleText()));
        else if (!here.entry().isEmpty() && !session.comfort().large())
            parts.add(new ScreenPart.Sentence(texts.get("text.count", entryLength(here), field.most())));
        parts.add(new ScreenPart.FlexibleSpace());
        parts.add(keys.keyboardPart(here.keyboard(), session.comfort().large()));
    }

    private static int entryLength(Filling here) {
        return here.entry().codePointCount(0, here.entry().length());
    }

    /// Shows the end of a long text; the whole text is on the check page.
    ///
    /// @param large number of characters that fit in large type
    private String textTail(String text, int large) {
        int room = session.comfort().large() ? large : 92;
        int length = text.codePointCount(0, text.length());
        return length <= room ? text : "…" + text.substring(text.offsetByCodePoints(0, length - room));
    }

    /// The department's limit, as far as it is known.
    private static String allowedMaximum(Filling here, ItemField field) {
        return here.road().known().getOrDefault(field.within(), "" + field.most());
    }

    private List<String> keyCharacters() {
        return keyCharacters(session);
    }

    /// Digits and capitals.
    static List<String> keyCharacters(Session session) {
        return session.comfort().large() ? LARGE_SIGNS : SIGNS;
    }

    /// Characters allowed at the next position of a plate.
    private List<String> plateCharacters(String entry) {
        if (entry.isEmpty()) return PROVINCES;
        if (entry.length() == 1) return LETTERS;
        // the last position may hold a Chinese character
        return entry.length() == 6
                ? Stream.concat(keyCharacters().stream(), Stream.of(EntryChecks.PLATE_ENDS))
                        .toList()
                : keyCharacters();
    }

    private ScreenPart.LetterBoard letterBoard(List<String> signs) {
        return letterBoard(texts, signs);
    }

    static ScreenPart.LetterBoard letterBoard(ScreenTexts texts, List<String> signs) {
        var rows = new ArrayList<List<Control>>();
        for (var row : signs)
            rows.add(row.codePoints()
                    .mapToObj(c -> characterKey(Character.toString(c)))
                    .toList());
        rows.add(List.of(
                new Control(
                        "key/clear", texts.get("pad.clear"), "", Control.ButtonLook.OFF, new SessionEvent.ClearEntry()),
                new Control(
                        "key/delete",
                        texts.get("pad.delete"),
                        "bksp",
                        Control.ButtonLook.OFF,
                        new SessionEvent.Backspace())));
        return new ScreenPart.LetterBoard(rows);
    }

    /// @param more keys for this entry in addition to the digits
    static ScreenPart.DigitPad digitPad(ScreenTexts texts, String... more) {
        var keys = new ArrayList<Control>();
        for (int digit = 1; digit <= 9; digit++) keys.add(characterKey("" + digit));
        keys.add(new Control(
                "key/clear", texts.get("pad.clear"), "", Control.ButtonLook.OFF, new SessionEvent.ClearEntry()));
        keys.add(characterKey("0"));
        keys.add(new Control(
                "key/delete", texts.get("pad.delete"), "bksp", Control.ButtonLook.OFF, new SessionEvent.Backspace()));
        for (String sign : more) keys.add(characterKey(sign));
        return new ScreenPart.DigitPad(keys);
    }

    private static Control characterKey(String digit) {
        return new Control("key/" + digit, digit, "", Control.ButtonLook.QUIET, new SessionEvent.PressKey(digit));
    }

    static String groupDigits(String digits, int... groups) {
        var grouped = new StringBuilder();
        int at = 0;
        for (int group : groups) {
            if (at >= digits.length()) break;
            if (at > 0) grouped.append(' ');
            grouped.append(digits, at, Math.min(at + group, digits.length()));
            at += group;
        }
        return grouped.toString();
    }

    private PageContent smsCodePage(Filling here, SessionState.SmsCodeEntry code) {
        var parts = new ArrayList<ScreenPart>();
        parts.add(new ScreenPart.Title(
                texts.get("code.title"), texts.get("code.lead", PersonalDataMask.maskMobile(here.entry()))));
        parts.add(new ScreenPart.EntryField(
                "code",
                code.entry(),
                texts.get("code.placeholder"),
                code.wrong().isPresent()));
        code.wrong().ifPresent(w -> parts.add(errorPart(texts, w)));
        if (code.asking())
            parts.add(
                    new ScreenPart.Sentence(texts.get(code.challenge().isEmpty() ? "code.sending" : "code.checking")));
        parts.add(digitPad(texts));
        var page = here.road().item().pages().get(here.page());
        return PageContent.of(
                        "code",
                        parts,
                        backButton(),
                        formControl(
                                "resend",
                                texts.get("code.resend"),
                                "",
                                Control.ButtonLook.QUIET,
                                new SessionEvent.ResendCode()),
                        nextButton(texts.get("next")))
                .withSteps(IdentificationScreens.stepProgress(
                        texts, here.road(), here.page() + 3, page.step().textIn(texts.language())));
    }
}
