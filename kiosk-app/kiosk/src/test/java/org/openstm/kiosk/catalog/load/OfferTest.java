package org.openstm.kiosk.catalog.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openstm.kiosk.catalog.AgeRange;
import org.openstm.kiosk.catalog.ItemCatalogue;
import org.openstm.kiosk.catalog.ItemRelease;
import org.openstm.kiosk.catalog.Load;
import org.openstm.kiosk.catalog.OpeningHours;
import org.openstm.kiosk.catalog.TerminalLocation;

/// Whether, where and when an item is offered, according to its file.
class OfferTest {
    private static final String ID = "pension/life-proof";
    private static final String GOOD = CatalogueFiles.readResource("services/" + ID + ".yaml");
    private static final TerminalLocation HERE = new TerminalLocation("ST-0412-03", "530102", false);
    private static final String PLACES = ", places: {zh-CN: 东风路支行, en: Dongfeng Road}}";

    @TempDir
    Path folder;

    private CatalogueFiles.LoadedCatalogue with(String more) throws Exception {
        write(ID + ".yaml", GOOD + "\n" + more);
        return CatalogueFiles.loadWithOverlay(folder);
    }

    private void write(String name, String text) throws Exception {
        var file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private ItemCatalogue at(TerminalLocation spot, String more) throws Exception {
        var result = with(more);
        assertEquals(List.of(), result.problems());
        return result.catalog().viewFor(spot);
    }

    @Test
    @DisplayName("S09 137 live of 389 are on offer, and no draft is known")
    void what_is_live_is_on_offer() throws Exception {
        Load.into(folder);
        List<Path> files;
        try (var all = Files.walk(folder)) {
            files = all.filter(Files::isRegularFile).sorted().toList();
        }
        assertEquals(Load.ITEMS, files.size());
        for (var draft : files.subList(137, files.size()))
            Files.writeString(
                    draft, Files.readString(draft).replaceFirst("(?m)^related: .*$", "") + "\nrelease: draft\n");
        for (var live : files.subList(0, 137))
            Files.writeString(live, Files.readString(live).replaceFirst("(?m)^related: .*$", ""));
        var result = CatalogueFiles.loadWithOverlay(folder);
        assertEquals(List.of(), result.problems());
        assertEquals(Load.ITEMS, result.catalog().items().size());
        var shown = result.catalog().viewFor(HERE);
        assertEquals(137, shown.items().size());
        assertEquals(137, shown.items().stream().filter(shown::isOffered).count());
        var demo = result.catalog().viewFor(new TerminalLocation("ST-0412-03", "", true));
        assertEquals(Load.ITEMS, demo.items().size());
    }

    @Test
    void a_pilot_is_known_only_where_it_is_tried_out() throws Exception {
        for (var rollout : List.of("terminals: [ST-0412-03]", "branches: [ST-0412]", "regions: [\"5301\"]")) {
            var pilot = "release: pilot\nrollout: {" + rollout + "}";
            var here = at(HERE, pilot);
            assertTrue(here.isOffered(here.findItem(ID).orElseThrow()), rollout);
            assertTrue(
                    at(new TerminalLocation("ST-0413-01", "520102", false), pilot)
                            .findItem(ID)
                            .isEmpty(),
                    rollout);
        }
        assertTrue(at(new TerminalLocation("ST-0413-01", "", false), "release: pilot\nrollout: {regions: [\"53\"]}")
                .findItem(ID)
                .isEmpty());
    }

    @Test
    void what_is_live_elsewhere_and_what_is_withdrawn_is_known_and_not_on_offer() throws Exception {
        var live = at(new TerminalLocation("ST-0413-01", "530102", false), "rollout: {branches: [ST-0412]" + PLACES);
        assertFalse(live.isOffered(live.findItem(ID).orElseThrow()));
        var withdrawn = at(HERE, "release: withdrawn");
        assertFalse(withdrawn.isOffered(withdrawn.findItem(ID).orElseThrow()));
        assertEquals(
                ItemRelease.ReleaseState.WITHDRAWN,
                withdrawn.findItem(ID).orElseThrow().release().state());
    }

    @Test
    void the_departments_hours_are_those_of_its_items_that_say_nothing_else() throws Exception {
        write("departments.yaml", """
            departments:
              - system: human-resources
                hours: [{days: [mon, tue], from: "09:00", until: "17:30"}]
            """);
        var system = CatalogueFiles.loadShipped().findItem(ID).orElseThrow().system();
        write(
                "departments.yaml",
                Files.readString(folder.resolve("departments.yaml")).replace("human-resources", system));
        var hours = with("").catalog().findItem(ID).orElseThrow().hours();
        assertEquals(9 * 60, hours.spans().getFirst().from());
        assertEquals(17 * 60 + 30, hours.spans().getFirst().until());
        assertEquals(
                OpeningHours.ALWAYS,
                with("hours: always").catalog().findItem(ID).orElseThrow().hours());
        var own = with("hours: [{days: [sat], from: \"10:00\", until: \"24:00\"}]");
        assertEquals(
                24 * 60,
                own.catalog()
                        .findItem(ID)
                        .orElseThrow()
                        .hours()
                        .spans()
                        .getFirst()
                        .until());
    }

    @Test
    void each_mistake_is_told_with_its_file_its_line_and_what_to_do() throws Exception {
        long line = (GOOD + "\n").lines().count() + 1;
        var mistakes = Map.of(
                "release: pilot",
                "say where by rollout",
                "release: soon",
                "withdrawn",
                "rollout: {branches: [ST-0412]}",
                "add places",
                "rollout: {regions: [\"530100\"]" + PLACES,
                "leave the 00",
                "rollout: {branches: [0412]" + PLACES,
                "item.schema.json",
                "hours: [{days: [mon], from: \"17:00\", until: \"09:00\"}]",
                "over midnight",
                "hours: [{days: [someday], from: \"09:00\", until: \"17:00\"}]",
                "item.schema.json",
                "hours: []",
                "item.schema.json");
        for (var mistake : mistakes.entrySet()) {
            var problems = with(mistake.getKey()).problems();
            assertTrue(
                    problems.stream()
                            .anyMatch(p ->
                                    p.startsWith(ID + ".yaml: line " + line + ": ") && p.contains(mistake.getValue())),
                    mistake + ": " + problems);
        }
    }

    @Test
    @DisplayName("S23 an item says for which years of life it is made, from 0 to 150, and not backwards")
    void ages_are_read_and_checked() throws Exception {
        assertEquals(
                new AgeRange(60, AgeRange.OLDEST),
                CatalogueFiles.loadShipped().findItem(ID).orElseThrow().ages());
        var mistakes = Map.of(
                "{from: 60, until: 50}", "ages end before", "{from: 200}", "ages", "{}", "ages", "{up: 9}", "ages");
        for (var mistake : mistakes.entrySet()) {
            write(ID + ".yaml", GOOD.replace("ages: {from: 60}", "ages: " + mistake.getKey()));
            var problems = CatalogueFiles.loadWithOverlay(folder).problems();
            assertTrue(
                    problems.stream().anyMatch(p -> p.startsWith(ID + ".yaml: ") && p.contains(mistake.getValue())),
                    mistake + ": " + problems);
        }
        write(ID + ".yaml", GOOD.replace("ages: {from: 60}", "ages: {until: 5}"));
        assertEquals(
                new AgeRange(0, 5),
                CatalogueFiles.loadWithOverlay(folder)
                        .catalog()
                        .findItem(ID)
                        .orElseThrow()
                        .ages());
    }

    @Test
    @DisplayName("S34 what nobody hands in for themselves needs an organisation in by, and somebody who is identified")
    void self_and_by_fit_together() throws Exception {
        assertFalse(CatalogueFiles.loadShipped()
                .findItem("self-employed/annual-report")
                .orElseThrow()
                .self());
        var alone = with("self: false").problems();
        assertTrue(alone.stream().anyMatch(p -> p.contains("add organisation to by")), alone.toString());
        write(ID + ".yaml", GOOD.replace("by: [helper]", "by: [organisation]").replace("level: L3", "level: L0"));
        var nobody = CatalogueFiles.loadWithOverlay(folder).problems();
        assertTrue(nobody.stream().anyMatch(p -> p.contains("nobody is identified at L0")), nobody.toString());
    }

    @Test
    void a_picture_is_a_file_of_a_case_of_the_person_who_stands_there() throws Exception {
        var words = "step: {zh-CN: 甲, en: A}, title: {zh-CN: 甲, en: A}, help: {zh-CN: 甲, en: A}";
        var label = "label: {zh-CN: 甲, en: A}";
        var mistakes = Map.of(
                "name: paid, kind: text, most: 9, later: true", "is no picture",
                "name: signature, kind: scan", "name of another file",
                "name: myPaper, kind: scan", "small letters",
                "name: portrait, kind: photo", "who is not there when somebody else");
        for (var mistake : mistakes.entrySet()) {
            var page = "  - {id: more, " + words + ", fields: [{" + mistake.getKey() + ", " + label + "}]}\n";
            write(ID + ".yaml", GOOD.replace("pages: []\n", "pages:\n" + page));
            var problems = CatalogueFiles.loadWithOverlay(folder).problems();
            assertTrue(problems.stream().anyMatch(p -> p.contains(mistake.getValue())), mistake + ": " + problems);
        }
        var pages = new StringBuilder("pages:\n");
        for (int n = 0; n < 5; n++)
            pages.append("  - {id: more-")
                    .append(n)
                    .append(", ")
                    .append(words)
                    .append(", fields: [{name: more")
                    .append(n)
                    .append(", kind: scan, ")
                    .append(label)
                    .append("}]}\n");
        write(ID + ".yaml", GOOD.replace("pages: []\n", pages.toString()));
        var many = CatalogueFiles.loadWithOverlay(folder).problems();
        assertTrue(many.stream().anyMatch(p -> p.contains("5 pictures are too much")), many.toString());
    }

    @Test
    void mistakes_in_the_departments_file_are_told_too() throws Exception {
        write(
                "departments.yaml",
                "departments:\n  - {system: moon, hours: always}\n  - {system: moon, hours: always}\n");
        var problems = CatalogueFiles.loadWithOverlay(folder).problems();
        assertEquals(2, problems.size(), problems.toString());
        assertTrue(problems.getFirst().startsWith("departments.yaml: line 3: "), problems.toString());
        assertTrue(problems.getLast().contains("no item has the system 'moon'"), problems.toString());
        write("departments.yaml", "departments: [{system: moon, hours: sometimes}]");
        assertTrue(CatalogueFiles.loadWithOverlay(folder).problems().getFirst().contains("departments.schema.json"));
        write("departments.yaml", "departments: [");
        assertTrue(CatalogueFiles.loadWithOverlay(folder).problems().getFirst().contains("not YAML"));
    }
}
