package org.openstm.kiosk.app.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A mistake in `terminal.yaml` is told with its line, so that an engineer finds it.
class SettingsMistakeTest {
    @TempDir
    Path folder;

    private static String demo() throws IOException {
        try (var demo = SettingsMistakeTest.class.getResourceAsStream("/org/openstm/kiosk/demo/terminal.yaml")) {
            if (demo == null) throw new AssertionError("the demonstration's terminal.yaml is missing");
            return new String(demo.readAllBytes(), StandardCharsets.UTF_8) + "central: http://127.0.0.1:1\n";
        }
    }

    private String refusalOf(String text) throws IOException {
        var file = Files.writeString(folder.resolve("terminal.yaml"), text);
        var refused = assertThrows(IllegalArgumentException.class, () -> KioskSettings.readFolder(folder));
        return String.valueOf(refused.getMessage()).replace(file + ": ", "");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            region: 53                    | line 13: region is the code of a county
            suite: rsa                    | line 13: suite is standard or sm, not: rsa
            centralCa: abc                | line 13: centralCa is a SHA-256 fingerprint
            telemetry: collector          | line 13: telemetry is the address of an OTLP collector
            screen: left                  | line 13: screen has the keys rotate, output, touch and calibration
            "screen: {rotate: up}"        | line 13: rotate is normal, left, right or inverted, not: up
            "screen: {output: --query}"   | line 13: output is a name as xrandr or xinput show it
            "screen: {calibration: [1, 0, 0, 0, 1, 0]}"           | line 13: calibration needs 'touch'
            "screen: {touch: Panel, calibration: [1, 0, 0]}"      | line 13: calibration is a list of six numbers
            "screen: {touch: Panel, calibration: [1, 0, 0, 0, 1, .inf]}" | line 13: calibration is a list of six
            colour: red                   | line 13: unknown key 'colour', known are branch, central,
            "central: [a"                 | line 14: not YAML:
            central: "not an address"     | line 13: Illegal character
            """)
    void a_wrong_value_is_told_with_its_line(String wrong, String says) throws IOException {
        var text = wrong.startsWith("central:") ? demo().replace("central: http://127.0.0.1:1", "# moved") : demo();
        var said = refusalOf(text + wrong + "\n");
        assertEquals(
                says.strip(),
                said.substring(0, Math.min(said.length(), says.strip().length())));
    }

    @Test
    void a_turned_screen_with_its_touch_panel_is_read() throws IOException {
        Files.writeString(
                folder.resolve("terminal.yaml"),
                demo() + "screen: {rotate: left, touch: ILITEK ILITEK-TP, calibration: [0, 1, 0, -1, 0, 1.0]}\n");
        assertEquals(
                Optional.of(new ScreenLayout(
                        ScreenLayout.Rotation.LEFT,
                        Optional.empty(),
                        Optional.of("ILITEK ILITEK-TP"),
                        List.of(0.0, 1.0, 0.0, -1.0, 0.0, 1.0))),
                KioskSettings.readFolder(folder).screen());
    }

    @Test
    void a_missing_value_is_told_with_the_place_where_it_belongs() throws IOException {
        assertEquals("line 3: 'en' is missing", refusalOf(demo().replaceFirst("(title: \\{[^,]*), en: [^}]*}", "$1}")));
        assertEquals("line 2: 'id' is missing", refusalOf(demo().replaceFirst("(?m)^id: .*\n", "")));
    }
}
