package org.openstm.kiosk.reference.demo;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// The invented province: the back systems' records on invented citizens, its lists, services and messages.
public final class DemoProvince {
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
    private final ServiceDirectory services;
    private final OptionLists lists;
    private final ProvinceSentences sentences;
    private final DemoPeople people = new DemoPeople();
    private String verifyBase = "";
    private PhoneApp app = new PhoneApp("", "", Map.of());

    private DemoProvince(Optional<Path> added) {
        this.services = new ServiceDirectory(added);
        this.lists = new OptionLists(added);
        this.sentences = new ProvinceSentences(added);
    }

    static DemoProvince loadProvince() {
        return loadProvince(Optional.empty());
    }

    /// @param added folder of items that a branch adds: central accepts them with the data that they ask for
    public static DemoProvince loadProvince(Optional<Path> added) {
        var demo = new DemoProvince(added);
        JsonNode root = ProvinceFiles.readResource("demo.yaml");
        demo.readProvince(root);
        var regions = ProvinceFiles.readResource("regions.yaml");
        for (var part : List.of(root, ProvinceFiles.readResource("items.yaml"), regions)) demo.readPart(part);
        ProvinceFiles.readResource("identity.yaml")
                .properties()
                .forEach(e -> demo.services.addRequirement(e.getKey(), ProvinceFiles.parseRequirement(e.getValue())));
        demo.lists.addHomeRegions(regions.path("home").asString());
        demo.services.completeChains();
        return demo;
    }

    private void readPart(JsonNode part) {
        part.path("services")
                .properties()
                .forEach(e -> services.addService(ProvinceFiles.parseService(e.getKey(), e.getValue())));
        part.path("people")
                .properties()
                .forEach(e -> people.addPerson(e.getKey(), ProvinceFiles.parsePerson(e.getValue())));
        part.path("lists")
                .properties()
                .forEach(e -> lists.addList(e.getKey(), ProvinceFiles.parseOptionList(e.getValue())));
        part.path("premiums")
                .properties()
                .forEach(e -> lists.addPremiums(e.getKey(), ProvinceFiles.parseAmounts(e.getValue())));
        part.path("words")
                .properties()
                .forEach(e -> sentences.addSentence(e.getKey(), ProvinceFiles.parseTexts(e.getValue())));
    }

    private void readProvince(JsonNode root) {
        verifyBase = root.path("verifyBase").asString();
        var phone = root.path("app");
        app = new PhoneApp(
                phone.path("issuer").asString(),
                phone.path("branch").asString(),
                ProvinceFiles.parseTexts(phone.path("levels")));
        root.path("departments")
                .forEach(d -> departments.add(new DemoDepartment(
                        d.path("name").asString(), d.path("system").asString(""))));
        var places = root.path("branches");
        branches = new BranchDirectory(
                ProvinceFiles.parseWords(places.path("prefectures")), ProvinceFiles.parseWords(places.path("places")));
    }

    /// Services and the identity that they require.
    public ServiceDirectory services() {
        return services;
    }

    public OptionLists lists() {
        return lists;
    }

    public DemoPeople people() {
        return people;
    }

    /// Messages in every language.
    public ProvinceSentences sentences() {
        return sentences;
    }

    public List<DemoDepartment> departments() {
        return List.copyOf(departments);
    }

    public BranchDirectory branches() {
        return branches;
    }

    public PhoneApp phoneApp() {
        return app;
    }

    /// URL of the codes on certificates; the verification code is appended.
    public String verifyBase() {
        return verifyBase;
    }
}
