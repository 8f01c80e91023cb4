package org.openstm.device.driver.xfs4iot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openstm.device.DeviceClass;
import org.openstm.device.DeviceState;
import org.openstm.device.link.Deadline;
import org.openstm.device.link.LinkAddress;
import org.openstm.device.link.LinkLost;
import org.openstm.device.sim.Simulators;
import org.openstm.device.spi.DriverContext;

/// A service by TLS: the simulator behind a door that speaks it.
@Timeout(60)
class SecureServiceTest {
    private static final char[] WORD = "changeit".toCharArray();

    @TempDir
    Path folder;

    @Test
    void a_service_is_believed_by_the_banks_authority_and_by_no_other() throws Exception {
        var keys = keys("one");
        var ours = certificate(keys, "one.pem");
        var others = certificate(keys("other"), "other.pem");
        try (var scanner = Simulators.start(DeviceClass.BARCODE_READER, "ws://127.0.0.1:0", folder);
                var door = door(keys)) {
            open(door, LinkAddress.parse(scanner.link()));
            var link = "wss://127.0.0.1:" + door.getLocalPort() + "/xfs4iot/v1.0/BarcodeReader1";
            try (var service = find(link + "?ca=" + ours)) {
                assertEquals(
                        DeviceState.ONLINE,
                        service.condition(Deadline.inMillis(5000)).state());
            }
            assertThrows(LinkLost.class, () -> find(link));
            assertThrows(LinkLost.class, () -> find(link + "?ca=" + others));
            var none = assertThrows(LinkLost.class, () -> find(link + "?ca=" + folder.resolve("nowhere.pem")));
            assertTrue(String.valueOf(none.getMessage()).contains("cannot be read as certificates"), none::toString);
        }
    }

    private static Service find(String link) throws Exception {
        return Finder.open(new DriverContext("one", LinkAddress.parse(link)), "BarcodeReader", true, _ -> {});
    }

    private KeyStore keys(String name) throws Exception {
        var file = folder.resolve(name + ".p12");
        var made = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-alias",
                        "service",
                        "-dname",
                        "CN=bench " + name,
                        "-ext",
                        "SAN=ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        new String(WORD))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(name + ".log").toFile())
                .start();
        assertEquals(0, made.waitFor());
        return KeyStore.getInstance(file.toFile(), WORD);
    }

    private Path certificate(KeyStore keys, String name) throws Exception {
        var text = Base64.getMimeEncoder(64, new byte[] {'\n'})
                .encodeToString(keys.getCertificate("service").getEncoded());
        return Files.writeString(
                folder.resolve(name), "-----BEGIN CERTIFICATE-----\n" + text + "\n-----END CERTIFICATE-----\n");
    }

    private static SSLServerSocket door(KeyStore keys) throws Exception {
        var ours = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        ours.init(keys, WORD);
        var context = SSLContext.getInstance("TLS");
        context.init(ours.getKeyManagers(), null, null);
        return (SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(0, 16, InetAddress.getLoopbackAddress());
    }

    /// Passes on what comes, until the door is closed.
    private static void open(SSLServerSocket door, LinkAddress plain) {
        int port = Integer.parseInt(plain.target().replaceFirst("^[^:]*:([0-9]+).*$", "$1"));
        Thread.ofVirtual().start(() -> {
            try {
                while (true) {
                    var outside = door.accept();
                    var inside = new Socket(InetAddress.getLoopbackAddress(), port);
                    Thread.ofVirtual().start(() -> pump(outside, inside));
                    Thread.ofVirtual().start(() -> pump(inside, outside));
                }
            } catch (IOException _) {
                // closed
            }
        });
    }

    private static void pump(Socket from, Socket to) {
        try (from;
                to;
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            in.transferTo(out);
        } catch (IOException _) {
            // one side has hung up
        }
    }
}
