package org.openstm.kiosk.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.shape.Line;
import javafx.scene.shape.Polyline;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;
import org.openstm.kiosk.session.model.KeyboardState;
import org.openstm.kiosk.session.model.SessionState;

/// The keyboard as nodes: keys, candidates, the square for a character, and the words that come of
/// them.
final class Typing {
    /// What a pen is drawn anew beside, see [#beside].
    static final String BESIDE = "ink-beside";

    private static final double GAP = 8;

    /// Signs that surely fit one line, however wide they are.
    private static final int LINE = 18;

    private static final int LARGE_LINE = 14;
    private final Widgets widgets;
    private final Consumer<SessionState.PenStroke> inked;

    Typing(Widgets widgets, Consumer<SessionState.PenStroke> inked) {
        this.widgets = widgets;
        this.inked = inked;
    }

    Node written(Part.Written part) {
        boolean empty = part.text().isEmpty() && part.composing().isEmpty();
        var text = empty ? part.placeholder() : part.text();
        boolean line = empty || text.length() + part.composing().length() <= widgets.pixels(LINE, LARGE_LINE);
        var words = line ? line(text, part.composing(), empty) : flow(text, part.composing());
        var box = Widgets.row(0, words);
        box.getStyleClass().addAll("entry", "written", part.wrong() ? "entry-wrong" : "entry-fine");
        box.setId(part.id());
        return box;
    }

    private Node line(String text, String composing, boolean empty) {
        var row = Widgets.row(4, Widgets.label(text, empty ? "nothing" : "typed"));
        if (!composing.isEmpty()) row.getChildren().add(Widgets.label(composing, "composing"));
        row.getChildren().add(empty ? 0 : row.getChildren().size(), cursor());
        row.getStyleClass().add("written-words");
        return row;
    }

    private Node flow(String text, String composing) {
        var flow = new TextFlow();
        flow.getStyleClass().add("written-words");
        words(flow, text, "typed");
        words(flow, composing, "composing");
        flow.getChildren().add(cursor());
        return Widgets.grow(flow);
    }

    private Node cursor() {
        var cursor = new Region();
        cursor.getStyleClass().add("cursor");
        cursor.setMinSize(5, widgets.em(1.15));
        cursor.setMaxSize(5, widgets.em(1.15));
        return cursor;
    }

    private static void words(TextFlow flow, String text, String style) {
        if (text.isEmpty()) return;
        var words = new Text(text);
        words.getStyleClass().addAll("words", style);
        flow.getChildren().add(words);
    }

    Node keyboard(Part.Keyboard part) {
        double height = part.low() ? widgets.pixels(94, 96) : widgets.pixels(104, 108);
        var top = part.said().isEmpty() ? top(part.top()) : said(part.said());
        var board = Widgets.column(part.low() ? GAP - 2 : GAP, top);
        board.setAlignment(Pos.CENTER);
        for (var keys : part.rows()) board.getChildren().add(row(keys, height));
        return board;
    }

    private double topHeight() {
        return widgets.pixels(86, 96);
    }

    private Node said(String text) {
        var said = Widgets.styled(Widgets.label(text, "say"));
        said.setAlignment(Pos.CENTER_LEFT);
        said.setMinHeight(topHeight());
        return said;
    }

    private Node top(List<Control> controls) {
        var row = new HBox(GAP);
        row.setMinHeight(topHeight());
        row.setAlignment(Pos.CENTER_LEFT);
        for (var control : controls) {
            if (control.id().equals("candidates/back")) row.getChildren().add(Widgets.space());
            row.getChildren()
                    .add(
                            control.id().startsWith("candidates/")
                                    ? topKey(control)
                                    : control.id().startsWith("candidate/")
                                            ? candidate(control)
                                            : Widgets.grow(mode(control)));
        }
        return row;
    }

    private Region mode(Control control) {
        var box = Widgets.row(widgets.em(0.3));
        box.setAlignment(Pos.CENTER);
        if (!control.icon().isEmpty()) box.getChildren().add(Icons.of(control.icon(), widgets.em(1.1)));
        box.getChildren().add(Widgets.whole(Widgets.label(control.label(), "cell-text")));
        box.getStyleClass().addAll("cell", "mode", Widgets.look(control.look()));
        box.setMinHeight(topHeight());
        box.setPrefWidth(100);
        return widgets.touchable(box, control);
    }

    private Region topKey(Control control) {
        var box = Widgets.styled(Icons.of(control.icon(), widgets.em(1.1)), "key", "key-aside");
        box.setMinSize(topHeight(), topHeight());
        box.setMaxSize(topHeight(), topHeight());
        return widgets.touchable(box, control);
    }

    private Region candidate(Control control) {
        var box = Widgets.styled(Widgets.whole(Widgets.label(control.label(), "candidate-text")), "key", "key-plain");
        box.getStyleClass().add("candidate");
        box.setMinSize(topHeight(), topHeight());
        return widgets.touchable(box, control);
    }

    private Node row(List<Control> keys, double height) {
        var row = new HBox(widgets.pixels(GAP, 14));
        row.setAlignment(Pos.CENTER);
        for (var key : keys) row.getChildren().add(key(key, height));
        return row;
    }

    private Node key(Control key, double height) {
        double width = widgets.pixels(88, 96);
        boolean sign = key.label().codePointCount(0, key.label().length()) == 1;
        var face = key.icon().isEmpty()
                ? Widgets.whole(Widgets.label(key.label(), sign ? "key-letter" : "key-word"))
                : Icons.of(key.icon(), widgets.em(1.3));
        var box = Widgets.styled(face, "key", sign ? "key-plain" : "key-aside");
        if (key.look() == Control.Look.ON) box.getStyleClass().add("key-on");
        box.setMinSize(sign || !key.icon().isEmpty() ? width : 2 * width, height);
        if (key.id().equals("key/space")) Widgets.grow(box);
        else if (!key.icon().isEmpty()) box.setPrefWidth(widgets.pixels(2.2 * width, width));
        return widgets.touchable(box, key);
    }

    Node ink(Part.Ink part) {
        double edge = edge(part);
        var pad = new Pane();
        pad.setId("ink");
        pad.setMinSize(edge, edge);
        pad.setMaxSize(edge, edge);
        for (var line :
                List.of(new Line(edge / 2, 12, edge / 2, edge - 12), new Line(12, edge / 2, edge - 12, edge / 2))) {
            line.getStyleClass().add("base-line");
            pad.getChildren().add(line);
        }
        double scale = edge / KeyboardState.EDGE;
        for (var stroke : part.strokes()) {
            var line = line();
            stroke.points().forEach(p -> line.getPoints().add(p * scale));
            pad.getChildren().add(line);
        }
        var hint = Widgets.label(part.strokes().isEmpty() ? part.hint() : "", "small");
        hint.setMouseTransparent(true);
        pad.addEventHandler(MouseEvent.MOUSE_PRESSED, _ -> hint.setVisible(false));
        draws(pad, edge);
        var square = new StackPane(pad, hint);
        StackPane.setAlignment(hint, Pos.BOTTOM_CENTER);
        square.getStyleClass().add("signature");
        square.setMinSize(edge, edge);
        square.setMaxSize(edge, edge);
        var body = new HBox(16, square, Widgets.grow(beside(part)));
        return Widgets.column(GAP, top(part.modes()), body);
    }

    /// Candidates and what mends. While the pen goes on only this is drawn anew.
    Node beside(Part.Ink part) {
        double edge = edge(part);
        int rows = part.low() ? 2 : 3;
        int across = part.low() ? 5 : 3;
        double height = (edge - (rows + 1) * GAP) / (rows + 2);
        var candidates = Widgets.grid(across, GAP, GAP);
        candidates.setMinHeight(rows * height + (rows - 1) * GAP);
        int at = 0;
        for (var candidate : part.candidates()) {
            var cell = Widgets.styled(Widgets.label(candidate.label(), "candidate-text"), "key", "key-plain");
            candidates.add(sized(cell, candidate, height), at % across, at++ / across);
        }
        var mending = Widgets.grid(2, GAP, GAP);
        at = 0;
        for (var control : part.mending()) {
            Node face = control.icon().equals("bksp")
                    ? Icons.of("bksp", widgets.em(1.3))
                    : Widgets.whole(Widgets.label(control.label(), "key-word"));
            var cell = Widgets.styled(face, "key", "key-aside");
            mending.add(sized(cell, control, height), at % 2, at++ / 2);
        }
        var beside = Widgets.column(GAP, candidates, mending);
        beside.setId(BESIDE);
        return beside;
    }

    private double edge(Part.Ink part) {
        return part.low() ? widgets.pixels(440, 424) : widgets.pixels(560, 520);
    }

    private StackPane sized(StackPane cell, Control control, double height) {
        cell.setMinHeight(height);
        cell.setMaxWidth(Double.MAX_VALUE);
        return widgets.touchable(cell, control);
    }

    private void draws(Pane pad, double edge) {
        var points = new ArrayList<Integer>();
        var drawing = new ArrayList<Polyline>();
        double scale = KeyboardState.EDGE / edge;
        pad.addEventHandler(MouseEvent.MOUSE_PRESSED, e -> {
            points.clear();
            drawing.clear();
            var line = line();
            drawing.add(line);
            pad.getChildren().add(line);
            add(points, line, e, scale);
        });
        pad.addEventHandler(MouseEvent.MOUSE_DRAGGED, e -> {
            if (!drawing.isEmpty()) add(points, drawing.getFirst(), e, scale);
        });
        pad.addEventHandler(MouseEvent.MOUSE_RELEASED, e -> {
            // of a quick stroke on a busy machine little more may have been told than where it began and ended
            if (!drawing.isEmpty() && moved(points, e, scale)) add(points, drawing.getFirst(), e, scale);
            if (!points.isEmpty()) inked.accept(new SessionState.PenStroke(List.copyOf(points)));
            points.clear();
            drawing.clear();
        });
    }

    private static boolean moved(List<Integer> points, MouseEvent event, double scale) {
        int end = points.size();
        return points.get(end - 2) != (int) (event.getX() * scale)
                || points.get(end - 1) != (int) (event.getY() * scale);
    }

    private static void add(List<Integer> points, Polyline line, MouseEvent event, double scale) {
        points.add((int) (event.getX() * scale));
        points.add((int) (event.getY() * scale));
        line.getPoints().addAll(event.getX(), event.getY());
    }

    private static Polyline line() {
        var line = new Polyline();
        line.getStyleClass().add("ink");
        line.setMouseTransparent(true);
        return line;
    }
}
