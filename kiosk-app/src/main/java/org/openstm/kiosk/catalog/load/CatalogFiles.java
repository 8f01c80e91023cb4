package org.openstm.kiosk.catalog.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.openstm.kiosk.catalog.Catalog;
import org.openstm.kiosk.catalog.Field;
import org.openstm.kiosk.catalog.Item;
import org.openstm.kiosk.catalog.Release;
import org.openstm.kiosk.catalog.Role;
import org.openstm.kiosk.catalog.Theme;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// The catalogue as files: `themes.yaml`, and `<theme>/<item>.yaml` beside it.
public final class CatalogFiles {
    /// The file of a case that every signed item has.
    private static final String SIGNATURE = "signature";

    /// Together with a signature they are as large as the files of one case may be.
    private static final int MOST_PICTURES = 4;

    private static final YAMLMapper YAML = new YAMLMapper();
    private static final String HOME = "/org/openstm/kiosk/";
    private static final long LARGEST = 1 << 20;
    private static final String THEMES = "services/themes.yaml";
    private static final String THEMES_FILE = "themes.yaml";

    private CatalogFiles() {}

    /// What is wrong with a catalogue; empty problems mean that the catalogue may be used.
    ///
    /// @param problems one sentence each: file, place, what is wrong, what to do
    public record Result(Catalog catalog, List<String> problems) {}

    /// The catalogue in the jar; it is sound, tests see to that.
    public static Catalog shipped() {
        var result = read(resource(THEMES), shippedItems());
        if (!result.problems().isEmpty())
            throw new IllegalStateException(result.problems().getFirst());
        return result.catalog();
    }

    /// The shipped catalogue as its files, by name.
    public static Map<String, String> shippedTexts() {
        var texts = shippedItems();
        texts.put(THEMES_FILE, resource(THEMES));
        return texts;
    }

    private static Map<String, String> shippedItems() {
        var texts = new LinkedHashMap<String, String>();
        for (var id : named(tree(THEMES, resource(THEMES), new ArrayList<>())))
            texts.put(id + ".yaml", resource("services/" + id + ".yaml"));
        return texts;
    }

    /// The catalogue in the jar with a folder laid over it, as [#over(Map, Path)].
    public static Result over(Path folder) {
        return over(shippedTexts(), folder);
    }

    /// A catalogue with a folder laid over it: the folder's items come besides, or instead of those of
    /// the same id; its `themes.yaml`, if there is one, instead of the other; its `departments.yaml`
    /// tells opening hours. What is broken is among the problems and not in the catalogue.
    ///
    /// @param base files by name
    public static Result over(Map<String, String> base, Path folder) {
        var problems = new ArrayList<String>();
        var result = of(laid(base, folder, problems));
        problems.addAll(result.problems());
        return new Result(result.catalog(), problems);
    }

    /// The files of a catalogue with those of a folder laid over them, whatever they hold.
    ///
    /// @param problems what of the folder cannot be read is added; it is not among the files
    public static Map<String, String> laid(Map<String, String> base, Path folder, List<String> problems) {
        var texts = new LinkedHashMap<>(base);
        for (var file : yamlFiles(folder, problems)) {
            String name = folder.relativize(file).toString();
            var text = text(name, file, problems);
            if (text.isPresent()) texts.put(name, text.get());
            else if (!name.equals(THEMES_FILE)) texts.remove(name);
        }
        return texts;
    }

    /// A catalogue from its files, by name.
    public static Result of(Map<String, String> files) {
        var items = new LinkedHashMap<>(files);
        var themes = items.remove(THEMES_FILE);
        var departments = items.remove(Departments.FILE);
        return read(themes == null ? "" : themes, departments == null ? "" : departments, items);
    }

    private static List<Path> yamlFiles(Path folder, List<String> problems) {
        try (var files = Files.walk(folder)) {
            return files.filter(f -> f.toString().endsWith(".yaml") && Files.isRegularFile(f))
                    .sorted()
                    .toList();
        } catch (IOException | UncheckedIOException broken) {
            problems.add(folder + ": the folder of .yaml files cannot be read: " + broken.getMessage());
            return List.of();
        }
    }

    static Optional<String> text(String name, Path file, List<String> problems) {
        try {
            if (Files.size(file) <= LARGEST) return Optional.of(Files.readString(file, StandardCharsets.UTF_8));
            problems.add(name + ": larger than a megabyte: no item is");
        } catch (CharacterCodingException notText) {
            problems.add(name + ": not UTF-8 text: save it as UTF-8");
        } catch (IOException broken) {
            problems.add(name + ": cannot be read: " + broken.getMessage());
        }
        return Optional.empty();
    }

    static Result read(String themesYaml, Map<String, String> itemFiles) {
        return read(themesYaml, "", itemFiles);
    }

    /// @param departmentsYaml empty if there is none
    static Result read(String themesYaml, String departmentsYaml, Map<String, String> itemFiles) {
        var problems = new ArrayList<String>();
        var ofDepartments = new Source(Departments.FILE, departmentsYaml, problems);
        var departments = departmentsYaml.isEmpty()
                ? Departments.NONE
                : Departments.read(tree(Departments.FILE, departmentsYaml, problems), ofDepartments);
        var root = tree("themes.yaml", themesYaml, problems);
        var themes = themes(root, problems);
        if (themes.isEmpty()) problems.add("themes.yaml: names no theme: begin with 'themes:'");
        var items = new ArrayList<Item>();
        var chains = new ArrayList<Draft>();
        itemFiles.forEach((file, text) -> draft(file, text, departments, problems)
                .ifPresent(draft -> {
                    if (draft.chain().isEmpty()) items.add(draft.item());
                    else chains.add(draft);
                }));
        var links = new Catalog(themes, items);
        for (var draft : chains)
            OneStop.of(draft.item(), draft.chain(), links, problems).ifPresent(items::add);
        var order = named(root);
        items.sort(
                Comparator.comparingInt(item -> order.contains(item.id()) ? order.indexOf(item.id()) : order.size()));
        var catalog = new Catalog(themes, items);
        departments.check(items, ofDepartments);
        for (var item : items) {
            String file = item.id() + ".yaml";
            whole(catalog, item, new Source(file, itemFiles.getOrDefault(file, ""), problems));
        }
        return new Result(catalog, problems);
    }

    private static List<Theme> themes(JsonNode root, List<String> problems) {
        var themes = new ArrayList<Theme>();
        for (var node : root.path("themes")) {
            try {
                themes.add(ItemReader.theme(node));
            } catch (JacksonException | IllegalArgumentException odd) {
                problems.add("themes.yaml: theme " + (themes.size() + 1) + " cannot be used: " + odd.getMessage());
            }
        }
        return themes;
    }

    /// An item as its own file says it.
    ///
    /// @param chain ids of its parts, when it is a chain: it is whole only with them
    private record Draft(Item item, List<String> chain) {}

    private static Optional<Draft> draft(String file, String text, Departments departments, List<String> problems) {
        var node = parse(file, text, problems);
        if (node == null) return Optional.empty();
        try {
            return Optional.of(new Draft(ItemReader.item(node, departments), ItemReader.chain(node)));
        } catch (JacksonException | IllegalArgumentException odd) {
            problems.add(file + ": a value cannot be used: " + odd.getMessage());
            return Optional.empty();
        }
    }

    /// What a text says; nothing, if it is no YAML.
    static JsonNode parsed(String text) {
        return tree("", text, new ArrayList<>());
    }

    /// What a file says, or nothing and a problem.
    static JsonNode tree(String file, String text, List<String> problems) {
        try {
            return YAML.readTree(text);
        } catch (JacksonException notYaml) {
            problems.add(file + ": " + NotYaml.sentence(notYaml, text));
            return MissingNode.getInstance();
        }
    }

    /// Items in the order of `themes.yaml`.
    private static List<String> named(JsonNode themes) {
        var ids = new ArrayList<String>();
        for (var theme : themes.path("themes"))
            for (var item : theme.path("items")) ids.add(theme.path("id").asString("") + "/" + item.asString(""));
        return ids;
    }

    private static @org.jspecify.annotations.Nullable JsonNode parse(String file, String text, List<String> problems) {
        var node = tree(file, text, problems);
        if (node.isMissingNode()) return null;
        var source = new Source(file, text, problems);
        if (!Schemas.ITEM.hold(node.toString(), source)) return null;
        var id = node.path("id").asString();
        if (file.equals(id + ".yaml")) return node;
        source.wrong("/id", "id is '" + id + "': name the file " + id + ".yaml or change the id");
        return null;
    }

    /// What only the whole can tell.
    private static void whole(Catalog catalog, Item item, Source source) {
        if (catalog.theme(item.theme()).isEmpty())
            source.wrong("/id", "no theme '" + item.theme() + "': use one of themes.yaml");
        else if (!item.code().startsWith(catalog.theme(item.theme()).get().code() + "."))
            source.wrong("/code", "code " + item.code() + " belongs to another theme than " + item.theme());
        // a terminal without the device that an item needs offers what is left of it: an appointment
        if (item.code().charAt(6) != item.kind().letter() && item.kind() != Item.Kind.BOOK)
            source.wrong("/code", "code " + item.code() + " does not end in the letter of its kind");
        item.offline().ifPresent(_ -> {
            if (item.kind() != Item.Kind.HANDLE || item.papers().document() || item.legalTime())
                source.wrong(
                        "/offline",
                        "offline O1 is for statements: not with a sealed document, a booking, a query or"
                                + " legalTime: say O0");
        });
        if (!item.related().isEmpty() && catalog.item(item.related()).isEmpty())
            source.wrong(
                    "/related", "related item '" + item.related() + "' is not in the catalogue: remove it or add it");
        boolean organisation = item.by().contains(Role.ORGANISATION);
        if (!item.self() && !organisation)
            source.wrong("/self", "nobody could hand it in: add organisation to by, or remove self");
        if (organisation && item.level() == Item.Level.L0)
            source.wrong("/by", "nobody is identified at L0, and an organisation is acted for by somebody: use L1");
        if (item.ages().until() < item.ages().from())
            source.wrong("/ages", "ages end before they begin: change from or until");
        item.fee().ifPresent(fee -> costs(item, fee, source));
        var asked = new HashSet<String>();
        for (int n = 0; n < item.pages().size(); n++)
            for (int m = 0; m < item.pages().get(n).fields().size(); m++)
                field(item, item.pages().get(n).fields().get(m), asked, source.in("/pages/" + n + "/fields/" + m));
        long pictures = item.fields().values().stream()
                .filter(field -> field.kind().picture())
                .count();
        if (pictures > MOST_PICTURES)
            source.wrong("/pages", pictures + " pictures are too much for one case: at most " + MOST_PICTURES);
        offer(item, source);
    }

    /// @param asked names of the fields of this page and those before it
    private static void field(Item item, Field field, Set<String> asked, BiConsumer<String, String> wrong) {
        String name = "field '" + field.name() + "' ";
        if (!asked.add(field.name())) wrong.accept("/name", name + "is asked twice");
        for (var needed : field.given())
            if (!asked.contains(needed))
                wrong.accept("/given", name + "depends on '" + needed + "', which no earlier page asks");
        if (!field.within().isEmpty()
                && item.prefill().stream().noneMatch(p -> p.name().equals(field.within())))
            wrong.accept(
                    "/within",
                    name + "stays within '" + field.within() + "', which is not among prefill: add it there");
        ItemReader.flaw(field).ifPresent(flaw -> wrong.accept("", name + flaw));
        if (field.kind().picture()) picture(item, field, wrong);
        else if (field.later()) wrong.accept("/later", name + "is no picture: remove later");
    }

    /// A picture is a file of a case.
    private static void picture(Item item, Field field, BiConsumer<String, String> wrong) {
        String name = "field '" + field.name() + "' ";
        if (!item.makesCase()) wrong.accept("/kind", name + "is a picture, and a query makes no case to have it");
        if (field.name().equals(SIGNATURE)) wrong.accept("/name", name + "has the name of another file: change it");
        if (!field.name().matches("[a-z0-9]{1,40}"))
            wrong.accept("/name", name + "names a file of the case: write it in small letters, 40 at most");
        if (field.kind() == Field.Kind.PHOTO && !field.later() && !item.by().isEmpty())
            wrong.accept(
                    "/later",
                    name + "is of the person, who is not there when somebody else hands it in: add later: true");
    }

    /// Where and when it is on offer.
    private static void offer(Item item, Source source) {
        var release = item.release();
        var rollout = release.rollout();
        boolean elsewhere = !rollout.everywhere();
        if (release.state() == Release.State.PILOT && !elsewhere)
            source.wrong("/release", "a pilot is tried out somewhere: say where by rollout, or make it live");
        if (release.state() == Release.State.LIVE
                && elsewhere
                && release.places().isEmpty())
            source.wrong("/rollout", "who stands elsewhere is not told where it is done: add places, in words");
        for (var region : rollout.regions())
            if (region.endsWith("00"))
                source.wrong(
                        "/rollout/regions",
                        "region " + region + " is no beginning of a code: leave the 00 at its end away");
        for (var span : item.hours().spans())
            if (span.until() <= span.from())
                source.wrong("/hours", "hours end before they begin: over midnight, write two entries");
    }

    /// Money has rules of its own.
    private static void costs(Item item, Item.Fee fee, Source source) {
        if (!item.makesCase())
            source.wrong("/fee", "a query makes no case that could be paid: remove it or change the kind");
        if (item.storable()) source.wrong("/fee", "what costs something is never stored: set offline to O0");
        if (item.papers().document())
            source.wrong("/fee", "a sealed document would be made before it is paid: set document to false");
        if (item.level() == Item.Level.L0)
            source.wrong("/fee", "nobody is identified at L0, and money belongs to somebody: use L1 or more");
        if (item.prefill().stream().noneMatch(p -> p.name().equals(fee.amount())))
            source.wrong(
                    "/fee", "amount '" + fee.amount() + "' is not among prefill, so nobody would see it: add it there");
        if (item.guide().fee().isEmpty())
            source.wrong("/fee", "the guide does not say that it costs something: add guide.fee");
        boolean said = item.papers().facts().stream()
                .anyMatch(f ->
                        f.value().in(org.openstm.kiosk.catalog.Language.ZH_CN).contains("{paid}"));
        if (!said) source.wrong("/fee", "the slip does not say what was paid: add a fact with {paid}");
    }

    static String resource(String name) {
        try (var in = CatalogFiles.class.getResourceAsStream(HOME + name)) {
            if (in == null) throw new IllegalStateException("missing in the jar: " + name);
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }
}
