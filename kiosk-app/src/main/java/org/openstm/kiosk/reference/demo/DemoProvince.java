package org.openstm.kiosk.reference.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.openstm.kiosk.central.CaseSubject;
import org.openstm.kiosk.central.ListOption;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// The invented province: the back systems' records on invented citizens, its lists, services and messages.
public final class DemoProvince {
    /// Lists that depend on the day, or on what is booked.
    private static final Set<String> MADE_LISTS =
            Set.of("dates", "dates-14", "slots", "years", "past-years", "premium-years", "premium-grades");

    public static final String SIGNATURE = "signature";

    /// Field types that are answered by a file.
    private static final Set<String> PICTURES = Set.of("scan", "photo");

    /// @param rule name of the rule in [DepartmentRules]
    /// @param system back system that must be available
    /// @param legal limit by law, for certificates
    /// @param promised limit that the department promises
    /// @param asks allowed answers; a case with any other is refused, since it may be personal
    /// @param files allowed files, such as a signature; a case with any other is refused too
    /// @param keys answers that identify a duplicate application
    /// @param needs required answers
    /// @param shows results of a query: the name in the answer, and the fact behind it
    /// @param anyone whether persons without a record are allowed
    /// @param checks in their order
    /// @param seat answers that together name a seat to book; empty: nothing is booked
    /// @param gives the result's values, with placeholders
    /// @param paperTitle of a sealed document
    /// @param paper its rows, label and text with placeholders; empty: no document
    /// @param costs the fee, as a fact of the person; empty: none
    /// @param words key of the acceptance message
    /// @param days working days that the department takes; 0: decided at once
    /// @param by roles in which a representative may submit it
    /// @param parts of a chain: services that are decided separately
    public record ServiceDefinition(
            String id,
            String rule,
            String system,
            Map<String, String> title,
            String owner,
            String phone,
            String legal,
            String promised,
            List<String> asks,
            List<String> files,
            List<String> keys,
            List<String> needs,
            Map<String, String> shows,
            boolean anyone,
            List<ServiceCheck> checks,
            List<String> seat,
            Map<String, String> gives,
            String paperTitle,
            Map<String, String> paper,
            String costs,
            String words,
            int days,
            List<String> parts,
            List<String> by) {
        /// The same with another form; answers that the form does not ask are not required either.
        ServiceDefinition withQuestions(List<String> others, List<String> otherFiles) {
            return new ServiceDefinition(
                    id,
                    rule,
                    system,
                    title,
                    owner,
                    phone,
                    legal,
                    promised,
                    others,
                    otherFiles,
                    keys,
                    needs.stream().filter(others::contains).toList(),
                    shows,
                    anyone,
                    checks,
                    seat,
                    gives,
                    paperTitle,
                    paper,
                    costs,
                    words,
                    days,
                    parts,
                    by);
        }
    }

    /// One check that may refuse.
    ///
    /// @param of the fact, or the answer; for an age: the answer that is the other person's number, or empty;
    ///     for a yearly limit: the answer with the reason for more, or empty
    /// @param is the allowed values, separated by |, empty: any; the list; the fact that limits; the day of an
    ///     age check (MM-DD); forbidden words of a text, separated by |; the period before a last day (P3M)
    /// @param least minimum number of characters of a text
    /// @param limit number of years, times, or characters
    /// @param men another limit of years for men, or 0
    /// @param when answers to which the check applies, by name, their values separated by |; empty: always
    public record ServiceCheck(
            CheckKind kind,
            String of,
            String is,
            int least,
            int limit,
            int men,
            String code,
            Map<String, String> when) {
        public enum CheckKind {
            FACT,
            AGE,
            AMOUNT,
            LIST,
            YEARLY,
            TEXT,
            /// Forbidden value of an answer.
            ANSWER,
            /// A recorded last day (`of`): allowed only from the period before it (`is`) on.
            WINDOW,
            /// An answer that must equal the record (`is`), if there is one.
            SAME,
            /// A name that does not fit on the chip of an identity card.
            NAME,
            /// A guardian must submit it: for persons younger than `limit`, or, without a limit, always.
            GUARDIAN
        }

        public boolean counts(Map<String, String> answers) {
            return when.entrySet().stream()
                    .allMatch(need -> List.of(need.getValue().split("\\|", -1))
                            .contains(answers.getOrDefault(need.getKey(), "")));
        }
    }

    /// @param facts of the back systems, by name
    public record DemoPerson(String name, Map<String, String> facts) {
        public String fact(String name) {
            return facts.getOrDefault(name, "");
        }

        DemoPerson mergeWith(DemoPerson more) {
            var all = new LinkedHashMap<>(facts);
            all.putAll(more.facts);
            return new DemoPerson(all.getOrDefault("name", ""), all);
        }

        @Override
        public String toString() {
            return "Person";
        }
    }

    /// The app on citizens' phones.
    ///
    /// @param issuer name in its codes
    /// @param branch of its demonstration
    /// @param levels by its authentication methods
    public record PhoneApp(String issuer, String branch, Map<String, String> levels) {}

    /// @param system empty where none is connected yet
    public record DemoDepartment(String name, String system) {}

    private final List<DemoDepartment> departments = new ArrayList<>();
    private BranchDirectory branches = new BranchDirectory(List.of(), List.of());
    private final Map<String, ServiceDefinition> services = new LinkedHashMap<>();
    private final Map<String, IdentityRequirement> demands = new LinkedHashMap<>();
    private final Map<String, DemoPerson> people = new LinkedHashMap<>();
    private final Map<String, Map<String, List<ListOption>>> lists = new LinkedHashMap<>();
    private final Map<String, Map<String, String>> words = new LinkedHashMap<>();
    private final Map<String, Map<String, Long>> premiums = new LinkedHashMap<>();

    private Optional<Path> added = Optional.empty();
    private Function<String, Optional<JsonNode>> published = _ -> Optional.empty();
    private String verifyBase = "";
    private PhoneApp app = new PhoneApp("", "", Map.of());

    private DemoProvince() {}

    static DemoProvince loadProvince() {
        return loadProvince(Optional.empty());
    }

    /// @param added folder of items that a branch adds: central accepts them with the data that they ask for
    public static DemoProvince loadProvince(Optional<Path> added) {
        var demo = new DemoProvince();
        demo.added = added;
        JsonNode root = readResource("demo.yaml");
        demo.readProvince(root);
        var regions = readResource("regions.yaml");
        for (var part : List.of(root, readResource("items.yaml"), regions)) {
            part.path("services")
                    .properties()
                    .forEach(e -> demo.services.put(e.getKey(), parseService(e.getKey(), e.getValue())));
            part.path("people")
                    .properties()
                    .forEach(e -> demo.people.merge(e.getKey(), parsePerson(e.getValue()), DemoPerson::mergeWith));
            part.path("lists").properties().forEach(e -> demo.lists.put(e.getKey(), parseOptionList(e.getValue())));
            part.path("premiums").properties().forEach(e -> demo.premiums.put(e.getKey(), parseAmounts(e.getValue())));
            part.path("words").properties().forEach(e -> demo.words.put(e.getKey(), parseTexts(e.getValue())));
        }
        readResource("identity.yaml")
                .properties()
                .forEach(e -> demo.demands.put(e.getKey(), parseRequirement(e.getValue())));
        demo.addHomeRegions(regions.path("home").asString());
        demo.services.replaceAll((_, service) -> demo.withChainParts(service));
        return demo;
    }

    /// Adds the published items.
    ///
    /// @param items the newest version of each id
    public void setPublishedItems(Function<String, Optional<JsonNode>> items) {
        published = items;
    }

    /// The regions of one province, which itself need not be chosen.
    private void addHomeRegions(String province) {
        var home = new LinkedHashMap<>(lists.getOrDefault("regions", Map.of()));
        home.put("", home.getOrDefault(province, List.of()));
        home.keySet().removeIf(code -> !code.isEmpty() && !code.startsWith(province.substring(0, 2)));
        lists.put("home-regions", home);
    }

    private static final Pattern ID = Pattern.compile("[a-z0-9-]+/[a-z0-9-]+");
    private static final YAMLMapper YAML = new YAMLMapper();

    private static JsonNode readResource(String name) {
        try (var in = DemoProvince.class.getResourceAsStream(name)) {
            if (in == null) throw new IllegalStateException(name + " is missing");
            return YAML.readTree(in);
        } catch (IOException broken) {
            throw new UncheckedIOException(name + " cannot be read", broken);
        }
    }

    private void readProvince(JsonNode root) {
        verifyBase = root.path("verifyBase").asString();
        var phone = root.path("app");
        app = new PhoneApp(
                phone.path("issuer").asString(), phone.path("branch").asString(), parseTexts(phone.path("levels")));
        root.path("departments")
                .forEach(d -> departments.add(new DemoDepartment(
                        d.path("name").asString(), d.path("system").asString(""))));
        var places = root.path("branches");
        branches = new BranchDirectory(parseWords(places.path("prefectures")), parseWords(places.path("places")));
    }

    /// The answers of a chain are those of its parts.
    private ServiceDefinition withChainParts(ServiceDefinition chain) {
        if (chain.parts().isEmpty()) return chain;
        var parts = partsOf(chain);
        var shows = new LinkedHashMap<String, String>();
        parts.forEach(part -> shows.putAll(part.shows()));
        return new ServiceDefinition(
                chain.id(),
                "chain",
                parts.getFirst().system(),
                chain.title(),
                chain.owner(),
                chain.phone(),
                chain.legal(),
                chain.promised(),
                collectDistinct(parts, ServiceDefinition::asks),
                collectDistinct(parts, ServiceDefinition::files),
                List.of(),
                collectDistinct(parts, ServiceDefinition::needs),
                shows,
                true,
                List.of(),
                List.of(),
                Map.of(),
                "",
                Map.of(),
                "",
                "one-stop",
                0,
                chain.parts(),
                parts.getFirst().by().stream()
                        .filter(role ->
                                parts.stream().allMatch(part -> part.by().contains(role)))
                        .toList());
    }

    public List<ServiceDefinition> partsOf(ServiceDefinition chain) {
        return chain.parts().stream()
                .map(this::findService)
                .flatMap(Optional::stream)
                .toList();
    }

    private static List<String> collectDistinct(
            List<ServiceDefinition> parts, Function<ServiceDefinition, List<String>> of) {
        return parts.stream().map(of).flatMap(List::stream).distinct().toList();
    }

    private static ServiceDefinition parseService(String id, JsonNode node) {
        return new ServiceDefinition(
                id,
                node.path("rule").asString(),
                node.path("system").asString(),
                parseTexts(node.path("title")),
                node.path("owner").asString(),
                node.path("phone").asString(),
                node.path("legal").asString(""),
                node.path("promised").asString(""),
                parseWords(node.path("asks")),
                parseWords(node.path("files")),
                parseWords(node.path("keys")),
                parseWords(node.path("needs")),
                parseTexts(node.path("shows")),
                node.path("anyone").asBoolean(false),
                parseChecks(node.path("checks")),
                parseWords(node.path("seat")),
                parseTexts(node.path("gives")),
                node.path("paper").path("title").asString(""),
                parseTexts(node.path("paper").path("rows")),
                node.path("costs").asString(""),
                node.path("words").asString(node.path("rule").asString()),
                node.path("days").asInt(0),
                parseWords(node.path("parts")),
                parseWords(node.path("by")));
    }

    private static List<ServiceCheck> parseChecks(JsonNode node) {
        var all = new ArrayList<ServiceCheck>();
        for (var check : node)
            all.add(new ServiceCheck(
                    ServiceCheck.CheckKind.valueOf(check.path("kind").asString().toUpperCase(Locale.ROOT)),
                    check.path("of").asString(""),
                    check.path("is").asString(""),
                    check.path("least").asInt(0),
                    check.path("limit").asInt(0),
                    check.path("men").asInt(0),
                    check.path("code").asString(""),
                    parseTexts(check.path("when"))));
        return List.copyOf(all);
    }

    private static DemoPerson parsePerson(JsonNode node) {
        var facts = new LinkedHashMap<>(parseTexts(node));
        return new DemoPerson(facts.getOrDefault("name", ""), facts);
    }

    /// A list is keyed by the earlier choice; its entries are `value: 中文 | English`; a leading `!` marks a full
    /// one.
    private static Map<String, List<ListOption>> parseOptionList(JsonNode node) {
        var all = new LinkedHashMap<String, List<ListOption>>();
        node.properties().forEach(given -> {
            var options = new ArrayList<ListOption>();
            given.getValue().properties().forEach(e -> {
                String[] text = e.getValue().asString().split("\\|", 2);
                String chinese = text[0].strip();
                options.add(new ListOption(
                        e.getKey(),
                        Map.of("zh-CN", chinese, "en", text.length > 1 ? text[1].strip() : chinese),
                        true,
                        Map.of()));
            });
            all.put(given.getKey(), List.copyOf(options));
        });
        return all;
    }

    private static Map<String, Long> parseAmounts(JsonNode node) {
        var all = new LinkedHashMap<String, Long>();
        node.properties().forEach(e -> all.put(e.getKey(), e.getValue().asLong()));
        return all;
    }

    private static Map<String, String> parseTexts(JsonNode node) {
        var all = new LinkedHashMap<String, String>();
        node.properties().forEach(e -> all.put(e.getKey(), e.getValue().asString()));
        return all;
    }

    private static List<String> parseWords(JsonNode node) {
        var all = new ArrayList<String>();
        node.forEach(word -> all.add(word.asString()));
        return List.copyOf(all);
    }

    /// URL of the codes on certificates; the verification code is appended.
    public String verifyBase() {
        return verifyBase;
    }

    public Optional<ServiceDefinition> findService(String id) {
        return Optional.ofNullable(services.get(id)).or(() -> learnService(id));
    }

    private static IdentityRequirement parseRequirement(JsonNode node) {
        return new IdentityRequirement(
                node.path("level").asString(),
                parseWords(node.path("codes")),
                node.path("stored").asBoolean(false),
                node.path("query").asBoolean(false));
    }

    /// The identity level that an item requires. An item unknown to central requires the highest.
    public IdentityRequirement identityRequirement(String id) {
        var chain = Optional.ofNullable(services.get(id)).filter(s -> !s.parts().isEmpty());
        if (chain.isPresent())
            return IdentityRequirement.combineAll(
                    chain.get().parts().stream().map(this::identityRequirement).toList());
        if (demands.containsKey(id)) return demands.get(id);
        return findItem(id)
                .map(item -> inheritedRequirement(item, this::findItem))
                .orElse(new IdentityRequirement("L3", List.of(), false, true));
    }

    /// The same for an item of a catalogue.
    ///
    /// @param others items of the same catalogue, for the parts of a chain
    public IdentityRequirement inheritedRequirement(JsonNode item, Function<String, Optional<JsonNode>> others) {
        var parts = parseWords(item.path("chain"));
        if (parts.isEmpty()) return IdentityRequirement.of(item);
        return IdentityRequirement.combineAll(parts.stream()
                .map(part -> others.apply(part).map(IdentityRequirement::of).orElseGet(() -> identityRequirement(part)))
                .toList());
    }

    private Optional<JsonNode> findItem(String id) {
        if (!ID.matcher(id).matches()) return Optional.empty();
        return readFolderItem(id).or(() -> published.apply(id));
    }

    /// Read again each time, so that authors can try an item at once.
    private Optional<ServiceDefinition> learnService(String id) {
        if (!ID.matcher(id).matches()) return Optional.empty();
        return readFolderItem(id)
                .map(item -> withChainParts(serviceFromItem(id, item)))
                .or(() -> published.apply(id).map(item -> serviceFromItem(id, item)));
    }

    private Optional<JsonNode> readFolderItem(String id) {
        if (added.isEmpty()) return Optional.empty();
        var file = added.get().resolve(id + ".yaml");
        try {
            return Files.isRegularFile(file) ? Optional.of(YAML.readTree(file.toFile())) : Optional.empty();
        } catch (JacksonException notYaml) {
            return Optional.empty();
        }
    }

    /// The answers that an item asks.
    private static List<String> questionNames(JsonNode item) {
        var asks = new ArrayList<String>();
        for (var page : item.path("pages"))
            for (var field : page.path("fields")) asks.add(field.path("name").asString(""));
        return asks;
    }

    /// Files that an item asks for: the signature, and the pictures that are answers.
    private static List<String> fileNames(JsonNode item) {
        var files = new ArrayList<String>();
        if (item.path("signed").asBoolean(false)) files.add(SIGNATURE);
        for (var page : item.path("pages"))
            for (var field : page.path("fields"))
                if (PICTURES.contains(field.path("kind").asString("")))
                    files.add(field.path("name").asString(""));
        return files;
    }

    /// A service as defined by an older or newer catalogue: the department's rules are the same, the questions
    /// and signatures are the item's.
    ///
    /// @param others items of the same catalogue, for the parts of a chain
    public Optional<ServiceDefinition> findServiceInCatalogue(
            String id, JsonNode item, Function<String, Optional<JsonNode>> others) {
        if (!ID.matcher(id).matches()) return Optional.empty();
        var told = serviceFromItem(id, item);
        if (told.parts().isEmpty()) {
            var known = services.get(id);
            return Optional.of(known == null ? told : known.withQuestions(told.asks(), told.files()));
        }
        var parts = told.parts().stream()
                .flatMap(part -> others.apply(part).flatMap(i -> findServiceInCatalogue(part, i, others)).stream())
                .toList();
        return findService(id)
                .map(chain -> chain.withQuestions(
                        collectDistinct(parts, ServiceDefinition::asks),
                        collectDistinct(parts, ServiceDefinition::files)));
    }

    private ServiceDefinition serviceFromItem(String id, JsonNode item) {
        var asks = questionNames(item);
        var own = readOwnValues();
        var amount = item.path("fee").path("amount").asString("");
        var shows = new LinkedHashMap<String, String>();
        if (!amount.isEmpty() && !own.amountDue(id).isEmpty()) shows.put(amount, "=" + own.amountDue(id));
        own.prefillValues(id).forEach((name, value) -> shows.put(name, "=" + value));
        if (shows.isEmpty()) shows.put("asked", "=" + String.join(", ", asks));
        var title = parseTexts(item.path("title"));
        var rows = new LinkedHashMap<String, String>();
        for (var fact : item.path("papers").path("facts"))
            rows.put(
                    fact.path("label").path("zh-CN").asString(""),
                    fact.path("value").asString(""));
        boolean paper = item.path("papers").path("document").asBoolean(false);
        String kind = item.path("kind").asString("");
        return new ServiceDefinition(
                id,
                kind.equals("query") ? "query-only" : "plain",
                item.path("system").asString(""),
                title,
                item.path("owner").path("zh-CN").asString(""),
                item.path("guide").path("phone").asString(""),
                item.path("guide").path("legal").path("zh-CN").asString(""),
                item.path("guide").path("promised").path("zh-CN").asString(""),
                asks,
                fileNames(item),
                asks,
                List.of(),
                shows,
                true,
                own.refusalChecks(id),
                List.of(),
                own.resultValues(id),
                title.getOrDefault("zh-CN", ""),
                paper ? rows : Map.of(),
                own.amountDue(id).isEmpty() ? "" : "=" + own.amountDue(id),
                paper ? "issued" : "taken",
                0,
                parseWords(item.path("chain")),
                parseWords(item.path("by")));
    }

    public List<ServiceDefinition> services() {
        return List.copyOf(services.values());
    }

    public List<DemoDepartment> departments() {
        return List.copyOf(departments);
    }

    public BranchDirectory branches() {
        return branches;
    }

    public List<String> systems() {
        return services.values().stream()
                .map(ServiceDefinition::system)
                .distinct()
                .sorted()
                .toList();
    }

    public Optional<DemoPerson> findPerson(String number) {
        return Optional.ofNullable(people.get(number));
    }

    public PhoneApp phoneApp() {
        return app;
    }

    /// Citizens with the app on a phone.
    public List<CaseSubject> listSubjects() {
        return people.entrySet().stream()
                .map(e -> new CaseSubject(e.getValue().name(), e.getKey(), cardLayout(e.getKey())))
                .toList();
    }

    public Optional<CaseSubject> findSubject(String number) {
        return findPerson(number).map(person -> new CaseSubject(person.name(), number, cardLayout(number)));
    }

    /// The kind of card that carries such a number.
    private static String cardLayout(String number) {
        if (number.matches("8[123]0000\\d{11}[0-9X]")) return "hk-macao-taiwan";
        if (number.matches("9\\d{17}")) return "foreigner-2023";
        return number.matches("\\d{17}[0-9X]") ? "resident" : "foreigner-2017";
    }

    /// A message without placeholders, in Chinese.
    public String chineseText(String key) {
        return sentenceFor(key, Map.of()).getOrDefault("zh-CN", key);
    }

    /// Names of all lists, including those that depend on the day or on bookings.
    Set<String> listNames() {
        var names = new TreeSet<>(lists.keySet());
        names.addAll(MADE_LISTS);
        names.addAll(readOwnValues().lists().propertyNames());
        return names;
    }

    private DemoValues readOwnValues() {
        return DemoValues.readBeside(added);
    }

    /// The part of a list under an earlier choice; the key is a choice itself, or empty for the first level.
    public Optional<List<ListOption>> findOptions(String name, String under) {
        return Optional.ofNullable(findEntries(name)).map(parts -> parts.getOrDefault(under, List.of()));
    }

    private @Nullable Map<String, List<ListOption>> findEntries(String name) {
        var known = lists.get(name);
        if (known != null) return known;
        var own = readOwnValues().lists().path(name);
        return own.isObject() ? parseOptionList(own) : null;
    }

    /// Whether a list contains a value at any level.
    public boolean hasOption(String list, String value) {
        return lists.getOrDefault(list, Map.of()).values().stream()
                .flatMap(List::stream)
                .anyMatch(o -> o.value().equals(value));
    }

    public List<String> premiumYears() {
        return List.copyOf(premiums.keySet());
    }

    /// Fee of each grade of a year, in fen.
    public Map<String, Long> premiumAmounts(String year) {
        return premiums.getOrDefault(year, Map.of());
    }

    /// The label of a value at any level of a list, for papers and messages.
    public String optionLabel(String list, String value) {
        var entries = findEntries(list);
        return (entries == null ? Map.<String, List<ListOption>>of() : entries)
                .values().stream()
                        .flatMap(List::stream)
                        .filter(o -> o.value().equals(value))
                        .map(o -> o.label().getOrDefault("zh-CN", value))
                        .findFirst()
                        .orElse(value);
    }

    /// Formats a day.
    private static String formatDate(String value, String language) {
        try {
            var pattern = language.equals("en")
                    ? DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH)
                    : DateTimeFormatter.ofPattern("uuuu年M月d日");
            return LocalDate.parse(value).format(pattern);
        } catch (DateTimeException none) {
            return value;
        }
    }

    /// A message in every language, with its placeholders filled.
    public Map<String, String> sentenceFor(String key, Map<String, String> values) {
        var said = new TreeMap<String, String>();
        var sentences = Optional.ofNullable(words.get(key))
                .or(() -> readOwnValues().refusalText(key))
                .orElse(Map.of("zh-CN", key, "en", key));
        sentences.forEach((language, sentence) -> {
            String filled = sentence;
            for (var value : values.entrySet())
                filled = filled.replace("{" + value.getKey() + "}", formatDate(value.getValue(), language));
            said.put(language, filled);
        });
        return said;
    }
}
