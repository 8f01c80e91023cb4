package org.openstm.kiosk.app.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openstm.device.contract.LongTest;
import org.openstm.kiosk.Repository;
import org.openstm.kiosk.catalog.Item;
import org.openstm.kiosk.catalog.OfflineStoragePolicy;
import org.openstm.kiosk.catalog.TerminalLocation;
import org.openstm.kiosk.catalog.load.CatalogueFiles;
import org.openstm.kiosk.cataloguestore.CatalogueStore;
import org.openstm.kiosk.engine.SessionLoop;
import org.openstm.kiosk.journal.Journal;
import org.openstm.kiosk.journal.crypto.FileKeyStore;
import org.openstm.kiosk.rig.Quick;
import org.openstm.kiosk.scenario.WalkLauncher;
import org.openstm.kiosk.session.model.Session;
import org.openstm.kiosk.walk.TestBedConfig;
import org.openstm.kiosk.walk.WalkScript;

/// The exercise of the documentation page on the first item: its text is checked and run unchanged.
class AddedItemTest {
    private static final Path PAGE = Repository.path("kiosk-app/docs/items/first-item.md");
    private static final String MARK = "the item of the exercise";

    @TempDir
    Path dir;

    private List<String> blocks = List.of();
    private Path services = Path.of("");

    @BeforeEach
    void read() throws Exception {
        var lines = Files.readAllLines(PAGE);
        int from = 0;
        while (!lines.get(from).contains(MARK)) from++;
        blocks = blocks(lines.subList(from, lines.size()));
        services = dir.resolve("branch").resolve("services");
        Files.createDirectories(services.resolve("assistance"));
        Files.writeString(services.resolve("assistance/winter-fuel.yaml"), blocks.getFirst());
    }

    /// The text between fences, without its indentation.
    private static List<String> blocks(List<String> lines) {
        var all = new ArrayList<String>();
        var block = new StringBuilder();
        boolean inside = false;
        for (var line : lines) {
            if (line.strip().startsWith("```")) {
                if (inside) all.add(block.toString());
                block.setLength(0);
                inside = !inside;
            } else if (inside) {
                block.append(line.length() > 3 ? line.substring(3) : line).append('\n');
            }
        }
        return all;
    }

    @Test
    void the_item_is_sound_and_says_what_it_says() {
        var result = CatalogueFiles.loadWithOverlay(services);
        assertEquals(List.of(), result.problems());
        var item = result.catalog().findItem("assistance/winter-fuel").orElseThrow();
        assertEquals(Item.ItemKind.HANDLE, item.kind());
        assertEquals(Optional.of(new OfflineStoragePolicy(java.time.Duration.ofDays(2), 20)), item.offline());
        assertEquals(
                CatalogueFiles.loadShipped().items().size() + 1,
                result.catalog().items().size());
    }

    @LongTest(oneIn = 3)
    @Test
    void the_walk_leads_to_its_receipt_and_its_case() throws Exception {
        var said = new ArrayList<String>();
        var grounds = new TestBedConfig(
                Optional.of(dir.resolve("branch")), Optional.empty(), Optional.empty(), Optional.empty());
        WalkLauncher.runWalk(
                WalkScript.parse("winter-fuel.walk", blocks.get(1)),
                Path.of("target", "walks"),
                Quick.town(),
                grounds,
                said::add);
        assertTrue(said.size() > 15, said.toString());
    }

    /// A saved change is in force in the next session; a mistake changes nothing and is reported.
    @Test
    void a_file_that_is_saved_is_on_offer_and_a_mistake_is_told_to_staff() throws Exception {
        var file = services.resolve("assistance/winter-fuel.yaml");
        Files.delete(file);
        var clock = InstantSource.system();
        var keys = FileKeyStore.openOrCreate(dir.resolve("journal.key"));
        try (var watch = new CatalogueUpdater(
                        services,
                        new TerminalLocation("ST-0412-03", "", true),
                        new CatalogueStore(dir.resolve("catalogue"), (_, _) -> false, clock),
                        clock);
                var journal = Journal.open(dir.resolve("kiosk"), "ST-0412-03", keys, clock);
                var loop =
                        new SessionLoop(Session.initialSession(watch.currentCatalog(), true, clock.instant()), clock)) {
            loop.start(_ -> {});
            watch.start(loop, journal, java.time.Duration.ofMillis(100));
            Files.writeString(file, blocks.getFirst());
            until(() ->
                    loop.session().catalog().findItem("assistance/winter-fuel").isPresent());
            Files.writeString(file, blocks.getFirst().replace("kind: handle", "kind: dance"));
            until(() -> journal.findings().openFindings().stream()
                    .anyMatch(f -> f.kind().equals("catalogue")));
            assertTrue(journal.findings().openFindings().getFirst().text().contains("winter-fuel.yaml"));
            assertTrue(
                    loop.session().catalog().findItem("assistance/winter-fuel").isPresent(), "as it was before");
            Files.delete(file);
            until(() ->
                    loop.session().catalog().findItem("assistance/winter-fuel").isEmpty());
        }
    }

    private static void until(BooleanSupplier there) throws InterruptedException {
        for (int tries = 0; tries < 600 && !there.getAsBoolean(); tries++) Thread.sleep(50);
        assertTrue(there.getAsBoolean());
    }
}
