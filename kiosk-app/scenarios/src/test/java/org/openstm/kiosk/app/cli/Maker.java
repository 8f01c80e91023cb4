package org.openstm.kiosk.app.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.ToolProvider;
import org.openstm.kiosk.app.Main;
import tools.jackson.databind.json.JsonMapper;

/// A driver vendor whom the bank trusts: compiles, writes the manifest files and packs.
///
/// @param folder folder of the vendor; the public key is in `trust/` as in a terminal's configuration
///     folder
/// @param key private key
public record Maker(Path folder, Path key) {
    public Maker(Path folder, String name) throws IOException, GeneralSecurityException {
        this(folder, folder.resolve(name + ".pem"));
        var keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        pem(key, "PRIVATE KEY", keys.getPrivate().getEncoded());
        Files.createDirectories(folder.resolve("trust"));
        pem(
                folder.resolve("trust").resolve(name + ".pem"),
                "PUBLIC KEY",
                keys.getPublic().getEncoded());
    }

    private static void pem(Path file, String kind, byte[] der) throws IOException {
        var body = Base64.getMimeEncoder().encodeToString(der);
        Files.writeString(file, "-----BEGIN " + kind + "-----\n" + body + "\n-----END " + kind + "-----\n");
    }

    /// Input of `stm device pack`.
    ///
    /// @param type the driver's class
    Path unpacked(String name, String manifest, String type, String source) throws IOException {
        var bundle = Files.createDirectories(folder.resolve(name));
        Files.createDirectories(bundle.resolve("lib"));
        Files.writeString(bundle.resolve("driver.json"), manifest);
        var said = new JsonMapper().readTree(manifest);
        Files.writeString(bundle.resolve("report.json"), """
                {"kit": 2, "driver": "%s", "version": "%s", "class": "%s", "date": "2026-11-24T08:30:00Z",
                 "checks": [{"name": "opens", "passed": true, "millis": 3}], "missing": []}
                """.formatted(
                        said.path("id").asString(),
                        said.path("version").asString(),
                        said.path("deviceClass").asString()));
        jar(
                bundle.resolve("lib/driver.jar"),
                Map.of(type.substring(type.lastIndexOf('.') + 1), source),
                Map.of("META-INF/services/org.openstm.device.spi.Driver", type + "\n"));
        return bundle;
    }

    /// JavaPOS services, for which there is no conformance report.
    ///
    /// @param sources by the name of the class
    Path service(String name, String manifest, String jposXml, Map<String, String> sources) throws IOException {
        var bundle = Files.createDirectories(folder.resolve(name));
        Files.createDirectories(bundle.resolve("lib"));
        Files.writeString(bundle.resolve("driver.json"), manifest);
        Files.writeString(bundle.resolve("jpos.xml"), jposXml);
        jar(bundle.resolve("lib/services.jar"), sources, Map.of());
        return bundle;
    }

    /// A signed bundle.
    public Path packed(String name, String manifest, String type, String source) throws IOException {
        return packed(unpacked(name, manifest, type, source));
    }

    Path packed(Path unpacked) {
        var zip = folder.resolve(unpacked.getFileName() + ".zip");
        var said = new StringWriter();
        int exit = Main.commandLine()
                .setErr(new PrintWriter(said))
                .execute("device", "pack", unpacked.toString(), "--key", key.toString(), "--out", zip.toString());
        if (exit != ExitCodes.DONE) throw new AssertionError(said.toString());
        return zip;
    }

    private void jar(Path jar, Map<String, String> sources, Map<String, String> texts) throws IOException {
        var work = Files.createTempDirectory(folder, "compile");
        var words = new ArrayList<>(
                List.of("-proc:none", "-d", work.toString(), "-cp", System.getProperty("java.class.path")));
        for (var source : sources.entrySet())
            words.add(Files.writeString(work.resolve(source.getKey() + ".java"), source.getValue())
                    .toString());
        var compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler.run(null, null, null, words.toArray(String[]::new)) != 0)
            throw new AssertionError("the driver does not compile");
        try (var zip = new ZipOutputStream(Files.newOutputStream(jar));
                var classes = Files.walk(work)) {
            for (var one :
                    classes.filter(each -> each.toString().endsWith(".class")).toList()) {
                zip.putNextEntry(new ZipEntry(work.relativize(one).toString()));
                zip.write(Files.readAllBytes(one));
            }
            for (var text : texts.entrySet()) {
                zip.putNextEntry(new ZipEntry(text.getKey()));
                zip.write(text.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
    }
}
