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
import org.openstm.kiosk.catalog.Item;
import org.openstm.kiosk.catalog.ItemCatalogue;
import org.openstm.kiosk.catalog.ItemField;
import org.openstm.kiosk.catalog.ItemRelease;
import org.openstm.kiosk.catalog.ItemTheme;
import org.openstm.kiosk.catalog.RepresentativeRole;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// The files of a catalogue: `themes.yaml`, and `<theme>/<item>.yaml` beside it.
public final class CatalogueFiles {
    /// Name of the file that every signed item's case contains.
    private static final String SIGNATURE = "signature";

    /// With a signature, these reach the size limit of a case's files.
    private static final int MOST_PICTURES = 4;

    private static final String HOME = "/org/openstm/kiosk/";
    private static final long LARGEST = 1 << 20;
    private static final String THEMES = "services/themes.yaml";
    private static final String THEMES_FILE = "themes.yaml";

    private CatalogueFiles() {}

    /// Result of loading a catalogue; without problems, it may be used.
    ///
    /// @param problems one sentence each: file, place, problem, correction
    public record LoadedCatalogue(ItemCatalogue catalog, List<String> problems) {}

    /// The catalogue in the jar; tests ensure that it is valid.
    public static ItemCatalogue loadShipped() {
        var result = readCatalogue(readResource(THEMES), shippedItemFiles());
        if (!result.problems().isEmpty())
            throw new IllegalStateException(result.problems().getFirst());
        return result.catalog();
    }

    /// The files of the shipped catalogue, by name.
    public static Map<String, String> shippedFiles() {
        var texts = shippedItemFiles();
        texts.put(THEMES_FILE, readResource(THEMES));
        return texts;
    }

    private static Map<String, String> shippedItemFiles() {
        var texts = new LinkedHashMap<String, String>();
        for (var id : itemOrder(new CatalogueSource(THEMES, readResource(THEMES), new ArrayList<>()).parseTree()))
            texts.put(id + ".yaml", readResource("services/" + id + ".yaml"));
        return texts;
    }

    /// The catalogue in the jar with a folder laid over it, as [#loadWithOverlay(Map, Path)].
    public static LoadedCatalogue loadWithOverlay(Path folder) {
        return loadWithOverlay(shippedFiles(), folder);
    }

    /// A catalogue with a folder laid over it: the folder's items are added, or replace those of the same id;
    /// its `themes.yaml`, if there is one, replaces the other; its `departments.yaml` sets opening hours.
    /// Invalid files are among the problems and not in the catalogue.
    ///
    /// @param base files by name
    public static LoadedCatalogue loadWithOverlay(Map<String, String> base, Path folder) {
        var problems = new ArrayList<String>();
        var result = loadFiles(overlayFiles(base, folder, problems));
        problems.addAll(result.problems());
        return new LoadedCatalogue(result.catalog(), problems);
    }

    /// The files of a catalogue with those of a folder laid over them, unchecked.
    ///
    /// @param problems receives the files of the folder that cannot be read; they are left out
    public static Map<String, String> overlayFiles(Map<String, String> base, Path folder, List<String> problems) {
        var texts = new LinkedHashMap<>(base);
        for (var file : findYamlFiles(folder, problems)) {
            String name = folder.relativize(file).toString();
            var text = readText(name, file, problems);
            if (text.isPresent()) texts.put(name, text.get());
            else if (!name.equals(THEMES_FILE)) texts.remove(name);
        }
        return texts;
    }

    /// A catalogue from its files, by name.
    public static LoadedCatalogue loadFiles(Map<String, String> files) {
        var items = new LinkedHashMap<>(files);
        var themes = items.remove(THEMES_FILE);
        var departments = items.remove(DepartmentHours.FILE);
        return readCatalogue(themes == null ? "" : themes, departments == null ? "" : departments, items);
    }

    private static List<Path> findYamlFiles(Path folder, List<String> problems) {
        try (var files = Files.walk(folder)) {
            return files.filter(f -> f.toString().endsWith(".yaml") && Files.isRegularFile(f))
                    .sorted()
                    .toList();
        } catch (IOException | UncheckedIOException broken) {
            problems.add(folder + ": the folder of .yaml files cannot be read: " + broken.getMessage());
            return List.of();
        }
    }

    static Optional<String> readText(String name, Path file, List<String> problems) {
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

    static LoadedCatalogue readCatalogue(String themesYaml, Map<String, String> itemFiles) {
        return readCatalogue(themesYaml, "", itemFiles);
    }

    /// @param departmentsYaml empty if there is none
    static LoadedCatalogue readCatalogue(String themesYaml, String departmentsYaml, Map<String, String> itemFiles) {
        var problems = new ArrayList<String>();
        var ofDepartments = new CatalogueSource(DepartmentHours.FILE, departmentsYaml, problems);
        var departments = departmentsYaml.isEmpty()
                ? DepartmentHours.NONE
                : DepartmentHours.readDepartments(ofDepartments.parseTree(), ofDepartments);
        var ofThemes = new CatalogueSource(THEMES_FILE, themesYaml, problems);
        var root = ofThemes.parseTree();
        var themes = readThemes(root, ofThemes);
        if (themes.isEmpty()) ofThemes.reportProblem("", "names no theme: begin with 'themes:'");
        var items = new ArrayList<Item>();
        var chains = new ArrayList<DraftItem>();
        itemFiles.forEach((file, text) -> readDraft(file, text, departments, problems)
                .ifPresent(draft -> {
                    if (draft.chain().isEmpty()) items.add(draft.item());
                    else chains.add(draft);
                }));
        var links = new ItemCatalogue(themes, items);
        for (var draft : chains)
            ItemChainBuilder.buildChain(draft.item(), draft.chain(), links, problems)
                    .ifPresent(items::add);
        var order = itemOrder(root);
        items.sort(
                Comparator.comparingInt(item -> order.contains(item.id()) ? order.indexOf(item.id()) : order.size()));
        var catalog = new ItemCatalogue(themes, items);
        departments.checkSystems(items, ofDepartments);
        for (var item : items) {
            String file = item.id() + ".yaml";
            checkItem(catalog, item, new CatalogueSource(file, itemFiles.getOrDefault(file, ""), problems));
        }
        return new LoadedCatalogue(catalog, problems);
    }

    private static List<ItemTheme> readThemes(JsonNode root, CatalogueSource source) {
        var themes = new ArrayList<ItemTheme>();
        int n = 0;
        for (var node : root.path("themes")) {
            try {
                themes.add(ItemReader.readTheme(node));
            } catch (JacksonException | IllegalArgumentException odd) {
                source.reportProblem("/themes/" + n, "theme " + (n + 1) + " cannot be used: " + odd.getMessage());
            }
            n++;
        }
        return themes;
    }

    /// An item as its own file defines it.
    ///
    /// @param chain ids of its parts, if it is a chain: it is complete only with them
    private record DraftItem(Item item, List<String> chain) {}

    private static Optional<DraftItem> readDraft(
            String file, String text, DepartmentHours departments, List<String> problems) {
        var node = parseItem(file, text, problems);
        if (node == null) return Optional.empty();
        try {
            return Optional.of(new DraftItem(ItemReader.readItem(node, departments), ItemReader.readChain(node)));
        } catch (JacksonException | IllegalArgumentException odd) {
            problems.add(file + ": a value cannot be used: " + odd.getMessage());
            return Optional.empty();
        }
    }

    /// Items in the order of `themes.yaml`.
    private static List<String> itemOrder(JsonNode themes) {
        var ids = new ArrayList<String>();
        for (var theme : themes.path("themes"))
            for (var item : theme.path("items")) ids.add(theme.path("id").asString("") + "/" + item.asString(""));
        return ids;
    }

    private static @org.jspecify.annotations.Nullable JsonNode parseItem(
            String file, String text, List<String> problems) {
        var source = new CatalogueSource(file, text, problems);
        var node = source.parseTree();
        if (node.isMissingNode()) return null;
        if (!CatalogueSchema.ITEM.validateFile(node.toString(), source)) return null;
        var id = node.path("id").asString();
        if (file.equals(id + ".yaml")) return node;
        source.reportProblem("/id", "id is '" + id + "': name the file " + id + ".yaml or change the id");
        return null;
    }

    /// Checks that depend on several files.
    private static void checkItem(ItemCatalogue catalog, Item item, CatalogueSource source) {
        if (catalog.findTheme(item.theme()).isEmpty())
            source.reportProblem("/id", "no theme '" + item.theme() + "': use one of themes.yaml");
        else if (!item.code().startsWith(catalog.findTheme(item.theme()).get().code() + "."))
            source.reportProblem("/code", "code " + item.code() + " belongs to another theme than " + item.theme());
        // a terminal without the required device offers what is left of the item: an appointment
        if (item.code().charAt(6) != item.kind().letter() && item.kind() != Item.ItemKind.BOOK)
            source.reportProblem("/code", "code " + item.code() + " does not end in the letter of its kind");
        item.offline().ifPresent(_ -> {
            if (item.kind() != Item.ItemKind.HANDLE || item.papers().document() || item.legalTime())
                source.reportProblem(
                        "/offline",
                        "offline O1 is for statements: not with a sealed document, a booking, a query or"
                                + " legalTime: say O0");
        });
        if (!item.related().isEmpty() && catalog.findItem(item.related()).isEmpty())
            source.reportProblem(
                    "/related", "related item '" + item.related() + "' is not in the catalogue: remove it or add it");
        boolean organisation = item.by().contains(RepresentativeRole.ORGANISATION);
        if (!item.self() && !organisation)
            source.reportProblem("/self", "nobody could hand it in: add organisation to by, or remove self");
        if (organisation && item.level() == Item.AssuranceLevel.L0)
            source.reportProblem(
                    "/by", "nobody is identified at L0, and an organisation is acted for by somebody: use L1");
        if (item.ages().until() < item.ages().from())
            source.reportProblem("/ages", "ages end before they begin: change from or until");
        item.fee().ifPresent(fee -> checkFee(item, fee, source));
        var asked = new HashSet<String>();
        for (int n = 0; n < item.pages().size(); n++)
            for (int m = 0; m < item.pages().get(n).fields().size(); m++)
                checkField(
                        item,
                        item.pages().get(n).fields().get(m),
                        asked,
                        source.reporterBelow("/pages/" + n + "/fields/" + m));
        long pictures = item.fieldsByName().values().stream()
                .filter(field -> field.kind().isPicture())
                .count();
        if (pictures > MOST_PICTURES)
            source.reportProblem("/pages", pictures + " pictures are too much for one case: at most " + MOST_PICTURES);
        checkOffer(item, source);
    }

    /// @param asked names of the fields of this page and those before it
    private static void checkField(Item item, ItemField field, Set<String> asked, BiConsumer<String, String> wrong) {
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
        ItemReader.findFlaw(field).ifPresent(flaw -> wrong.accept("", name + flaw));
        if (field.kind().isPicture()) checkPictureField(item, field, wrong);
        else if (field.later()) wrong.accept("/later", name + "is no picture: remove later");
    }

    /// Checks picture fields: each becomes a file of the case.
    private static void checkPictureField(Item item, ItemField field, BiConsumer<String, String> wrong) {
        String name = "field '" + field.name() + "' ";
        if (!item.makesCase()) wrong.accept("/kind", name + "is a picture, and a query makes no case to have it");
        if (field.name().equals(SIGNATURE)) wrong.accept("/name", name + "has the name of another file: change it");
        if (!field.name().matches("[a-z0-9]{1,40}"))
            wrong.accept("/name", name + "names a file of the case: write it in small letters, 40 at most");
        if (field.kind() == ItemField.FieldKind.PHOTO
                && !field.later()
                && !item.by().isEmpty())
            wrong.accept(
                    "/later",
                    name + "is of the person, who is not there when somebody else hands it in: add later: true");
    }

    /// Checks of rollout and opening hours.
    private static void checkOffer(Item item, CatalogueSource source) {
        var release = item.release();
        var rollout = release.rollout();
        boolean elsewhere = !rollout.isEverywhere();
        if (release.state() == ItemRelease.ReleaseState.PILOT && !elsewhere)
            source.reportProblem("/release", "a pilot is tried out somewhere: say where by rollout, or make it live");
        if (release.state() == ItemRelease.ReleaseState.LIVE
                && elsewhere
                && release.places().isEmpty())
            source.reportProblem("/rollout", "who stands elsewhere is not told where it is done: add places, in words");
        for (var region : rollout.regions())
            if (region.endsWith("00"))
                source.reportProblem(
                        "/rollout/regions",
                        "region " + region + " is no beginning of a code: leave the 00 at its end away");
        for (var span : item.hours().spans())
            if (span.until() <= span.from())
                source.reportProblem("/hours", "hours end before they begin: over midnight, write two entries");
    }

    /// Checks of items with a fee.
    private static void checkFee(Item item, Item.Fee fee, CatalogueSource source) {
        if (!item.makesCase())
            source.reportProblem("/fee", "a query makes no case that could be paid: remove it or change the kind");
        if (item.isStorable()) source.reportProblem("/fee", "what costs something is never stored: set offline to O0");
        if (item.papers().document())
            source.reportProblem("/fee", "a sealed document would be made before it is paid: set document to false");
        if (item.level() == Item.AssuranceLevel.L0)
            source.reportProblem("/fee", "nobody is identified at L0, and money belongs to somebody: use L1 or more");
        if (item.prefill().stream().noneMatch(p -> p.name().equals(fee.amount())))
            source.reportProblem(
                    "/fee", "amount '" + fee.amount() + "' is not among prefill, so nobody would see it: add it there");
        if (item.guide().fee().isEmpty())
            source.reportProblem("/fee", "the guide does not say that it costs something: add guide.fee");
        boolean said = item.papers().facts().stream()
                .anyMatch(f -> f.value()
                        .textIn(org.openstm.kiosk.catalog.DisplayLanguage.ZH_CN)
                        .contains("{paid}"));
        if (!said) source.reportProblem("/fee", "the slip does not say what was paid: add a fact with {paid}");
    }

    static String readResource(String name) {
        try (var in = CatalogueFiles.class.getResourceAsStream(HOME + name)) {
            if (in == null) throw new IllegalStateException("missing in the jar: " + name);
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }
}
