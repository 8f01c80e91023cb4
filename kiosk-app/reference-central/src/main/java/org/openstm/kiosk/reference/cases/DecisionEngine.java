package org.openstm.kiosk.reference.cases;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.Period;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.openstm.kiosk.central.CaseSubmission;
import org.openstm.kiosk.central.ListOption;
import org.openstm.kiosk.reference.cases.DepartmentRules.Decision;
import org.openstm.kiosk.reference.demo.DemoPerson;
import org.openstm.kiosk.reference.demo.DemoProvince;
import org.openstm.kiosk.reference.demo.ServiceCheck;
import org.openstm.kiosk.reference.demo.ServiceDefinition;
import org.openstm.kiosk.reference.store.CaseKeys;
import org.openstm.kiosk.reference.store.Transaction;

/// Decides an item by its rules in `items.yaml`: the checks in order, of which the first that fails refuses;
/// then the appointment, the result and the document.
final class DecisionEngine {
    private static final String GRANTED = """
            SELECT COUNT(*) FROM case_file WHERE person_key = ? AND service = ? AND state = 'ACCEPTED' AND at_ms >= ?
            """;
    private static final int CHIP_NAME = 15;
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm").withZone(DepartmentRules.ZONE);
    private static final Pattern GAP = Pattern.compile("\\{((?:[^{}]|\\{[^{}]*})+)}");

    private final DemoProvince demo;
    private final AppointmentSlots slots;

    DecisionEngine(DemoProvince demo, AppointmentSlots slots) {
        this.demo = demo;
        this.slots = slots;
    }

    Decision decideCase(ServiceDefinition service, DemoPerson who, CaseSubmission s, LocalDate today, Transaction turn)
            throws SQLException {
        for (var check : service.checks()) {
            if (!check.counts(s.answers())) continue;
            var no = evaluateCheck(check, service, who, s, today, turn);
            if (no.isPresent()) return no.get();
        }
        var seat = new LinkedHashMap<String, String>();
        if (!service.seat().isEmpty()) {
            for (String name : service.seat()) seat.put(name, s.answers().getOrDefault(name, ""));
            var number = slots.bookSeat(turn, new AppointmentSlots.SeatChoice(seat));
            if (number.isEmpty()) return refuseFullSlot(turn, seat);
            seat.put("queueNo", Integer.toString(number.get()));
        }
        UnaryOperator<String> words = gap -> gapValue(gap, who, s, today);
        var result = new LinkedHashMap<String, String>();
        service.gives().forEach((name, text) -> result.put(name, fillGaps(text, words)));
        if (seat.containsKey("queueNo")) result.put("queueNo", seat.getOrDefault("queueNo", ""));
        if (!service.costs().isEmpty()) {
            var due = parseAmount(lookUpFact(who, service.costs(), s.answers(), today));
            if (due.signum() == 0) return new Decision.Reject("nothing-to-pay", Map.of());
            result.put(
                    "amount", DepartmentRules.formatYuan(due.movePointRight(2).longValueExact()));
            return new Decision.Accept(
                    result, Optional.empty(), due.movePointRight(2).longValueExact());
        }
        if (service.paper().isEmpty()) return DepartmentRules.acceptResult(result);
        return new Decision.Accept(result, Optional.of(buildCertificate(service, s, result, words)), 0);
    }

    private Decision refuseFullSlot(Transaction turn, Map<String, String> seat) throws SQLException {
        for (ListOption next : slots.listSlots(turn, seat)) {
            if (!next.available()) continue;
            String text = next.label().getOrDefault("zh-CN", next.value());
            return new Decision.Refuse("quota-gone", Map.of("next", next.value(), "nextText", text));
        }
        return new Decision.Refuse("quota-none", Map.of());
    }

    private Optional<Decision> evaluateCheck(
            ServiceCheck check,
            ServiceDefinition service,
            DemoPerson who,
            CaseSubmission s,
            LocalDate today,
            Transaction turn)
            throws SQLException {
        return switch (check.kind()) {
            case FACT -> checkFact(check, who, s, today);
            case AGE -> checkAge(check, s, today);
            case AMOUNT -> checkAmount(check, who, s);
            case LIST -> {
                String value = s.answers().getOrDefault(check.of(), "");
                boolean right = demo.lists().hasOption(check.is(), value);
                yield right
                        ? Optional.empty()
                        : Optional.of(new Decision.Refuse("answers-incomplete", Map.of("field", check.of())));
            }
            case TEXT ->
                isAcceptableText(check, s.answers().getOrDefault(check.of(), ""))
                        ? Optional.empty()
                        : Optional.of(new Decision.Refuse(check.code(), Map.of("field", check.of())));
            case ANSWER ->
                s.answers().getOrDefault(check.of(), "").equals(check.is())
                        ? Optional.of(rejectionFor(check, Map.of()))
                        : Optional.empty();
            case YEARLY -> {
                boolean reasoned = !s.answers().getOrDefault(check.of(), "").isBlank();
                yield reasoned || countGranted(turn, service, s, today) < check.limit()
                        ? Optional.empty()
                        : Optional.of(
                                new Decision.Refuse(check.code(), Map.of("most", Integer.toString(check.limit()))));
            }
            case WINDOW -> checkWindow(check, who, s, today);
            case SAME -> checkSameAsRecord(check, who, s, today);
            case NAME ->
                fitsTheChip(s.subject().name()) ? Optional.empty() : Optional.of(rejectionFor(check, Map.of()));
            case GUARDIAN -> checkGuardian(check, s, today);
        };
    }

    private Optional<Decision> checkFact(ServiceCheck check, DemoPerson who, CaseSubmission s, LocalDate today) {
        String state = lookUpFact(who, check.of(), s.answers(), today);
        boolean right = check.is().isEmpty()
                ? !state.isEmpty()
                : List.of(check.is().split("\\|", -1)).contains(state);
        return right ? Optional.empty() : Optional.of(rejectionFor(check, Map.of("state", state)));
    }

    private Optional<Decision> checkAge(ServiceCheck check, CaseSubmission s, LocalDate today) {
        String number =
                check.of().isEmpty() ? s.subject().number() : s.answers().getOrDefault(check.of(), "");
        var from = DepartmentRules.birthDate(number).map(born -> born.plusYears(requiredYears(check, number)));
        boolean right = from.isPresent() && !from.get().isAfter(ageReferenceDay(check, today));
        return right
                ? Optional.empty()
                : Optional.of(rejectionFor(
                        check,
                        Map.of("eligibleFrom", from.map(LocalDate::toString).orElse(""))));
    }

    private Optional<Decision> checkAmount(ServiceCheck check, DemoPerson who, CaseSubmission s) {
        var most = parseAmount(who.fact(check.is()));
        boolean right = parseAmount(s.answers().getOrDefault(check.of(), "")).compareTo(most) <= 0;
        return right
                ? Optional.empty()
                : Optional.of(new Decision.Refuse(check.code(), Map.of("most", most.toPlainString())));
    }

    private Optional<Decision> checkWindow(ServiceCheck check, DemoPerson who, CaseSubmission s, LocalDate today) {
        var end = DepartmentRules.parseDay(lookUpFact(who, check.of(), s.answers(), today));
        var from = end.map(day -> day.minus(Period.parse(check.is())));
        boolean right = from.isPresent() && !today.isBefore(from.get());
        return right
                ? Optional.empty()
                : Optional.of(new Decision.Refuse(
                        check.code(),
                        Map.of(
                                "from", from.map(LocalDate::toString).orElse(""),
                                "end", end.map(LocalDate::toString).orElse(""))));
    }

    private Optional<Decision> checkSameAsRecord(
            ServiceCheck check, DemoPerson who, CaseSubmission s, LocalDate today) {
        String recorded = lookUpFact(who, check.is(), s.answers(), today);
        String given = s.answers().getOrDefault(check.of(), "");
        boolean right = recorded.isEmpty() || given.isEmpty() || recorded.equals(given);
        return right ? Optional.empty() : Optional.of(new Decision.Refuse(check.code(), Map.of()));
    }

    private Optional<Decision> checkGuardian(ServiceCheck check, CaseSubmission s, LocalDate today) {
        boolean young = check.limit() == 0
                || DepartmentRules.birthDate(s.subject().number())
                        .map(born -> born.plusYears(check.limit()).isAfter(today))
                        .orElse(false);
        boolean guarded =
                s.acting().filter(other -> other.role().equals("guardian")).isPresent();
        return !young || guarded ? Optional.empty() : Optional.of(new Decision.Refuse(check.code(), Map.of()));
    }

    /// How often the item was granted to a person this year.
    private static int countGranted(Transaction turn, ServiceDefinition service, CaseSubmission s, LocalDate today)
            throws SQLException {
        long since = today.withDayOfYear(1)
                .atStartOfDay(DepartmentRules.ZONE)
                .toInstant()
                .toEpochMilli();
        return turn.queryFirst(GRANTED, row -> row.getInt(1), CaseKeys.personKey(s.subject()), service.id(), since)
                .orElse(0);
    }

    /// The chip of a card holds fifteen characters of two bytes; a name with longer ones is made by hand.
    private static boolean fitsTheChip(String name) {
        return name.length() <= CHIP_NAME
                && name.chars()
                        .noneMatch(sign ->
                                Character.isSurrogate((char) sign) || Character.getType(sign) == Character.PRIVATE_USE);
    }

    /// Readable text: no control, invisible, private or unassigned characters, no half of a surrogate pair.
    private static boolean isAcceptableText(ServiceCheck check, String text) {
        long characters = text.codePoints().count();
        boolean legible = text.codePoints().allMatch(sign -> switch (Character.getType(sign)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        });
        boolean allowed = check.is().isEmpty()
                || List.of(check.is().split("\\|", -1)).stream().noneMatch(text::contains);
        return legible && allowed && characters >= check.least() && characters <= check.limit();
    }

    private static Decision rejectionFor(ServiceCheck check, Map<String, String> facts) {
        return new Decision.Reject(check.code(), facts);
    }

    private static int requiredYears(ServiceCheck check, String number) {
        boolean man = number.length() == 18 && (number.charAt(16) - '0') % 2 == 1;
        return man && check.men() > 0 ? check.men() : check.limit();
    }

    /// The reference day of an age check: today, or a day of this year.
    private static LocalDate ageReferenceDay(ServiceCheck check, LocalDate today) {
        return check.is().isEmpty() ? today : LocalDate.parse(today.getYear() + "-" + check.is());
    }

    private DepartmentRules.CertificateContent buildCertificate(
            ServiceDefinition service, CaseSubmission s, Map<String, String> result, UnaryOperator<String> words) {
        var rows = new ArrayList<Map<String, String>>();
        service.paper().forEach((label, text) -> {
            String value = fillGaps(text, words);
            if (!value.isBlank()) rows.add(Map.of("label", label, "value", value));
        });
        var all = new LinkedHashMap<>(result);
        all.put("title", service.paperTitle());
        all.put("name", s.subject().name());
        all.put("number", s.subject().number());
        return new DepartmentRules.CertificateContent(
                "certificate/record", service.paperTitle(), all, Map.of("record", rows), DepartmentRules.copyCount(s));
    }

    private static String fillGaps(String text, UnaryOperator<String> words) {
        return GAP.matcher(text).replaceAll(gap -> java.util.regex.Matcher.quoteReplacement(words.apply(gap.group(1))));
    }

    /// A placeholder is `today`, `today+P1Y`, `at` (day and minute of the confirmation), `fact:NAME`,
    /// `end:NAME+P1Y` (a day on record plus a period), `label:LIST:ANSWER`, or the name of an answer.
    private String gapValue(String gap, DemoPerson who, CaseSubmission s, LocalDate today) {
        if (gap.equals("today")) return today.toString();
        if (gap.startsWith("today+"))
            return today.plus(Period.parse(gap.substring(6))).toString();
        if (gap.equals("at")) return MINUTE.format(s.occurredAt());
        if (gap.startsWith("end:")) {
            var parts = gap.substring(4).split("\\+", 2);
            return DepartmentRules.parseDay(lookUpFact(who, parts[0], s.answers(), today))
                    .map(day -> day.plus(Period.parse(parts[1])).toString())
                    .orElse("");
        }
        if (gap.startsWith("fact:")) return lookUpFact(who, gap.substring(5), s.answers(), today);
        if (gap.startsWith("label:")) return lookUpFact(who, gap, s.answers(), today);
        return s.answers().getOrDefault(gap, "");
    }

    /// A fact of a person. Its name may contain an answer (`exam-{exam}-{year}`). `sum:FACT:MONTHS` is a
    /// monthly amount times the months of an answer; `label:LIST:ANSWER` the label of an answer in a list, or
    /// the text of a further `:TEXT` if there is none; `of:ANSWER:FACT` a fact of the person whose number is
    /// the answer, or of the subject when there is none; `line:FACT:MONTHS:N` the N-th newest of those months
    /// with its amount; `=TEXT` the text itself, with its answers. A recorded `today+P20D` is that day.
    String lookUpFact(DemoPerson who, String fact, Map<String, String> answers, LocalDate today) {
        var said = factText(who, fact, answers);
        return said.startsWith("today+") || said.startsWith("today-") ? onDay(said, today) : said;
    }

    /// Converts days of the invented records that are relative to today.
    private static String onDay(String said, LocalDate today) {
        var period = Period.parse(said.substring(6));
        return (said.charAt(5) == '+' ? today.plus(period) : today.minus(period)).toString();
    }

    private String factText(DemoPerson who, String fact, Map<String, String> answers) {
        if (fact.startsWith("label:")) {
            var parts = fact.split(":", 4);
            var asked = answers.getOrDefault(parts[2], "");
            var said = demo.lists().optionLabel(parts[1], asked);
            return parts.length > 3 && said.equals(asked) ? parts[3] : said;
        }
        if (fact.startsWith("of:")) {
            var parts = fact.split(":", 3);
            var other = answers.getOrDefault(parts[1], "");
            return other.isBlank()
                    ? who.fact(parts[2])
                    : demo.people()
                            .findPerson(other)
                            .map(there -> there.fact(parts[2]))
                            .orElse("");
        }
        if (fact.startsWith("=")) return fillGaps(fact.substring(1), name -> answers.getOrDefault(name, ""));
        if (fact.startsWith("line:")) {
            var parts = fact.split(":", 4);
            return monthLine(who.fact(parts[1]), answers.getOrDefault(parts[2], ""), Integer.parseInt(parts[3]));
        }
        if (fact.startsWith("sum:")) {
            var parts = fact.split(":", 3);
            var monthly = who.fact(parts[1]);
            if (monthly.isEmpty()) return "";
            long months = countMonths(answers.getOrDefault(parts[2], ""));
            return "¥"
                    + String.format(
                            java.util.Locale.ROOT, "%,.2f", parseAmount(monthly).multiply(BigDecimal.valueOf(months)));
        }
        return who.fact(fillGaps(fact, name -> answers.getOrDefault(name, "")));
    }

    /// The n-th newest month of a range and the amount paid in it, or an empty text.
    private static String monthLine(String monthly, String range, int n) {
        if (monthly.isEmpty() || n > countMonths(range)) return "";
        var month = YearMonth.parse(range.split("/", -1)[1]).minusMonths(n - 1L);
        return month + "　¥" + String.format(java.util.Locale.ROOT, "%,.2f", parseAmount(monthly));
    }

    private static long countMonths(String range) {
        String[] parts = range.split("/", -1);
        try {
            return parts.length == 2
                    ? ChronoUnit.MONTHS.between(YearMonth.parse(parts[0]), YearMonth.parse(parts[1])) + 1
                    : 0;
        } catch (DateTimeException none) {
            return 0;
        }
    }

    /// Anything that is not an amount counts as zero.
    private static BigDecimal parseAmount(String text) {
        String plain = text.replaceAll("[¥,]", "");
        return plain.matches("\\d{1,12}(\\.\\d{1,2})?")
                ? new BigDecimal(plain).setScale(2, RoundingMode.UNNECESSARY)
                : BigDecimal.ZERO;
    }
}
