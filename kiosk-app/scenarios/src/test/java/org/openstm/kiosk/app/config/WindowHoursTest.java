package org.openstm.kiosk.app.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openstm.kiosk.catalog.OpeningHours;

/// Counter hours in `terminal.yaml`: a mistake must not show the counter as closed on
/// the screen.
class WindowHoursTest {
    @TempDir
    Path folder;

    private OpeningHours read(String windowHours) throws IOException {
        try (var demo = WindowHoursTest.class.getResourceAsStream("/org/openstm/kiosk/demo/terminal.yaml")) {
            if (demo == null) throw new AssertionError("the demonstration's terminal.yaml is missing");
            var text = new String(demo.readAllBytes(), StandardCharsets.UTF_8)
                    .replaceAll("(?m)^(windowHours|central): .*\n", "");
            Files.writeString(
                    folder.resolve("terminal.yaml"), text + "central: http://127.0.0.1:1\n" + windowHours + "\n");
        }
        return KioskSettings.readFolder(folder).board().windowHours();
    }

    @Test
    void they_are_read_and_where_none_stand_no_time_is_named() throws IOException {
        var weekdays = read("windowHours: [{days: [mon, fri], from: \"09:00\", until: \"17:00\"}]");
        assertEquals(1020, weekdays.spans().getFirst().until());
        assertEquals(OpeningHours.ALWAYS, read(""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "nine",
                "[{days: [monday], from: \"09:00\", until: \"17:00\"}]",
                "[{days: [], from: \"09:00\", until: \"17:00\"}]",
                "[{days: [mon], from: \"9\", until: \"17:00\"}]",
                "[{days: [mon], from: \"09:00\"}]",
                "[{days: [mon], from: \"17:00\", until: \"09:00\"}]"
            })
    void a_mistake_in_them_names_file_line_and_key(String wrong) {
        var refused = assertThrows(IllegalArgumentException.class, () -> read("windowHours: " + wrong));
        var said = String.valueOf(refused.getMessage());
        assertTrue(said.matches("(?s).*terminal\\.yaml: line \\d{2}: windowHours: .*"), said);
    }
}
