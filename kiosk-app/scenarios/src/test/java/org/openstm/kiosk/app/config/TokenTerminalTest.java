package org.openstm.kiosk.app.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openstm.kiosk.app.service.CentralConnector;
import org.openstm.kiosk.central.CaseSubject;
import org.openstm.kiosk.central.CentralReply;
import org.openstm.kiosk.central.Proofs;
import org.openstm.kiosk.central.crypto.CentralPublicKeys;
import org.openstm.kiosk.central.crypto.SigningKey;
import org.openstm.kiosk.central.export.ExportFile;
import org.openstm.kiosk.journal.model.SoftToken;
import org.openstm.kiosk.reference.CentralAdministration;
import org.openstm.kiosk.reference.ReferenceCentral;
import org.openstm.kiosk.reference.http.ListenAddress;

/// A terminal whose own key never leaves a token (SoftHSM in a process of its own: a library of
/// PKCS#11 is loaded once).
class TokenTerminalTest {
    @TempDir
    Path dir;

    @Test
    void a_terminal_speaks_tls_by_a_token_and_a_copy_of_its_disk_does_not() throws Exception {
        var token = SoftToken.in(dir);
        Files.writeString(dir.resolve("pin"), SoftToken.PIN + "\n");
        var said = token.child(
                Child.class,
                "pkcs11:slot-id=" + token.slot() + "?module-path=" + token.library() + "&pin-source=file:"
                        + dir.resolve("pin"),
                dir.toString());
        assertEquals("well", said.lines().toList().getLast(), said);
    }

    static final class Child {
        private Child() {}

        public static void main(String[] words) throws Exception {
            var dir = Path.of(words[1]);
            var clock = InstantSource.system();
            try (var central = ReferenceCentral.start(
                    ListenAddress.loopbackTls(0), dir.resolve("central"), Optional.empty(), clock, false, null)) {
                var settings = settings(dir.resolve("config"), central.uri() + "\nterminalKey: \"" + words[0] + "\"");
                var id = settings.terminal().id();
                var data = Files.createDirectories(dir.resolve("kiosk"));
                var code = CentralAdministration.createPairingCode(dir.resolve("central"), Optional.empty(), id, clock);
                var key = settings.signingKey(data);
                try (var first = CentralConnector.open(settings, data, key, Optional.of(code))) {
                    assertInstanceOf(
                            CentralReply.Done.class,
                            first.queryCases(Proofs.byCard(first, new CaseSubject("x", "1", "resident"))));
                }
                assertFalse(Files.exists(data.resolve("terminal.key")));
                var again = settings.signingKey(data);
                assertEquals(key.publicJwk(), again.publicJwk(), "the key stays in the token");
                try (var later = CentralConnector.open(settings, data, again, Optional.empty())) {
                    assertInstanceOf(CentralReply.Refused.class, later.queryReceipt("t-1"));
                    assertEquals(Optional.empty(), later.authenticationTrouble());
                }
                export(dir, data, again);
                // a copy of the disk has all but the key
                var plain = settings(dir.resolve("copied"), central.uri().toString());
                var copied = SigningKey.loadOrCreate(dir.resolve("copied.key"), id);
                try (var thief = CentralConnector.open(plain, data, copied, Optional.empty())) {
                    var said = assertInstanceOf(CentralReply.Refused.class, thief.queryReceipt("t-1"));
                    assertEquals("pairing-needed", said.problem().code());
                }
            }
            System.out.println("well");
        }

        private static void export(Path dir, Path data, SigningKey key) throws Exception {
            var payload = Files.writeString(dir.resolve("payload"), "what is carried");
            var file = dir.resolve("export");
            ExportFile.writeExport(
                    file,
                    new ExportFile.Content(Map.of("a", "b"), "payload", payload),
                    CentralPublicKeys.of(data.resolve("central.keys")),
                    key,
                    Instant.now());
            var opened = dir.resolve("opened");
            CentralAdministration.openExport(file, dir.resolve("central"), Optional.empty(), opened);
            assertEquals("what is carried", Files.readString(opened));
            var verify = ("openssl cms -verify -binary -inform DER -in export -out envelope -purpose any"
                            + " -certfile kiosk/terminal.pem -CAfile central/central-ca.pem")
                    .split(" ");
            var openssl = new ProcessBuilder(verify)
                    .directory(dir.toFile())
                    .inheritIO()
                    .start();
            assertEquals(0, openssl.waitFor(), "by the certificates of a terminal and of central");
        }

        private static KioskSettings settings(Path folder, String central) throws IOException {
            Files.createDirectories(folder);
            try (var demo = TokenTerminalTest.class.getResourceAsStream("/org/openstm/kiosk/demo/terminal.yaml")) {
                if (demo == null) throw new IllegalStateException("no terminal.yaml in the jar");
                var yaml = new String(demo.readAllBytes(), StandardCharsets.UTF_8)
                        .replaceAll("(?m)^central:.*$", "")
                        .replaceAll("(?m)^demo:.*$", "demo: false");
                Files.writeString(folder.resolve("terminal.yaml"), yaml + "\ncentral: " + central + "\n");
            }
            return KioskSettings.readFolder(folder);
        }
    }
}
