package org.openstm.kiosk.walk;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.ToolProvider;
import org.openstm.device.bundle.BundlePacker;
import org.openstm.kiosk.process.CommandFailedException;

/// A fictitious printer vendor whom the bank of the demonstration trusts: compiles its
/// driver from the source that ships with the demonstration, and packs and signs it as a real vendor
/// does.
///
/// @param folder folder of the vendor
/// @param trust the bank's folder of trusted keys
record DemoDriverMaker(Path folder, Path trust) {
    private static final String NAME = "moray";
    private static final String SOURCES = "/org/openstm/kiosk/demo/maker/";
    private static final String CLASS = "Moray";

    /// Creates the vendor; the bank gets its key the first time.
    static DemoDriverMaker openAt(Path folder, Path trust) throws IOException {
        var maker = new DemoDriverMaker(Files.createDirectories(folder), Files.createDirectories(trust));
        if (!Files.exists(trust.resolve(NAME + ".pem"))) writeKeyPair(maker.keyFile(), trust.resolve(NAME + ".pem"));
        return maker;
    }

    private Path keyFile() {
        return folder.resolve(NAME + ".pem");
    }

    private static void writeKeyPair(Path secret, Path open) throws IOException {
        try {
            var pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            writePem(secret, "PRIVATE KEY", pair.getPrivate().getEncoded());
            writePem(open, "PUBLIC KEY", pair.getPublic().getEncoded());
        } catch (GeneralSecurityException never) {
            throw new IllegalStateException(never);
        }
    }

    private static void writePem(Path file, String kind, byte[] der) throws IOException {
        var body = Base64.getMimeEncoder().encodeToString(der);
        Files.writeString(file, "-----BEGIN " + kind + "-----\n" + body + "\n-----END " + kind + "-----\n");
    }

    /// @param forged whether a stranger signs in the vendor's name
    /// @param into folder for the bundle
    void packBundle(String version, boolean forged, Path into) throws IOException {
        var name = NAME + "-slip-" + version + (forged ? "-forged" : "");
        var work = Files.createDirectories(folder.resolve(name));
        for (var file : List.of("driver.json", "report.json"))
            Files.writeString(work.resolve(file), demoResource(file).replace("VERSION", version));
        var jar = Files.createDirectories(work.resolve("lib")).resolve("driver.jar");
        Files.write(jar, compileJar());
        var key = keyFile();
        if (forged) {
            key = folder.resolve("stranger.pem");
            writeKeyPair(key, folder.resolve("stranger-open.pem"));
        }
        var refused = BundlePacker.packBundle(work, key, NAME, into.resolve(name + ".zip"));
        if (refused.isPresent()) throw new CommandFailedException("the vendor cannot pack it: " + refused.get());
    }

    private static String demoResource(String file) throws IOException {
        try (InputStream in = DemoDriverMaker.class.getResourceAsStream(SOURCES + file)) {
            if (in == null) throw new IllegalStateException("missing in the jar: " + SOURCES + file);
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private byte[] compileJar() throws IOException {
        var work = Files.createDirectories(folder.resolve("compile"));
        var source = Files.writeString(work.resolve(CLASS + ".java"), demoResource(CLASS + ".java.txt"));
        var compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null) throw new CommandFailedException("a driver is compiled here: run this with a JDK");
        var path = System.getProperty("java.class.path");
        if (compiler.run(null, null, null, "-proc:none", "-d", work.toString(), "-cp", path, source.toString()) != 0)
            throw new CommandFailedException("the vendor's driver does not compile");
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            putZipEntry(
                    zip,
                    "example/moray/" + CLASS + ".class",
                    Files.readAllBytes(work.resolve("example/moray/Moray.class")));
            putZipEntry(
                    zip,
                    "META-INF/services/org.openstm.device.spi.Driver",
                    "example.moray.Moray\n".getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private static void putZipEntry(ZipOutputStream zip, String name, byte[] content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(content);
    }
}
