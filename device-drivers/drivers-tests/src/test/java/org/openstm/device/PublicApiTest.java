package org.openstm.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Executable;
import java.lang.reflect.Member;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// A driver that was compiled against an earlier release finds every type and member that it may have used.
class PublicApiTest {
    /// One public type or member a line, as it was in release 0.1.0 before anything was renamed.
    private static final Path PUBLISHED = Path.of("src/test/resources/org/openstm/device/public-api.txt");

    @Test
    void nothing_that_a_driver_may_use_was_taken_away_or_renamed() throws Exception {
        var missing = new TreeSet<String>();
        Set<String> members = Set.of();
        int types = 0;
        for (var line : Files.readAllLines(PUBLISHED)) {
            if (line.startsWith("type ")) {
                types++;
                members = members(line.substring(5));
                if (members.isEmpty()) missing.add(line);
            } else if (!members.contains(line)) missing.add(line);
        }
        assertTrue(types > 60, "the list is read");
        assertEquals(new TreeSet<>(), missing);
    }

    private static Set<String> members(String type) {
        try {
            return new TreeSet<>(describe(Class.forName(type)));
        } catch (ClassNotFoundException gone) {
            return Set.of();
        }
    }

    private static List<String> describe(Class<?> type) {
        var lines = new ArrayList<String>();
        lines.add(type.toGenericString());
        Stream.<Member[]>of(type.getDeclaredFields(), type.getDeclaredConstructors(), type.getDeclaredMethods())
                .flatMap(Arrays::stream)
                .filter(member -> (member.getModifiers() & (Modifier.PUBLIC | Modifier.PROTECTED)) != 0)
                .filter(member -> !member.isSynthetic())
                .map(member ->
                        member instanceof Executable executable ? executable.toGenericString() : member.toString())
                .sorted()
                .forEach(lines::add);
        return lines;
    }

    /// Prints the list for the types that are named.
    public static void main(String[] types) throws ClassNotFoundException {
        for (var name : types) {
            var type = Class.forName(name, false, PublicApiTest.class.getClassLoader());
            if (!Modifier.isPublic(type.getModifiers())) continue;
            System.out.println("type " + name);
            describe(type).forEach(System.out::println);
        }
    }
}
