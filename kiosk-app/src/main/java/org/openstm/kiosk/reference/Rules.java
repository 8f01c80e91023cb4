package org.openstm.kiosk.reference;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.openstm.kiosk.central.Option;
import org.openstm.kiosk.central.Submission;
import org.openstm.kiosk.reference.Demo.Person;
import org.openstm.kiosk.reference.Demo.Service;

/// What the invented departments decide. A decision on the person is a case, accepted or rejected; what
/// only needs another choice is refused without a case.
final class Rules {
    sealed interface Decision {
        /// @param paper a sealed document to be made, if any
        /// @param fen what must be paid before the case is done, CNY 0.01; 0 if nothing
        record Accept(Map<String, String> result, Optional<Paper> paper, long fen) implements Decision {}

        record Reject(String code, Map<String, String> result) implements Decision {}

        record Refuse(String code, Map<String, String> facts) implements Decision {}
    }

    /// A certificate that is to be made.
    ///
    /// @param template of `org.openstm.print`
    /// @param words and tables that fill it
    record Paper(
            String template,
            String title,
            Map<String, String> words,
            Map<String, List<Map<String, String>>> tables,
            int copies) {}

    static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy年M月d日");
    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("yyyy年M月");
    private static final DateTimeFormatter DOTTED = DateTimeFormatter.ofPattern("yyyy.MM");

    /// Months that one certificate covers, and copies that one case gives.
    private static final int LONGEST_INSURANCE = 60;

    private static final int LONGEST_INCOME = 36;
    private static final int MOST_COPIES = 5;

    private final Demo demo;
    private final Clerk clerk;
    private final Organisations organisations;

    Rules(Demo demo, Slots slots) {
        this.demo = demo;
        this.clerk = new Clerk(demo, slots);
        this.organisations = new Organisations(demo);
    }

    /// Why somebody else may not hand it in for the subject; empty if they may, or if it is the subject.
    ///
    /// @param day on which it was confirmed: who might then, might
    Optional<Decision.Refuse> standIn(Service service, Submission s, LocalDate day) {
        boolean organisation = s.subject().layout().equals(Organisations.ROLE);
        var not = Optional.of(new Decision.Refuse("not-by-another", Map.of()));
        if (s.acting().isEmpty()) return organisation ? not : Optional.empty();
        var other = s.acting().get();
        if (!service.by().contains(other.role())
                || organisation != other.role().equals(Organisations.ROLE)
                || other.who().number().equals(s.subject().number())) return not;
        if (organisation)
            return organisations.may(other.who().number(), s.subject().number(), day)
                            instanceof Organisations.Said.MayNot(var code, var facts)
                    ? Optional.of(new Decision.Refuse(code, facts))
                    : Optional.empty();
        boolean kin = demo.person(s.subject().number())
                .filter(ward -> !ward.fact("kin-" + other.who().number()).isEmpty())
                .isPresent();
        return other.role().equals("guardian") && !kin
                ? Optional.of(new Decision.Refuse("not-guardian", Map.of()))
                : Optional.empty();
    }

    Decision decide(Service service, Submission s, LocalDate today, Turn turn) throws SQLException {
        for (String need : service.needs()) {
            if (s.answers().getOrDefault(need, "").isBlank()) {
                return new Decision.Refuse("answers-incomplete", Map.of("field", need));
            }
        }
        var person = demo.person(s.subject().number());
        if (person.isEmpty() && !service.anyone()) {
            return new Decision.Reject("no-record", Map.of());
        }
        var who = person.orElse(new Person(s.subject().name(), Map.of()));
        return switch (service.rule()) {
            case "remote-care" -> remoteCare(who, s, today);
            case "life-proof" -> lifeProof(who, today);
            case "old-age-allowance" -> allowance(who, s, today);
            case "join-rural" -> joinRural(who, s, today);
            case "contribution-certificate" -> contributions(who, s, today);
            case "income-record" -> incomeRecord(who, s, today);
            case "own-premium" -> premium(who, s);
            case "plain" -> clerk.decide(service, who, s, today, turn);
            default -> new Decision.Refuse("query-only", Map.of());
        };
    }

    /// What a department can say of a person before anything is asked: that the item is not for them.
    Optional<Decision.Reject> unfit(Service service, String number, LocalDate today) {
        var who = demo.person(number).orElse(new Person("", Map.of()));
        return switch (service.rule()) {
            case "old-age-allowance" -> tooYoungForAllowance(who, number, today);
            case "join-rural" -> notForResidentsScheme(who, number, today);
            default -> Optional.empty();
        };
    }

    private Decision premium(Person who, Submission s) {
        if (who.fact("flexible").isEmpty()) return new Decision.Reject("not-flexible", Map.of());
        String year = s.answers().getOrDefault("year", "");
        String grade = s.answers().getOrDefault("grade", "");
        Long fen = demo.premiums(year).get(grade);
        if (fen == null) return new Decision.Refuse("answers-incomplete", Map.of("field", "grade"));
        return new Decision.Accept(Map.of("year", year, "grade", grade, "amount", yuan(fen)), Optional.empty(), fen);
    }

    /// As people write an amount.
    static String yuan(long fen) {
        return "¥" + money(BigDecimal.valueOf(fen, 2));
    }

    List<Option> premiumYears() {
        return demo.premiumYears().stream()
                .map(year -> new Option(year, Map.of("zh-CN", year + "年", "en", year), true, Map.of()))
                .toList();
    }

    /// The grades of a year with what each costs.
    List<Option> premiumGrades(String year) {
        return demo.premiums(year).entrySet().stream()
                .map(e -> new Option(
                        e.getKey(),
                        Map.of("zh-CN", e.getKey() + "% 档", "en", "Grade " + e.getKey() + "%"),
                        true,
                        Map.of(
                                "zh-CN", "全年 " + yuan(e.getValue()),
                                "en", yuan(e.getValue()) + " a year")))
                .toList();
    }

    private Decision remoteCare(Person who, Submission s, LocalDate today) {
        if (!who.fact("medical").equals("正常参保")) {
            return new Decision.Reject("not-insured", Map.of("state", who.fact("medical")));
        }
        String region = s.answers().getOrDefault("region", "");
        String name = regionName(region);
        if (name.isEmpty()) return new Decision.Refuse("no-such-region", Map.of());
        var start = day(s.answers().getOrDefault("startDate", ""));
        if (start.isEmpty()) return new Decision.Refuse("answers-incomplete", Map.of("field", "startDate"));
        // a stored case may arrive after its first day; it counts from the day it was made
        if (start.get().isBefore(today) && !s.stored()) return new Decision.Refuse("date-passed", Map.of());
        return accept(Map.of(
                "validFrom", start.get().toString(),
                "validFromText", start.get().format(DAY),
                "regionName", name,
                "place", who.fact("insuredPlace")));
    }

    private Decision lifeProof(Person who, LocalDate today) {
        if (!who.fact("deceased").isEmpty()) return new Decision.Reject("deceased", Map.of());
        if (who.fact("pension").isEmpty()) return new Decision.Reject("no-pension", Map.of());
        var next = today.plusYears(1);
        return accept(Map.of(
                "nextDue", next.toString(),
                "nextDueText", next.format(DAY),
                "provedOn", today.toString(),
                "pension", who.fact("pension")));
    }

    private Decision allowance(Person who, Submission s, LocalDate today) {
        var unfit = tooYoungForAllowance(who, s.subject().number(), today);
        if (unfit.isPresent()) return unfit.get();
        String monthly = who.fact("allowanceMonthly").isEmpty() ? "80.00" : who.fact("allowanceMonthly");
        return accept(Map.of(
                "monthly", monthly, "from", YearMonth.from(today).plusMonths(1).toString()));
    }

    private static Optional<Decision.Reject> tooYoungForAllowance(Person who, String number, LocalDate today) {
        if (!who.fact("deceased").isEmpty()) return Optional.of(new Decision.Reject("deceased", Map.of()));
        var eighty = birth(number).map(born -> born.plusYears(80));
        if (eighty.isEmpty()) return Optional.of(new Decision.Reject("no-record", Map.of()));
        return eighty.filter(day -> day.isAfter(today))
                .map(day -> new Decision.Reject("not-of-age", Map.of("eligibleFrom", day.toString())));
    }

    private static Optional<Decision.Reject> notForResidentsScheme(Person who, String number, LocalDate today) {
        if (!who.fact("scheme").isEmpty())
            return Optional.of(new Decision.Reject("other-scheme", Map.of("scheme", who.fact("scheme"))));
        if (birth(number).map(born -> born.plusYears(16).isAfter(today)).orElse(true))
            return Optional.of(new Decision.Reject("too-young", Map.of()));
        return birth(number)
                .filter(born -> !born.plusYears(60).isAfter(today))
                .map(_ -> new Decision.Reject("pension-age", Map.of()));
    }

    private Decision joinRural(Person who, Submission s, LocalDate today) {
        var unfit = notForResidentsScheme(who, s.subject().number(), today);
        if (unfit.isPresent()) return unfit.get();
        String grade = s.answers().getOrDefault("grade", "");
        if (demo.list("grades", "").orElse(List.of()).stream()
                .noneMatch(o -> o.value().equals(grade))) {
            return new Decision.Refuse("answers-incomplete", Map.of("field", "grade"));
        }
        return accept(Map.of(
                "grade", grade, "from", YearMonth.from(today).plusMonths(1).toString()));
    }

    private Decision contributions(Person who, Submission s, LocalDate today) {
        if (who.fact("insuredSince").isEmpty()) return new Decision.Reject("no-record", Map.of());
        var since = YearMonth.parse(who.fact("insuredSince"));
        var range = months(s, today).within(since, LONGEST_INSURANCE);
        if (range.count() < 1) return new Decision.Reject("no-record", Map.of());
        String kind = s.answers().getOrDefault("kind", "all");
        var insurances = demo.list("insurances", "").orElse(List.of());
        boolean all = insurances.stream().noneMatch(o -> o.value().equals(kind));
        var rows = insurances.stream()
                .filter(o -> all || o.value().equals(kind))
                .map(o -> Map.of(
                        "kind", o.label().getOrDefault("zh-CN", o.value()),
                        "span", range.from().format(DOTTED) + " – " + range.to().format(DOTTED),
                        "paid", Long.toString(range.count()),
                        "total", Long.toString(new Months(since, range.to()).count())))
                .toList();
        var words = words(s, range);
        words.put("state", who.fact("insured"));
        words.put("place", who.fact("insuredPlace"));
        words.put("purpose", demo.label("purposes", s.answers().getOrDefault("purpose", "self")));
        words.put("unit", who.fact("insuredUnit"));
        return issue(
                new Paper("certificate/social-insurance", "社会保险参保缴费证明", words, Map.of("insurance", rows), copies(s)),
                range);
    }

    private static Decision incomeRecord(Person who, Submission s, LocalDate today) {
        if (who.fact("taxUnit").isEmpty()) return new Decision.Reject("no-record", Map.of());
        var asked = months(s, today);
        var range = asked.within(asked.from(), LONGEST_INCOME);
        if (range.count() < 1) return new Decision.Reject("no-record", Map.of());
        var amount = new BigDecimal(who.fact("income"));
        var tax = new BigDecimal(who.fact("tax"));
        var rows = new ArrayList<Map<String, String>>();
        for (var m = range.from(); !m.isAfter(range.to()); m = m.plusMonths(1)) {
            rows.add(Map.of(
                    "month", m.format(MONTH),
                    "payer", who.fact("taxUnit"),
                    "amount", money(amount),
                    "tax", money(tax)));
        }
        var words = words(s, range);
        words.put("amountTotal", money(amount.multiply(BigDecimal.valueOf(range.count()))));
        words.put("taxTotal", money(tax.multiply(BigDecimal.valueOf(range.count()))));
        return issue(
                new Paper("certificate/income-record", "个人所得税纳税记录", words, Map.of("income", rows), copies(s)), range);
    }

    private static Map<String, String> words(Submission s, Months range) {
        var words = new LinkedHashMap<String, String>();
        words.put("name", s.subject().name());
        words.put("number", s.subject().number());
        words.put("from", range.from().format(MONTH));
        words.put("to", range.to().format(MONTH));
        words.put("months", Long.toString(range.count()));
        return words;
    }

    private static Decision issue(Paper paper, Months range) {
        return new Decision.Accept(
                Map.of(
                        "from",
                        range.from().toString(),
                        "to",
                        range.to().toString(),
                        "months",
                        Long.toString(range.count())),
                Optional.of(paper),
                0);
    }

    private static String money(BigDecimal amount) {
        return String.format(Locale.ROOT, "%,.2f", amount);
    }

    static int copies(Submission s) {
        String asked = s.answers().getOrDefault("copies", "1");
        return asked.matches("[1-9]\\d?") ? Math.min(Integer.parseInt(asked), MOST_COPIES) : 1;
    }

    /// What a back system says before anything is handed in: what the item asks for, and no more.
    Optional<Map<String, String>> look(Service service, String number, Map<String, String> answers, LocalDate today) {
        var record = demo.person(number);
        if (record.isEmpty() && !service.anyone()) return Optional.empty();
        var who = record.orElse(new Person("", Map.of()));
        var said = new LinkedHashMap<String, String>();
        service.shows().forEach((name, fact) -> {
            var value = clerk.look(who, fact, answers, today);
            if (!value.isEmpty()) said.put(name, value);
        });
        if (service.rule().equals("own-premium")) {
            var fen = Optional.ofNullable(
                    demo.premiums(answers.getOrDefault("year", "")).get(answers.getOrDefault("grade", "")));
            fen.ifPresent(due -> said.put("amount", yuan(due)));
        }
        if (!service.rule().equals("query-only")) return Optional.of(said);
        if (said.isEmpty()) return Optional.empty();
        said.put("asOf", today.toString());
        return Optional.of(said);
    }

    /// From the province down; empty for what is no place of the list.
    private String regionName(String code) {
        if (demo.label("regions", code).equals(code)) return "";
        var name = new StringBuilder();
        for (String part : List.of(code.substring(0, 2) + "0000", code.substring(0, 4) + "00", code)) {
            String label = demo.label("regions", part);
            if (!label.equals(part) && name.indexOf(label) < 0) name.append(label);
        }
        return name.toString();
    }

    static Optional<LocalDate> birth(String number) {
        if (number.length() != 18) return Optional.empty();
        return day(number.substring(6, 10) + "-" + number.substring(10, 12) + "-" + number.substring(12, 14));
    }

    static Optional<LocalDate> day(String text) {
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeParseException none) {
            return Optional.empty();
        }
    }

    private record Months(YearMonth from, YearMonth to) {
        /// Both ends counted; below 1 when nothing lies between.
        long count() {
            return ChronoUnit.MONTHS.between(from, to) + 1;
        }

        Months within(YearMonth earliest, int longest) {
            var first = from.isBefore(earliest) ? earliest : from;
            var last = first.plusMonths(longest - 1L);
            return new Months(first, to.isAfter(last) ? last : to);
        }
    }

    /// The answer `months` is two ISO 8601 months with a slash between; without one, the last twelve whole
    /// months.
    private static Months months(Submission s, LocalDate today) {
        String[] parts = s.answers().getOrDefault("months", "").split("/", -1);
        try {
            if (parts.length == 2) return new Months(YearMonth.parse(parts[0]), YearMonth.parse(parts[1]));
        } catch (DateTimeParseException none) {
            // as without an answer
        }
        var last = YearMonth.from(today).minusMonths(1);
        return new Months(last.minusMonths(11), last);
    }

    static Decision accept(Map<String, String> result) {
        return new Decision.Accept(result, Optional.empty(), 0);
    }
}
