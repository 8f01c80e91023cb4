package org.openstm.kiosk.ui.view;

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
import org.openstm.kiosk.ui.screen.Control;
import org.openstm.kiosk.ui.screen.Screen;

/// The frame of every page: the strip above, the steps, the help bar below, the dialog over
/// it.
final class PageFrame {
    private final WidgetFactory widgets;
    private final Screen screen;
    private final Runnable knocked;

    PageFrame(WidgetFactory widgets, Screen screen) {
        this(widgets, screen, () -> {});
    }

    /// @param knocked called when the mark is touched
    PageFrame(WidgetFactory widgets, Screen screen, Runnable knocked) {
        this.widgets = widgets;
        this.screen = screen;
        this.knocked = knocked;
    }

    Node titleStrip() {
        var strip = screen.strip();
        boolean staff = screen.ground() == Screen.Background.STAFF;
        var mark = WidgetFactory.styledPane(IconFactory.createIcon(staff ? "tool" : "star", 34), "gov-mark");
        mark.setId("mark");
        mark.setOnMouseReleased(_ -> knocked.run());
        mark.setMinSize(60, 60);
        mark.setMaxSize(60, 60);
        var words = WidgetFactory.column(-6, WidgetFactory.label(strip.title(), "strip-title"));
        // beside a Latin name there is no room for both
        if (strip.who().isEmpty() || screen.language() == DisplayLanguage.ZH_CN)
            words.getChildren().add(WidgetFactory.label(strip.place(), "strip-place"));
        words.setAlignment(Pos.CENTER_LEFT);
        Node right;
        if (strip.who().isEmpty()) {
            var clock = WidgetFactory.column(
                    -6,
                    WidgetFactory.label(strip.clock(), "strip-clock"),
                    WidgetFactory.label(strip.day(), "strip-day"));
            clock.setAlignment(Pos.CENTER_RIGHT);
            right = clock;
        } else {
            var name = (Label) WidgetFactory.label(strip.who(), "who-text");
            name.setWrapText(false);
            name.setMinWidth(0);
            var who = WidgetFactory.row(12, IconFactory.createIcon("ok", 36), name);
            who.getStyleClass().add("who");
            who.setMaxHeight(Region.USE_PREF_SIZE);
            right = who;
        }
        var row = WidgetFactory.row(20, mark, WidgetFactory.growHorizontally(words), right);
        row.getStyleClass().add("strip");
        return row;
    }

    Node stepBars(Screen.Steps steps) {
        var bars = new HBox(10);
        for (int i = 1; i <= steps.of(); i++) {
            var bar = new Region();
            bar.setMinHeight(12);
            bar.getStyleClass().add(i <= steps.now() ? "step-done" : "step-ahead");
            HBox.setHgrow(bar, Priority.ALWAYS);
            bars.getChildren().add(bar);
        }
        var box = WidgetFactory.column(14, WidgetFactory.label(steps.title(), "steps-text"), bars);
        box.getStyleClass().add("steps");
        return box;
    }

    /// The foot of every page: the help bar, and above it the additional controls of large type.
    Node footBars() {
        var foot = new VBox();
        screen.care().ifPresent(care -> foot.getChildren().add(careBar(care)));
        if (!screen.help().isEmpty()) foot.getChildren().add(helpBar());
        return foot;
    }

    private Node careBar(Screen.CareStrip care) {
        var bar = WidgetFactory.row(
                20,
                IconFactory.createIcon("biga", 44),
                WidgetFactory.label(care.text(), "care-text"),
                WidgetFactory.flexibleSpace());
        for (var control : care.controls()) {
            var box = WidgetFactory.styledPane(
                    WidgetFactory.withUnbrokenWord(WidgetFactory.label(control.label(), "cell-text")),
                    "cell",
                    "care-button",
                    WidgetFactory.lookStyle(control.look()));
            box.setMinWidth(Region.USE_PREF_SIZE);
            bar.getChildren().add(widgets.makeTouchable(box, control));
        }
        bar.getStyleClass().add("care-bar");
        return bar;
    }

    private Node helpBar() {
        var bar = new HBox(14);
        bar.getStyleClass().add("help-bar");
        for (var control : screen.help()) {
            Region box;
            if (control.look() == Control.ButtonLook.HELP) {
                var row = WidgetFactory.row(
                        12,
                        IconFactory.createIcon(control.icon(), widgets.em(1.4)),
                        WidgetFactory.withUnbrokenWord(WidgetFactory.label(control.label(), "help-staff")));
                row.setAlignment(Pos.CENTER);
                box = row;
            } else {
                var column = WidgetFactory.column(
                        4,
                        IconFactory.createIcon(control.icon(), widgets.em(1.5)),
                        WidgetFactory.label(control.label(), "help-text"));
                column.setAlignment(Pos.CENTER);
                box = column;
            }
            box.getStyleClass().addAll("help-button", WidgetFactory.lookStyle(control.look()));
            box.setPrefWidth(control.look() == Control.ButtonLook.HELP ? widgets.pixelsForSize(226, 262) : 130);
            HBox.setHgrow(box, Priority.ALWAYS);
            bar.getChildren().add(widgets.makeTouchable(box, control));
        }
        return bar;
    }

    Node dialogNode(Screen.Dialog dialog) {
        var box = new VBox(widgets.em(0.9));
        box.setAlignment(Pos.CENTER);
        box.getStyleClass().add("dialog");
        box.setMaxSize(952, Region.USE_PREF_SIZE);
        box.getChildren().addAll(dialogMessage(dialog));
        for (var control : dialog.controls()) {
            var button = (Region) widgets.controlButton(control);
            button.setMaxWidth(Double.MAX_VALUE);
            box.getChildren().add(button);
        }
        var shade = new StackPane(box);
        shade.getStyleClass().add("shade");
        return shade;
    }

    private List<Node> dialogMessage(Screen.Dialog dialog) {
        var sign = dialog.seconds() >= 0
                ? new IllustrationRenderer(widgets).countdownRing(dialog.seconds(), dialog.of(), 124, "timeout")
                : IconFactory.createIcon(dialog.icon(), widgets.em(4));
        return List.of(
                sign, centeredLabel(dialog.title(), "dialog-title"), centeredLabel(dialog.lead(), "dialog-lead"));
    }

    /// Updates the countdown of an open dialog. Its buttons stay: a finger may be down on one.
    void updateCountdown(Node dialog, Screen.Dialog now) {
        var box = (VBox) ((StackPane) dialog).getChildren().getFirst();
        var message = dialogMessage(now);
        for (int i = 0; i < message.size(); i++) box.getChildren().set(i, message.get(i));
    }

    private static Node centeredLabel(String text, String style) {
        var box = new StackPane(WidgetFactory.label(text, style));
        box.getStyleClass().add("centered");
        return box;
    }
}
