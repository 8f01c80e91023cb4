package org.openstm.kiosk.session;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.openstm.kiosk.catalog.DisplayLanguage;
import org.openstm.kiosk.catalog.ItemField;
import org.openstm.kiosk.catalog.LocalizedText;
import org.openstm.kiosk.form.EntryChecks;
import org.openstm.kiosk.form.EntryVerdict;
import org.openstm.kiosk.session.Place.CodeEntry;
import org.openstm.kiosk.session.Place.Filling;

/// What a key, a pick or a rub makes of the entry on the page.
public final class Entries {
    private static final int CODE = 6;

    private Entries() {}

    static String first(ItemField field, Optional<String> answer, LocalDate today) {
        return answer.orElse(
                switch (field.kind()) {
                    case DATE -> nearest(field, today).toString();
                    case COPIES -> "1";
                    case MONTH_RANGE -> "/";
                    case CHOICE,
                            REGION,
                            MOBILE,
                            BANK_CARD,
                            NUMBER,
                            AMOUNT,
                            DIGITS,
                            ID_NUMBER,
                            PLATE,
                            USCC,
                            TEXT,
                            ADDRESS,
                            SCAN,
                            PHOTO -> "";
                });
    }

    /// The day of the field's limits that is nearest to today.
    private static LocalDate nearest(ItemField field, LocalDate today) {
        return today.plusDays(Math.clamp(0, field.least(), field.most()));
    }

    static EntryVerdict check(Filling here, ItemField field, LocalDate today) {
        var entry = here.entry();
        return switch (field.kind()) {
            case CHOICE, REGION, COPIES ->
                entry.isEmpty() ? new EntryVerdict.Wrong("error.choose-one", "") : new EntryVerdict.Fine();
            case DATE -> EntryChecks.checkDate(entry, today.plusDays(field.least()), today.plusDays(field.most()));
            case MOBILE ->
                entry.isEmpty() ? new EntryVerdict.Wrong("error.mobile-short", "11") : EntryChecks.checkMobile(entry);
            case BANK_CARD -> EntryChecks.checkBankCard(entry);
            case NUMBER -> EntryChecks.checkNumber(entry, field.least(), field.most());
            case AMOUNT ->
                limitKnown(here.road(), field)
                        ? EntryChecks.checkAmount(entry, BigDecimal.valueOf(field.least()), most(here.road(), field))
                        : new EntryVerdict.Wrong("error.limit-unknown", "");
            case DIGITS -> EntryChecks.checkDigits(entry, field.least(), field.most());
            case ID_NUMBER -> EntryChecks.checkIdNumber(entry, today);
            case PLATE -> EntryChecks.checkPlate(entry);
            case USCC -> EntryChecks.checkUscc(entry);
            case SCAN, PHOTO -> Pictures.check(here, field);
            case TEXT, ADDRESS ->
                here.keyboard().open()
                        ? new EntryVerdict.Wrong("error.composing", "")
                        : EntryChecks.checkText(entry, field.least(), field.most(), field.without());
            case MONTH_RANGE -> {
                var now = YearMonth.from(today);
                yield EntryChecks.checkMonthRange(entry, now.minusMonths(field.least()), now, field.most());
            }
        };
    }

    /// Whether an entry that was not made here might have been.
    static boolean fits(Filling here, ItemField field, LocalDate today) {
        boolean offered = switch (field.kind()) {
            case CHOICE -> offers(here, field, here.entry());
            case COPIES -> here.entry().matches("[1-9]\\d?") && Integer.parseInt(here.entry()) <= field.most();
            default -> true;
        };
        return offered && check(here, field, today) instanceof EntryVerdict.Fine;
    }

    /// The back system may not have said it yet.
    private static boolean limitKnown(Road road, ItemField field) {
        return field.within().isEmpty() || road.known().containsKey(field.within());
    }

    /// What the back system allows, else the item's own limit. An unreadable limit allows nothing.
    static BigDecimal most(Road road, ItemField field) {
        if (field.within().isEmpty()) return BigDecimal.valueOf(field.most());
        var said = road.known().getOrDefault(field.within(), "").replaceAll("[¥,]", "");
        return said.matches("\\d{1,9}(\\.\\d{1,2})?") ? new BigDecimal(said) : BigDecimal.ZERO;
    }

    /// The form in which an entry becomes the answer.
    static String answer(Filling here, ItemField field) {
        return switch (field.kind()) {
            case AMOUNT ->
                new BigDecimal(here.entry())
                        .setScale(2, RoundingMode.UNNECESSARY)
                        .toPlainString();
            case NUMBER -> Integer.toString(Integer.parseInt(here.entry()));
            case TEXT, ADDRESS -> here.entry().strip();
            default -> here.entry();
        };
    }

    static Filling key(Filling here, ItemField field, String key, LocalDate today) {
        if (here.code().isPresent()) return codeKey(here, key);
        return switch (field.kind()) {
            case MOBILE -> digit(here, key, 11);
            case BANK_CARD -> digit(here, key, 19);
            case NUMBER -> digit(here, key, Integer.toString(field.most()).length());
            case DIGITS -> digit(here, key, field.most());
            case AMOUNT -> matched(here, key, "\\d{1,9}(\\.\\d{0,2})?");
            case ID_NUMBER -> matched(here, key, "\\d{1,17}|\\d{17}[0-9X]");
            case PLATE -> matched(here, key, EntryChecks.PLATE_BEGUN);
            case USCC -> matched(here, key, "[" + EntryChecks.USCC + "]{1,18}");
            case COPIES -> {
                int copies = Integer.parseInt(here.entry()) + (key.equals("+") ? 1 : key.equals("-") ? -1 : 0);
                yield entry(here, "" + Math.clamp(copies, 1, field.most()));
            }
            case DATE -> entry(here, moved(here.entry(), key, field, today));
            case CHOICE, REGION, MONTH_RANGE, TEXT, ADDRESS, SCAN, PHOTO -> here;
        };
    }

    private static Filling digit(Filling here, String key, int longest) {
        boolean takes = key.matches("\\d") && here.entry().length() < longest;
        return takes ? entry(here, here.entry() + key) : here;
    }

    /// What could not become a right entry is not taken.
    private static Filling matched(Filling here, String key, String pattern) {
        var longer = here.entry() + key;
        return longer.matches(pattern) ? entry(here, longer) : here;
    }

    private static Filling codeKey(Filling here, String key) {
        var code = here.code().orElseThrow();
        // a message may be there before central has said that it was sent
        boolean checking = code.asking() && !code.challenge().isEmpty();
        boolean takes = key.matches("\\d") && code.entry().length() < CODE && !checking;
        return takes
                ? coded(here, new CodeEntry(code.challenge(), code.entry() + key, Optional.empty(), code.asking()))
                : here;
    }

    /// Keys of a date are `+y -y +m -m +d -d`; the date stays within its limits.
    private static String moved(String entry, String key, ItemField field, LocalDate today) {
        var day = LocalDate.parse(entry);
        int by = key.startsWith("+") ? 1 : -1;
        var moved = switch (key.substring(1)) {
            case "y" -> day.plusYears(by);
            case "m" -> day.plusMonths(by);
            case "d" -> day.plusDays(by);
            default -> day;
        };
        var first = today.plusDays(field.least());
        var last = today.plusDays(field.most());
        return (moved.isBefore(first) ? first : moved.isAfter(last) ? last : moved).toString();
    }

    static Filling picked(Filling here, ItemField field, String value, LocalDate today) {
        return switch (field.kind()) {
            case MONTH_RANGE -> entry(here, months(here.entry(), value, today));
            case CHOICE, REGION -> offers(here, field, value) ? entry(here, value) : here;
            case DATE, COPIES -> entry(here, value);
            case MOBILE, BANK_CARD, NUMBER, AMOUNT, DIGITS, ID_NUMBER, PLATE, USCC, TEXT, ADDRESS, SCAN, PHOTO -> here;
        };
    }

    /// Only what is on the screen and open can be picked.
    private static boolean offers(Filling here, ItemField field, String value) {
        if (field.list().isEmpty())
            return field.options().stream().anyMatch(o -> o.value().equals(value));
        return here.choices().orElse(List.of()).stream().anyMatch(c -> c.value().equals(value) && c.open());
    }

    /// A month, or `last-N` for the last N whole months.
    private static String months(String entry, String value, LocalDate today) {
        if (value.startsWith("last-")) {
            var end = YearMonth.from(today).minusMonths(1);
            return end.minusMonths(Integer.parseInt(value.substring(5)) - 1L) + "/" + end;
        }
        var parts = entry.split("/", -1);
        boolean fromOpen = parts[0].isEmpty() || !parts[1].isEmpty();
        return fromOpen ? value + "/" : parts[0] + "/" + value;
    }

    static Filling turned(Filling here, ItemField field, int by, LocalDate today, Comfort comfort) {
        if (field.kind() == ItemField.FieldKind.MONTH_RANGE) {
            int years = today.getYear()
                    - YearMonth.from(today).minusMonths(field.least()).getYear();
            return page(here, Math.clamp(here.choicePage() + by, -years, 0));
        }
        int count = here.choices().map(List::size).orElse(field.options().size());
        int each = field.kind() == ItemField.FieldKind.REGION ? placesPerPage(comfort) : Forms.PER_PAGE;
        int pages = Math.max(1, (count + each - 1) / each);
        return page(here, Math.clamp(here.choicePage() + by, 0, pages - 1));
    }

    /// Names of places that stand on one page, however many levels are above them: seven rows of
    /// three, or in large type three of two.
    public static int placesPerPage(Comfort comfort) {
        return comfort.large() ? 6 : 21;
    }

    static Filling rubbed(Filling here) {
        if (here.code().isPresent()) {
            var code = here.code().get();
            if (code.entry().isEmpty() || code.asking()) return here;
            return coded(
                    here,
                    new CodeEntry(
                            code.challenge(),
                            code.entry().substring(0, code.entry().length() - 1),
                            Optional.empty(),
                            false));
        }
        return here.entry().isEmpty()
                ? here
                : entry(here, here.entry().substring(0, here.entry().length() - 1));
    }

    static Filling cleared(Filling here) {
        if (here.code().isPresent())
            return coded(here, new CodeEntry(here.code().get().challenge(), "", Optional.empty(), false));
        return entry(here, "");
    }

    /// What the check page and the slip say for an answer whose options came from the centre.
    static Optional<LocalizedText> label(Filling here, ItemField field) {
        if (field.list().isEmpty()) return Optional.empty();
        return here.choices().orElse(List.of()).stream()
                .filter(c -> c.value().equals(here.entry()))
                .findFirst()
                .map(c -> LocalizedText.of(
                        joined(here, c, DisplayLanguage.ZH_CN, ""), joined(here, c, DisplayLanguage.EN, ", ")));
    }

    private static String joined(Filling here, Choice last, DisplayLanguage language, String between) {
        var trail = here.trail().stream().map(c -> c.label().textIn(language)).collect(Collectors.toList());
        trail.add(last.label().textIn(language));
        return String.join(between, language == DisplayLanguage.EN ? trail.reversed() : trail);
    }

    static Filling entry(Filling f, String entry) {
        return changed(f, draft -> {
            draft.entry = entry;
            draft.wrong = Optional.empty();
        });
    }

    static Filling typed(Filling f, Typewriter.Typed typed) {
        return changed(f, draft -> {
            draft.entry = typed.entry();
            draft.wrong = Optional.empty();
            draft.keyboard = typed.keyboard();
        });
    }

    static Filling with(Filling f, Road road) {
        return changed(f, draft -> draft.road = road);
    }

    static Filling wrong(Filling f, EntryVerdict.Wrong wrong) {
        return changed(f, draft -> draft.wrong = Optional.of(wrong));
    }

    /// An old answer that is no longer offered is not kept as if it were.
    static Filling offered(Filling f, List<Choice> choices) {
        // nothing lies under what was chosen last: then that is the answer
        if (choices.isEmpty() && !f.trail().isEmpty()) return last(f);
        boolean still = choices.stream().anyMatch(c -> c.value().equals(f.entry()) && c.open());
        return changed(f, draft -> {
            draft.entry = still ? f.entry() : "";
            draft.wrong = Optional.empty();
            draft.choices = Optional.of(List.copyOf(choices));
            draft.choicePage = 0;
        });
    }

    private static Filling last(Filling f) {
        var last = f.trail().getLast();
        return changed(f, draft -> {
            draft.entry = last.value();
            draft.wrong = Optional.empty();
            draft.choices = Optional.of(List.of(last));
            draft.choicePage = 0;
            draft.trail = f.trail().subList(0, f.trail().size() - 1);
        });
    }

    static Filling page(Filling f, int page) {
        return changed(f, draft -> draft.choicePage = page);
    }

    static Filling trailed(Filling f, List<Choice> trail) {
        return changed(f, draft -> {
            draft.entry = "";
            draft.wrong = Optional.empty();
            draft.choices = Optional.empty();
            draft.choicePage = 0;
            draft.trail = List.copyOf(trail);
        });
    }

    static Filling coded(Filling f, CodeEntry code) {
        return changed(f, draft -> {
            draft.wrong = Optional.empty();
            draft.code = Optional.of(code);
        });
    }

    static Filling uncoded(Filling f) {
        return changed(f, draft -> {
            draft.wrong = Optional.empty();
            draft.code = Optional.empty();
        });
    }

    static Filling wrongCode(Filling f) {
        var challenge = f.code().orElseThrow().challenge();
        return coded(f, new CodeEntry(challenge, "", Optional.of(new EntryVerdict.Wrong("error.code", "")), false));
    }

    /// The same page, but for what is changed in its draft.
    private static Filling changed(Filling f, Consumer<Draft> change) {
        var draft = new Draft(f);
        change.accept(draft);
        return draft.filling(f);
    }

    private static final class Draft {
        Road road;
        String entry;
        Optional<EntryVerdict.Wrong> wrong;
        Optional<List<Choice>> choices;
        int choicePage;
        List<Choice> trail;
        Optional<CodeEntry> code;
        Keyboard keyboard;

        Draft(Filling f) {
            road = f.road();
            entry = f.entry();
            wrong = f.wrong();
            choices = f.choices();
            choicePage = f.choicePage();
            trail = f.trail();
            code = f.code();
            keyboard = f.keyboard();
        }

        Filling filling(Filling before) {
            return new Filling(
                    road,
                    before.page(),
                    entry,
                    wrong,
                    choices,
                    choicePage,
                    trail,
                    code,
                    before.backToCheck(),
                    keyboard);
        }
    }
}
