package org.openstm.kiosk.ui;

import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.openstm.kiosk.catalog.DisplayLanguage;

/// What stands round every page: the strip above, the steps, the help bar below, the dialog over
/// all.
final class Frame {
    private final Widgets widgets;
    private final Screen screen;
    private final Runnable knocked;

    Frame(Widgets widgets, Screen screen) {
        this(widgets, screen, () -> {});
    }

    /// @param knocked the mark was touched
    Frame(Widgets widgets, Screen screen, Runnable knocked) {
        this.widgets = widgets;
        this.screen = screen;
        this.knocked = knocked;
    }

    Node strip() {
        var strip = screen.strip();
        boolean staff = screen.ground() == Screen.Ground.STAFF;
        var mark = Widgets.styled(Icons.of(staff ? "tool" : "star", 34), "gov-mark");
        mark.setId("mark");
        mark.setOnMouseReleased(_ -> knocked.run());
        mark.setMinSize(60, 60);
        mark.setMaxSize(60, 60);
        var words = Widgets.column(-6, Widgets.label(strip.title(), "strip-title"));
        // beside a Latin name there is no room for both
        if (strip.who().isEmpty() || screen.language() == DisplayLanguage.ZH_CN)
            words.getChildren().add(Widgets.label(strip.place(), "strip-place"));
        words.setAlignment(Pos.CENTER_LEFT);
        Node right;
        if (strip.who().isEmpty()) {
            var clock = Widgets.column(
                    -6, Widgets.label(strip.clock(), "strip-clock"), Widgets.label(strip.day(), "strip-day"));
            clock.setAlignment(Pos.CENTER_RIGHT);
            right = clock;
        } else {
            var name = (Label) Widgets.label(strip.who(), "who-text");
            name.setWrapText(false);
            name.setMinWidth(0);
            var who = Widgets.row(12, Icons.of("ok", 36), name);
            who.getStyleClass().add("who");
            who.setMaxHeight(Region.USE_PREF_SIZE);
            right = who;
        }
        var row = Widgets.row(20, mark, Widgets.grow(words), right);
        row.getStyleClass().add("strip");
        return row;
    }

    Node steps(Screen.Steps steps) {
        var bars = new HBox(10);
        for (int i = 1; i <= steps.of(); i++) {
            var bar = new Region();
            bar.setMinHeight(12);
            bar.getStyleClass().add(i <= steps.now() ? "step-done" : "step-ahead");
            HBox.setHgrow(bar, Priority.ALWAYS);
            bars.getChildren().add(bar);
        }
        var box = Widgets.column(14, Widgets.label(steps.title(), "steps-text"), bars);
        box.getStyleClass().add("steps");
        return box;
    }

    /// The foot of every page: the help bar, and above it what large type offers besides.
    Node foot() {
        var foot = new VBox();
        screen.care().ifPresent(care -> foot.getChildren().add(care(care)));
        if (!screen.help().isEmpty()) foot.getChildren().add(help());
        return foot;
    }

    private Node care(Screen.Care care) {
        var bar = Widgets.row(20, Icons.of("biga", 44), Widgets.label(care.text(), "care-text"), Widgets.space());
        for (var control : care.controls()) {
            var box = Widgets.styled(
                    Widgets.whole(Widgets.label(control.label(), "cell-text")),
                    "cell",
                    "care-button",
                    Widgets.look(control.look()));
            box.setMinWidth(Region.USE_PREF_SIZE);
            bar.getChildren().add(widgets.touchable(box, control));
        }
        bar.getStyleClass().add("care-bar");
        return bar;
    }

    private Node help() {
        var bar = new HBox(14);
        bar.getStyleClass().add("help-bar");
        for (var control : screen.help()) {
            Region box;
            if (control.look() == Control.Look.HELP) {
                var row = Widgets.row(
                        12,
                        Icons.of(control.icon(), widgets.em(1.4)),
                        Widgets.whole(Widgets.label(control.label(), "help-staff")));
                row.setAlignment(Pos.CENTER);
                box = row;
            } else {
                var column = Widgets.column(
                        4, Icons.of(control.icon(), widgets.em(1.5)), Widgets.label(control.label(), "help-text"));
                column.setAlignment(Pos.CENTER);
                box = column;
            }
            box.getStyleClass().addAll("help-button", Widgets.look(control.look()));
            box.setPrefWidth(control.look() == Control.Look.HELP ? widgets.pixels(226, 262) : 130);
            HBox.setHgrow(box, Priority.ALWAYS);
            bar.getChildren().add(widgets.touchable(box, control));
        }
        return bar;
    }

    Node dialog(Screen.Dialog dialog) {
        var box = new VBox(widgets.em(0.9));
        box.setAlignment(Pos.CENTER);
        box.getStyleClass().add("dialog");
        box.setMaxSize(952, Region.USE_PREF_SIZE);
        box.getChildren().addAll(message(dialog));
        for (var control : dialog.controls()) {
            var button = (Region) widgets.button(control);
            button.setMaxWidth(Double.MAX_VALUE);
            box.getChildren().add(button);
        }
        var shade = new StackPane(box);
        shade.getStyleClass().add("shade");
        return shade;
    }

    private List<Node> message(Screen.Dialog dialog) {
        var sign = dialog.seconds() >= 0
                ? new Drawings(widgets).countdown(dialog.seconds(), dialog.of(), 124, "timeout")
                : Icons.of(dialog.icon(), widgets.em(4));
        return List.of(sign, centered(dialog.title(), "dialog-title"), centered(dialog.lead(), "dialog-lead"));
    }

    /// Counts on in a dialog that stands. Its buttons stay: a finger may be down on one.
    void countOn(Node dialog, Screen.Dialog now) {
        var box = (VBox) ((StackPane) dialog).getChildren().getFirst();
        var message = message(now);
        for (int i = 0; i < message.size(); i++) box.getChildren().set(i, message.get(i));
    }

    private static Node centered(String text, String style) {
        var box = new StackPane(Widgets.label(text, style));
        box.getStyleClass().add("centered");
        return box;
    }
}
