package org.openstm.device.link;

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

/// A TLS proxy in front of a simulator without TLS.
public final class TlsDoor implements AutoCloseable {
    private static final char[] WORD = "changeit".toCharArray();

    private final SSLServerSocket door;

    private TlsDoor(SSLServerSocket door) {
        this.door = door;
    }

    public static KeyStore keys(Path folder, String name) throws Exception {
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
        if (made.waitFor() != 0) throw new IllegalStateException("keytool failed, see " + folder);
        return KeyStore.getInstance(file.toFile(), WORD);
    }

    public static Path certificate(KeyStore keys, Path file) throws Exception {
        var text = Base64.getMimeEncoder(64, new byte[] {'\n'})
                .encodeToString(keys.getCertificate("service").getEncoded());
        return Files.writeString(file, "-----BEGIN CERTIFICATE-----\n" + text + "\n-----END CERTIFICATE-----\n");
    }

    /// @param plain link of the simulator behind it
    public static TlsDoor open(KeyStore keys, LinkAddress plain) throws Exception {
        var ours = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        ours.init(keys, WORD);
        var context = SSLContext.getInstance("TLS");
        context.init(ours.getKeyManagers(), null, null);
        var door = (SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(0, 16, InetAddress.getLoopbackAddress());
        int port = Integer.parseInt(plain.target().replaceFirst("^[^:]*:([0-9]+).*$", "$1"));
        Thread.ofVirtual().start(() -> pass(door, port));
        return new TlsDoor(door);
    }

    public int port() {
        return door.getLocalPort();
    }

    private static void pass(SSLServerSocket door, int port) {
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
    }

    @Override
    public void close() throws IOException {
        door.close();
    }

    private static void pump(Socket from, Socket to) {
        try (from;
                to;
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            in.transferTo(out);
        } catch (IOException _) {
            // one side has disconnected
        }
    }
}
