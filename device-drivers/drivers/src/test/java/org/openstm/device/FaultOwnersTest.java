package org.openstm.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// All drivers must name the same person for the same fault code.
class FaultOwnersTest {
    private static final Pattern FAULT = Pattern.compile("new Fault\\(\\s*\"([a-z0-9-]+)\",\\s*WhoActs\\.(\\w+)");

    @Test
    void one_code_names_one_who_acts_in_every_driver() throws IOException {
        var owners = new TreeMap<String, TreeSet<String>>();
        try (var files = Files.walk(Path.of("src", "main", "java"))) {
            files.filter(file -> file.toString().endsWith(".java"))
                    .map(FaultOwnersTest::text)
                    .flatMap(text -> FAULT.matcher(text).results())
                    .forEach(fault -> owners.computeIfAbsent(fault.group(1), _ -> new TreeSet<>())
                            .add(fault.group(2)));
        }
        assertTrue(owners.size() > 20, owners::toString);
        owners.values().removeIf(who -> who.size() == 1);
        assertEquals(new TreeMap<>(), owners);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
