package org.openstm.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The suite as `scripts/stm central-conformance` starts it: from its jar, with the libraries beside it. Runs after
/// the jar was made.
class PackagedSuiteIT {
    @Test
    @Timeout(60)
    void the_jar_finds_its_libraries() throws Exception {
        Path jar;
        try (var files = Files.newDirectoryStream(Path.of("target"), "central-conformance-*.jar")) {
            jar = files.iterator().next();
        }
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var suite = new ProcessBuilder(java, "-jar", jar.toString(), "--help")
                .redirectErrorStream(true)
                .start();
        var said = new String(suite.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(suite.waitFor(10, TimeUnit.SECONDS));
        assertEquals(0, suite.exitValue(), said);
        assertTrue(said.contains("--only"), said);
    }
}
