package org.openstm.kiosk.app.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openstm.kiosk.app.Main;
import org.openstm.kiosk.app.cli.ExitCodes;
import org.openstm.kiosk.app.config.ProgramVersion;
import org.openstm.kiosk.catalog.DisplayLanguage;
import org.openstm.kiosk.catalog.TerminalLocation;
import org.openstm.kiosk.catalog.load.CatalogueFiles;
import org.openstm.kiosk.cataloguestore.CatalogueDownloader;
import org.openstm.kiosk.cataloguestore.CatalogueStore;
import org.openstm.kiosk.central.crypto.CentralPublicKeys;
import org.openstm.kiosk.central.crypto.SigningKey;
import org.openstm.kiosk.central.http.HttpCentralClient;
import org.openstm.kiosk.engine.SessionLoop;
import org.openstm.kiosk.journal.Journal;
import org.openstm.kiosk.journal.crypto.FileKeyStore;
import org.openstm.kiosk.reference.ReferenceCentral;
import org.openstm.kiosk.session.model.Session;
import org.openstm.kiosk.session.model.SessionEvent;

/// From `stm central publish` to the next session, over the real connection.
class PublishedTest {
    private static final String TERMINAL = "ST-0412-03";
    private static final String ID = "pension/life-proof";

    @TempDir
    Path dir;

    private final InstantSource clock = InstantSource.system();
    private final StringWriter said = new StringWriter();
    private ReferenceCentral central;
    private HttpCentralClient line;
    private Journal journal;

    @BeforeEach
    void open() {
        central = ReferenceCentral.start(0, dir.resolve("central"), clock, true);
        line = new HttpCentralClient(
                central.uri(),
                TERMINAL,
                SigningKey.loadOrCreate(dir.resolve("kiosk.key"), TERMINAL),
                CentralPublicKeys.trustOnFirstUse(dir.resolve("central.keys")));
        journal = Journal.open(
                dir.resolve("kiosk"), TERMINAL, FileKeyStore.openOrCreate(dir.resolve("journal.key")), clock);
    }

    @AfterEach
    void close() {
        journal.close();
        line.close();
        central.close();
    }

    private int publish(String change, String... more) throws Exception {
        var folder = dir.resolve("publish");
        var file = folder.resolve(ID + ".yaml");
        Files.createDirectories(file.getParent());
        var text = CatalogueFiles.shippedFiles().getOrDefault(ID + ".yaml", "");
        Files.writeString(file, text.replaceFirst("(?m)^title: .*$", change));
        var words = new java.util.ArrayList<>(List.of(
                "central",
                "publish",
                folder.toString(),
                "--data",
                dir.resolve("central").toString()));
        words.addAll(List.of(more));
        return Main.commandLine()
                .setErr(new PrintWriter(said, true))
                .setOut(new PrintWriter(said, true))
                .execute(words.toArray(String[]::new));
    }

    private CatalogueUpdater watch() {
        return new CatalogueUpdater(
                dir.resolve("services"),
                new TerminalLocation(TERMINAL, "", false),
                new CatalogueStore(dir.resolve("kiosk/catalogue"), line, clock),
                clock);
    }

    private static String title(Session session) {
        return session.catalog().findItem(ID).orElseThrow().title().textIn(DisplayLanguage.ZH_CN);
    }

    @Test
    void what_is_published_is_there_with_the_next_citizen_and_staff_can_go_back() throws Exception {
        try (var watch = watch();
                var loop = new SessionLoop(
                        Session.initialSession(watch.currentCatalog(), false, clock.instant()), clock)) {
            loop.start(_ -> {});
            watch.start(loop, journal, Duration.ofMillis(100));
            watch.startFetching(
                    journal,
                    new CatalogueDownloader(line, watch.catalogueStore(), ProgramVersion.VERSION, clock),
                    Duration.ofMillis(200));
            assertEquals(ExitCodes.DONE, publish("title: {zh-CN: 第一版, en: first}"), said.toString());
            until(() -> title(loop.session()).equals("第一版"));
            assertEquals(1, loop.session().catalog().number());
            loop.postTouch(new SessionEvent.StartSession());
            loop.awaitIdle();
            assertEquals(ExitCodes.DONE, publish("title: {zh-CN: 第二版, en: second}"));
            until(() -> watch.storeState().ready() == 2);
            Thread.sleep(500);
            assertEquals("第一版", title(loop.session()), "who has begun goes on with what was there");
            loop.postTouch(new SessionEvent.AskToLeave());
            until(() -> title(loop.session()).equals("第二版"));
            assertEquals(2, loop.session().catalog().number());
            assertTrue(watch.restorePrevious(journal).orElseThrow().contains("catalogue 1 is in force"));
            until(() -> title(loop.session()).equals("第一版"));
            Thread.sleep(500);
            assertEquals(1, watch.storeState().number(), "and 2 does not come again");
            assertEquals(List.of(), journal.findings().openFindings());
        }
        try (var again = watch()) {
            assertEquals(1, again.storeState().number(), "after a restart too");
            assertEquals(
                    "第一版",
                    again.currentCatalog().findItem(ID).orElseThrow().title().textIn(DisplayLanguage.ZH_CN));
        }
    }

    @Test
    void a_folder_with_a_mistake_is_not_published_and_a_branchs_own_items_lie_over_centrals() throws Exception {
        assertEquals(ExitCodes.FAILED, publish("title: {zh-CN: 没有英文}"));
        assertTrue(said.toString().contains(ID + ".yaml: line "), said.toString());
        assertTrue(said.toString().contains("nothing was published"));
        assertEquals(ExitCodes.DONE, publish("title: {zh-CN: 中心的, en: theirs}", "--days", "7"));
        assertEquals(ExitCodes.DONE, publish("title: {zh-CN: 中心的, en: theirs}", "--days", "7"));
        assertTrue(said.toString().contains("nothing has changed"), said.toString());
        var own = dir.resolve("services").resolve(ID + ".yaml");
        Files.createDirectories(own.getParent());
        Files.writeString(
                own,
                CatalogueFiles.shippedFiles()
                        .getOrDefault(ID + ".yaml", "")
                        .replaceFirst("(?m)^title: .*$", "title: {zh-CN: 网点的, en: ours}"));
        try (var watch = watch();
                var loop = new SessionLoop(
                        Session.initialSession(watch.currentCatalog(), false, clock.instant()), clock)) {
            loop.start(_ -> {});
            watch.start(loop, journal, Duration.ofMillis(100));
            watch.startFetching(
                    journal,
                    new CatalogueDownloader(line, watch.catalogueStore(), ProgramVersion.VERSION, clock),
                    Duration.ofMillis(200));
            until(() -> loop.session().catalog().number() == 1);
            assertEquals("网点的", title(loop.session()));
            Files.writeString(own, "id: [");
            until(() -> journal.findings().openFindings().stream()
                    .anyMatch(f -> f.kind().equals("catalogue")));
            assertEquals("网点的", title(loop.session()), "as it was before");
            Files.delete(own);
            until(() -> title(loop.session()).equals("中心的"));
        }
        assertFalse(Files.exists(dir.resolve("kiosk/catalogue/staging")));
    }

    @Test
    void a_catalogue_past_its_day_stays_in_force_and_staff_are_told() throws Exception {
        assertEquals(ExitCodes.DONE, publish("title: {zh-CN: 第一版, en: first}", "--days", "7"));
        try (var watch = watch();
                var loop = new SessionLoop(
                        Session.initialSession(watch.currentCatalog(), false, clock.instant()), clock)) {
            loop.start(_ -> {});
            watch.start(loop, journal, Duration.ofMillis(100));
            watch.startFetching(
                    journal,
                    new CatalogueDownloader(line, watch.catalogueStore(), ProgramVersion.VERSION, clock),
                    Duration.ofMillis(200));
            until(() -> watch.storeState().number() == 1);
        }
        central.startOutage("all", "down", Duration.ofMinutes(10));
        InstantSource later = () -> clock.instant().plus(Duration.ofDays(8));
        var stock = new CatalogueStore(dir.resolve("kiosk/catalogue"), line, later);
        try (var watch = new CatalogueUpdater(
                dir.resolve("services"), new TerminalLocation(TERMINAL, "", false), stock, later)) {
            watch.startFetching(
                    journal,
                    new CatalogueDownloader(line, stock, ProgramVersion.VERSION, later),
                    Duration.ofMillis(200));
            until(() -> !journal.findings().openFindings().isEmpty());
            var finding = journal.findings().openFindings().getFirst();
            assertTrue(finding.text().contains("it stays in force"), finding.text());
            assertEquals(1, watch.currentCatalog().number());
        }
    }

    private static void until(BooleanSupplier there) throws InterruptedException {
        for (int tries = 0; tries < 600 && !there.getAsBoolean(); tries++) Thread.sleep(50);
        assertTrue(there.getAsBoolean());
    }
}
