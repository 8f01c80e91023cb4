package org.openstm.kiosk.ui.screen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.Pane;
import javafx.scene.layout.StackPane;
import javafx.scene.text.Font;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openstm.device.contract.TestTier;
import org.openstm.kiosk.catalog.Item;
import org.openstm.kiosk.session.model.Session;
import org.openstm.kiosk.session.model.SessionEvent;
import org.openstm.kiosk.ui.view.KioskView;
import org.openstm.kiosk.ui.view.PageBuilder;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/// Tests that need real rendering: touches, and whether every word fits.
@ExtendWith(ApplicationExtension.class)
class GlassTest {
    private static final int SMALLEST = 84;
    private static final int SMALLEST_LARGE = 96;
    private static final int STRIP = 112;
    private static final int MOST_VIEWS = 12;

    /// A line of text has room above and below its characters that may be shared.
    private static final int AIR = 7;

    /// Together they have every kind of page and every end.
    private static final List<String> THOROUGH = TestTier.share(
            List.of(
                    "pension/life-proof",
                    "medical-insurance/remote-care",
                    "social-insurance/contribution-certificate",
                    "self-employed/annual-report"),
            2);

    /// Pages that each item fills with texts of its own.
    private static final Set<String> ITS_OWN =
            Set.of("items", "guide", "notice", "question", "check", "shown", "accepted");

    /// Pages whose parts must stay together: tiles with their entry, letters with their results, a picture with
    /// its controls.
    private static final Set<String> WHOLE =
            Set.of("home", "search", "picture", "picture-taking", "picture-look", "picture-blind");

    /// A word in its type. The same words are on many screens.
    private record Ruled(String word, Font font) {
        double width() {
            var ruler = new Text(word);
            ruler.setFont(font);
            return ruler.getLayoutBounds().getWidth();
        }
    }

    private static final Map<Ruled, Double> WIDTHS = new HashMap<>();

    private final List<SessionEvent.TouchEvent> touched = new CopyOnWriteArrayList<>();
    private KioskView stagehand = new KioskView(Roads.first(), Roads.BOARD, touched::add);

    @Start
    void open(Stage stage) {
        stagehand = new KioskView(Roads.first(), Roads.BOARD, touched::add);
        var scene = new Scene(stagehand.root(), KioskView.WIDTH, KioskView.HEIGHT);
        KioskView.applyStylesheet(scene);
        stage.setX(0);
        stage.setY(0);
        stage.setScene(scene);
        stage.show();
    }

    private void show(Session session) {
        stagehand.showSession(session);
        WaitForAsyncUtils.waitForFxEvents();
    }

    private Node find(String id) {
        var found = new ArrayList<Node>();
        collect(stagehand.root(), found);
        return found.stream()
                .filter(n -> id.equals(n.getId()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + id));
    }

    private static void collect(Node node, List<Node> into) {
        into.add(node);
        if (node instanceof Parent parent) parent.getChildrenUnmodifiable().forEach(child -> collect(child, into));
    }

    @Test
    void a_tap_on_a_tile_sends_its_event(FxRobot robot) {
        show(Roads.after(Roads.first(), new SessionEvent.StartSession()));
        robot.sleep(400);
        robot.clickOn(find("theme/pension"));
        WaitForAsyncUtils.waitForFxEvents();
        assertEquals(List.of(new SessionEvent.SeeTheme("pension")), touched);
    }

    @Test
    void a_page_that_just_came_is_deaf_and_a_second_tap_is_dropped(FxRobot robot) {
        show(Roads.after(Roads.first(), new SessionEvent.StartSession()));
        robot.sleep(400);
        var tile = find("theme/pension");
        robot.moveTo(tile).press(MouseButton.PRIMARY).release(MouseButton.PRIMARY);
        robot.press(MouseButton.PRIMARY).release(MouseButton.PRIMARY);
        WaitForAsyncUtils.waitForFxEvents();
        assertEquals(1, touched.size(), "a trembling hand taps twice");
    }

    @Test
    void sliding_off_a_control_cancels(FxRobot robot) {
        show(Roads.after(Roads.first(), new SessionEvent.StartSession()));
        robot.sleep(400);
        robot.moveTo(find("theme/pension")).press(MouseButton.PRIMARY);
        robot.moveTo(find("help/staff")).release(MouseButton.PRIMARY);
        WaitForAsyncUtils.waitForFxEvents();
        assertTrue(touched.isEmpty());
    }

    /// A session at the signature pad.
    private static Session signing() {
        var item =
                Roads.CATALOG.items().stream().filter(Item::signed).findFirst().orElseThrow();
        return Roads.road(item).stream()
                .filter(session -> ScreenComposer.composeScreen(session, Roads.BOARD).parts().stream()
                        .anyMatch(ScreenPart.SignatureField.class::isInstance))
                .findFirst()
                .orElseThrow();
    }

    private boolean shows(Session session) {
        WaitForAsyncUtils.waitForFxEvents();
        return stagehand.screen().equals(ScreenComposer.composeScreen(session, Roads.BOARD));
    }

    private void awaitShown(Session session) {
        while (!shows(session)) Thread.onSpinWait();
    }

    private long lines() {
        return ((Parent) find("signature"))
                .getChildrenUnmodifiable().stream()
                        .filter(javafx.scene.shape.Polyline.class::isInstance)
                        .count();
    }

    private Point2D onPad(double x, double y) {
        return find("signature").localToScreen(x, y);
    }

    @Test
    @Timeout(60)
    void a_stroke_under_which_the_page_changes_is_whole_and_the_page_comes_when_the_pen_is_lifted(FxRobot robot) {
        var before = signing();
        var after = Roads.after(before, new SessionEvent.TickRead());
        show(before);
        robot.moveTo(onPad(100, 100)).press(MouseButton.PRIMARY).moveTo(onPad(300, 200));
        show(after);
        assertTrue(shows(before), "the page was drawn anew under the pen");
        robot.moveTo(onPad(500, 300)).release(MouseButton.PRIMARY);
        WaitForAsyncUtils.waitForFxEvents();
        var stroke = assertInstanceOf(SessionEvent.DrawSignature.class, touched.getLast())
                .stroke();
        assertEquals(100, stroke.points().getFirst(), 2);
        assertEquals(500, stroke.points().get(stroke.points().size() - 2), 2);
        awaitShown(after);
        var signed = Roads.after(after, touched.getLast());
        show(signed);
        assertEquals(1, lines(), "the stroke stands on the page that was drawn anew");
    }

    @Test
    @Timeout(60)
    void a_hand_that_rests_on_the_pad_keeps_no_page_for_ever(FxRobot robot) {
        var before = signing();
        var after = Roads.after(before, new SessionEvent.TickRead());
        show(before);
        robot.moveTo(onPad(100, 100)).press(MouseButton.PRIMARY);
        show(after);
        awaitShown(after);
        robot.release(MouseButton.PRIMARY);
    }

    /// The notice of an item that needs a separate consent, in large type: two views.
    private static Session noticed() {
        return Roads.after(
                Roads.first(),
                new SessionEvent.StartSession(),
                new SessionEvent.SwitchLarge(),
                new SessionEvent.SeeItem("pension/old-age-allowance"),
                new SessionEvent.BeginItem("pension/old-age-allowance"));
    }

    private boolean stands(String id) {
        var nodes = new ArrayList<Node>();
        collect(stagehand.root(), nodes);
        return nodes.stream().anyMatch(node -> id.equals(node.getId()) && seen(node));
    }

    @Test
    void nobody_agrees_before_the_last_view_was_seen_and_what_is_wrong_comes_into_sight(FxRobot robot) {
        var notice = noticed();
        show(notice);
        robot.sleep(400);
        assertFalse(stands("agree"), "the first view of two");
        robot.clickOn(find("view/more"));
        WaitForAsyncUtils.waitForFxEvents();
        robot.clickOn(find("agree"));
        WaitForAsyncUtils.waitForFxEvents();
        assertEquals(new SessionEvent.Agree(), touched.getLast());
        show(Roads.after(notice, new SessionEvent.Agree()));
        assertFalse(stands("consent"), "the first view again");
        var nodes = new ArrayList<Node>();
        collect(stagehand.root(), nodes);
        assertTrue(nodes.stream().anyMatch(node -> node.getStyleClass().contains("wrong") && seen(node)));
        assertTrue(stands("agree"), "all was seen before");
    }

    @Test
    void large_type_shows_its_six_themes_at_once() {
        show(Roads.after(Roads.first(), new SessionEvent.StartSession(), new SessionEvent.SwitchLarge()));
        find("theme/pension");
        find("page/next");
    }

    @Test
    @DisplayName("S42 what was laid out for one citizen stands ready for nobody, nor out of sight")
    void what_was_laid_out_for_somebody_is_gone_with_them() {
        for (var session : Roads.known()) show(session);
        show(Roads.first());
        var nodes = new ArrayList<Node>();
        collect(stagehand.root(), nodes);
        assertTrue(nodes.stream().noneMatch(n -> "order".equals(n.getId()) || "home/for-me".equals(n.getId())));
    }

    @Test
    @DisplayName("S16 the places of a level stand on pages, in both languages and sizes, however many are above them")
    void a_page_of_places_fits() {
        var problems = new TreeSet<String>();
        for (var session : Roads.places())
            for (var spoken : List.of(session, Roads.after(session, new SessionEvent.SwitchLanguage())))
                for (var sized : List.of(spoken, Roads.after(spoken, new SessionEvent.SwitchLarge())))
                    WaitForAsyncUtils.waitForAsyncFx(
                            120_000, () -> look(ScreenComposer.composeScreen(sized, Roads.BOARD), problems));
        assertTrue(problems.isEmpty(), String.join("\n", problems));
    }

    /// Controls on any view of this screen.
    private Set<String> touchable(Session session) {
        var screen = ScreenComposer.composeScreen(session, Roads.BOARD);
        var ids = new TreeSet<String>();
        WaitForAsyncUtils.waitForAsyncFx(120_000, () -> {
            for (int view = 0; view == 0 || turns(); view++) {
                stagehand.showScreen(screen, view);
                var nodes = new ArrayList<Node>();
                collect(stagehand.root(), nodes);
                for (var node : nodes)
                    if (seen(node)
                            && node.getId() != null
                            && node.getStyleClass().contains("touch")
                            && !node.getStyleClass().contains("off")) ids.add(node.getId());
            }
        });
        return ids;
    }

    @Test
    void every_theme_and_item_is_reached_by_touch_in_every_mode() {
        for (var mode : TestTier.turns(List.of(
                List.<SessionEvent>of(),
                List.<SessionEvent>of(new SessionEvent.SwitchLarge()),
                List.<SessionEvent>of(new SessionEvent.SwitchLarge(), new SessionEvent.SwitchContrast()),
                List.<SessionEvent>of(new SessionEvent.SwitchLanguage()),
                List.<SessionEvent>of(new SessionEvent.SwitchLanguage(), new SessionEvent.SwitchLarge())))) {
            var missing = new TreeSet<String>();
            Roads.CATALOG.themes().forEach(theme -> missing.add("theme/" + theme.id()));
            Roads.CATALOG.items().forEach(item -> missing.add("item/" + item.id()));
            var home = Roads.after(
                    Roads.after(Roads.first(), new SessionEvent.StartSession()), mode.toArray(SessionEvent[]::new));
            var onPage = touchable(home);
            missing.removeAll(onPage);
            while (onPage.contains("page/next")) {
                home = Roads.after(home, new SessionEvent.TurnPage(1));
                onPage = touchable(home);
                missing.removeAll(onPage);
            }
            for (var theme : Roads.CATALOG.themes())
                missing.removeAll(touchable(Roads.after(home, new SessionEvent.SeeTheme(theme.id()))));
            assertEquals(Set.of(), missing, "cannot be reached after " + mode);
        }
    }

    /// No word is cut off or broken, nothing leaves the screen or overlaps its neighbour, no target is too
    /// small: on every view of every screen of every item, in both languages and sizes: of most items their
    /// own pages but those with pictures, in Chinese and in large English. The short run takes a share of
    /// these.
    @Test
    void every_word_fits_on_every_screen() {
        var screens = new LinkedHashMap<Object, Screen>();
        for (var item : Roads.CATALOG.items()) {
            if (!THOROUGH.contains(item.id()) && !TestTier.isTurn(item.id(), 20)) continue;
            for (var session : Roads.road(item)) {
                var name = ScreenComposer.composeScreen(session, Roads.BOARD).name();
                boolean thorough = THOROUGH.contains(item.id()) || name.startsWith("picture");
                if (!thorough && !ITS_OWN.contains(name)) continue;
                var english = Roads.after(session, new SessionEvent.SwitchLanguage());
                add(session, screens);
                add(Roads.after(english, new SessionEvent.SwitchLarge()), screens);
                if (!thorough) continue;
                add(english, screens);
                add(Roads.after(session, new SessionEvent.SwitchLarge()), screens);
                add(Roads.after(session, new SessionEvent.SwitchLarge(), new SessionEvent.SwitchContrast()), screens);
            }
        }
        var more = new ArrayList<>(Roads.finding());
        more.addAll(Roads.known());
        for (var session : TestTier.share(more, 3)) {
            var english = Roads.after(session, new SessionEvent.SwitchLanguage());
            for (var spoken : List.of(session, english)) {
                add(spoken, screens);
                add(Roads.after(spoken, new SessionEvent.SwitchLarge()), screens);
            }
        }
        var problems = new TreeSet<String>();
        // laid out, but not painted: painting takes longer than everything else
        WaitForAsyncUtils.waitForAsyncFx(10_000, () -> stagehand.root().setOpacity(0));
        for (var screen : screens.values()) WaitForAsyncUtils.waitForAsyncFx(120_000, () -> look(screen, problems));
        assertTrue(problems.isEmpty(), problems.size() + " problems\n" + String.join("\n", problems));
    }

    /// Screens that look alike are drawn once.
    private static void add(Session session, Map<Object, Screen> screens) {
        var screen = ScreenComposer.composeScreen(session, Roads.BOARD);
        var looks = screen.dialog().isPresent()
                ? List.of(screen.dialog(), screen.large())
                : List.of(
                        screen.name(),
                        screen.steps(),
                        screen.parts(),
                        screen.actions(),
                        screen.large(),
                        screen.contrast());
        screens.putIfAbsent(looks, screen);
    }

    private void look(Screen screen, Set<String> problems) {
        for (int view = 0; view == 0 || turns(); view++) {
            if (view == MOST_VIEWS) {
                problems.add(screen.name() + " never ends: " + screen.parts());
                return;
            }
            stagehand.showScreen(screen, view);
            if (view > 0 && whole(screen))
                problems.add(screen.name() + " does not fit one view: "
                        + screen.parts().getFirst() + screen.large());
            var where = screen.name()
                    + (screen.large() ? " (large" : " (normal")
                    + (screen.help().get(1).label().equals("English") ? ", zh): " : ", en): ");
            var nodes = new ArrayList<Node>();
            collect(stagehand.root(), nodes);
            for (var node : nodes) problem(node, screen).ifPresent(problem -> problems.add(where + problem));
            for (var problem : pageProblems(screen, view)) problems.add(where + problem);
        }
    }

    /// Checks of the page as a whole: it is no wider than the screen, an error is visible, and
    /// a binding action is possible only after the last view was seen.
    private List<String> pageProblems(Screen screen, int view) {
        var found = new ArrayList<String>();
        double width = stagehand
                .root()
                .getChildrenUnmodifiable()
                .getFirst()
                .getLayoutBounds()
                .getWidth();
        if (width > KioskView.WIDTH + 1) found.add("is " + width + " wide");
        var ids = new TreeSet<String>();
        var styles = new TreeSet<String>();
        var nodes = new ArrayList<Node>();
        collect(stagehand.root(), nodes);
        for (var node : nodes) {
            if (!seen(node)) continue;
            if (node.getId() != null) ids.add(node.getId());
            styles.addAll(node.getStyleClass());
        }
        boolean wrong = screen.parts().stream().anyMatch(ScreenPart.ErrorText.class::isInstance);
        if (wrong && view == 0 && !styles.contains("wrong")) found.add("does not show what is wrong");
        if (screen.actions().isEmpty()) return found;
        var act = screen.actions().getLast();
        if (PageBuilder.isBinding(screen) && turns() && ids.contains(act.id()))
            found.add(act.id() + " can be touched before the last view was seen");
        return found;
    }

    private boolean turns() {
        var nodes = new ArrayList<Node>();
        collect(stagehand.root(), nodes);
        return nodes.stream()
                .filter(GlassTest::seen)
                .anyMatch(n -> Set.of("view/next", "view/more").contains(n.getId() == null ? "" : n.getId())
                        && !n.getStyleClass().contains("off"));
    }

    /// Cached pages exist and are not visible.
    private static boolean seen(@Nullable Node node) {
        return node == null || (node.isVisible() && seen(node.getParent()));
    }

    /// Keys must not be on another view than the text that they produce.
    private static boolean whole(Screen screen) {
        return WHOLE.contains(screen.name())
                || screen.parts().stream()
                        .anyMatch(p -> p instanceof ScreenPart.TextKeyboard
                                || p instanceof ScreenPart.HandwritingPad
                                || p instanceof ScreenPart.DigitPad
                                || p instanceof ScreenPart.LetterBoard);
    }

    private static Optional<String> problem(Node node, Screen screen) {
        var at = node.localToScene(node.getLayoutBounds());
        if (node instanceof Label label) {
            for (var child : label.getChildrenUnmodifiable())
                if (child instanceof Text text && !text.getText().equals(label.getText()))
                    return Optional.of("'" + label.getText() + "' is cut to '" + text.getText() + "'");
            var broken = broken(label);
            if (broken.isPresent()) return broken;
        }
        if (node.getStyleClass().contains("touch")) {
            int smallest = screen.large() ? SMALLEST_LARGE : SMALLEST;
            boolean outside = at.getMinX() < -1
                    || at.getMaxX() > KioskView.WIDTH + 1
                    || at.getMinY() < STRIP
                    || at.getMaxY() > KioskView.HEIGHT + 1;
            if (outside) return Optional.of(node.getId() + " leaves the glass: " + at);
            if (at.getHeight() < smallest - 1 || at.getWidth() < smallest - 1)
                return Optional.of(node.getId() + " is too small: " + at.getWidth() + " x " + at.getHeight());
        }
        if (node instanceof Pane box
                && box.getClass() != Pane.class
                && !(node instanceof StackPane)
                && !(node instanceof TextFlow)) return crowded(box);
        return Optional.empty();
    }

    /// A word wider than its line is broken anywhere.
    private static Optional<String> broken(Label label) {
        for (var word : label.getText().split("\\s+")) {
            if (!word.chars().allMatch(c -> c < 0x2000)) continue;
            double width = WIDTHS.computeIfAbsent(new Ruled(word, label.getFont()), Ruled::width);
            if (width > label.getWidth() + 1)
                return Optional.of(
                        "'" + word + "' of '" + label.getText() + "' breaks: " + width + " in " + label.getWidth());
        }
        return Optional.empty();
    }

    /// Children lie inside, one after the other.
    private static Optional<String> crowded(Pane box) {
        Bounds before = null;
        for (var child : box.getChildrenUnmodifiable()) {
            if (!child.isVisible() || !child.isManaged()) continue;
            var at = child.getBoundsInParent();
            if (at.getMinY() < -1 || at.getMaxY() > box.getHeight() + 1 || at.getMaxX() > box.getWidth() + 1)
                return Optional.of(said(child) + " leaves " + said(box) + ": " + at + " in " + box.getWidth() + " x "
                        + box.getHeight());
            if (before != null
                    && at.getMinY() < before.getMaxY() - AIR
                    && at.getMinX() < before.getMaxX() - 1
                    && at.getMaxY() > before.getMinY() + 1
                    && at.getMaxX() > before.getMinX() + 1)
                return Optional.of(said(child) + " lies over its neighbour in " + said(box));
            before = at;
        }
        return Optional.empty();
    }

    private static String said(Node node) {
        var words = new ArrayList<Node>();
        collect(node, words);
        var first = words.stream().filter(Label.class::isInstance).map(n -> ((Label) n).getText());
        return node.getClass().getSimpleName()
                + node.getStyleClass()
                + first.limit(1).toList();
    }
}
