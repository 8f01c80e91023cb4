package org.openstm.kiosk.ui;

import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.layout.Region;

/// Pieces of the staff's pages: smaller than a citizen's, since more must be seen at once.
final class Backdrop {
    private static final int ACROSS = 3;
    private final Widgets widgets;

    Backdrop(Widgets widgets) {
        this.widgets = widgets;
    }

    Node lamps(List<Part.Lamp> lamps) {
        var grid = Widgets.grid(ACROSS, widgets.em(0.4), widgets.em(0.4));
        int i = 0;
        for (var lamp : lamps) grid.add(lamp(lamp), i % ACROSS, i++ / ACROSS);
        return grid;
    }

    private Node lamp(Part.Lamp lamp) {
        var words = Widgets.column(0, Widgets.label(lamp.title(), "lamp-title"), Widgets.label(lamp.sub(), "lamp-sub"));
        words.setAlignment(Pos.CENTER_LEFT);
        var box = Widgets.row(widgets.em(0.5), circle(lamp.icon()), Widgets.grow(words));
        box.getStyleClass().addAll("card", "lamp", "lamp-" + tone(lamp.tone()));
        return lamp.control().isPresent()
                ? widgets.touchable(box, lamp.control().get())
                : box;
    }

    private Node circle(String icon) {
        var circle = Widgets.styled(Icons.of(icon, widgets.em(1)), "circle");
        circle.setMinSize(widgets.em(1.7), widgets.em(1.7));
        circle.setMaxSize(widgets.em(1.7), widgets.em(1.7));
        return circle;
    }

    private static String tone(Part.Tone tone) {
        return tone.name().toLowerCase(java.util.Locale.ROOT);
    }

    Node tasks(List<Part.TaskRow> rows) {
        var box = Widgets.column(0);
        for (int i = 0; i < rows.size(); i++) {
            var row = task(rows.get(i));
            row.getStyleClass().add(place(i, rows.size()));
            box.getChildren().add(row);
        }
        return box;
    }

    private static String place(int i, int of) {
        if (of == 1) return "row-only";
        return i == 0 ? "row-first" : i == of - 1 ? "row-last" : "row-mid";
    }

    private Region task(Part.TaskRow row) {
        var badge =
                Widgets.styled(Widgets.whole(Widgets.label(row.who(), "badge-text")), "badge", "tint-" + row.tint());
        badge.setMinWidth(widgets.em(5));
        badge.setMaxHeight(Region.USE_PREF_SIZE);
        var words = Widgets.column(0, Widgets.label(row.title(), "lamp-title"), Widgets.label(row.sub(), "lamp-sub"));
        words.setAlignment(Pos.CENTER_LEFT);
        var button = widgets.button(row.control());
        button.getStyleClass().add("small-button");
        ((Region) button).setMinWidth(Region.USE_PREF_SIZE);
        var box = Widgets.row(widgets.em(0.6), badge, Widgets.grow(words), button);
        box.getStyleClass().addAll("row", "task");
        return box;
    }

    Node figures(List<Part.Figure> figures) {
        var grid = Widgets.grid(2, widgets.em(0.4), widgets.em(0.4));
        int i = 0;
        for (var figure : figures) {
            var box = Widgets.column(
                    0, Widgets.label(figure.title(), "lamp-title"), Widgets.label(figure.sub(), "lamp-sub"));
            box.getStyleClass().addAll("card", "lamp");
            grid.add(box, i % 2, i++ / 2);
        }
        return grid;
    }
}
