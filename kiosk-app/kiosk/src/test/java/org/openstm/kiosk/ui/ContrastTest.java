package org.openstm.kiosk.ui;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.image.PixelReader;
import javafx.scene.image.WritableImage;
import javafx.scene.paint.Color;
import javafx.scene.paint.Paint;
import javafx.scene.shape.Shape;
import javafx.scene.text.Text;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openstm.device.contract.TestTier;
import org.openstm.kiosk.session.model.Session;
import org.openstm.kiosk.session.model.SessionEvent;
import org.openstm.kiosk.ui.screen.Roads;
import org.openstm.kiosk.ui.screen.Screen;
import org.openstm.kiosk.ui.screen.ScreenComposer;
import org.openstm.kiosk.ui.view.KioskView;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/// Contrast of screen contents against their background, measured on pixels: the ratio of WCAG 2.2 (1.4.3
/// and 1.4.6 for text, 1.4.11 for pictures).
@ExtendWith(ApplicationExtension.class)
class ContrastTest {
    private static final double WORDS = 4.5;

    /// In the high-contrast mode.
    private static final double WORDS_IN_CONTRAST = 7;

    private static final double PICTURE = 3;

    /// Parts of pictures that show where to lay, to hold or to look.
    private static final Set<String> TELLING = Set.of("front-area", "front-arrow", "aim-corners", "front-code");

    private static final Set<String> ITEMS = Set.of("pension/old-age-allowance", "assistance/disability-card");

    private KioskView stagehand = new KioskView(Roads.first(), Roads.BOARD, _ -> {});

    @Start
    void open(Stage stage) {
        stagehand = new KioskView(Roads.first(), Roads.BOARD, _ -> {});
        var scene = new Scene(stagehand.root(), KioskView.WIDTH, KioskView.HEIGHT);
        KioskView.applyStylesheet(scene);
        stage.setScene(scene);
        stage.show();
    }

    @Test
    void words_and_what_a_picture_tells_stand_out_in_every_mode() {
        var problems = new TreeSet<String>();
        for (var mode : TestTier.turns(List.<UnaryOperator<Session>>of(
                at -> at,
                at -> Roads.after(at, new SessionEvent.SwitchLarge()),
                at -> Roads.after(at, new SessionEvent.SwitchLarge(), new SessionEvent.SwitchContrast()),
                at -> Roads.after(
                        at,
                        new SessionEvent.SwitchLanguage(),
                        new SessionEvent.SwitchLarge(),
                        new SessionEvent.SwitchContrast()))))
            for (var session : onePerScreen())
                WaitForAsyncUtils.waitForAsyncFx(
                        60_000, () -> look(ScreenComposer.composeScreen(mode.apply(session), Roads.BOARD), problems));
        assertTrue(problems.isEmpty(), problems.size() + " problems\n" + String.join("\n", problems));
    }

    private static List<Session> onePerScreen() {
        var sessions = new HashMap<String, Session>();
        for (var item : Roads.CATALOG.items())
            if (ITEMS.contains(item.id()))
                for (var session : Roads.road(item))
                    sessions.putIfAbsent(
                            ScreenComposer.composeScreen(session, Roads.BOARD).name(), session);
        for (var session : Roads.known())
            sessions.putIfAbsent(
                    ScreenComposer.composeScreen(session, Roads.BOARD).name(), session);
        return List.copyOf(sessions.values());
    }

    private void look(Screen screen, Set<String> problems) {
        stagehand.showScreen(screen, 0);
        var picture = stagehand.root().getScene().snapshot(new WritableImage(KioskView.WIDTH, KioskView.HEIGHT));
        var where = screen.name() + (screen.contrast() ? " (contrast): " : screen.large() ? " (large): " : ": ");
        var nodes = new ArrayList<Node>();
        collect(stagehand.root(), nodes);
        for (var node : nodes) {
            if (node instanceof Text text && !text.getText().isBlank() && shown(node))
                check(where + "'" + text.getText() + "'", text.getFill(), node, picture.getPixelReader(), words(screen))
                        .ifPresent(problems::add);
            if (node instanceof Shape shape && node.getStyleClass().stream().anyMatch(TELLING::contains))
                check(where + node.getStyleClass(), shape.getStroke(), node, picture.getPixelReader(), PICTURE)
                        .ifPresent(problems::add);
        }
    }

    private static double words(Screen screen) {
        return screen.contrast() ? WORDS_IN_CONTRAST : WORDS;
    }

    private static java.util.Optional<String> check(
            String what, Paint paint, Node node, PixelReader pixels, double wanted) {
        if (!(paint instanceof Color colour)) return java.util.Optional.empty();
        var ground = ground(node.localToScene(node.getLayoutBounds()), colour, pixels);
        double ratio = ratio(colour, ground);
        return ratio >= wanted
                ? java.util.Optional.empty()
                : java.util.Optional.of(String.format(Locale.ROOT, "%s %.2f: %s on %s", what, ratio, colour, ground));
    }

    /// The most frequent colour of the surrounding pixels that differs from its own.
    private static Color ground(Bounds at, Color own, PixelReader pixels) {
        var count = new HashMap<Integer, Integer>();
        int left = (int) Math.max(0, at.getMinX());
        int right = (int) Math.min(KioskView.WIDTH - 1, at.getMaxX());
        int top = (int) Math.max(0, at.getMinY());
        int bottom = (int) Math.min(KioskView.HEIGHT - 1, at.getMaxY());
        for (int y = top; y <= bottom; y += 2)
            for (int x = left; x <= right; x += 2) count.merge(pixels.getArgb(x, y), 1, Integer::sum);
        count.remove(argb(own));
        int most = count.entrySet().stream()
                .max(java.util.Map.Entry.comparingByValue())
                .orElseThrow()
                .getKey();
        return Color.rgb(most >> 16 & 0xFF, most >> 8 & 0xFF, most & 0xFF);
    }

    private static int argb(Color colour) {
        return 0xFF << 24
                | (int) Math.round(colour.getRed() * 255) << 16
                | (int) Math.round(colour.getGreen() * 255) << 8
                | (int) Math.round(colour.getBlue() * 255);
    }

    private static double ratio(Color one, Color two) {
        double a = luminance(one);
        double b = luminance(two);
        return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    }

    private static double luminance(Color colour) {
        return 0.2126 * linear(colour.getRed())
                + 0.7152 * linear(colour.getGreen())
                + 0.0722 * linear(colour.getBlue());
    }

    private static double linear(double part) {
        return part <= 0.04045 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4);
    }

    private static boolean shown(Node node) {
        for (Node up = node; up != null; up = up.getParent()) if (!up.isVisible()) return false;
        return true;
    }

    private static void collect(Node node, List<Node> into) {
        into.add(node);
        if (node instanceof Parent parent) parent.getChildrenUnmodifiable().forEach(child -> collect(child, into));
    }
}
