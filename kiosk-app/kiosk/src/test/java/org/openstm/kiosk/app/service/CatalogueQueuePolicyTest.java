package org.openstm.kiosk.app.service;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openstm.kiosk.catalog.ItemCatalogue;
import org.openstm.kiosk.catalog.OfflineStoragePolicy;
import org.openstm.kiosk.catalog.load.CatalogueFiles;

class CatalogueQueuePolicyTest {
    private static final String ID = "assistance/legal-aid";
    private static final ItemCatalogue GENEROUS = catalog(48, 50);
    private static final ItemCatalogue STRICT = catalog(12, 5);
    private static final ItemCatalogue NONE = new ItemCatalogue(List.of(), List.of());

    private static ItemCatalogue catalog(int hours, int cases) {
        var files = new LinkedHashMap<>(CatalogueFiles.shippedFiles());
        var keep = "keep: {hours: " + hours + ", cases: " + cases + "}";
        files.computeIfPresent(ID + ".yaml", (_, text) -> text.replaceFirst("(?m)^keep: .*$", keep));
        var loaded = CatalogueFiles.loadFiles(files);
        assertEquals(List.of(), loaded.problems());
        return loaded.catalog();
    }

    private static void allows(int hours, int cases, ItemCatalogue now, ItemCatalogue before) {
        var policy = new CatalogueQueuePolicy(() -> now, () -> before);
        assertEquals(Duration.ofHours(hours), policy.maximumWait(ID));
        assertEquals(cases, policy.maximumCases(ID));
    }

    @Test
    void a_case_may_wait_as_long_as_was_promised_when_a_stricter_catalogue_comes_into_force() {
        allows(48, 50, STRICT, GENEROUS);
    }

    @Test
    void a_more_generous_catalogue_counts_at_once() {
        allows(48, 50, GENEROUS, STRICT);
    }

    @Test
    void an_item_that_was_withdrawn_keeps_its_promise_and_one_of_no_catalogue_has_the_terminals_limits() {
        allows(12, 5, NONE, STRICT);
        allows(OfflineStoragePolicy.HOURS, OfflineStoragePolicy.CASES, NONE, NONE);
    }
}
