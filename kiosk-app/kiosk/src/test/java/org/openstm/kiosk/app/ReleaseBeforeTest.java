package org.openstm.kiosk.app;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openstm.device.bundle.BundleStore;
import org.openstm.device.bundle.InstallationResult;
import org.openstm.device.bundle.InstalledBundle;
import org.openstm.device.bundle.TrustStore;
import org.openstm.kiosk.catalog.DisplayLanguage;
import org.openstm.kiosk.catalog.load.CatalogueFiles;
import org.openstm.kiosk.cataloguestore.CatalogueStore;
import org.openstm.kiosk.central.crypto.CentralPublicKeys;
import org.openstm.kiosk.journal.Journal;
import org.openstm.kiosk.journal.crypto.FileKeyStore;
import org.openstm.kiosk.journal.model.Attachment;
import org.openstm.kiosk.journal.model.CaseState;
import org.openstm.kiosk.journal.model.OutboxMessage;

/// What the program of before wrote (commit c65b83f1, before everything was renamed): a journal, a signed catalogue
/// and a signed bundle, each packed as it lay on the disk.
class ReleaseBeforeTest {
    private static final InstantSource CLOCK = () -> Instant.parse("2026-11-24T09:30:00Z");

    @TempDir
    Path dir;

    @BeforeEach
    void unpack() throws IOException {
        var packed = Objects.requireNonNull(ReleaseBeforeTest.class.getResourceAsStream("release-before.zip"));
        try (var zip = new ZipInputStream(packed)) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                var file = dir.resolve(entry.getName()).normalize();
                Files.createDirectories(Objects.requireNonNull(file.getParent()));
                Files.copy(zip, file);
            }
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void its_journal_opens_with_every_case_and_goes_on() {
        var keys = FileKeyStore.openExisting(dir.resolve("journal.key"));
        try (var journal = Journal.open(dir.resolve("journal"), "ST-0412-03", keys, CLOCK)) {
            var accepted = journal.cases().findCase("t-1").orElseThrow();
            assertEquals(CaseState.ACCEPTED, accepted.state());
            assertArrayEquals(utf8("{\"receipt\":1}"), accepted.receipt().orElseThrow());
            assertArrayEquals(utf8("{\"request\":1}"), journal.cases().caseRequest("t-1"));
            assertEquals(1, journal.prints().unprovedPrints().size());
            assertEquals(
                    List.of("paper", "rating"),
                    journal.outbox().pendingMessages().stream()
                            .map(OutboxMessage::kind)
                            .toList(),
                    "the report of the unknown print, and the rating");
            assertEquals(
                    CaseState.WAITING,
                    journal.cases().findCase("t-2").orElseThrow().state());
            assertEquals(
                    List.of("signature"),
                    journal.cases().caseAttachments("t-2").stream()
                            .map(Attachment::name)
                            .toList());
            journal.notes().addNote("rig", "goes on");
            var verdict = journal.maintenance().verifyOwnFile();
            assertTrue(verdict.sound(), verdict.why());
        }
    }

    @Test
    void its_catalogue_is_in_force_at_the_next_start() {
        var trusted = CentralPublicKeys.of(dir.resolve("central-public.json"));
        var told = new ArrayList<String>();
        var store = new CatalogueStore(dir.resolve("catalogue"), trusted::isSignedByCentral, CLOCK);
        var held = store.startWithCurrent(told::add).orElseThrow();
        assertEquals(List.of(), told);
        assertEquals(4, store.storeStatus().number());
        assertEquals(
                "甲",
                CatalogueFiles.loadFiles(held.files())
                        .catalog()
                        .findItem("pension/life-proof")
                        .orElseThrow()
                        .title()
                        .textIn(DisplayLanguage.ZH_CN));
    }

    @Test
    void its_bundle_is_whole_where_it_was_installed_and_can_be_installed_anew() {
        var trust = new TrustStore(dir.resolve("bundle/trust"));
        var installed = new BundleStore(dir.resolve("bundle/store"), trust)
                .findInstalled("lintel-slip@1.0.0", List.of())
                .orElseThrow();
        assertInstanceOf(InstalledBundle.BundleCondition.Intact.class, installed.standing());
        assertInstanceOf(
                InstallationResult.Done.class,
                new BundleStore(dir.resolve("anew"), trust)
                        .installBundle(dir.resolve("bundle/lintel-slip-1.0.0.zip"), List.of()));
    }
}
