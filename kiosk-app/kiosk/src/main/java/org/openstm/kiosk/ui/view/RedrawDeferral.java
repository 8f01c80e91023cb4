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

/// Whether a citizen is drawing on the page. Redrawing the page would remove the unfinished stroke,
/// so it is put off until the pen is lifted; but only for a limited time, in case a hand rests on the
/// screen.
///
/// FX thread.
final class RedrawDeferral {
    private static final Set<String> PADS = Set.of("signature", "ink");

    private static final Duration LONGEST = Duration.seconds(5);

    /// The session with the finished stroke comes a moment later, and is drawn instead of the one put off.
    private static final Duration STROKE_COMES = Duration.millis(200);

    private final Consumer<Session> draw;
    private final PauseTransition limit = new PauseTransition(LONGEST);
    private final PauseTransition comes = new PauseTransition(STROKE_COMES);
    private Optional<Session> putOff = Optional.empty();
    private boolean down;

    /// Strokes on the pad that are in no drawn session yet.
    private int strokes;

    /// @param root root node of all pages
    /// @param draw draws the session that was put off
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

    /// @return true while the pen is down; then this session or a later one is drawn afterwards
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

    /// The session that was put off is out of date.
    void dropDeferred() {
        putOff = Optional.empty();
        limit.stop();
        comes.stop();
    }

    void recordDrawnStroke() {
        strokes++;
    }

    /// A stroke of the pad has come back in a session, which replaces the one put off.
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
