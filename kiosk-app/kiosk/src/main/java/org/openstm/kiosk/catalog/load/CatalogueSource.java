package org.openstm.kiosk.catalog.load;

import java.util.List;
import java.util.function.BiConsumer;
import org.openstm.yaml.YamlSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/// A file of a catalogue whose problems are collected, so that an author sees all of them at once.
///
/// @param problems receives the descriptions
record CatalogueSource(YamlSource yaml, List<String> problems) {
    CatalogueSource(String file, String text, List<String> problems) {
        this(new YamlSource(file, text), problems);
    }

    String text() {
        return yaml.text();
    }

    /// The contents; missing, with a problem, if they are not YAML.
    JsonNode parseTree() {
        try {
            return yaml.parseTree();
        } catch (IllegalArgumentException notYaml) {
            problems.add(String.valueOf(notYaml.getMessage()));
            return MissingNode.getInstance();
        }
    }

    /// @param pointer JSON pointer of the value; for a missing one, where it belongs
    void reportProblem(String pointer, String what) {
        problems.add(yaml.describeProblem(pointer, (pointer.isEmpty() ? "" : pointer + ": ") + what));
    }

    /// As [#reportProblem], for values below one pointer.
    BiConsumer<String, String> reporterBelow(String place) {
        return (pointer, what) -> reportProblem(place + pointer, what);
    }

    /// Reports what is valid YAML and never intended.
    void reportPitfalls() {
        problems.addAll(yaml.findPitfalls());
    }
}
