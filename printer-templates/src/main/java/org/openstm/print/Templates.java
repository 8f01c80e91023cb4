package org.openstm.print;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/// Loads templates.
public final class Templates {
    private Templates() {}

    /// A template that ships with the product.
    ///
    /// @throws IllegalArgumentException when no valid template has this id
    public static Template shipped(String id) {
        if (!id.matches("[a-z0-9-]+(/[a-z0-9-]+)*")) throw new IllegalArgumentException("no such template: " + id);
        try (InputStream in = Templates.class.getResourceAsStream("templates/" + id + ".yaml")) {
            if (in == null) throw new IllegalArgumentException("no such template: " + id);
            return read(id, in);
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }

    /// @throws IllegalArgumentException when the YAML is not a valid template, naming the template and the error
    public static Template read(String id, InputStream yaml) {
        return new TemplateReader(id).readTemplate(yaml);
    }
}
