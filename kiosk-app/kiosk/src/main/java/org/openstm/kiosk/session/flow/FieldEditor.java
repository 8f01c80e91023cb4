package org.openstm.kiosk.session.flow;

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
import org.openstm.kiosk.session.model.AccessibilityOptions;
import org.openstm.kiosk.session.model.KeyboardState;
import org.openstm.kiosk.session.model.OfferedChoice;
import org.openstm.kiosk.session.model.ServiceApplication;
import org.openstm.kiosk.session.model.SessionState.Filling;
import org.openstm.kiosk.session.model.SessionState.SmsCodeEntry;

/// Applies a key, a selection or a deletion to the entry on the page.
public final class FieldEditor {
    private static final int CODE = 6;

    private FieldEditor() {}

    static String initialEntry(ItemField field, Optional<String> answer, LocalDate today) {
        return answer.orElse(
                switch (field.kind()) {
                    case DATE -> nearestAllowedDate(field, today).toString();
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

    /// The day within the field's limits that is nearest to today.
    private static LocalDate nearestAllowedDate(ItemField field, LocalDate today) {
        return today.plusDays(Math.clamp(0, field.least(), field.most()));
    }

    static EntryVerdict checkEntry(Filling here, ItemField field, LocalDate today) {
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
                isLimitKnown(here.road(), field)
                        ? EntryChecks.checkAmount(
                                entry, BigDecimal.valueOf(field.least()), highestAmount(here.road(), field))
                        : new EntryVerdict.Wrong("error.limit-unknown", "");
            case DIGITS -> EntryChecks.checkDigits(entry, field.least(), field.most());
            case ID_NUMBER -> EntryChecks.checkIdNumber(entry, today);
            case PLATE -> EntryChecks.checkPlate(entry);
            case USCC -> EntryChecks.checkUscc(entry);
            case SCAN, PHOTO -> ImageCaptureFlow.checkPicture(here, field);
            case TEXT, ADDRESS ->
                here.keyboard().isComposing()
                        ? new EntryVerdict.Wrong("error.composing", "")
                        : EntryChecks.checkText(entry, field.least(), field.most(), field.without());
            case MONTH_RANGE -> {
                var now = YearMonth.from(today);
                yield EntryChecks.checkMonthRange(entry, now.minusMonths(field.least()), now, field.most());
            }
        };
    }

    /// Whether an entry from another channel could have been made here.
    static boolean isAcceptableEntry(Filling here, ItemField field, LocalDate today) {
        boolean offered = switch (field.kind()) {
            case CHOICE -> isOffered(here, field, here.entry());
            case COPIES -> here.entry().matches("[1-9]\\d?") && Integer.parseInt(here.entry()) <= field.most();
            default -> true;
        };
        return offered && checkEntry(here, field, today) instanceof EntryVerdict.Fine;
    }

    /// The back system may not have reported it yet.
    private static boolean isLimitKnown(ServiceApplication road, ItemField field) {
        return field.within().isEmpty() || road.known().containsKey(field.within());
    }

    /// The limit from the back system, else the item's own. An unreadable limit allows nothing.
    static BigDecimal highestAmount(ServiceApplication road, ItemField field) {
        if (field.within().isEmpty()) return BigDecimal.valueOf(field.most());
        var said = road.known().getOrDefault(field.within(), "").replaceAll("[¥,]", "");
        return said.matches("\\d{1,9}(\\.\\d{1,2})?") ? new BigDecimal(said) : BigDecimal.ZERO;
    }

    /// The form in which an entry becomes the answer.
    static String toAnswer(Filling here, ItemField field) {
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

    static Filling pressKey(Filling here, ItemField field, String key, LocalDate today) {
        if (here.code().isPresent()) return pressCodeKey(here, key);
        return switch (field.kind()) {
            case MOBILE -> appendDigit(here, key, 11);
            case BANK_CARD -> appendDigit(here, key, 19);
            case NUMBER -> appendDigit(here, key, Integer.toString(field.most()).length());
            case DIGITS -> appendDigit(here, key, field.most());
            case AMOUNT -> appendIfMatching(here, key, "\\d{1,9}(\\.\\d{0,2})?");
            case ID_NUMBER -> appendIfMatching(here, key, "\\d{1,17}|\\d{17}[0-9X]");
            case PLATE -> appendIfMatching(here, key, EntryChecks.PLATE_BEGUN);
            case USCC -> appendIfMatching(here, key, "[" + EntryChecks.USCC + "]{1,18}");
            case COPIES -> {
                int copies = Integer.parseInt(here.entry()) + (key.equals("+") ? 1 : key.equals("-") ? -1 : 0);
                yield withEntry(here, "" + Math.clamp(copies, 1, field.most()));
            }
            case DATE -> withEntry(here, shiftDate(here.entry(), key, field, today));
            case CHOICE, REGION, MONTH_RANGE, TEXT, ADDRESS, SCAN, PHOTO -> here;
        };
    }

    private static Filling appendDigit(Filling here, String key, int longest) {
        boolean takes = key.matches("\\d") && here.entry().length() < longest;
        return takes ? withEntry(here, here.entry() + key) : here;
    }

    /// An entry that cannot become valid is not accepted.
    private static Filling appendIfMatching(Filling here, String key, String pattern) {
        var longer = here.entry() + key;
        return longer.matches(pattern) ? withEntry(here, longer) : here;
    }

    private static Filling pressCodeKey(Filling here, String key) {
        var code = here.code().orElseThrow();
        // a message may arrive before central has reported that it was sent
        boolean checking = code.asking() && !code.challenge().isEmpty();
        boolean takes = key.matches("\\d") && code.entry().length() < CODE && !checking;
        return takes
                ? withCodeEntry(
                        here, new SmsCodeEntry(code.challenge(), code.entry() + key, Optional.empty(), code.asking()))
                : here;
    }

    /// Keys of a date are `+y -y +m -m +d -d`; the date stays within its limits.
    private static String shiftDate(String entry, String key, ItemField field, LocalDate today) {
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

    static Filling pickValue(Filling here, ItemField field, String value, LocalDate today) {
        return switch (field.kind()) {
            case MONTH_RANGE -> withEntry(here, nextMonthRange(here.entry(), value, today));
            case CHOICE, REGION -> isOffered(here, field, value) ? withEntry(here, value) : here;
            case DATE, COPIES -> withEntry(here, value);
            case MOBILE, BANK_CARD, NUMBER, AMOUNT, DIGITS, ID_NUMBER, PLATE, USCC, TEXT, ADDRESS, SCAN, PHOTO -> here;
        };
    }

    /// Only an option that is on the screen and open can be selected.
    private static boolean isOffered(Filling here, ItemField field, String value) {
        if (field.list().isEmpty())
            return field.options().stream().anyMatch(o -> o.value().equals(value));
        return here.choices().orElse(List.of()).stream().anyMatch(c -> c.value().equals(value) && c.open());
    }

    /// A month, or `last-N` for the last N whole months.
    private static String nextMonthRange(String entry, String value, LocalDate today) {
        if (value.startsWith("last-")) {
            var end = YearMonth.from(today).minusMonths(1);
            return end.minusMonths(Integer.parseInt(value.substring(5)) - 1L) + "/" + end;
        }
        var parts = entry.split("/", -1);
        boolean fromOpen = parts[0].isEmpty() || !parts[1].isEmpty();
        return fromOpen ? value + "/" : parts[0] + "/" + value;
    }

    static Filling turnChoicePage(
            Filling here, ItemField field, int by, LocalDate today, AccessibilityOptions comfort) {
        if (field.kind() == ItemField.FieldKind.MONTH_RANGE) {
            int years = today.getYear()
                    - YearMonth.from(today).minusMonths(field.least()).getYear();
            return withChoicePage(here, Math.clamp(here.choicePage() + by, -years, 0));
        }
        int count = here.choices().map(List::size).orElse(field.options().size());
        int each = field.kind() == ItemField.FieldKind.REGION ? placesPerPage(comfort) : FormFlow.PER_PAGE;
        int pages = Math.max(1, (count + each - 1) / each);
        return withChoicePage(here, Math.clamp(here.choicePage() + by, 0, pages - 1));
    }

    /// Names of regions that fit one page, however many levels are above them: seven rows of
    /// three, or in large type three of two.
    public static int placesPerPage(AccessibilityOptions comfort) {
        return comfort.large() ? 6 : 21;
    }

    static Filling eraseLast(Filling here) {
        if (here.code().isPresent()) {
            var code = here.code().get();
            if (code.entry().isEmpty() || code.asking()) return here;
            return withCodeEntry(
                    here,
                    new SmsCodeEntry(
                            code.challenge(),
                            code.entry().substring(0, code.entry().length() - 1),
                            Optional.empty(),
                            false));
        }
        return here.entry().isEmpty()
                ? here
                : withEntry(here, here.entry().substring(0, here.entry().length() - 1));
    }

    static Filling clearEntry(Filling here) {
        if (here.code().isPresent())
            return withCodeEntry(here, new SmsCodeEntry(here.code().get().challenge(), "", Optional.empty(), false));
        return withEntry(here, "");
    }

    /// Text on the check page and the slip for an answer whose options came from central.
    static Optional<LocalizedText> answerLabel(Filling here, ItemField field) {
        if (field.list().isEmpty()) return Optional.empty();
        return here.choices().orElse(List.of()).stream()
                .filter(c -> c.value().equals(here.entry()))
                .findFirst()
                .map(c -> LocalizedText.of(
                        joinTrail(here, c, DisplayLanguage.ZH_CN, ""), joinTrail(here, c, DisplayLanguage.EN, ", ")));
    }

    private static String joinTrail(Filling here, OfferedChoice last, DisplayLanguage language, String between) {
        var trail = here.trail().stream().map(c -> c.label().textIn(language)).collect(Collectors.toList());
        trail.add(last.label().textIn(language));
        return String.join(between, language == DisplayLanguage.EN ? trail.reversed() : trail);
    }

    static Filling withEntry(Filling f, String entry) {
        return withChanges(f, draft -> {
            draft.entry = entry;
            draft.wrong = Optional.empty();
        });
    }

    static Filling withTypedEntry(Filling f, TextEntry.TypedEntry typed) {
        return withChanges(f, draft -> {
            draft.entry = typed.entry();
            draft.wrong = Optional.empty();
            draft.keyboard = typed.keyboard();
        });
    }

    static Filling withApplication(Filling f, ServiceApplication road) {
        return withChanges(f, draft -> draft.road = road);
    }

    static Filling withError(Filling f, EntryVerdict.Wrong wrong) {
        return withChanges(f, draft -> draft.wrong = Optional.of(wrong));
    }

    /// An old answer that is no longer offered is not kept.
    static Filling withChoices(Filling f, List<OfferedChoice> choices) {
        // the region chosen last has no lower level: it is the answer
        if (choices.isEmpty() && !f.trail().isEmpty()) return withLastOfTrail(f);
        boolean still = choices.stream().anyMatch(c -> c.value().equals(f.entry()) && c.open());
        return withChanges(f, draft -> {
            draft.entry = still ? f.entry() : "";
            draft.wrong = Optional.empty();
            draft.choices = Optional.of(List.copyOf(choices));
            draft.choicePage = 0;
        });
    }

    private static Filling withLastOfTrail(Filling f) {
        var last = f.trail().getLast();
        return withChanges(f, draft -> {
            draft.entry = last.value();
            draft.wrong = Optional.empty();
            draft.choices = Optional.of(List.of(last));
            draft.choicePage = 0;
            draft.trail = f.trail().subList(0, f.trail().size() - 1);
        });
    }

    static Filling withChoicePage(Filling f, int page) {
        return withChanges(f, draft -> draft.choicePage = page);
    }

    static Filling withTrail(Filling f, List<OfferedChoice> trail) {
        return withChanges(f, draft -> {
            draft.entry = "";
            draft.wrong = Optional.empty();
            draft.choices = Optional.empty();
            draft.choicePage = 0;
            draft.trail = List.copyOf(trail);
        });
    }

    static Filling withCodeEntry(Filling f, SmsCodeEntry code) {
        return withChanges(f, draft -> {
            draft.wrong = Optional.empty();
            draft.code = Optional.of(code);
        });
    }

    static Filling withoutCodeEntry(Filling f) {
        return withChanges(f, draft -> {
            draft.wrong = Optional.empty();
            draft.code = Optional.empty();
        });
    }

    static Filling withWrongCode(Filling f) {
        var challenge = f.code().orElseThrow().challenge();
        return withCodeEntry(
                f, new SmsCodeEntry(challenge, "", Optional.of(new EntryVerdict.Wrong("error.code", "")), false));
    }

    /// A copy of the page with the changes made to the draft.
    private static Filling withChanges(Filling f, Consumer<PageDraft> change) {
        var draft = new PageDraft(f);
        change.accept(draft);
        return draft.toFilling(f);
    }

    private static final class PageDraft {
        ServiceApplication road;
        String entry;
        Optional<EntryVerdict.Wrong> wrong;
        Optional<List<OfferedChoice>> choices;
        int choicePage;
        List<OfferedChoice> trail;
        Optional<SmsCodeEntry> code;
        KeyboardState keyboard;

        PageDraft(Filling f) {
            road = f.road();
            entry = f.entry();
            wrong = f.wrong();
            choices = f.choices();
            choicePage = f.choicePage();
            trail = f.trail();
            code = f.code();
            keyboard = f.keyboard();
        }

        Filling toFilling(Filling before) {
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
