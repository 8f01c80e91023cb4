package org.openstm.kiosk.app.cli.central;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openstm.kiosk.app.Main;
import org.openstm.kiosk.app.config.KioskSettings;
import org.openstm.kiosk.app.service.CentralConnector;
import org.openstm.kiosk.central.CentralReply;
import org.openstm.kiosk.central.http.HttpCentralClient;
import org.openstm.kiosk.reference.ReferenceCentral;
import org.openstm.kiosk.reference.http.ListenAddress;

/// Pairing, at both ends.
class PairCommandTest {
    @TempDir
    Path dir;

    private record Said(int exit, String words) {}

    private static Said pair(String... arguments) {
        var said = new StringWriter();
        var all = new ArrayList<>(List.of("central", "pair"));
        all.addAll(List.of(arguments));
        int exit = Main.commandLine()
                .setOut(new PrintWriter(said))
                .setErr(new PrintWriter(said))
                .execute(all.toArray(String[]::new));
        return new Said(exit, said.toString());
    }

    /// A terminal of a branch: no demonstration.
    private KioskSettings settings(String central) throws IOException {
        return settings(central, "central");
    }

    private KioskSettings settings(String central, String key) throws IOException {
        var folder = Files.createDirectories(dir.resolve("config"));
        try (var demo = PairCommandTest.class.getResourceAsStream("/org/openstm/kiosk/demo/terminal.yaml")) {
            if (demo == null) throw new IllegalStateException("no terminal.yaml in the jar");
            var yaml = new String(demo.readAllBytes(), StandardCharsets.UTF_8)
                    .replaceAll("(?m)^central:.*$", "")
                    .replaceAll("(?m)^demo:.*$", "demo: false");
            Files.writeString(folder.resolve("terminal.yaml"), yaml + "\n" + key + ": " + central + "\n");
        }
        return KioskSettings.readFolder(folder);
    }

    private static HttpCentralClient line(KioskSettings settings, Path data, Optional<String> code) {
        return CentralConnector.open(settings, data, settings.signingKey(data), code);
    }

    private static String words(Throwable refused) {
        return String.valueOf(refused.getMessage());
    }

    @Test
    void central_prints_a_code_and_the_terminal_that_is_given_it_is_in() throws IOException {
        Path data = dir.resolve("central");
        Path kiosk = dir.resolve("kiosk");
        try (var central = ReferenceCentral.start(0, data, InstantSource.system(), false)) {
            var settings = settings(central.uri().toString());
            var said = pair(settings.terminal().id(), "--data", data.toString());
            assertEquals(0, said.exit(), said.words());
            String code = said.words().lines().findFirst().orElseThrow();
            var refused =
                    assertThrows(IllegalStateException.class, () -> line(settings, kiosk, Optional.of("2222-2222")));
            assertTrue(words(refused).contains("pairing-wrong"), words(refused));
            line(settings, kiosk, Optional.of(code)).close();
            try (var later = line(settings, kiosk, Optional.empty())) {
                assertTrue(later.querySystems() instanceof CentralReply.Done);
            }
        }
    }

    @Test
    void over_tls_the_pairing_brings_the_certificate_and_the_only_authority_that_is_believed() throws IOException {
        Path data = dir.resolve("central");
        Path kiosk = dir.resolve("kiosk");
        var clock = InstantSource.system();
        try (var central = ReferenceCentral.start(
                        ListenAddress.loopbackTls(0), data, Optional.empty(), clock, false, null);
                var other = ReferenceCentral.start(
                        ListenAddress.loopbackTls(0), dir.resolve("other"), Optional.empty(), clock, false, null)) {
            var settings = settings(central.uri().toString());
            var said = pair(settings.terminal().id(), "--data", data.toString());
            String code = said.words().lines().findFirst().orElseThrow();
            var first =
                    assertThrows(IllegalStateException.class, () -> line(settings, kiosk, Optional.of("2222-2222")));
            assertTrue(words(first).contains("pairing-wrong"), words(first));
            line(settings, kiosk, Optional.of(code)).close();
            assertTrue(Files.exists(kiosk.resolve("terminal.pem")));
            try (var later = line(settings, kiosk, Optional.empty())) {
                assertTrue(later.querySystems() instanceof CentralReply.Done);
            }
            try (var astray = line(settings(other.uri().toString()), kiosk, Optional.empty())) {
                assertTrue(astray.querySystems() instanceof CentralReply.NoAnswer);
                assertTrue(astray.authenticationTrouble().orElse("").contains("not this terminal's central"));
            }
            String wrong = "centralCa: " + "0".repeat(64) + "\ncentral";
            var named = settings(central.uri().toString(), wrong);
            var refused =
                    assertThrows(IllegalStateException.class, () -> line(named, dir.resolve("new"), Optional.of(code)));
            assertTrue(words(refused).contains("fingerprint"), words(refused));
        }
    }

    @Test
    void http_to_another_machine_is_refused_and_so_is_anything_that_is_neither() throws IOException {
        Path kiosk = dir.resolve("kiosk");
        for (var unsafe : List.of("http://central.example:8471", "ftp://central.example", "central.example")) {
            var settings = settings(unsafe);
            var refused = assertThrows(RuntimeException.class, () -> line(settings, kiosk, Optional.empty()));
            assertTrue(words(refused).contains("https"), words(refused));
        }
        assertThrows(IllegalArgumentException.class, () -> settings("https://c.example", "centralCa: abc\ncentral"));
    }

    @Test
    void mistakes_at_either_end_are_said_with_what_to_do() throws IOException {
        var nowhere = pair("ST-0412-03", "--data", dir.resolve("none").toString());
        assertEquals(1, nowhere.exit());
        assertTrue(nowhere.words().contains("start stm central first"), nowhere.words());
        assertEquals(2, pair("st-0412-03").exit());
        var settings = settings("https://central.example:8471");
        Path kiosk = dir.resolve("kiosk");
        var unpaired = assertThrows(IllegalStateException.class, () -> line(settings, kiosk, Optional.empty()));
        assertTrue(words(unpaired).contains("stm central pair"), words(unpaired));
        var typo = assertThrows(IllegalArgumentException.class, () -> line(settings, kiosk, Optional.of("OOOO")));
        assertTrue(words(typo).contains("no pairing code"), words(typo));
    }
}
