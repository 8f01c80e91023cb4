package org.openstm.kiosk.app.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openstm.kiosk.catalog.ItemCatalogue;
import org.openstm.kiosk.catalog.TerminalLocation;
import org.openstm.kiosk.catalog.load.CatalogueFiles;
import org.openstm.kiosk.cataloguestore.CatalogueStore;
import org.openstm.kiosk.engine.SessionLoop;
import org.openstm.kiosk.journal.Journal;
import org.openstm.kiosk.journal.crypto.FileKeyStore;
import org.openstm.kiosk.session.model.Session;

/// Mistakes are likelier in a branch's own `services/` than in central's catalogue: its pages are drawn before a
/// citizen
/// sees them, too.
@Timeout(60)
class BranchRehearsalTest {
    private static final String ITEM = "company/name-check";
    private static final String OWN = "只有本网点这样写";

    @TempDir
    Path dir;

    private static boolean isOwn(ItemCatalogue catalog) {
        return catalog.findItem(ITEM).orElseThrow().title().toString().contains(OWN);
    }

    private void write(Path services) throws Exception {
        try (var shipped = CatalogueFiles.class.getResourceAsStream("/org/openstm/kiosk/services/" + ITEM + ".yaml")) {
            var text = new String(shipped.readAllBytes(), StandardCharsets.UTF_8);
            var file = services.resolve(ITEM + ".yaml");
            Files.createDirectories(file.getParent());
            Files.writeString(file, text.replaceFirst("title: \\{zh-CN: [^,]+,", "title: {zh-CN: " + OWN + ","));
        }
    }

    private CatalogueUpdater watch(InstantSource clock) {
        return new CatalogueUpdater(
                dir.resolve("services"),
                new TerminalLocation("ST-0412-03", "", true),
                new CatalogueStore(dir.resolve("catalogue"), (_, _) -> false, clock),
                clock,
                (catalog, _) -> isOwn(catalog) ? Optional.of("a page cannot be drawn") : Optional.empty());
    }

    @Test
    void a_branchs_item_whose_pages_cannot_be_drawn_is_not_offered_and_staff_find_why() throws Exception {
        var clock = InstantSource.system();
        write(dir.resolve("services"));
        try (var atStart = watch(clock)) {
            assertEquals(false, isOwn(atStart.currentCatalog()));
        }
        Files.delete(dir.resolve("services").resolve(ITEM + ".yaml"));
        try (var watch = watch(clock);
                var journal = Journal.open(
                        dir.resolve("kiosk"),
                        "ST-0412-03",
                        FileKeyStore.openOrCreate(dir.resolve("journal.key")),
                        InstantSource.system());
                var loop =
                        new SessionLoop(Session.initialSession(watch.currentCatalog(), true, clock.instant()), clock)) {
            loop.start(_ -> {});
            watch.start(loop, journal, Duration.ofMillis(100));
            write(dir.resolve("services"));
            while (journal.findings().openFindings().isEmpty()) Thread.sleep(20);
            assertTrue(journal.findings().openFindings().getFirst().text().contains("a page cannot be drawn"));
            assertEquals(false, isOwn(watch.currentCatalog()));
        }
    }
}
