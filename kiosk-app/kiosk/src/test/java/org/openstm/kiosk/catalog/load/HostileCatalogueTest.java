package org.openstm.kiosk.catalog.load;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openstm.device.contract.Seeds;
import org.openstm.device.contract.TestTier;
import org.openstm.kiosk.catalog.Item;

/// Invalid or damaged catalogue files: there is always a report, and invalid items are left out of the
/// catalogue.
class HostileCatalogueTest {
    private static final int ROUNDS = Integer.getInteger("catalogue.rounds", TestTier.pick(60, 500));
    private static final List<String> PIECES = List.of(
            "{",
            "}",
            "[",
            "]",
            ":",
            "- ",
            "&a",
            "*a",
            "!!java.io.File x",
            "\t",
            "\0",
            "9999999999999",
            "null",
            "~",
            "<<: *b",
            "%",
            "|-",
            "\"",
            "'",
            "，",
            "𠮷",
            "kind: ",
            "when: {is: {}}",
            "\n---\n");

    private final long seed = Seeds.next();
    private final Random random = new Random(seed);

    @TempDir
    Path dir;

    private static String text(String name) {
        return CatalogueFiles.readResource("services/" + name + ".yaml");
    }

    private void write(String name, String text) throws Exception {
        var file = dir.resolve(name + ".yaml");
        Files.createDirectories(file.getParent());
        Files.write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    private String spoiled(String text) {
        var lines = new ArrayList<>(Arrays.asList(text.split("\n", -1)));
        int at = random.nextInt(lines.size());
        switch (random.nextInt(7)) {
            case 0 -> lines.remove(at);
            case 1 -> lines.add(at, lines.get(random.nextInt(lines.size())));
            case 2 -> Collections.swap(lines, at, random.nextInt(lines.size()));
            case 3 -> lines.set(at, "  " + lines.get(at));
            case 4 -> {
                var line = lines.get(at);
                int in = random.nextInt(line.length() + 1);
                lines.set(at, line.substring(0, in) + PIECES.get(random.nextInt(PIECES.size())) + line.substring(in));
            }
            case 5 -> lines.subList(at, lines.size()).clear();
            default -> {
                var line = lines.get(at);
                if (!line.isEmpty()) {
                    int in = random.nextInt(line.length());
                    lines.set(at, line.substring(0, in) + (char) random.nextInt(0x500) + line.substring(in + 1));
                }
            }
        }
        return String.join("\n", lines);
    }

    @Test
    void a_spoiled_file_is_reported_and_the_others_are_there() throws Exception {
        var items = CatalogueFiles.loadShipped().items().stream().map(Item::id).toList();
        // a chain is removed with its parts
        var whole = CatalogueFiles.loadShipped().items().stream()
                .filter(i -> i.parts().isEmpty())
                .map(Item::id)
                .toList();
        int reported = 0;
        for (int round = 0; round < ROUNDS; round++) {
            String id = items.get(random.nextInt(items.size()));
            String spoiled = text(id);
            for (int times = random.nextInt(3); times >= 0; times--) spoiled = spoiled(spoiled);
            String sound = whole.get(random.nextInt(whole.size()));
            if (sound.equals(id)) continue;
            write(id, spoiled);
            write(sound, text(sound));
            String where = "round " + round + ", seed " + seed + "\n" + spoiled;
            var result = assertDoesNotThrow(() -> CatalogueFiles.loadWithOverlay(dir), where);
            assertTrue(result.catalog().findItem(sound).isPresent(), where);
            if (!result.problems().isEmpty()) reported++;
            for (var problem : result.problems()) {
                assertTrue(problem.contains(".yaml"), problem + where);
                assertFalse(problem.contains("Exception"), problem + where);
            }
            Files.delete(dir.resolve(id + ".yaml"));
            Files.delete(dir.resolve(sound + ".yaml"));
        }
        assertTrue(reported > ROUNDS / 2, "most damage is found: " + reported);
    }

    @Test
    void spoiled_themes_are_reported_too() throws Exception {
        for (int round = 0; round < ROUNDS / 5; round++) {
            String spoiled = spoiled(spoiled(text("themes")));
            write("themes", spoiled);
            write("pension/life-proof", text("pension/life-proof"));
            assertDoesNotThrow(
                    () -> CatalogueFiles.loadWithOverlay(dir), "round " + round + ", seed " + seed + "\n" + spoiled);
        }
    }

    /// A file of a few lines that would expand to gigabytes.
    @Test
    void aliases_that_grow_are_refused() throws Exception {
        var bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for (int n = 1; n < 12; n++)
            bomb.append("a%d: &a%d [%s]\n".formatted(n, n, String.join(", ", Collections.nCopies(9, "*a" + (n - 1)))));
        write("pension/bomb", bomb.toString());
        var result = CatalogueFiles.loadWithOverlay(dir);
        assertTrue(result.catalog().findItem("pension/bomb").isEmpty());
        assertFalse(result.problems().isEmpty());
    }

    @Test
    void bytes_that_are_no_text_are_reported() throws Exception {
        var file = dir.resolve("pension/odd.yaml");
        Files.createDirectories(file.getParent());
        Files.write(file, new byte[] {(byte) 0xC3, (byte) 0x28, (byte) 0xFF, 0, 1});
        var result = assertDoesNotThrow(() -> CatalogueFiles.loadWithOverlay(dir));
        assertFalse(result.problems().isEmpty());
    }

    @Test
    void what_is_no_file_or_far_too_large_is_reported_and_the_others_are_there() throws Exception {
        Files.createDirectories(dir.resolve("pension/folder.yaml"));
        Files.createSymbolicLink(dir.resolve("pension/loop.yaml"), dir.resolve("pension"));
        Files.write(dir.resolve("pension/vast.yaml"), new byte[2 << 20]);
        write("pension/life-proof", text("pension/life-proof"));
        var result = assertDoesNotThrow(() -> CatalogueFiles.loadWithOverlay(dir));
        assertEquals(1, result.problems().size(), result.problems().toString());
        assertTrue(result.problems().getFirst().contains("vast.yaml"));
        assertTrue(result.catalog().findItem("pension/life-proof").isPresent());
        var gone = assertDoesNotThrow(() -> CatalogueFiles.loadWithOverlay(dir.resolve("nowhere")));
        assertFalse(gone.problems().isEmpty());
    }
}
