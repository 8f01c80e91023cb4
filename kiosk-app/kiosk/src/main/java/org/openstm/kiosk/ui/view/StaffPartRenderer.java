package org.openstm.kiosk.ui.view;

import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.layout.Region;
import org.openstm.kiosk.ui.screen.ScreenPart;

/// Renders the parts of the staff pages: smaller than a citizen's, since more must be visible at once.
final class StaffPartRenderer {
    private static final int ACROSS = 3;
    private final WidgetFactory widgets;

    StaffPartRenderer(WidgetFactory widgets) {
        this.widgets = widgets;
    }

    Node lampGrid(List<ScreenPart.StatusLamp> lamps) {
        var grid = WidgetFactory.equalColumns(ACROSS, widgets.em(0.4), widgets.em(0.4));
        int i = 0;
        for (var lamp : lamps) grid.add(lampNode(lamp), i % ACROSS, i++ / ACROSS);
        return grid;
    }

    private Node lampNode(ScreenPart.StatusLamp lamp) {
        var words = WidgetFactory.column(
                0, WidgetFactory.label(lamp.title(), "lamp-title"), WidgetFactory.label(lamp.sub(), "lamp-sub"));
        words.setAlignment(Pos.CENTER_LEFT);
        var box = WidgetFactory.row(widgets.em(0.5), circleIcon(lamp.icon()), WidgetFactory.growHorizontally(words));
        box.getStyleClass().addAll("card", "lamp", "lamp-" + toneName(lamp.tone()));
        return lamp.control().isPresent()
                ? widgets.makeTouchable(box, lamp.control().get())
                : box;
    }

    private Node circleIcon(String icon) {
        var circle = WidgetFactory.styledPane(IconFactory.createIcon(icon, widgets.em(1)), "circle");
        circle.setMinSize(widgets.em(1.7), widgets.em(1.7));
        circle.setMaxSize(widgets.em(1.7), widgets.em(1.7));
        return circle;
    }

    private static String toneName(ScreenPart.Tone tone) {
        return tone.name().toLowerCase(java.util.Locale.ROOT);
    }

    Node taskList(List<ScreenPart.TaskRow> rows) {
        var box = WidgetFactory.column(0);
        for (int i = 0; i < rows.size(); i++) {
            var row = taskNode(rows.get(i));
            row.getStyleClass().add(rowPositionStyle(i, rows.size()));
            box.getChildren().add(row);
        }
        return box;
    }

    private static String rowPositionStyle(int i, int of) {
        if (of == 1) return "row-only";
        return i == 0 ? "row-first" : i == of - 1 ? "row-last" : "row-mid";
    }

    private Region taskNode(ScreenPart.TaskRow row) {
        var badge = WidgetFactory.styledPane(
                WidgetFactory.withUnbrokenWord(WidgetFactory.label(row.who(), "badge-text")),
                "badge",
                "tint-" + row.tint());
        badge.setMinWidth(widgets.em(5));
        badge.setMaxHeight(Region.USE_PREF_SIZE);
        var words = WidgetFactory.column(
                0, WidgetFactory.label(row.title(), "lamp-title"), WidgetFactory.label(row.sub(), "lamp-sub"));
        words.setAlignment(Pos.CENTER_LEFT);
        var button = widgets.controlButton(row.control());
        button.getStyleClass().add("small-button");
        ((Region) button).setMinWidth(Region.USE_PREF_SIZE);
        var box = WidgetFactory.row(widgets.em(0.6), badge, WidgetFactory.growHorizontally(words), button);
        box.getStyleClass().addAll("row", "task");
        return box;
    }

    Node figureGrid(List<ScreenPart.Figure> figures) {
        var grid = WidgetFactory.equalColumns(2, widgets.em(0.4), widgets.em(0.4));
        int i = 0;
        for (var figure : figures) {
            var box = WidgetFactory.column(
                    0,
                    WidgetFactory.label(figure.title(), "lamp-title"),
                    WidgetFactory.label(figure.sub(), "lamp-sub"));
            box.getStyleClass().addAll("card", "lamp");
            grid.add(box, i % 2, i++ / 2);
        }
        return grid;
    }
}
