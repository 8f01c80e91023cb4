package org.openstm.kiosk.ui.view;

import java.util.function.Consumer;
import java.util.regex.Pattern;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;
import org.openstm.kiosk.ui.screen.Control;

/// Creates the nodes from which every page is built.
final class WidgetFactory {
    private static final Pattern CONTROLS = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}&&[^\n]]");
    private static final PseudoClass DOWN = PseudoClass.getPseudoClass("down");
    private static final int SHORT = 14;
    private static final int LARGE = 40;
    private final Consumer<Control> touched;
    private final double em;
    private final boolean lasting;

    /// @param em size of body text in pixels
    /// @param lasting whether the nodes are shown more than once: they are cached as pixels,
    ///     which halves the time of painting a page of tiles
    WidgetFactory(Consumer<Control> touched, double em, boolean lasting) {
        this.touched = touched;
        this.em = em;
        this.lasting = lasting;
    }

    double em(double ems) {
        return ems * em;
    }

    /// A size for normal and for large type, for parts that need not grow as the text does.
    double pixelsForSize(double normal, double large) {
        return em > LARGE ? large : normal;
    }

    /// Makes the whole node the target of a control: pressed at touch-down, triggered at touch-up
    /// inside, cancelled by sliding off.
    <N extends Node> N makeTouchable(N node, Control control) {
        node.setId(control.id());
        node.getStyleClass().add("touch");
        node.setCache(lasting);
        node.setAccessibleText(control.label());
        if (control.look() == Control.ButtonLook.OFF
                && !(control.event() instanceof org.openstm.kiosk.session.model.SessionEvent.SeeItem)) {
            node.getStyleClass().add("off");
            if (!control.id().startsWith("key/")) return node;
        }
        node.addEventHandler(MouseEvent.MOUSE_PRESSED, e -> node.pseudoClassStateChanged(DOWN, isPrimaryButton(e)));
        node.addEventHandler(MouseEvent.MOUSE_RELEASED, e -> {
            node.pseudoClassStateChanged(DOWN, false);
            if (isPrimaryButton(e) && isShown(node) && node.contains(node.sceneToLocal(e.getSceneX(), e.getSceneY())))
                touched.accept(control);
        });
        return node;
    }

    /// A page may be removed while a finger is down on it.
    private static boolean isShown(Node node) {
        for (Node up = node; up != null; up = up.getParent()) if (!up.isVisible()) return false;
        return node.getScene() != null;
    }

    private static boolean isPrimaryButton(MouseEvent event) {
        return event.getButton() == MouseButton.PRIMARY;
    }

    Node controlButton(Control control) {
        var box = new HBox(em(0.4));
        box.setAlignment(Pos.CENTER);
        if (!control.icon().isEmpty()) box.getChildren().add(IconFactory.createIcon(control.icon(), em(1.35)));
        box.getChildren().add(withUnbrokenWord(label(control.label(), "button-label")));
        box.getStyleClass().addAll("button-box", lookStyle(control.look()));
        return makeTouchable(box, control);
    }

    /// A short word never breaks, however narrow its button.
    static Node withUnbrokenWord(Node node) {
        if (node instanceof Label label && isShortWord(label.getText())) label.setMinWidth(Region.USE_PREF_SIZE);
        return node;
    }

    static boolean isShortWord(String text) {
        return text.length() <= SHORT;
    }

    static String lookStyle(Control.ButtonLook look) {
        return "look-" + look.name().toLowerCase(java.util.Locale.ROOT);
    }

    /// Replaces control characters, on the screen as on paper: a bidi character in a name would show
    /// another amount beside it.
    static String printableText(String text) {
        return CONTROLS.matcher(text).replaceAll(" ");
    }

    /// Text of one style; `__so__` is bold.
    static Region label(String written, String... styles) {
        var text = printableText(written);
        if (!text.contains("__")) {
            var label = new Label(text);
            label.setWrapText(true);
            label.setMinHeight(Region.USE_PREF_SIZE);
            label.getStyleClass().addAll(styles);
            return label;
        }
        var flow = new TextFlow();
        flow.getStyleClass().addAll(styles);
        boolean bold = false;
        for (var piece : text.split("__", -1)) {
            if (!piece.isEmpty()) {
                var words = new Text(piece);
                words.getStyleClass().addAll("words", bold ? "strong" : "plain");
                flow.getChildren().add(words);
            }
            bold = !bold;
        }
        return flow;
    }

    static VBox column(double gap, Node... nodes) {
        return new VBox(gap, nodes);
    }

    static HBox row(double gap, Node... nodes) {
        var row = new HBox(gap, nodes);
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    static <N extends Node> N growHorizontally(N node) {
        HBox.setHgrow(node, Priority.ALWAYS);
        if (node instanceof Region region) region.setMaxWidth(Double.MAX_VALUE);
        return node;
    }

    static Region flexibleSpace() {
        var space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        VBox.setVgrow(space, Priority.ALWAYS);
        return space;
    }

    static StackPane styledPane(Node content, String... styles) {
        var pane = new StackPane(content);
        pane.getStyleClass().addAll(styles);
        return pane;
    }

    /// Columns of equal width.
    static GridPane equalColumns(int columns, double across, double down) {
        var grid = new GridPane(across, down);
        for (int i = 0; i < columns; i++) {
            var column = new ColumnConstraints();
            column.setPercentWidth(100.0 / columns);
            column.setHgrow(Priority.ALWAYS);
            grid.getColumnConstraints().add(column);
        }
        return grid;
    }
}
