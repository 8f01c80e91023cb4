package org.openstm.kiosk.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirFactory;
import org.openstm.device.contract.LongTest;
import org.openstm.kiosk.app.watchdog.HealthEndpoint;
import org.openstm.kiosk.process.ChildProcess;
import org.openstm.kiosk.process.CommandFailedException;
import org.openstm.kiosk.process.KioskControlClient;
import org.openstm.kiosk.reference.ReferenceCentral;

/// A real kiosk whose files are damaged. It shows a page with a code and says which
/// file it is, what to do and who acts; where the last good version is there, it serves.
@LongTest(oneIn = 5)
class StartFailurePageTest {
    /// Ten times the target.
    private static final Duration GENEROUS = Duration.ofSeconds(100);

    @TempDir
    Path folder;

    private Path log() {
        return folder.resolve("kiosk.log");
    }

    private Path data() {
        return folder.resolve("data");
    }

    @BeforeEach
    void configure() throws IOException {
        for (var name : List.of("terminal.yaml", "staff.yaml"))
            try (var demo = ChildProcess.class.getResourceAsStream("/org/openstm/kiosk/demo/" + name)) {
                if (demo == null) throw new AssertionError(name + " is missing");
                Files.write(folder.resolve(name), demo.readAllBytes());
            }
        Files.writeString(folder.resolve("terminal.yaml"), "central: http://127.0.0.1:1\n", StandardOpenOption.APPEND);
        Files.writeString(folder.resolve("devices.yaml"), "devices: []\n");
    }

    private ChildProcess start() {
        return start(List.of(), Map.of());
    }

    private ChildProcess start(List<String> jvm, Map<String, String> environment) {
        return ChildProcess.start(
                jvm,
                List.of("kiosk", "--config", folder.toString(), "--data", data().toString(), "--health", "0"),
                environment,
                log());
    }

    private static HttpResponse<String> health(URI address) throws IOException, InterruptedException {
        try (var http = HttpClient.newHttpClient()) {
            return http.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    /// A busy machine draws its first page late.
    private static void awaitHealth(URI address, int status, String silent) throws IOException, InterruptedException {
        long until = System.nanoTime() + GENEROUS.toNanos();
        while (true) {
            var answer = health(address);
            if (answer.statusCode() == status && answer.body().contains(silent)) return;
            assertTrue(System.nanoTime() < until, answer.body());
        }
    }

    /// @param words text that the message must contain
    private void showsPage(String code, String... words) throws IOException, InterruptedException {
        Files.deleteIfExists(log());
        try (var kiosk = start()) {
            var address = URI.create(kiosk.firstLine(HealthEndpoint.ADDRESS));
            awaitHealth(address, 503, "[\"start\"]"); // the page itself answers
            var said = Files.readString(log());
            assertTrue(said.contains("cannot start (" + code + "): "), said);
            assertTrue(said.contains("What to do: ") && said.contains("Who: engineer"), said);
            for (var word : words) assertTrue(said.contains(word), word + " is missing: " + said);
        }
    }

    private String status() throws InterruptedException {
        long until = System.nanoTime() + GENEROUS.toNanos();
        while (System.nanoTime() < until) {
            try (var line = KioskControlClient.open(data().resolve("control.sock"))) {
                return line.sendCommand("status");
            } catch (IOException | CommandFailedException notYet) {
                Thread.onSpinWait();
            }
        }
        throw new AssertionError("no kiosk came; see " + log());
    }

    /// Serves and reports the damage.
    private void servesWith(String finding) throws IOException, InterruptedException {
        var status = servingStatus();
        assertEquals(!finding.isEmpty(), reports(status, finding), status);
    }

    private String servingStatus() throws IOException, InterruptedException {
        return servingStatus(List.of());
    }

    private String servingStatus(List<String> jvm) throws IOException, InterruptedException {
        try (var kiosk = start(jvm, Map.of())) {
            awaitHealth(URI.create(kiosk.firstLine(HealthEndpoint.ADDRESS)), 200, "[]");
            var status = status();
            assertTrue(status.contains("\"screen\":\"attract\""), status);
            return status;
        }
    }

    private static boolean reports(String status, String finding) {
        return status.contains("\"kind\":\"" + finding + "\"");
    }

    @Test
    void a_damaged_file_shows_a_page_with_a_code_and_the_words_name_the_file() throws Exception {
        servesWith("");
        Path key = data().resolve("journal.key");
        byte[] whole = Files.readAllBytes(key);
        Files.write(key, new byte[7]);
        Files.write(data().resolve("journal.key.copy"), new byte[7]);
        showsPage("S2", key.toString(), "journal.key.copy", "Do not delete the journal");
        Files.write(key, whole);

        Path terminal = data().resolve("terminal.key");
        byte[] own = Files.readAllBytes(terminal);
        Files.writeString(terminal, "{");
        showsPage("S3", terminal.toString());
        Files.write(terminal, own);

        Files.writeString(data().resolve("central.keys"), "{");
        showsPage("S4", data().resolve("central.keys").toString());
        Files.delete(data().resolve("central.keys"));

        Path settings = folder.resolve("terminal.yaml");
        byte[] yaml = Files.readAllBytes(settings);
        Files.writeString(settings, "\nid: [", StandardOpenOption.APPEND);
        showsPage("S1", settings.toString());
        Files.write(settings, yaml);
        servesWith("journal-key"); // its second copy was damaged, and is repaired
    }

    @Test
    void devices_and_staff_with_a_mistake_leave_the_last_good_ones_in_force() throws Exception {
        servesWith("");
        Files.writeString(folder.resolve("devices.yaml"), "devices: [{id: x");
        servesWith("devices-file");
        Files.delete(folder.resolve("devices.yaml"));
        servesWith("devices-file");
        Files.writeString(folder.resolve("devices.yaml"), "devices: []\n");
        Files.writeString(folder.resolve("staff.yaml"), "- number: 12", StandardOpenOption.TRUNCATE_EXISTING);
        servesWith("staff-file");
    }

    @Test
    void a_terminal_that_serves_less_safely_than_it_could_says_so(@TempDir(factory = InMemory.class) Path memory)
            throws Exception {
        Files.writeString(
                folder.resolve("terminal.yaml"), "staffSecret: GEZDGNBVGY3TQOJQ\n", StandardOpenOption.APPEND);
        Files.writeString(
                folder.resolve("devices.yaml"),
                "devices: [{id: slip-1, class: receipt-printer, driver: escpos,"
                        + " link: 'tcp://192.0.2.1:9100?clear=accepted-by-li'}]\n");
        Files.createSymbolicLink(data(), memory);
        var status = servingStatus();
        for (var finding : List.of("settings-old", "clear-link", "data-in-memory"))
            assertTrue(reports(status, finding), finding + " is missing: " + status);
    }

    /// A demonstration may do both; a branch may not. As another user a test's kiosk would not start: it may write
    /// its own configuration.
    @Test
    void a_branch_is_told_that_its_key_lies_in_a_file_and_that_the_kiosk_runs_as_root() throws Exception {
        var root = List.of("-Duser.name=root");
        var demonstration = servingStatus(root);
        assertFalse(reports(demonstration, "key-in-file"), demonstration);
        assertFalse(reports(demonstration, "runs-as-root"), demonstration);

        Path settings = folder.resolve("terminal.yaml");
        Files.writeString(settings, Files.readString(settings).replace("demo: true\n", ""));
        Files.setPosixFilePermissions(folder.resolve("staff.yaml"), PosixFilePermissions.fromString("rw-r-----"));
        var branch = servingStatus(root);
        assertTrue(reports(branch, "key-in-file"), branch);
        assertTrue(reports(branch, "runs-as-root"), branch);
    }

    /// The engine's library is found and cannot be loaded.
    @Test
    void a_way_of_writing_that_cannot_start_is_told_and_the_terminal_serves() throws Exception {
        Path libraries = Files.createDirectory(folder.resolve("libraries"));
        Files.writeString(libraries.resolve("librime.so.1"), "no library at all");
        try (var kiosk = start(List.of(), Map.of("LD_LIBRARY_PATH", libraries.toString()))) {
            awaitHealth(URI.create(kiosk.firstLine(HealthEndpoint.ADDRESS)), 200, "[]");
            long until = System.nanoTime() + GENEROUS.toNanos();
            var status = status();
            // the engines start on a thread of their own
            while (!reports(status, "writing") && System.nanoTime() < until) status = status();
            assertTrue(reports(status, "writing"), status);
            assertTrue(status.contains("\"pinyin\":\"pinyin: "), "the status names it too: " + status);
        }
    }

    /// A file system in memory.
    static final class InMemory implements TempDirFactory {
        @Override
        public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext test) throws IOException {
            return Files.createTempDirectory(Path.of("/dev/shm"), "kiosk");
        }
    }

    @Test
    void without_any_good_version_the_page_names_the_file() throws Exception {
        Files.writeString(folder.resolve("devices.yaml"), "devices: [{id: x", StandardCharsets.UTF_8);
        showsPage("S5", folder.resolve("devices.yaml").toString());
        Files.writeString(folder.resolve("devices.yaml"), "devices: []\n");
        Files.writeString(folder.resolve("staff.yaml"), "- number: 12");
        showsPage("S6", folder.resolve("staff.yaml").toString());
    }

    /// The operator of all terminals is informed if settings, key and connection still work.
    @Test
    void a_terminal_that_cannot_start_says_so_to_central() throws Exception {
        try (var central = ReferenceCentral.start(
                0, folder.resolve("central"), InstantSource.system(), true, (_, _, _, _, _, _, _, _) -> {})) {
            var yaml = folder.resolve("terminal.yaml");
            Files.writeString(yaml, Files.readString(yaml).replace("http://127.0.0.1:1\n", central.uri() + "\n"));
            try (var kiosk = start()) {
                awaitHealth(URI.create(kiosk.firstLine(HealthEndpoint.ADDRESS)), 200, "[]");
                awaitHealth(central.uri().resolve("/v1/availability"), 200, "\"state\":\"open\"");
            }
            Files.writeString(folder.resolve("staff.yaml"), "- number: 12");
            Files.delete(data().resolve("staff.good.yaml"));
            try (var kiosk = start()) {
                awaitHealth(URI.create(kiosk.firstLine(HealthEndpoint.ADDRESS)), 503, "[\"start\"]");
                awaitHealth(central.uri().resolve("/v1/availability"), 200, "\"why\":\"start-s6\"");
            }
        }
    }
}
