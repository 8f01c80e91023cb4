package org.openstm.kiosk.reference.demo;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// The services of the departments: those of the demonstration, items that a branch adds in a folder, and
/// published items.
public final class ServiceDirectory {
    private static final Pattern ID = Pattern.compile("[a-z0-9-]+/[a-z0-9-]+");

    private final Map<String, ServiceDefinition> services = new LinkedHashMap<>();
    private final Map<String, IdentityRequirement> demands = new LinkedHashMap<>();
    private final Optional<Path> added;
    private Function<String, Optional<JsonNode>> published = _ -> Optional.empty();

    /// @param added folder of items that a branch adds
    ServiceDirectory(Optional<Path> added) {
        this.added = added;
    }

    void addService(ServiceDefinition service) {
        services.put(service.id(), service);
    }

    void addRequirement(String id, IdentityRequirement requirement) {
        demands.put(id, requirement);
    }

    /// To be called when all services of the demonstration are there.
    void completeChains() {
        services.replaceAll((_, service) -> withChainParts(service));
    }

    /// Adds the published items.
    ///
    /// @param items the newest version of each id
    public void setPublishedItems(Function<String, Optional<JsonNode>> items) {
        published = items;
    }

    public List<ServiceDefinition> listServices() {
        return List.copyOf(services.values());
    }

    public List<String> systems() {
        return services.values().stream()
                .map(ServiceDefinition::system)
                .distinct()
                .sorted()
                .toList();
    }

    public Optional<ServiceDefinition> findService(String id) {
        return Optional.ofNullable(services.get(id)).or(() -> learnService(id));
    }

    public List<ServiceDefinition> partsOf(ServiceDefinition chain) {
        return chain.parts().stream()
                .map(this::findService)
                .flatMap(Optional::stream)
                .toList();
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
        var parts = ProvinceFiles.parseWords(item.path("chain"));
        if (parts.isEmpty()) return IdentityRequirement.of(item);
        return IdentityRequirement.combineAll(parts.stream()
                .map(part -> others.apply(part).map(IdentityRequirement::of).orElseGet(() -> identityRequirement(part)))
                .toList());
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
            return Files.isRegularFile(file)
                    ? Optional.of(ProvinceFiles.YAML.readTree(file.toFile()))
                    : Optional.empty();
        } catch (JacksonException notYaml) {
            return Optional.empty();
        }
    }

    private ServiceDefinition serviceFromItem(String id, JsonNode item) {
        var asks = ProvinceFiles.questionNames(item);
        var own = DemoValues.readBeside(added);
        var amount = item.path("fee").path("amount").asString("");
        var shows = new LinkedHashMap<String, String>();
        if (!amount.isEmpty() && !own.amountDue(id).isEmpty()) shows.put(amount, "=" + own.amountDue(id));
        own.prefillValues(id).forEach((name, value) -> shows.put(name, "=" + value));
        if (shows.isEmpty()) shows.put("asked", "=" + String.join(", ", asks));
        var title = ProvinceFiles.parseTexts(item.path("title"));
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
                ProvinceFiles.fileNames(item),
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
                ProvinceFiles.parseWords(item.path("chain")),
                ProvinceFiles.parseWords(item.path("by")));
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

    private static List<String> collectDistinct(
            List<ServiceDefinition> parts, Function<ServiceDefinition, List<String>> of) {
        return parts.stream().map(of).flatMap(List::stream).distinct().toList();
    }
}
