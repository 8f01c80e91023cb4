package org.openstm.kiosk.ui.view;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import javafx.scene.Group;
import javafx.scene.Node;
import javafx.scene.layout.StackPane;
import javafx.scene.shape.SVGPath;

/// Icons by name, drawn as strokes on a grid of 24.
final class IconFactory {
    private static final double GRID = 24;
    private static final Properties PATHS = readIconPaths();

    private IconFactory() {}

    /// @param size edge in pixels
    static Node createIcon(String name, double size) {
        var path = new SVGPath();
        var content = PATHS.getProperty(name);
        if (content == null) throw new IllegalArgumentException("no icon '" + name + "'");
        path.setContent(content);
        path.getStyleClass().add("icon");
        path.setScaleX(size / GRID);
        path.setScaleY(size / GRID);
        var box = new StackPane(new Group(path));
        box.getStyleClass().add("icon-box");
        box.setMinSize(size, size);
        box.setPrefSize(size, size);
        box.setMaxSize(size, size);
        box.setMouseTransparent(true);
        return box;
    }

    private static Properties readIconPaths() {
        var paths = new Properties();
        try (InputStream in = IconFactory.class.getResourceAsStream("/org/openstm/kiosk/theme/icons.properties")) {
            if (in == null) throw new IllegalStateException("icons are missing in the jar");
            paths.load(in);
            return paths;
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }
}
