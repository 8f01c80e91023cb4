package org.openstm.kiosk.app.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openstm.kiosk.catalog.load.CatalogueFiles;
import org.openstm.kiosk.central.crypto.SigningKey;
import org.openstm.kiosk.central.export.ExportFile;
import org.openstm.kiosk.central.terminal.TerminalCommand.CommandType;
import org.openstm.kiosk.engine.SessionLoop;
import org.openstm.kiosk.reference.CentralAdministration;
import org.openstm.kiosk.rig.Station;
import org.openstm.kiosk.session.model.Session;
import org.openstm.kiosk.walk.TestBed;

/// From the terminal to central's staff, with the real keys of both.
@Timeout(120)
class SupportBundleTest {
    private static final String SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

    @TempDir
    Path dir;

    private Station station;
    private SupportBundle bundle;

    @BeforeEach
    void open() throws Exception {
        station = Station.open(dir);
        for (int i = 0; i < 600 && !Files.exists(dir.resolve("central-keys.json")); i++) Thread.sleep(50);
        var data = dir.resolve("kiosk");
        Files.copy(dir.resolve("central-keys.json"), data.resolve("central.keys"));
        var config = Files.createDirectories(dir.resolve("config"));
        try (var demo = TestBed.class.getResourceAsStream("/org/openstm/kiosk/demo/terminal.yaml")) {
            if (demo == null) throw new AssertionError("no terminal.yaml");
            Files.write(config.resolve("terminal.yaml"), demo.readAllBytes());
        }
        Files.writeString(config.resolve("devices.yaml"), "devices: []\n");
        bundle = new SupportBundle(
                Station.TERMINAL,
                config,
                data,
                SigningKey.loadOrCreate(dir.resolve("kiosk-key.json"), Station.TERMINAL));
    }

    @AfterEach
    void close() {
        station.close();
    }

    private Map<String, String> opened(Path file) throws Exception {
        var zip = Files.createTempFile(dir, "opened", ".zip");
        var said = CentralAdministration.openExport(file, station.books(), Optional.empty(), zip);
        assertEquals("support", said.words().text("holds"));
        var all = new HashMap<String, String>();
        try (var entries = new ZipFile(zip.toFile())) {
            for (var entry : entries.stream().toList())
                all.put(
                        entry.getName(),
                        new String(entries.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8));
        }
        return all;
    }

    @Test
    void it_tells_of_the_terminal_and_keeps_secrets_back() throws Exception {
        var file = dir.resolve("st.bundle");
        var _ = bundle.writeBundle(file, "li", Instant.now());
        assertFalse(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains("PK\u0003\u0004"));
        var all = opened(file);
        assertTrue(all.getOrDefault("config/terminal.yaml", "").contains("ST-0412-03"));
        assertFalse(all.toString().contains(SECRET));
        assertTrue(all.getOrDefault("machine.txt", "").contains("disk free"));
        assertTrue(all.getOrDefault("status.json", "").startsWith("no answer"), "no kiosk runs, and it says so");
        assertTrue(all.getOrDefault("journal.txt", "").contains("bytes"));
        assertThrows(
                IllegalStateException.class,
                () -> bundle.writeBundle(file, "li", Instant.now()),
                "nothing is overwritten");
    }

    @Test
    void one_that_was_changed_is_not_opened() throws Exception {
        var file = dir.resolve("st.bundle");
        var _ = bundle.writeBundle(file, "li", Instant.now());
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
        assertThrows(ExportFile.Refused.class, () -> opened(file));
    }

    @Test
    void central_has_one_brought_and_nothing_stays() throws Exception {
        var stop = new CountDownLatch(1);
        try (var loop = new SessionLoop(
                Session.initialSession(CatalogueFiles.loadShipped(), true, Instant.now()), InstantSource.system())) {
            var remote = new RemoteOperations(loop, stop, false, bundle, station.client(), InstantSource.system());
            station.dispatch().setCommandAction(kind -> {
                if (kind == CommandType.COLLECT_BUNDLE) remote.uploadSupportBundle();
                else remote.requestRestart();
            });
            command(CommandType.COLLECT_BUNDLE);
            var sent = awaitSent();
            var fetched = dir.resolve("fetched");
            Files.write(fetched, sent);
            assertTrue(opened(fetched).containsKey("machine.txt"));
            try (var left = Files.list(bundle.data())) {
                assertFalse(left.anyMatch(f -> f.getFileName().toString().startsWith("support")));
            }
            // no supervisor would restart this one
            command(CommandType.RESTART);
            for (int i = 0; i < 600 && !failed(); i++) Thread.sleep(50);
            assertTrue(failed());
            assertEquals(1, stop.getCount());
        }
    }

    private boolean failed() {
        return station.journal().findings().openFindings().stream()
                .anyMatch(f -> f.kind().equals("command-failed"));
    }

    private void command(CommandType kind) {
        CentralAdministration.queueCommand(
                station.books(),
                Optional.empty(),
                UuidGenerator.nextId(),
                Station.TERMINAL,
                kind,
                Duration.ofHours(1),
                InstantSource.system());
        station.dispatch().requestHeartbeatNow();
    }

    private byte[] awaitSent() throws InterruptedException {
        for (int i = 0; i < 600; i++) {
            var sent = CentralAdministration.findSupportBundle(Station.TERMINAL, station.books(), Optional.empty());
            if (sent.isPresent()) return sent.get();
            Thread.sleep(50);
        }
        throw new AssertionError("no bundle came");
    }

    @Test
    void a_guarded_kiosk_ends_when_nobody_is_served() throws Exception {
        var stop = new CountDownLatch(1);
        try (var loop = new SessionLoop(
                Session.initialSession(CatalogueFiles.loadShipped(), true, Instant.now()), InstantSource.system())) {
            new RemoteOperations(loop, stop, true, bundle, station.client(), InstantSource.system()).requestRestart();
            assertTrue(stop.await(60, java.util.concurrent.TimeUnit.SECONDS));
        }
    }

    @Test
    void what_is_kept_back_is_kept_back_however_it_is_written() {
        var hidden = SupportBundle.withoutSecrets(
                "id: X\n\"staffSecret\": >-\n  GEZDGNBV\n  GY3TQOJQ\njournalKeys: {a: GEZD}\n");
        assertFalse(hidden.contains("GEZD") || hidden.contains("GY3T"), hidden);
        assertFalse(SupportBundle.withoutSecrets("id: [\nstaffSecret: GEZD").contains("GEZD"));
        var told = SupportBundle.withoutCases(
                "{\"screen\":\"attract\",\"findings\":[{\"kind\":\"case-differs\",\"text\":\"0195-d\",\"sequence\":7}]}");
        assertEquals("{\"screen\":\"attract\",\"findings\":[\"case-differs\"]}", told);
        assertEquals("no answer: gone", SupportBundle.withoutCases("no answer: gone"));
    }

    @Test
    void longer_numbers_are_hidden_in_the_log() {
        assertEquals("case 53**** of 13****", LogTail.maskDigits("case 530102195503080028 of 13800138000"));
        assertEquals("no:53**** tel-13****", LogTail.maskDigits("no:530102195503080028 tel-13800138000"));
        assertEquals("2026-11-27T10:00:00Z took 12345 ms", LogTail.maskDigits("2026-11-27T10:00:00Z took 12345 ms"));
    }
}
