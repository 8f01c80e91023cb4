package org.openstm.kiosk.scenario;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.openstm.kiosk.app.control.ScreenWords;
import org.openstm.kiosk.app.service.MovableClock;
import org.openstm.kiosk.app.window.KioskWindow;
import org.openstm.kiosk.engine.SessionLoop;

/// Lets a walk act as a person does: it touches the screen by moving the pointer and reads the screen's text; no word
/// sets a control's value directly.
public final class UiRobotWords implements ScreenWords {
    private static final Set<String> WORDS = Set.of("screen", "ids", "text", "tap", "sign", "stroke", "shot", "time");

    private @Nullable Attachment attached;

    private record Attachment(UiRobot robot, SessionLoop loop, MovableClock clock) {}

    @Override
    public void attach(KioskWindow window, SessionLoop loop, MovableClock clock) {
        attached = new Attachment(new UiRobot(window), loop, clock);
    }

    @Override
    public boolean includes(String word) {
        return WORDS.contains(word);
    }

    @Override
    public String perform(String word, String rest) throws InterruptedException {
        var to = Objects.requireNonNull(attached, "attached before the first word");
        return switch (word) {
            case "screen" -> "ok " + to.robot().screenName();
            case "ids" -> "ok " + String.join(" ", to.robot().visibleIds());
            case "text" -> "ok " + to.robot().visibleText();
            case "tap" -> to.robot().tapControl(rest);
            case "sign" -> to.robot().drawSignature();
            case "stroke" -> to.robot().drawStroke(rest);
            case "shot" -> to.robot().saveScreenshot(Path.of(rest));
            case "time" -> moveClock(to, rest);
            default -> throw new IllegalArgumentException("not a word of the screen: " + word);
        };
    }

    /// A touch sent before takes effect before.
    private static String moveClock(Attachment to, String seconds) throws InterruptedException {
        to.loop().awaitIdle();
        to.clock().advanceBy(Duration.ofSeconds(Long.parseLong(seconds.replace("+", ""))));
        return "ok";
    }
}
