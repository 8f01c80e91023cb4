package org.openstm.kiosk.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.openstm.kiosk.session.Event;
import org.openstm.kiosk.session.Session;

/// Keeps the stage as the latest session wants it. Sessions that come faster than frames are skipped but for the last.
///
/// A page that is too long for the screen is laid out in views with two big buttons; nothing is ever cut off and
/// nothing
/// scrolls. Which view is shown is the stage's own business and gone with the page.
public final class Stagehand {
    /// Pixels of the design; the scene is scaled to the real screen.
    public static final int WIDTH = 1080;

    public static final int HEIGHT = 1920;

    private static final long DEAF_NANOS = 300_000_000L;
    private static final long AGAIN_NANOS = 400_000_000L;
    private static final long AGAIN_LARGE_NANOS = 700_000_000L;
    private final Consumer<Event.Touch> send;
    private final Signboard board;
    private final StackPane root = new StackPane();
    private final AtomicReference<Session> latest = new AtomicReference<>();
    private String shown = "";
    private Screen screen;
    private int view;
    private long changedAt;
    private long touchedAt;
    private String touchedId = "";
    private int touches;

    /// @param send takes what was touched
    public Stagehand(Session first, Signboard board, Consumer<Event.Touch> send) {
        this.send = send;
        this.board = board;
        this.screen = Screens.of(first, board);
        root.getStyleClass().add("kiosk");
        root.setMinSize(WIDTH, HEIGHT);
        root.setPrefSize(WIDTH, HEIGHT);
        root.setMaxSize(WIDTH, HEIGHT);
    }

    public Parent root() {
        return root;
    }

    /// Styles of the kiosk, for its scene.
    public static void dress(Scene scene) {
        scene.getStylesheets()
                .add(java.util.Objects.requireNonNull(Stagehand.class.getResource("/org/openstm/kiosk/theme/kiosk.css"))
                        .toExternalForm());
    }

    /// Takes a new session; may be called from any thread.
    public void show(Session session) {
        if (latest.getAndSet(session) == null) Platform.runLater(this::drawLatest);
    }

    /// Name of what is on the screen now; FX thread.
    public String screenName() {
        return screen.name();
    }

    public Screen screen() {
        return screen;
    }

    /// How often a control has been touched; FX thread.
    public int touches() {
        return touches;
    }

    private void drawLatest() {
        var session = latest.getAndSet(null);
        if (session == null) return;
        var next = Screens.of(session, board);
        if (next.equals(screen) && !shown.isEmpty()) return;
        if (onlyInk(next)) {
            screen = next;
            return;
        }
        var key = next.name()
                + next.steps().map(Screen.Steps::now).orElse(0)
                + next.large()
                + next.dialog().isPresent();
        if (!key.equals(shown)) {
            view = 0;
            changedAt = System.nanoTime();
        }
        shown = key;
        screen = next;
        draw();
    }

    /// A stroke that was just drawn stands on the pad already; drawing the page anew would take the pad from under the
    /// pen.
    private boolean onlyInk(Screen next) {
        if (shown.isEmpty() || next.parts().size() != screen.parts().size()) return false;
        boolean more = false;
        for (int i = 0; i < next.parts().size(); i++) {
            if (next.parts().get(i) instanceof Part.Signature now
                    && screen.parts().get(i) instanceof Part.Signature old)
                more = now.strokes().size() == old.strokes().size() + 1;
            else if (!next.parts().get(i).equals(screen.parts().get(i))) return false;
        }
        return more
                && next.name().equals(screen.name())
                && next.actions().equals(screen.actions())
                && next.help().equals(screen.help())
                && next.dialog().equals(screen.dialog());
    }

    /// A second tap on the same control within 400 ms is dropped, and a page that just came is deaf for 300 ms.
    private void touched(Control control) {
        touches++;
        long now = System.nanoTime();
        boolean key = control.id().startsWith("key/");
        long again = screen.large() ? AGAIN_LARGE_NANOS : AGAIN_NANOS;
        if (now - changedAt < DEAF_NANOS) return;
        if (!key && control.id().equals(touchedId) && now - touchedAt < again) return;
        touchedAt = now;
        touchedId = control.id();
        if (control.id().startsWith("view/")) {
            view += control.id().equals("view/next") ? 1 : -1;
            draw();
            return;
        }
        send.accept(control.event());
    }

    private void draw() {
        double em = screen.large() ? 46 : 32;
        var widgets = new Widgets(this::touched, em);
        var draw = new Draw(widgets, stroke -> send.accept(new Event.Signed(stroke)));
        root.getStyleClass().setAll("kiosk", screen.large() ? "care" : "normal", ground());
        root.setStyle("-fx-font-size: " + em + "px;");
        var frame = new VBox();
        frame.getChildren().add(new Frame(widgets, screen).strip());
        screen.steps().ifPresent(steps -> frame.getChildren().add(new Frame(widgets, screen).steps(steps)));
        boolean whole = screen.ground() != Screen.Ground.PAPER;
        var main = new VBox(widgets.em(0.75));
        main.getStyleClass().add(whole ? "whole" : "main");
        main.setMinHeight(0);
        VBox.setVgrow(main, Priority.ALWAYS);
        frame.getChildren().add(main);
        if (!screen.actions().isEmpty()) frame.getChildren().add(actions(widgets));
        frame.getChildren().add(new Frame(widgets, screen).help());
        root.getChildren().setAll(frame);
        fill(main, draw, widgets, whole);
        screen.dialog().ifPresent(dialog -> root.getChildren().add(new Frame(widgets, screen).dialog(dialog)));
    }

    private String ground() {
        return switch (screen.ground()) {
            case PAPER -> "paper";
            case PICTURE -> "picture";
            case ALARM -> "alarm-ground";
        };
    }

    private HBox actions(Widgets widgets) {
        var row = new HBox(widgets.em(0.5));
        row.getStyleClass().add("actions");
        int last = screen.actions().size() - 1;
        for (int i = 0; i <= last; i++) {
            var control = screen.actions().get(i);
            var button = (Region) widgets.button(control);
            button.setMinWidth(Region.USE_PREF_SIZE);
            if (i == last || control.look() == Control.Look.SECONDARY) Widgets.grow(button);
            row.getChildren().add(button);
        }
        if (last == 0) Widgets.grow(row.getChildren().getFirst());
        return row;
    }

    /// Puts in as much as there is room for; the rest goes on further views.
    private void fill(VBox main, Draw draw, Widgets widgets, boolean whole) {
        var blocks = new ArrayList<List<Node>>();
        for (var part : screen.parts()) blocks.add(draw.nodes(part));
        for (var block : blocks) main.getChildren().add(group(block));
        if (whole) {
            VBox.setVgrow(main.getChildren().getFirst(), Priority.ALWAYS);
            return;
        }
        root.applyCss();
        root.resize(WIDTH, HEIGHT);
        root.layout();
        if (main.prefHeight(main.getWidth()) <= main.getHeight() + 1) return;
        views(main, blocks, widgets);
    }

    private static Node group(List<Node> nodes) {
        if (nodes.size() == 1) return nodes.getFirst();
        var box = new VBox();
        box.getChildren().addAll(nodes);
        box.getStyleClass().add("rows");
        return box;
    }

    private void views(VBox main, List<List<Node>> blocks, Widgets widgets) {
        double gap = widgets.em(0.75);
        double bar = widgets.em(3.4) + gap;
        double room =
                main.getHeight() - main.getInsets().getTop() - main.getInsets().getBottom() - bar;
        double width =
                main.getWidth() - main.getInsets().getLeft() - main.getInsets().getRight();
        var pages = new ArrayList<List<List<Node>>>();
        pages.add(new ArrayList<>());
        double used = 0;
        for (var block : blocks) {
            var open = new ArrayList<Node>();
            for (var node : block) {
                double height = node.prefHeight(width) + (open.isEmpty() ? gap : 0);
                if (used + height > room && used > 0) {
                    if (!open.isEmpty()) pages.getLast().add(List.copyOf(open));
                    open.clear();
                    pages.add(new ArrayList<>());
                    used = 0;
                }
                open.add(node);
                used += height;
            }
            pages.getLast().add(List.copyOf(open));
        }
        view = Math.clamp(view, 0, pages.size() - 1);
        main.getChildren().clear();
        for (var block : pages.get(view)) main.getChildren().add(group(block));
        main.getChildren().addAll(Widgets.space(), viewBar(widgets, pages.size()));
    }

    private Node viewBar(Widgets widgets, int views) {
        var texts = Texts.in(
                screen.help().get(1).label().equals("English")
                        ? org.openstm.kiosk.catalog.Language.ZH_CN
                        : org.openstm.kiosk.catalog.Language.EN);
        var back = new Control(
                "view/back",
                texts.get("page.back"),
                "up",
                view > 0 ? Control.Look.QUIET : Control.Look.OFF,
                new Event.Stay());
        var next = new Control(
                "view/next",
                texts.get("page.next"),
                "down",
                view < views - 1 ? Control.Look.SECONDARY : Control.Look.OFF,
                new Event.Stay());
        var row = Widgets.row(
                widgets.em(0.5),
                Widgets.grow(widgets.button(back)),
                Widgets.label(texts.get("page", view + 1, views), "say"),
                Widgets.grow(widgets.button(next)));
        row.getStyleClass().add("view-bar");
        row.setAlignment(Pos.CENTER);
        return row;
    }
}
