package org.openstm.kiosk.ui;

import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;

/// What a citizen answers with: ticks, choices, keys, wheels, months, faces.
final class Fields {
    /// Ten keys side by side just fit between the margins.
    private static final double KEY_GAP = 8;
    private static final int MOST_IN_FOUR_ROWS = 12;

    private final Widgets widgets;

    Fields(Widgets widgets) {
        this.widgets = widgets;
    }

    Node tick(Part.Tick tick) {
        var words = Widgets.column(widgets.em(0.1), Widgets.label(tick.control().label(), "choice-name"));
        if (!tick.note().isEmpty()) words.getChildren().add(Widgets.label(tick.note(), "choice-sub"));
        words.setAlignment(Pos.CENTER_LEFT);
        var box = Widgets.row(widgets.em(0.875), mark(tick.ticked(), "square"), Widgets.grow(words));
        box.getStyleClass().addAll("choice", tick.ticked() ? "chosen" : "open");
        return widgets.touchable(box, tick.control());
    }

    private Node mark(boolean on, String shape) {
        var mark = new StackPane();
        if (on) mark.getChildren().add(Icons.of("check", widgets.em(1.1)));
        mark.getStyleClass().addAll("mark", "mark-" + shape, on ? "mark-on" : "mark-off");
        mark.setMinSize(widgets.em(1.5), widgets.em(1.5));
        mark.setMaxSize(widgets.em(1.5), widgets.em(1.5));
        mark.setMouseTransparent(true);
        return mark;
    }

    List<Node> choices(List<Part.Pick> picks) {
        var rows = new ArrayList<Node>();
        for (var pick : picks) {
            var words =
                    Widgets.column(widgets.em(0.1), Widgets.label(pick.control().label(), "choice-name"));
            words.setAlignment(Pos.CENTER_LEFT);
            if (!pick.sub().isEmpty()) words.getChildren().add(Widgets.label(pick.sub(), "choice-sub"));
            var row = Widgets.row(widgets.em(0.875), mark(pick.chosen(), "round"), Widgets.grow(words));
            row.getStyleClass().addAll("choice", pick.off() ? "closed" : pick.chosen() ? "chosen" : "open");
            rows.add(widgets.touchable(row, pick.control()));
        }
        return rows;
    }

    Node grid(Part.Grid grid) {
        var trail = new FlowPane(widgets.em(0.4), widgets.em(0.4));
        for (var step : grid.trail()) {
            var name = Widgets.whole(Widgets.label(step.label(), "trail-text"));
            var box = Widgets.styled(name, "trail", Widgets.look(step.look()));
            var link = Widgets.row(widgets.em(0.4), widgets.touchable(box, step));
            if (!trail.getChildren().isEmpty()) link.getChildren().addFirst(Icons.of("chev", widgets.em(0.9)));
            trail.getChildren().add(link);
        }
        if (!grid.hint().isEmpty()) trail.getChildren().add(Widgets.label(grid.hint(), "small"));
        int columns = (int) widgets.pixels(3, 2);
        var cells = Widgets.grid(columns, widgets.em(0.5), widgets.em(0.5));
        int i = 0;
        for (var pick : grid.picks()) cells.add(cell(pick, 112), i % columns, i++ / columns);
        return Widgets.column(widgets.em(0.6), trail, cells);
    }

    private Node cell(Part.Pick pick, double height) {
        var look = pick.off() ? "closed" : pick.chosen() ? "chosen" : "open";
        var cell = Widgets.styled(
                Widgets.label(pick.control().label(), "cell-text"),
                "cell",
                look,
                Widgets.look(pick.control().look()));
        cell.setMinHeight(height);
        cell.setMaxWidth(Double.MAX_VALUE);
        return widgets.touchable(cell, pick.control());
    }

    Node entry(Part.Entry entry) {
        boolean empty = entry.text().isEmpty();
        var label = new Label(empty ? entry.placeholder() : Widgets.plain(entry.text()));
        label.getStyleClass().addAll("entry-text", empty ? "placeholder" : "typed");
        var cursor = new Region();
        cursor.getStyleClass().add("cursor");
        cursor.setMinWidth(5);
        cursor.setMaxHeight(widgets.em(1.9));
        var box = empty ? Widgets.row(8, cursor, label) : Widgets.row(8, label, cursor);
        box.getStyleClass().addAll("entry", entry.wrong() ? "entry-wrong" : "entry-fine");
        box.setId(entry.id());
        return box;
    }

    Node pad(List<Control> keys) {
        var pad = Widgets.grid(3, widgets.em(0.5), widgets.pixels(16, 14));
        // in large type there must be room for the question and for what is wrong
        double height = widgets.pixels(146, keys.size() > MOST_IN_FOUR_ROWS ? 98 : 116);
        int i = 0;
        for (var key : keys) {
            boolean digit = key.label().length() == 1;
            Node face = key.icon().isEmpty()
                    ? Widgets.label(key.label(), digit ? "key-digit" : "key-word")
                    : Icons.of(key.icon(), widgets.em(1.5));
            var box = Widgets.styled(face, "key", digit ? "key-plain" : "key-aside");
            box.setMinHeight(height);
            box.setMaxWidth(Double.MAX_VALUE);
            pad.add(widgets.touchable(box, key), i % 3, i++ / 3);
        }
        pad.setMaxWidth(widgets.em(23.75));
        var box = new HBox(pad);
        HBox.setHgrow(pad, Priority.ALWAYS);
        box.setAlignment(Pos.CENTER);
        return box;
    }

    Node board(List<List<Control>> rows) {
        double width = widgets.pixels(88, 96);
        var board = Widgets.column(KEY_GAP);
        board.setAlignment(Pos.CENTER);
        for (var keys : rows) {
            var row = new HBox(widgets.pixels(KEY_GAP, 14));
            row.setAlignment(Pos.CENTER);
            for (var key : keys) {
                boolean sign = key.label().length() == 1;
                Node face = key.icon().isEmpty()
                        ? Widgets.label(key.label(), sign ? "key-letter" : "key-word")
                        : Icons.of(key.icon(), widgets.em(1.5));
                var box = Widgets.styled(face, "key", sign ? "key-plain" : "key-aside");
                box.setMinSize(sign ? width : 3 * width, widgets.pixels(112, 98));
                row.getChildren().add(widgets.touchable(box, key));
            }
            board.getChildren().add(row);
        }
        return board;
    }

    Node quick(List<Control> answers) {
        var row = Widgets.grid(Math.max(1, answers.size()), widgets.em(0.5), 0);
        int i = 0;
        for (var answer : answers) {
            var cell = Widgets.styled(Widgets.label(answer.label(), "cell-text"), "cell", Widgets.look(answer.look()));
            cell.setMinHeight(widgets.pixels(104, 128));
            cell.setMaxWidth(Double.MAX_VALUE);
            row.add(widgets.touchable(cell, answer), i++, 0);
        }
        return row;
    }

    Node wheels(List<Part.Wheel> columns) {
        var grid = Widgets.grid(columns.size(), widgets.em(0.625), 0);
        int i = 0;
        for (var wheel : columns) {
            var middle = Widgets.styled(Widgets.label(wheel.text(), "wheel-text"), "wheel");
            middle.setMinHeight(144);
            var column = Widgets.column(widgets.em(0.5), wheelKey(wheel.more()), middle, wheelKey(wheel.less()));
            grid.add(column, i++, 0);
        }
        return grid;
    }

    private Node wheelKey(Control control) {
        var key = Widgets.styled(Widgets.label(control.label(), "key-digit"), "key", "key-plain");
        key.setMinHeight(128);
        return widgets.touchable(key, control);
    }

    Node months(Part.Months months) {
        var ends = Widgets.grid(2, widgets.em(0.625), 0);
        ends.add(end(months.from(), months.fromText(), !months.toActive()), 0, 0);
        ends.add(end(months.to(), months.toText(), months.toActive()), 1, 0);
        var year = Widgets.row(
                0,
                yearKey(months.before()),
                Widgets.space(),
                Widgets.label(months.year(), "heading"),
                Widgets.space(),
                yearKey(months.after()));
        var keys = Widgets.grid(4, widgets.em(0.5), widgets.em(0.5));
        int i = 0;
        for (var month : months.months()) keys.add(cell(month, 120), i % 4, i++ / 4);
        return Widgets.column(widgets.em(0.7), ends, year, keys);
    }

    private Node end(String name, String text, boolean active) {
        var box =
                Widgets.column(0, Widgets.label(name, "small"), Widgets.label(text.isEmpty() ? "—" : text, "end-text"));
        box.getStyleClass().addAll("end", active ? "chosen" : "open");
        return box;
    }

    private Node yearKey(Control control) {
        var key = Widgets.row(widgets.em(0.3));
        if (!control.icon().isEmpty()) key.getChildren().add(Icons.of(control.icon(), widgets.em(1)));
        key.getChildren().add(Widgets.label(control.label(), "cell-text"));
        key.getStyleClass().addAll("cell", "year-key", Widgets.look(control.look()));
        key.setMinHeight(widgets.pixels(92, 100));
        return widgets.touchable(key, control);
    }

    Node faces(List<Part.Pick> grades) {
        var row = Widgets.grid(grades.size(), widgets.em(0.5), 0);
        int i = 0;
        for (var grade : grades) {
            var face = Widgets.column(
                    widgets.em(0.5),
                    Icons.of(grade.control().icon(), widgets.em(2.9)),
                    Widgets.label(grade.control().label(), "face-text"));
            face.setAlignment(Pos.CENTER);
            face.setMinHeight(widgets.em(7.2));
            face.getStyleClass().addAll("cell", grade.off() ? "closed" : grade.chosen() ? "chosen" : "open");
            row.add(widgets.touchable(face, grade.control()), i++, 0);
        }
        return row;
    }

    Node turn(Part.Turn turn) {
        return Widgets.row(
                widgets.em(0.5),
                Widgets.grow(widgets.button(turn.back())),
                Widgets.whole(Widgets.label(turn.text(), "say")),
                Widgets.grow(widgets.button(turn.on())));
    }
}
