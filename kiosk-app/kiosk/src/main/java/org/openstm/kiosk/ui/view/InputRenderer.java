package org.openstm.kiosk.ui.view;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.openstm.kiosk.session.model.SessionState;
import org.openstm.kiosk.ui.screen.Control;
import org.openstm.kiosk.ui.screen.ScreenPart;

/// Renders the parts in which the citizen enters something: ticks, choices, keys, wheels, months, faces, text and
/// signatures.
final class InputRenderer {
    /// Ten keys in a row just fit between the margins.
    private static final double KEY_GAP = 8;
    private static final int MOST_IN_FOUR_ROWS = 12;

    private final WidgetFactory widgets;
    private final Consumer<SessionState.PenStroke> signed;
    private final KeyboardRenderer typing;

    InputRenderer(
            WidgetFactory widgets, Consumer<SessionState.PenStroke> signed, Consumer<SessionState.PenStroke> inked) {
        this.widgets = widgets;
        this.signed = signed;
        this.typing = new KeyboardRenderer(widgets, inked);
    }

    /// Parts in which the citizen enters something.
    Node renderInput(ScreenPart part) {
        return switch (part) {
            case ScreenPart.TickBox tick -> tickBox(tick);
            case ScreenPart.ChoiceList(var picks) ->
                WidgetFactory.column(0, choiceRows(picks).toArray(Node[]::new));
            case ScreenPart.RegionGrid grid -> regionGrid(grid);
            case ScreenPart.EntryField entry -> entryField(entry);
            case ScreenPart.DigitPad(var keys) -> digitPad(keys);
            case ScreenPart.LetterBoard(var rows) -> letterBoard(rows);
            case ScreenPart.TextInput written -> typing.textInput(written);
            case ScreenPart.TextKeyboard keyboard -> typing.textKeyboard(keyboard);
            case ScreenPart.HandwritingPad ink -> typing.handwritingPad(ink);
            case ScreenPart.QuickAnswers(var answers) -> quickAnswers(answers);
            case ScreenPart.DateWheels(var columns) -> dateWheels(columns);
            case ScreenPart.MonthRange months -> monthRange(months);
            case ScreenPart.SignatureField signature -> new SignaturePad(widgets, signature, signed).node();
            case ScreenPart.RatingFaces(var grades) -> ratingFaces(grades);
            case ScreenPart.PageTurner turn -> pageTurner(turn);
            default ->
                throw new IllegalStateException(
                        "nothing is entered in " + part.getClass().getSimpleName());
        };
    }

    Node tickBox(ScreenPart.TickBox tick) {
        var words = WidgetFactory.column(
                widgets.em(0.1), WidgetFactory.label(tick.control().label(), "choice-name"));
        if (!tick.note().isEmpty()) words.getChildren().add(WidgetFactory.label(tick.note(), "choice-sub"));
        words.setAlignment(Pos.CENTER_LEFT);
        var box = WidgetFactory.row(
                widgets.em(0.875), tickMark(tick.ticked(), "square"), WidgetFactory.growHorizontally(words));
        box.getStyleClass().addAll("choice", tick.ticked() ? "chosen" : "open");
        return widgets.makeTouchable(box, tick.control());
    }

    private Node tickMark(boolean on, String shape) {
        var mark = new StackPane();
        if (on) mark.getChildren().add(IconFactory.createIcon("check", widgets.em(1.1)));
        mark.getStyleClass().addAll("mark", "mark-" + shape, on ? "mark-on" : "mark-off");
        mark.setMinSize(widgets.em(1.5), widgets.em(1.5));
        mark.setMaxSize(widgets.em(1.5), widgets.em(1.5));
        mark.setMouseTransparent(true);
        return mark;
    }

    List<Node> choiceRows(List<ScreenPart.ChoiceOption> picks) {
        var rows = new ArrayList<Node>();
        for (var pick : picks) {
            var words = WidgetFactory.column(
                    widgets.em(0.1), WidgetFactory.label(pick.control().label(), "choice-name"));
            words.setAlignment(Pos.CENTER_LEFT);
            if (!pick.sub().isEmpty()) words.getChildren().add(WidgetFactory.label(pick.sub(), "choice-sub"));
            var row = WidgetFactory.row(
                    widgets.em(0.875), tickMark(pick.chosen(), "round"), WidgetFactory.growHorizontally(words));
            row.getStyleClass().addAll("choice", pick.off() ? "closed" : pick.chosen() ? "chosen" : "open");
            rows.add(widgets.makeTouchable(row, pick.control()));
        }
        return rows;
    }

    Node regionGrid(ScreenPart.RegionGrid grid) {
        var trail = new FlowPane(widgets.em(0.4), widgets.em(0.4));
        for (var step : grid.trail()) {
            var name = WidgetFactory.withUnbrokenWord(WidgetFactory.label(step.label(), "trail-text"));
            var box = WidgetFactory.styledPane(name, "trail", WidgetFactory.lookStyle(step.look()));
            var link = WidgetFactory.row(widgets.em(0.4), widgets.makeTouchable(box, step));
            if (!trail.getChildren().isEmpty())
                link.getChildren().addFirst(IconFactory.createIcon("chev", widgets.em(0.9)));
            trail.getChildren().add(link);
        }
        if (!grid.hint().isEmpty()) trail.getChildren().add(WidgetFactory.label(grid.hint(), "small"));
        int columns = (int) widgets.pixelsForSize(3, 2);
        var cells = WidgetFactory.equalColumns(columns, widgets.em(0.5), widgets.em(0.5));
        int i = 0;
        for (var pick : grid.picks()) cells.add(choiceCell(pick, 112), i % columns, i++ / columns);
        return WidgetFactory.column(widgets.em(0.6), trail, cells);
    }

    private Node choiceCell(ScreenPart.ChoiceOption pick, double height) {
        var look = pick.off() ? "closed" : pick.chosen() ? "chosen" : "open";
        var cell = WidgetFactory.styledPane(
                WidgetFactory.label(pick.control().label(), "cell-text"),
                "cell",
                look,
                WidgetFactory.lookStyle(pick.control().look()));
        cell.setMinHeight(height);
        cell.setMaxWidth(Double.MAX_VALUE);
        return widgets.makeTouchable(cell, pick.control());
    }

    Node entryField(ScreenPart.EntryField entry) {
        boolean empty = entry.text().isEmpty();
        var label = new Label(empty ? entry.placeholder() : WidgetFactory.printableText(entry.text()));
        label.getStyleClass().addAll("entry-text", empty ? "placeholder" : "typed");
        var cursor = new Region();
        cursor.getStyleClass().add("cursor");
        cursor.setMinWidth(5);
        cursor.setMaxHeight(widgets.em(1.9));
        var box = empty ? WidgetFactory.row(8, cursor, label) : WidgetFactory.row(8, label, cursor);
        box.getStyleClass().addAll("entry", entry.wrong() ? "entry-wrong" : "entry-fine");
        box.setId(entry.id());
        return box;
    }

    Node digitPad(List<Control> keys) {
        var pad = WidgetFactory.equalColumns(3, widgets.em(0.5), widgets.pixelsForSize(16, 14));
        // large type needs room for the question and for an error
        double height = widgets.pixelsForSize(146, keys.size() > MOST_IN_FOUR_ROWS ? 98 : 116);
        int i = 0;
        for (var key : keys) {
            boolean digit = key.label().length() == 1;
            Node face = key.icon().isEmpty()
                    ? WidgetFactory.label(key.label(), digit ? "key-digit" : "key-word")
                    : IconFactory.createIcon(key.icon(), widgets.em(1.5));
            var box = WidgetFactory.styledPane(face, "key", digit ? "key-plain" : "key-aside");
            box.setMinHeight(height);
            box.setMaxWidth(Double.MAX_VALUE);
            pad.add(widgets.makeTouchable(box, key), i % 3, i++ / 3);
        }
        pad.setMaxWidth(widgets.em(23.75));
        var box = new HBox(pad);
        HBox.setHgrow(pad, Priority.ALWAYS);
        box.setAlignment(Pos.CENTER);
        return box;
    }

    Node letterBoard(List<List<Control>> rows) {
        double width = widgets.pixelsForSize(88, 96);
        var board = WidgetFactory.column(KEY_GAP);
        board.setAlignment(Pos.CENTER);
        for (var keys : rows) {
            var row = new HBox(widgets.pixelsForSize(KEY_GAP, 14));
            row.setAlignment(Pos.CENTER);
            for (var key : keys) {
                boolean sign = key.label().length() == 1;
                Node face = key.icon().isEmpty()
                        ? WidgetFactory.label(key.label(), sign ? "key-letter" : "key-word")
                        : IconFactory.createIcon(key.icon(), widgets.em(1.5));
                var box = WidgetFactory.styledPane(face, "key", sign ? "key-plain" : "key-aside");
                box.setMinSize(sign ? width : 3 * width, widgets.pixelsForSize(112, 98));
                row.getChildren().add(widgets.makeTouchable(box, key));
            }
            board.getChildren().add(row);
        }
        return board;
    }

    Node quickAnswers(List<Control> answers) {
        var row = WidgetFactory.equalColumns(Math.max(1, answers.size()), widgets.em(0.5), 0);
        int i = 0;
        for (var answer : answers) {
            var cell = WidgetFactory.styledPane(
                    WidgetFactory.label(answer.label(), "cell-text"), "cell", WidgetFactory.lookStyle(answer.look()));
            cell.setMinHeight(widgets.pixelsForSize(104, 128));
            cell.setMaxWidth(Double.MAX_VALUE);
            row.add(widgets.makeTouchable(cell, answer), i++, 0);
        }
        return row;
    }

    Node dateWheels(List<ScreenPart.DateWheel> columns) {
        var grid = WidgetFactory.equalColumns(columns.size(), widgets.em(0.625), 0);
        int i = 0;
        for (var wheel : columns) {
            var middle = WidgetFactory.styledPane(WidgetFactory.label(wheel.text(), "wheel-text"), "wheel");
            middle.setMinHeight(144);
            var column = WidgetFactory.column(widgets.em(0.5), wheelKey(wheel.more()), middle, wheelKey(wheel.less()));
            grid.add(column, i++, 0);
        }
        return grid;
    }

    private Node wheelKey(Control control) {
        var key = WidgetFactory.styledPane(WidgetFactory.label(control.label(), "key-digit"), "key", "key-plain");
        key.setMinHeight(128);
        return widgets.makeTouchable(key, control);
    }

    Node monthRange(ScreenPart.MonthRange months) {
        var ends = WidgetFactory.equalColumns(2, widgets.em(0.625), 0);
        ends.add(rangeEnd(months.from(), months.fromText(), !months.toActive()), 0, 0);
        ends.add(rangeEnd(months.to(), months.toText(), months.toActive()), 1, 0);
        var year = WidgetFactory.row(
                0,
                yearKey(months.before()),
                WidgetFactory.flexibleSpace(),
                WidgetFactory.label(months.year(), "heading"),
                WidgetFactory.flexibleSpace(),
                yearKey(months.after()));
        var keys = WidgetFactory.equalColumns(4, widgets.em(0.5), widgets.em(0.5));
        int i = 0;
        for (var month : months.months()) keys.add(choiceCell(month, 120), i % 4, i++ / 4);
        return WidgetFactory.column(widgets.em(0.7), ends, year, keys);
    }

    private Node rangeEnd(String name, String text, boolean active) {
        var box = WidgetFactory.column(
                0, WidgetFactory.label(name, "small"), WidgetFactory.label(text.isEmpty() ? "—" : text, "end-text"));
        box.getStyleClass().addAll("end", active ? "chosen" : "open");
        return box;
    }

    private Node yearKey(Control control) {
        var key = WidgetFactory.row(widgets.em(0.3));
        if (!control.icon().isEmpty()) key.getChildren().add(IconFactory.createIcon(control.icon(), widgets.em(1)));
        key.getChildren().add(WidgetFactory.label(control.label(), "cell-text"));
        key.getStyleClass().addAll("cell", "year-key", WidgetFactory.lookStyle(control.look()));
        key.setMinHeight(widgets.pixelsForSize(92, 100));
        return widgets.makeTouchable(key, control);
    }

    Node ratingFaces(List<ScreenPart.ChoiceOption> grades) {
        var row = WidgetFactory.equalColumns(grades.size(), widgets.em(0.5), 0);
        int i = 0;
        for (var grade : grades) {
            var face = WidgetFactory.column(
                    widgets.em(0.5),
                    IconFactory.createIcon(grade.control().icon(), widgets.em(2.9)),
                    WidgetFactory.label(grade.control().label(), "face-text"));
            face.setAlignment(Pos.CENTER);
            face.setMinHeight(widgets.em(7.2));
            face.getStyleClass().addAll("cell", grade.off() ? "closed" : grade.chosen() ? "chosen" : "open");
            row.add(widgets.makeTouchable(face, grade.control()), i++, 0);
        }
        return row;
    }

    Node pageTurner(ScreenPart.PageTurner turn) {
        return WidgetFactory.row(
                widgets.em(0.5),
                WidgetFactory.growHorizontally(widgets.controlButton(turn.back())),
                WidgetFactory.withUnbrokenWord(WidgetFactory.label(turn.text(), "say")),
                WidgetFactory.growHorizontally(widgets.controlButton(turn.on())));
    }
}
