package org.openstm.kiosk.reference.cases;

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
import org.openstm.kiosk.central.CaseSubmission;
import org.openstm.kiosk.central.ListOption;
import org.openstm.kiosk.reference.access.OrganisationRegister;
import org.openstm.kiosk.reference.demo.DemoPerson;
import org.openstm.kiosk.reference.demo.DemoProvince;
import org.openstm.kiosk.reference.demo.ServiceDefinition;
import org.openstm.kiosk.reference.store.Transaction;

/// Decisions of the invented departments. A decision on the person is a case, accepted or rejected; a request
/// that only needs another choice is refused without a case.
public final class DepartmentRules {
    public sealed interface Decision {
        /// @param paper a sealed document to issue, if any
        /// @param fen what must be paid before the case is done, CNY 0.01; 0 if nothing
        record Accept(Map<String, String> result, Optional<CertificateContent> paper, long fen) implements Decision {}

        record Reject(String code, Map<String, String> result) implements Decision {}

        record Refuse(String code, Map<String, String> facts) implements Decision {}
    }

    /// A certificate to be issued.
    ///
    /// @param template of `org.openstm.print`
    /// @param words values and tables of the template
    record CertificateContent(
            String template,
            String title,
            Map<String, String> words,
            Map<String, List<Map<String, String>>> tables,
            int copies) {}

    static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy年M月d日");
    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("yyyy年M月");
    private static final DateTimeFormatter DOTTED = DateTimeFormatter.ofPattern("yyyy.MM");

    /// Limits: months that one certificate covers, and copies per case.
    private static final int LONGEST_INSURANCE = 60;

    private static final int LONGEST_INCOME = 36;
    private static final int MOST_COPIES = 5;

    private final DemoProvince demo;
    private final DecisionEngine engine;
    private final OrganisationRegister organisations;

    public DepartmentRules(DemoProvince demo, AppointmentSlots slots) {
        this.demo = demo;
        this.engine = new DecisionEngine(demo, slots);
        this.organisations = new OrganisationRegister(demo);
    }

    /// Why a representative may not submit it for the subject; empty if they may, or if it is the subject.
    ///
    /// @param day on which it was confirmed: the authorisation of that day counts
    public Optional<Decision.Refuse> findActingRefusal(ServiceDefinition service, CaseSubmission s, LocalDate day) {
        boolean organisation = s.subject().layout().equals(OrganisationRegister.ROLE);
        var not = Optional.of(new Decision.Refuse("not-by-another", Map.of()));
        if (s.acting().isEmpty()) return organisation ? not : Optional.empty();
        var other = s.acting().get();
        if (!service.by().contains(other.role())
                || organisation != other.role().equals(OrganisationRegister.ROLE)
                || other.who().number().equals(s.subject().number())) return not;
        if (organisation)
            return organisations.isAuthorised(other.who().number(), s.subject().number(), day)
                            instanceof OrganisationRegister.Authorisation.NotAuthorised(var code, var facts)
                    ? Optional.of(new Decision.Refuse(code, facts))
                    : Optional.empty();
        boolean kin = demo.people()
                .findPerson(s.subject().number())
                .filter(ward -> !ward.fact("kin-" + other.who().number()).isEmpty())
                .isPresent();
        return other.role().equals("guardian") && !kin
                ? Optional.of(new Decision.Refuse("not-guardian", Map.of()))
                : Optional.empty();
    }

    Decision decideCase(ServiceDefinition service, CaseSubmission s, LocalDate today, Transaction turn)
            throws SQLException {
        for (String need : service.needs()) {
            if (s.answers().getOrDefault(need, "").isBlank()) {
                return new Decision.Refuse("answers-incomplete", Map.of("field", need));
            }
        }
        var person = demo.people().findPerson(s.subject().number());
        if (person.isEmpty() && !service.anyone()) {
            return new Decision.Reject("no-record", Map.of());
        }
        var who = person.orElse(new DemoPerson(s.subject().name(), Map.of()));
        return switch (service.rule()) {
            case "remote-care" -> decideRemoteCare(who, s, today);
            case "life-proof" -> decideLifeProof(who, today);
            case "old-age-allowance" -> decideAllowance(who, s, today);
            case "join-rural" -> decideRuralScheme(who, s, today);
            case "contribution-certificate" -> decideContributions(who, s, today);
            case "income-record" -> decideIncomeRecord(who, s, today);
            case "own-premium" -> decidePremium(who, s);
            case "plain" -> engine.decideCase(service, who, s, today, turn);
            default -> new Decision.Refuse("query-only", Map.of());
        };
    }

    /// Reasons, known before any question, why the item is not for a person.
    public Optional<Decision.Reject> unfit(ServiceDefinition service, String number, LocalDate today) {
        var who = demo.people().findPerson(number).orElse(new DemoPerson("", Map.of()));
        return switch (service.rule()) {
            case "old-age-allowance" -> tooYoungForAllowance(who, number, today);
            case "join-rural" -> notForResidentsScheme(who, number, today);
            default -> Optional.empty();
        };
    }

    private Decision decidePremium(DemoPerson who, CaseSubmission s) {
        if (who.fact("flexible").isEmpty()) return new Decision.Reject("not-flexible", Map.of());
        String year = s.answers().getOrDefault("year", "");
        String grade = s.answers().getOrDefault("grade", "");
        Long fen = demo.lists().premiumAmounts(year).get(grade);
        if (fen == null) return new Decision.Refuse("answers-incomplete", Map.of("field", "grade"));
        return new Decision.Accept(
                Map.of("year", year, "grade", grade, "amount", formatYuan(fen)), Optional.empty(), fen);
    }

    /// Formats an amount.
    public static String formatYuan(long fen) {
        return "¥" + formatAmount(BigDecimal.valueOf(fen, 2));
    }

    public List<ListOption> premiumYears() {
        return demo.lists().premiumYears().stream()
                .map(year -> new ListOption(year, Map.of("zh-CN", year + "年", "en", year), true, Map.of()))
                .toList();
    }

    /// The grades of a year with their fees.
    public List<ListOption> premiumGrades(String year) {
        return demo.lists().premiumAmounts(year).entrySet().stream()
                .map(e -> new ListOption(
                        e.getKey(),
                        Map.of("zh-CN", e.getKey() + "% 档", "en", "Grade " + e.getKey() + "%"),
                        true,
                        Map.of(
                                "zh-CN", "全年 " + formatYuan(e.getValue()),
                                "en", formatYuan(e.getValue()) + " a year")))
                .toList();
    }

    private Decision decideRemoteCare(DemoPerson who, CaseSubmission s, LocalDate today) {
        if (!who.fact("medical").equals("正常参保")) {
            return new Decision.Reject("not-insured", Map.of("state", who.fact("medical")));
        }
        String region = s.answers().getOrDefault("region", "");
        String name = regionName(region);
        if (name.isEmpty()) return new Decision.Refuse("no-such-region", Map.of());
        var start = parseDay(s.answers().getOrDefault("startDate", ""));
        if (start.isEmpty()) return new Decision.Refuse("answers-incomplete", Map.of("field", "startDate"));
        // a stored case may arrive after its first day; the day it was made counts
        if (start.get().isBefore(today) && !s.stored()) return new Decision.Refuse("date-passed", Map.of());
        return acceptResult(Map.of(
                "validFrom", start.get().toString(),
                "validFromText", start.get().format(DAY),
                "regionName", name,
                "place", who.fact("insuredPlace")));
    }

    private Decision decideLifeProof(DemoPerson who, LocalDate today) {
        if (!who.fact("deceased").isEmpty()) return new Decision.Reject("deceased", Map.of());
        if (who.fact("pension").isEmpty()) return new Decision.Reject("no-pension", Map.of());
        var next = today.plusYears(1);
        return acceptResult(Map.of(
                "nextDue", next.toString(),
                "nextDueText", next.format(DAY),
                "provedOn", today.toString(),
                "pension", who.fact("pension")));
    }

    private Decision decideAllowance(DemoPerson who, CaseSubmission s, LocalDate today) {
        var unfit = tooYoungForAllowance(who, s.subject().number(), today);
        if (unfit.isPresent()) return unfit.get();
        String monthly = who.fact("allowanceMonthly").isEmpty() ? "80.00" : who.fact("allowanceMonthly");
        return acceptResult(Map.of(
                "monthly", monthly, "from", YearMonth.from(today).plusMonths(1).toString()));
    }

    private static Optional<Decision.Reject> tooYoungForAllowance(DemoPerson who, String number, LocalDate today) {
        if (!who.fact("deceased").isEmpty()) return Optional.of(new Decision.Reject("deceased", Map.of()));
        var eighty = birthDate(number).map(born -> born.plusYears(80));
        if (eighty.isEmpty()) return Optional.of(new Decision.Reject("no-record", Map.of()));
        return eighty.filter(day -> day.isAfter(today))
                .map(day -> new Decision.Reject("not-of-age", Map.of("eligibleFrom", day.toString())));
    }

    private static Optional<Decision.Reject> notForResidentsScheme(DemoPerson who, String number, LocalDate today) {
        if (!who.fact("scheme").isEmpty())
            return Optional.of(new Decision.Reject("other-scheme", Map.of("scheme", who.fact("scheme"))));
        if (birthDate(number).map(born -> born.plusYears(16).isAfter(today)).orElse(true))
            return Optional.of(new Decision.Reject("too-young", Map.of()));
        return birthDate(number)
                .filter(born -> !born.plusYears(60).isAfter(today))
                .map(_ -> new Decision.Reject("pension-age", Map.of()));
    }

    private Decision decideRuralScheme(DemoPerson who, CaseSubmission s, LocalDate today) {
        var unfit = notForResidentsScheme(who, s.subject().number(), today);
        if (unfit.isPresent()) return unfit.get();
        String grade = s.answers().getOrDefault("grade", "");
        if (demo.lists().findOptions("grades", "").orElse(List.of()).stream()
                .noneMatch(o -> o.value().equals(grade))) {
            return new Decision.Refuse("answers-incomplete", Map.of("field", "grade"));
        }
        return acceptResult(Map.of(
                "grade", grade, "from", YearMonth.from(today).plusMonths(1).toString()));
    }

    private Decision decideContributions(DemoPerson who, CaseSubmission s, LocalDate today) {
        if (who.fact("insuredSince").isEmpty()) return new Decision.Reject("no-record", Map.of());
        var since = YearMonth.parse(who.fact("insuredSince"));
        var range = parseMonths(s, today).clampRange(since, LONGEST_INSURANCE);
        if (range.monthCount() < 1) return new Decision.Reject("no-record", Map.of());
        String kind = s.answers().getOrDefault("kind", "all");
        var insurances = demo.lists().findOptions("insurances", "").orElse(List.of());
        boolean all = insurances.stream().noneMatch(o -> o.value().equals(kind));
        var rows = insurances.stream()
                .filter(o -> all || o.value().equals(kind))
                .map(o -> Map.of(
                        "kind", o.label().getOrDefault("zh-CN", o.value()),
                        "span", range.from().format(DOTTED) + " – " + range.to().format(DOTTED),
                        "paid", Long.toString(range.monthCount()),
                        "total", Long.toString(new MonthRange(since, range.to()).monthCount())))
                .toList();
        var words = certificateWords(s, range);
        words.put("state", who.fact("insured"));
        words.put("place", who.fact("insuredPlace"));
        words.put("purpose", demo.lists().optionLabel("purposes", s.answers().getOrDefault("purpose", "self")));
        words.put("unit", who.fact("insuredUnit"));
        return acceptWithCertificate(
                new CertificateContent(
                        "certificate/social-insurance", "社会保险参保缴费证明", words, Map.of("insurance", rows), copyCount(s)),
                range);
    }

    private static Decision decideIncomeRecord(DemoPerson who, CaseSubmission s, LocalDate today) {
        if (who.fact("taxUnit").isEmpty()) return new Decision.Reject("no-record", Map.of());
        var asked = parseMonths(s, today);
        var range = asked.clampRange(asked.from(), LONGEST_INCOME);
        if (range.monthCount() < 1) return new Decision.Reject("no-record", Map.of());
        var amount = new BigDecimal(who.fact("income"));
        var tax = new BigDecimal(who.fact("tax"));
        var rows = new ArrayList<Map<String, String>>();
        for (var m = range.from(); !m.isAfter(range.to()); m = m.plusMonths(1)) {
            rows.add(Map.of(
                    "month", m.format(MONTH),
                    "payer", who.fact("taxUnit"),
                    "amount", formatAmount(amount),
                    "tax", formatAmount(tax)));
        }
        var words = certificateWords(s, range);
        words.put("amountTotal", formatAmount(amount.multiply(BigDecimal.valueOf(range.monthCount()))));
        words.put("taxTotal", formatAmount(tax.multiply(BigDecimal.valueOf(range.monthCount()))));
        return acceptWithCertificate(
                new CertificateContent(
                        "certificate/income-record", "个人所得税纳税记录", words, Map.of("income", rows), copyCount(s)),
                range);
    }

    private static Map<String, String> certificateWords(CaseSubmission s, MonthRange range) {
        var words = new LinkedHashMap<String, String>();
        words.put("name", s.subject().name());
        words.put("number", s.subject().number());
        words.put("from", range.from().format(MONTH));
        words.put("to", range.to().format(MONTH));
        words.put("months", Long.toString(range.monthCount()));
        return words;
    }

    private static Decision acceptWithCertificate(CertificateContent paper, MonthRange range) {
        return new Decision.Accept(
                Map.of(
                        "from",
                        range.from().toString(),
                        "to",
                        range.to().toString(),
                        "months",
                        Long.toString(range.monthCount())),
                Optional.of(paper),
                0);
    }

    private static String formatAmount(BigDecimal amount) {
        return String.format(Locale.ROOT, "%,.2f", amount);
    }

    static int copyCount(CaseSubmission s) {
        String asked = s.answers().getOrDefault("copies", "1");
        return asked.matches("[1-9]\\d?") ? Math.min(Integer.parseInt(asked), MOST_COPIES) : 1;
    }

    /// Data of a back system before a submission: only what the item asks for.
    public Optional<Map<String, String>> lookUpValues(
            ServiceDefinition service, String number, Map<String, String> answers, LocalDate today) {
        var record = demo.people().findPerson(number);
        if (record.isEmpty() && !service.anyone()) return Optional.empty();
        var who = record.orElse(new DemoPerson("", Map.of()));
        var said = new LinkedHashMap<String, String>();
        service.shows().forEach((name, fact) -> {
            var value = engine.lookUpFact(who, fact, answers, today);
            if (!value.isEmpty()) said.put(name, value);
        });
        if (service.rule().equals("own-premium")) {
            var fen = Optional.ofNullable(demo.lists()
                    .premiumAmounts(answers.getOrDefault("year", ""))
                    .get(answers.getOrDefault("grade", "")));
            fen.ifPresent(due -> said.put("amount", formatYuan(due)));
        }
        if (!service.rule().equals("query-only")) return Optional.of(said);
        if (said.isEmpty()) return Optional.empty();
        said.put("asOf", today.toString());
        return Optional.of(said);
    }

    /// Names of a region from the province down; empty for a code that is not in the list.
    private String regionName(String code) {
        if (demo.lists().optionLabel("regions", code).equals(code)) return "";
        var name = new StringBuilder();
        for (String part : List.of(code.substring(0, 2) + "0000", code.substring(0, 4) + "00", code)) {
            String label = demo.lists().optionLabel("regions", part);
            if (!label.equals(part) && name.indexOf(label) < 0) name.append(label);
        }
        return name.toString();
    }

    static Optional<LocalDate> birthDate(String number) {
        if (number.length() != 18) return Optional.empty();
        return parseDay(number.substring(6, 10) + "-" + number.substring(10, 12) + "-" + number.substring(12, 14));
    }

    static Optional<LocalDate> parseDay(String text) {
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeParseException none) {
            return Optional.empty();
        }
    }

    private record MonthRange(YearMonth from, YearMonth to) {
        /// Both ends included; below 1 when the range is empty.
        long monthCount() {
            return ChronoUnit.MONTHS.between(from, to) + 1;
        }

        MonthRange clampRange(YearMonth earliest, int longest) {
            var first = from.isBefore(earliest) ? earliest : from;
            var last = first.plusMonths(longest - 1L);
            return new MonthRange(first, to.isAfter(last) ? last : to);
        }
    }

    /// The answer `months` is two ISO 8601 months with a slash between; without it, the last twelve complete
    /// months.
    private static MonthRange parseMonths(CaseSubmission s, LocalDate today) {
        String[] parts = s.answers().getOrDefault("months", "").split("/", -1);
        try {
            if (parts.length == 2) return new MonthRange(YearMonth.parse(parts[0]), YearMonth.parse(parts[1]));
        } catch (DateTimeParseException none) {
            // treated as missing
        }
        var last = YearMonth.from(today).minusMonths(1);
        return new MonthRange(last.minusMonths(11), last);
    }

    static Decision acceptResult(Map<String, String> result) {
        return new Decision.Accept(result, Optional.empty(), 0);
    }
}
