package org.openstm.kiosk.reference.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// The demonstration's central and the shipped items use the same names.
class CatalogueTest {

    private final DemoProvince demo = DemoProvince.loadProvince();

    @Test
    void every_item_has_a_service_with_the_same_system_and_hotline_and_its_lists_exist() throws IOException {
        for (String id : shipped()) {
            JsonNode item = item(id);
            var service = demo.services().findService(id).orElseThrow();
            if (item.has("chain")) {
                var parts = new ArrayList<String>();
                item.path("chain").forEach(part -> parts.add(part.asString()));
                assertEquals(parts, service.parts(), id);
                continue;
            }
            assertEquals(item.path("system").asString(), service.system(), id);
            assertEquals(item.path("guide").path("phone").asString(), service.phone(), id);
            var asked = new ArrayList<String>();
            for (JsonNode page : item.path("pages")) {
                for (JsonNode field : page.path("fields")) {
                    asked.add(field.path("name").asString());
                    String list = field.path("list").asString("");
                    boolean known = list.isEmpty()
                            || List.of("dates", "dates-14", "years", "past-years", "premium-years", "premium-grades")
                                    .contains(list)
                            || demo.lists().findOptions(list, "").isPresent();
                    assertTrue(known, id + " asks for the list " + list);
                }
            }
            assertEquals(
                    asked.stream().sorted().toList(),
                    service.asks().stream().sorted().toList(),
                    id);
            var files = new ArrayList<String>();
            if (item.path("signed").asBoolean()) files.add("signature");
            for (JsonNode page : item.path("pages"))
                for (JsonNode field : page.path("fields"))
                    if (field.path("kind").asString().matches("scan|photo"))
                        files.add(field.path("name").asString());
            assertEquals(files, service.files(), id);
            for (JsonNode known : item.path("prefill")) {
                assertTrue(service.shows().containsKey(known.path("name").asString()), id + " " + known);
            }
        }
    }

    @Test
    void the_province_has_319_branches_with_1587_terminals_and_18_departments() {
        var branches = demo.branches();
        assertEquals(319, branches.listBranches().size());
        assertEquals(1587, branches.terminalCount());
        assertEquals(
                319,
                branches.listBranches().stream()
                        .map(BranchDirectory.Branch::name)
                        .distinct()
                        .count());
        assertEquals(
                "示范银行云岭翠湖支行",
                branches.findByTerminal("ST-0412-03").orElseThrow().name());
        assertTrue(branches.findByTerminal("ST-0412-06").isEmpty());
        assertEquals(
                18,
                demo.departments().stream()
                        .map(DemoProvince.DemoDepartment::name)
                        .distinct()
                        .count());
        for (String system : demo.services().systems()) {
            assertTrue(demo.departments().stream().anyMatch(d -> d.system().equals(system)), system);
        }
    }

    private static List<String> shipped() throws IOException {
        var all = new ArrayList<String>();
        for (var theme : item("themes").path("themes"))
            for (var name : theme.path("items")) all.add(theme.path("id").asString() + "/" + name.asString());
        assertTrue(all.size() > 30, "themes name their items");
        return all;
    }

    private static JsonNode item(String id) throws IOException {
        try (InputStream in = CatalogueTest.class.getResourceAsStream("/org/openstm/kiosk/services/" + id + ".yaml")) {
            return new YAMLMapper().readTree(in);
        }
    }
}
