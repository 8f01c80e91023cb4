package org.openstm.kiosk.catalog.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openstm.kiosk.catalog.Item;
import org.openstm.kiosk.catalog.ItemCatalogue;

/// A chain becomes one form: nothing twice, nothing left out, the strictest identity level; an impossible chain
/// is rejected.
class ItemChainBuilderTest {
    private static final ItemCatalogue SHIPPED = CatalogueFiles.loadShipped();

    @TempDir
    Path dir;

    private static List<Item> chains() {
        return SHIPPED.items().stream().filter(i -> !i.parts().isEmpty()).toList();
    }

    @Test
    void every_chain_asks_all_that_its_parts_ask_and_nothing_twice() {
        assertTrue(chains().size() >= 2);
        for (var chain : chains()) {
            var asked = chain.pages().stream()
                    .flatMap(p -> p.fields().stream())
                    .map(f -> f.name())
                    .toList();
            assertEquals(new HashSet<>(asked).size(), asked.size(), chain.id());
            var needed = new HashSet<String>();
            for (var part : chain.parts()) needed.addAll(part.fieldsByName().keySet());
            assertEquals(needed, new HashSet<>(asked), chain.id());
            int all = chain.parts().stream().mapToInt(p -> p.pages().size()).sum();
            assertTrue(asked.size() < all || chain.id().startsWith("employment/"), chain.id() + " saves no question");
            for (var part : chain.parts()) {
                assertTrue(chain.level().compareTo(part.level()) >= 0, chain.id());
                assertTrue(chain.uses().containsAll(part.uses()), chain.id());
                assertTrue(chain.backSystems().contains(part.system()), chain.id());
                for (var field : part.fieldsByName().values())
                    assertTrue(
                            !field.checkCode()
                                    || chain.findField(field.name())
                                            .orElseThrow()
                                            .checkCode(),
                            field.name());
            }
            assertTrue(chain.offline().isEmpty(), "what several departments decide never waits here");
        }
    }

    private String problem(String chain) throws IOException {
        var file = Files.createDirectories(dir.resolve("pension")).resolve("elder-care.yaml");
        var text = CatalogueFiles.readResource("services/pension/elder-care.yaml");
        Files.writeString(file, text.replaceAll("(?m)^chain: .*$", chain));
        var result = CatalogueFiles.loadWithOverlay(dir);
        assertTrue(result.catalog().findItem("pension/elder-care").isEmpty(), chain);
        assertTrue(result.catalog().findItem("pension/life-proof").isPresent(), "the others are there");
        assertEquals(1, result.problems().size(), result.problems().toString());
        return result.problems().getFirst();
    }

    @Test
    void a_chain_that_could_not_be_done_is_refused_with_the_remedy() throws IOException {
        assertTrue(problem("chain: [pension/life-proof, pension/nowhere]").contains("remove or add it"));
        assertTrue(
                problem("chain: [pension/life-proof, employment/leaving-job]").contains("no chain itself"));
        assertTrue(problem("chain: [pension/life-proof, pension/paid-record]").contains("is a query"));
        assertTrue(problem("chain: [pension/life-proof, tax/own-premium]").contains("costs something"));
        assertTrue(problem("chain: [pension/old-age-allowance, medical-insurance/remote-care]")
                .contains("asks for 'region' in another way"));
        assertTrue(problem("chain: [pension/life-proof]").contains("/chain"));
        assertTrue(problem("chain: [pension/life-proof, pension/life-proof]").contains("/chain"));
        assertTrue(problem("chain: [pension/life-proof, pension/join-rural]\nlevel: L1")
                .contains("/level"));
    }
}
