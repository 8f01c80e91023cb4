package org.openstm.print;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/// Where templates come from.
public final class Templates {
    private Templates() {}

    /// A template that ships with the product.
    ///
    /// @throws IllegalArgumentException when there is none of that id, or it is not sound
    public static Template shipped(String id) {
        if (!id.matches("[a-z0-9-]+(/[a-z0-9-]+)*")) throw new IllegalArgumentException("no such template: " + id);
        try (InputStream in = Templates.class.getResourceAsStream("templates/" + id + ".yaml")) {
            if (in == null) throw new IllegalArgumentException("no such template: " + id);
            return read(id, in);
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }

    /// @throws IllegalArgumentException when the YAML is not a sound template, naming the template
    ///     and what is wrong
    public static Template read(String id, InputStream yaml) {
        return new TemplateReader(id).readTemplate(yaml);
    }
}
