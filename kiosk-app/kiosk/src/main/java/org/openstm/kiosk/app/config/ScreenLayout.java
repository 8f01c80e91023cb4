package org.openstm.kiosk.app.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.openstm.yaml.YamlNode;

/// How the panel is mounted: `screen` in `terminal.yaml`.
///
/// @param rotation how the picture is turned
/// @param output the X server's name of the connector, if not the first that has a panel
/// @param touch the X server's name of the touch panel that is turned with the picture, if there is one
/// @param calibration first two rows of the matrix from the touch panel's coordinates to the picture's; empty if it
///     needs none
public record ScreenLayout(
        Rotation rotation, Optional<String> output, Optional<String> touch, List<Double> calibration) {
    private static final Set<String> KNOWN = Set.of("rotate", "output", "touch", "calibration");
    private static final int MATRIX = 6;

    /// The words of RandR.
    public enum Rotation {
        NORMAL,
        LEFT,
        RIGHT,
        INVERTED;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static ScreenLayout parse(YamlNode node) {
        if (!node.isObject()) throw node.toError("screen has the keys rotate, output, touch and calibration");
        node.requireKnownKeys(KNOWN);
        if (node.has("calibration") && !node.has("touch"))
            throw node.path("calibration").toError("calibration needs 'touch', the name of the touch panel");
        return new ScreenLayout(
                parseRotation(node.path("rotate")),
                parseName(node, "output"),
                parseName(node, "touch"),
                parseCalibration(node.path("calibration")));
    }

    private static Rotation parseRotation(YamlNode node) {
        var word = node.asString("normal");
        for (var each : Rotation.values()) if (each.word().equals(word)) return each;
        throw node.toError("rotate is normal, left, right or inverted, not: " + word);
    }

    /// A name becomes a word of a command: it must not look like an option.
    private static Optional<String> parseName(YamlNode node, String key) {
        if (!node.has(key)) return Optional.empty();
        var name = node.path(key).asString("").strip();
        if (name.isEmpty() || name.startsWith("-"))
            throw node.path(key).toError(key + " is a name as xrandr or xinput show it, not: " + name);
        return Optional.of(name);
    }

    private static List<Double> parseCalibration(YamlNode node) {
        var matrix = new ArrayList<Double>();
        if (node.isMissing()) return matrix;
        if (node.isArray())
            for (var each : node)
                if (each.json().isNumber()) matrix.add(each.json().asDouble());
        if (matrix.size() != MATRIX || matrix.stream().anyMatch(one -> !Double.isFinite(one)))
            throw node.toError("calibration is a list of six numbers such as [1, 0, 0, 0, 1, 0]");
        return matrix;
    }
}
