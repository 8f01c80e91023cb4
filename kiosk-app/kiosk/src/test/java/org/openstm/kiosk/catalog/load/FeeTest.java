package org.openstm.kiosk.catalog.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Mistakes about fees are found before a terminal accepts the catalogue.
class FeeTest {
    private static final String GOOD =
            CatalogueFiles.readResource("services/tax/own-premium.yaml").replaceAll("(?m)^related: .*$", "");

    private static List<String> problems(String item) {
        return CatalogueFiles.readCatalogue(
                        CatalogueFiles.readResource("services/themes.yaml"), Map.of("tax/own-premium.yaml", item))
                .problems();
    }

    @Test
    void the_shipped_item_is_sound() {
        assertEquals(List.of(), problems(GOOD));
    }

    @Test
    void each_mistake_is_named_with_its_remedy() {
        var mistakes = Map.of(
                "offline: O0", List.of("offline: O1", "never stored"),
                "kind: handle", List.of("kind: query", "a query makes no case"),
                "level: L2", List.of("level: L0", "nobody is identified"),
                "fee: {amount: amount}", List.of("fee: {amount: price}", "not among prefill"),
                "  fee: {zh-CN", List.of("  # {zh-CN", "add guide.fee"),
                "\"{paid}\"", List.of("\"-\"", "a fact with {paid}"),
                "  receipt: receipt/paid", List.of("  receipt: receipt/paid\n  document: true", "before it is paid"));
        mistakes.forEach((right, wrong) -> {
            assertTrue(GOOD.contains(right), right);
            var found = problems(GOOD.replace(right, wrong.getFirst()));
            assertTrue(found.stream().anyMatch(p -> p.contains(wrong.getLast())), right + ": " + found);
        });
        assertTrue(problems(GOOD.replace("fee: {amount: amount}", "fee: {fen: 100}")).stream()
                .anyMatch(p -> p.contains("/fee")));
    }
}
