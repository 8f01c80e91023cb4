package org.openstm.kiosk.ui.screen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.openstm.kiosk.Repository;

/// The ids that a walk can tap are those of the screens.
class ControlIdsTest {
    private static final Pattern MADE = Pattern.compile("\\b(?:\\w*[cC]ontrol)\\(\\s*\"([^\"]+)\"");

    @Test
    void every_id_that_a_screen_makes_and_a_shipped_walk_taps_is_listed() throws IOException {
        var strange = new TreeSet<String>();
        try (var files = Files.walk(Repository.path("kiosk-app/kiosk/src/main/java/org/openstm/kiosk/ui"))) {
            for (var file : files.filter(Files::isRegularFile).toList())
                for (var made = MADE.matcher(Files.readString(file)); made.find(); )
                    if (!begins(made.group(1))) strange.add(made.group(1));
        }
        try (var files = Files.list(Repository.path("kiosk-app/src/walks"))) {
            for (var file : files.toList())
                Files.readAllLines(file).stream()
                        .filter(line -> line.startsWith("tap "))
                        .map(line -> line.substring(4).strip())
                        .filter(id -> !ControlIds.isKnown(id))
                        .forEach(strange::add);
        }
        assertEquals(List.of(), List.copyOf(strange));
    }

    /// A literal that the program extends.
    private static boolean begins(String id) {
        return ControlIds.isKnown(id) || ControlIds.allIdForms().stream().anyMatch(form -> form.startsWith(id));
    }

    @Test
    void an_id_that_no_screen_has_is_not_known() {
        for (var id : List.of("nope", "startx", "help/nope", "quick/never", "", "order.to"))
            assertFalse(ControlIds.isKnown(id), id);
        for (var id : List.of("field/size/large", "more/y", "trail/3", "quick/last-6", "rate/5"))
            assertTrue(ControlIds.isKnown(id), id);
    }
}
