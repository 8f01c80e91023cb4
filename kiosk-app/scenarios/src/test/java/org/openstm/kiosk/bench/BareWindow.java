package org.openstm.kiosk.bench;

import javafx.application.Application;
import javafx.scene.Scene;
import javafx.scene.layout.Pane;
import javafx.stage.Stage;
import javafx.stage.StageStyle;

/// The least that the toolkit can do: a full window of one colour that becomes another at each touch.
public final class BareWindow extends Application {
    static final int ONE = 0x336699;
    static final int OTHER = 0x996633;

    @Override
    public void start(Stage stage) {
        var pane = new Pane();
        paint(pane, ONE);
        pane.setOnMouseReleased(_ -> {
            boolean one = pane.getStyle().contains(hex(ONE));
            paint(pane, one ? OTHER : ONE);
        });
        stage.initStyle(StageStyle.UNDECORATED);
        stage.setScene(new Scene(pane, 1080, 1920));
        stage.setX(0);
        stage.setY(0);
        stage.show();
    }

    private static void paint(Pane pane, int colour) {
        pane.setStyle("-fx-background-color: " + hex(colour) + ";");
    }

    private static String hex(int colour) {
        return String.format("#%06X", colour);
    }

    /// Apart from the application, as the toolkit wants it on a class path.
    static final class Start {
        private Start() {}

        public static void main(String[] arguments) {
            Application.launch(BareWindow.class, arguments);
        }
    }
}
