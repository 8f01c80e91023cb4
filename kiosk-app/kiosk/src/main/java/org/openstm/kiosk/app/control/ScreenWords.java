package org.openstm.kiosk.app.control;

import java.io.IOException;
import org.openstm.kiosk.app.service.MovableClock;
import org.openstm.kiosk.app.window.KioskWindow;
import org.openstm.kiosk.engine.SessionLoop;

/// Words of the control socket that touch, read or draw the screen, or move the clock. A module provides them that
/// no terminal in a branch has; [java.util.ServiceLoader] finds it.
public interface ScreenWords {
    /// Called once, before the first word.
    void attach(KioskWindow window, SessionLoop loop, MovableClock clock);

    boolean includes(String word);

    /// @param word one that is included
    /// @param rest what follows it on the line
    /// @return `ok`, with an answer or without, or `error:` and a sentence
    String perform(String word, String rest) throws IOException, InterruptedException;
}
