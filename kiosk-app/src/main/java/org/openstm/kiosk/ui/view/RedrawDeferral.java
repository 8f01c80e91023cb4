package org.openstm.kiosk.ui.view;

import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import javafx.animation.PauseTransition;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.input.MouseEvent;
import javafx.util.Duration;
import org.openstm.kiosk.session.model.Session;

/// Whether somebody draws on the page just now. A page that was drawn anew under the pen would take the stroke
/// away, so it is put off until the pen is lifted; but not for ever, for a hand that rests on the glass keeps no
/// page.
///
/// FX thread.
final class RedrawDeferral {
    private static final Set<String> PADS = Set.of("signature", "ink");

    private static final Duration LONGEST = Duration.seconds(5);

    /// The session that the stroke makes comes a moment behind it, and is drawn in the place of the one put off.
    private static final Duration STROKE_COMES = Duration.millis(200);

    private final Consumer<Session> draw;
    private final PauseTransition limit = new PauseTransition(LONGEST);
    private final PauseTransition comes = new PauseTransition(STROKE_COMES);
    private Optional<Session> putOff = Optional.empty();
    private boolean down;

    /// Strokes that stand on the pad and in no session that was drawn yet.
    private int strokes;

    /// @param root of all pages
    /// @param draw draws what was put off
    RedrawDeferral(Parent root, Consumer<Session> draw) {
        this.draw = draw;
        limit.setOnFinished(_ -> {
            down = false;
            drawDeferred();
        });
        comes.setOnFinished(_ -> {
            if (!down) drawDeferred();
        });
        root.addEventFilter(
                MouseEvent.MOUSE_PRESSED, press -> down = press.getTarget() instanceof Node at && isOnPad(at));
        root.addEventFilter(MouseEvent.MOUSE_RELEASED, _ -> {
            down = false;
            if (putOff.isPresent()) comes.playFromStart();
        });
    }

    private static boolean isOnPad(Node node) {
        for (Node up = node; up != null; up = up.getParent())
            if (up.getId() != null && PADS.contains(up.getId())) return true;
        return false;
    }

    /// @return true while the pen is down; then the session is drawn later, or a later one
    boolean deferWhileDrawing(Session session) {
        if (!down) return false;
        if (putOff.isEmpty()) limit.playFromStart();
        putOff = Optional.of(session);
        return true;
    }

    private void drawDeferred() {
        putOff.ifPresent(draw);
        dropDeferred();
    }

    /// What was put off is out of date.
    void dropDeferred() {
        putOff = Optional.empty();
        limit.stop();
        comes.stop();
    }

    void recordDrawnStroke() {
        strokes++;
    }

    /// A stroke that stands on the pad has come back in a session, which replaces what was put off.
    void recordArrivedStroke() {
        strokes = Math.max(0, strokes - 1);
        if (!down) dropDeferred();
    }

    /// Whether the pad shows more than the session that was drawn last.
    boolean hasPendingStroke() {
        return strokes > 0;
    }

    /// The pad is new, and shows what its session has.
    void resetForNewPad() {
        strokes = 0;
        dropDeferred();
    }
}
