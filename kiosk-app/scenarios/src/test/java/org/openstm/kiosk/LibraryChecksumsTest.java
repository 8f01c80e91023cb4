package org.openstm.kiosk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.openstm.kiosk.journal.store.HashChain;

/// Maven compares what it fetches with `.mvn/checksums`, but takes what is not listed, and what lies in the local
/// repository already. So each library is listed, and is the listed one.
class LibraryChecksumsTest {
    private static final Path ROOT = Repository.path("");

    @Test
    void every_library_is_listed_with_its_digest_and_maven_is_told_to_compare() throws IOException {
        var listed = Files.readAllLines(ROOT.resolve(".mvn/checksums/checksums.sha256")).stream()
                .map(line -> line.split("  "))
                .collect(Collectors.toMap(
                        parts -> parts[1].replaceFirst(".*/", ""), parts -> parts[0], (one, _) -> one));
        var wrong = new TreeMap<String, String>();
        int libraries = 0;
        for (var jar : libraries()) {
            libraries++;
            var name = jar.getFileName().toString();
            var found = HashChain.toHex(HashChain.sha256(Files.readAllBytes(jar)));
            if (!found.equals(listed.get(name))) wrong.put(name, String.valueOf(listed.get(name)));
        }
        assertTrue(libraries > 40, "the class path is read");
        assertEquals(Map.of(), wrong, "scripts/checksums records them");
        var told = Files.readAllLines(ROOT.resolve(".mvn/maven.config"));
        for (var word : List.of("--strict-checksums", "-Daether.trustedChecksumsSource.summaryFile=true"))
            assertTrue(told.contains(word), told.toString());
    }

    private static Iterable<Path> libraries() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .filter(jar -> jar.toString().endsWith(".jar"))
                .filter(jar -> !jar.startsWith(ROOT.toAbsolutePath().normalize()))
                .toList();
    }
}
