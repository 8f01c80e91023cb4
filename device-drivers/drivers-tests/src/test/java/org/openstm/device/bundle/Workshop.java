package org.openstm.device.bundle;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.ToolProvider;

/// Builds bundles like a maker: compiles the sample driver from its sources, writes its manifest, packs and signs.
final class Workshop {
    static final String ISSUER = "lintel";

    static final Path SOURCES = Path.of("src/test/resources/vendor-driver").toAbsolutePath();

    final Path folder;
    final Path privateKey;
    final Path trust;
    private final KeyPair keys = pair();

    Workshop(Path folder) throws IOException {
        this.folder = folder;
        this.privateKey = pem(
                folder.resolve("private.pem"), "PRIVATE KEY", keys.getPrivate().getEncoded());
        this.trust = Files.createDirectories(folder.resolve("trust"));
        pem(trust.resolve(ISSUER + ".pem"), "PUBLIC KEY", keys.getPublic().getEncoded());
    }

    TrustStore trusted() {
        return new TrustStore(trust);
    }

    KeyPair keys() {
        return keys;
    }

    static KeyPair pair() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException never) {
            throw new IllegalStateException(never);
        }
    }

    static Path pem(Path file, String kind, byte[] der) throws IOException {
        return Files.writeString(
                file,
                "-----BEGIN " + kind + "-----\n" + Base64.getMimeEncoder().encodeToString(der) + "\n-----END " + kind
                        + "-----\n");
    }

    /// A signed bundle of the sample driver.
    ///
    /// @param change change to the sources
    Path bundle(String version, UnaryOperator<String> change) throws Exception {
        var out = folder.resolve("lintel-slip-" + version + ".zip");
        var refused = BundlePacker.packBundle(unpacked(version, change), privateKey, ISSUER, out);
        if (refused.isPresent()) throw new AssertionError(refused.get());
        return out;
    }

    /// The maker's files before packing.
    Path unpacked(String version, UnaryOperator<String> change) throws Exception {
        var bundle = Files.createDirectories(folder.resolve("pack-" + version));
        var manifest = Files.readString(SOURCES.resolve("bundle/driver.json"));
        Files.writeString(bundle.resolve(BundleManifest.FILE), manifest.replace("1.0.0", version));
        Files.write(bundle.resolve(BundleKitReport.FILE), report("lintel-slip", version, true));
        Files.createDirectories(bundle.resolve("lib"));
        Files.write(
                bundle.resolve("lib/lintel-slip.jar"),
                jar(SOURCES.resolve("src/main/java"), change, read(SOURCES.resolve("src/main/resources"))));
        return bundle;
    }

    /// Signs the maker's files.
    Path packed(Path bundle) {
        var out = folder.resolve(bundle.getFileName() + ".zip");
        var refused = BundlePacker.packBundle(bundle, privateKey, ISSUER, out);
        if (refused.isPresent()) throw new AssertionError(refused.get());
        return out;
    }

    static byte[] report(String id, String version, boolean passed) {
        return """
                {"kit": 2, "driver": "%s", "version": "%s", "class": "receipt-printer", "date": "2026-11-24T08:30:00Z",
                 "checks": [{"name": "tcp: opens", "passed": true, "millis": 12},
                            {"name": "tcp: lets go", "passed": %s, "millis": 480}],
                 "missing": []}
                """.formatted(id, version, passed).getBytes(StandardCharsets.UTF_8);
    }

    byte[] jar(Path from, UnaryOperator<String> change, SortedMap<String, byte[]> resources) throws IOException {
        var work = Files.createTempDirectory(folder, "compile-");
        var sources = new ArrayList<String>();
        try (var files = Files.walk(from)) {
            files.filter(Files::isRegularFile).forEach(file -> sources.add(changed(file, work, change)));
        }
        var classes = Files.createDirectory(work.resolve("classes"));
        var words = new ArrayList<>(List.of(
                "-Xlint:all,-path", // the module of these tests has no classes of its own
                "-Werror",
                "-proc:none",
                "--release",
                "25",
                "-d",
                classes.toString(),
                "-cp",
                System.getProperty("java.class.path")));
        words.addAll(sources);
        var said = new ByteArrayOutputStream();
        if (ToolProvider.getSystemJavaCompiler().run(null, said, said, words.toArray(String[]::new)) != 0)
            throw new AssertionError(said.toString(StandardCharsets.UTF_8));
        var entries = new TreeMap<>(read(classes));
        entries.putAll(resources);
        var jar = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(jar)) {
            for (var one : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(one.getKey()));
                zip.write(one.getValue());
            }
        }
        return jar.toByteArray();
    }

    private static SortedMap<String, byte[]> read(Path folder) throws IOException {
        try {
            return BundleFolder.readContents(folder);
        } catch (BundleRefused odd) {
            throw new AssertionError(odd);
        }
    }

    private static String changed(Path source, Path work, UnaryOperator<String> change) {
        try {
            return Files.writeString(work.resolve(source.getFileName()), change.apply(Files.readString(source)))
                    .toString();
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }
}
