package org.openstm.yaml;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// A YAML file that a person wrote. A problem is described as `FILE: line N: what is wrong`.
///
/// @param file its name, for the descriptions
public record YamlSource(String file, String text) {
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    public YamlSource {
        if (text.startsWith(BYTE_ORDER_MARK)) text = text.substring(1);
    }

    /// @throws IllegalArgumentException if the file is not UTF-8
    /// @throws UncheckedIOException if it cannot be read
    public static YamlSource ofFile(Path file) {
        try {
            return ofBytes(file.toString(), Files.readAllBytes(file));
        } catch (IOException broken) {
            throw new UncheckedIOException(file + " cannot be read", broken);
        }
    }

    /// @param file name for the descriptions
    /// @throws IllegalArgumentException if the text is not UTF-8
    /// @throws UncheckedIOException if it cannot be read
    public static YamlSource ofStream(String file, InputStream yaml) {
        try {
            return ofBytes(file, yaml.readAllBytes());
        } catch (IOException broken) {
            throw new UncheckedIOException(file + " cannot be read", broken);
        }
    }

    private static YamlSource ofBytes(String file, byte[] bytes) {
        try {
            var text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return new YamlSource(file, text);
        } catch (CharacterCodingException notText) {
            throw new IllegalArgumentException(file + ": not UTF-8 text: save it as UTF-8", notText);
        }
    }

    /// The contents; a missing node if there are none.
    ///
    /// @throws IllegalArgumentException if the text is not YAML, with the description
    public JsonNode parseTree() {
        try {
            return YAML.readTree(text);
        } catch (JacksonException notYaml) {
            throw new IllegalArgumentException(file + ": " + YamlErrorText.describeError(notYaml, text), notYaml);
        }
    }

    /// The contents, each value with its place.
    ///
    /// @throws IllegalArgumentException if the text is not YAML, with the description
    public YamlNode parseRoot() {
        return new YamlNode(this, "", parseTree());
    }

    /// @param pointer JSON pointer of the value; for a missing one, where it belongs
    public String describeProblem(String pointer, String what) {
        return describeProblemAtLine(lineOf(pointer), what);
    }

    /// As [#describeProblem], if the line is known and the pointer is not.
    public String describeProblemAtLine(int line, String what) {
        return file + ": line " + line + ": " + what;
    }

    /// Descriptions of what is valid YAML and never intended: aliases and duplicate keys.
    public List<String> findPitfalls() {
        return YamlPitfalls.findPitfalls(this);
    }

    private int lineOf(String pointer) {
        var lines = linesByPointer();
        String at = pointer;
        while (!at.isEmpty() && !lines.containsKey(at)) at = at.substring(0, at.lastIndexOf('/'));
        return lines.getOrDefault(at, 1);
    }

    private Map<String, Integer> linesByPointer() {
        var lines = new HashMap<String, Integer>();
        try (var parser = YAML.createParser(text)) {
            for (var token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.END_ARRAY || token == JsonToken.END_OBJECT) continue;
                lines.putIfAbsent(
                        parser.streamReadContext().pathAsPointer().toString(),
                        parser.currentTokenLocation().getLineNr());
            }
        } catch (JacksonException broken) {
            return lines; // as far as it could be read
        }
        return lines;
    }
}
