package org.openstm.kiosk.journal.model;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// SoftHSM, a software token with a PKCS#11 interface. It finds its token by an environment variable, and a
/// process loads such a library once: so its users run in a child process.
///
/// @param dir with `softhsm2.conf` and the token
public record SoftToken(Path dir, String slot, Path library) {
    public static final String PIN = "5678";

    private static final List<Path> LIBRARIES = List.of(
            Path.of("/usr/lib/softhsm/libsofthsm2.so"),
            Path.of("/usr/lib/" + System.getProperty("os.arch").replace("amd64", "x86_64")
                    + "-linux-gnu/softhsm/libsofthsm2.so"));

    /// A new token in a folder.
    public static SoftToken in(Path dir) throws IOException, InterruptedException {
        Files.createDirectory(dir.resolve("tokens"));
        Files.writeString(
                dir.resolve("softhsm2.conf"),
                "directories.tokendir = " + dir.resolve("tokens") + "\nobjectstore.backend = file\n");
        var made = run(
                dir,
                List.of(
                        "softhsm2-util",
                        "--init-token",
                        "--free",
                        "--label",
                        "openstm",
                        "--so-pin",
                        "1234",
                        "--pin",
                        PIN));
        var slot = Pattern.compile("slot (\\d+)").matcher(made);
        if (!slot.find()) throw new IllegalStateException(made);
        var library = LIBRARIES.stream().filter(Files::exists).findFirst().orElseThrow();
        return new SoftToken(dir, slot.group(1), library);
    }

    /// Runs a class of the tests beside the token.
    ///
    /// @return its complete output
    public String child(Class<?> main, String... arguments) throws IOException, InterruptedException {
        var words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        words.addAll(List.of(arguments));
        return run(dir, words);
    }

    private static String run(Path dir, List<String> words) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(words).redirectErrorStream(true);
        builder.environment().put("SOFTHSM2_CONF", dir.resolve("softhsm2.conf").toString());
        var process = builder.start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said;
    }
}
