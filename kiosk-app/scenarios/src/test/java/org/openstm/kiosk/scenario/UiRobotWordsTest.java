package org.openstm.kiosk.scenario;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.openstm.kiosk.app.control.ScreenWords;

class UiRobotWordsTest {
    /// The control socket asks for a demonstration before each of them.
    @Test
    void every_word_that_touches_or_reads_the_screen_is_found_as_one() {
        var robot = ServiceLoader.load(ScreenWords.class).findFirst().orElseThrow();
        for (var word : List.of("tap", "sign", "stroke", "text", "ids", "shot", "screen", "time"))
            assertTrue(robot.includes(word), word);
        for (var word : List.of("status", "device", "export", "officer")) assertFalse(robot.includes(word), word);
    }
}
