package org.openstm.yaml;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/// A value in a YAML file, or the place where a missing one belongs. It is read as a [JsonNode] is, and knows its
/// place for an error.
public final class YamlNode implements Iterable<YamlNode> {
    private final YamlSource source;
    private final String pointer;
    private final JsonNode node;

    YamlNode(YamlSource source, String pointer, JsonNode node) {
        this.source = source;
        this.pointer = pointer;
        this.node = node;
    }

    /// An error at this place; its message has file and line.
    ///
    /// @param what what is wrong, and what would be right
    public IllegalArgumentException toError(String what) {
        return new IllegalArgumentException(source.describeProblem(pointer, what));
    }

    /// Calls a reader that knows no place; its error gets this one.
    ///
    /// @throws IllegalArgumentException with file and line before the reader's words
    public <T> T readLocated(Supplier<T> reader) {
        try {
            return reader.get();
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException(
                    source.describeProblem(pointer, String.valueOf(wrong.getMessage())), wrong);
        }
    }

    /// An unknown key is an error, so that a typing mistake does not lose a value.
    public void requireKnownKeys(Collection<String> known) {
        for (var key : node.propertyNames())
            if (!known.contains(key))
                throw path(key)
                        .toError("unknown key '" + key + "', known are " + String.join(", ", new TreeSet<>(known)));
    }

    public YamlNode path(String key) {
        return new YamlNode(source, pointer + "/" + key.replace("~", "~0").replace("/", "~1"), node.path(key));
    }

    public boolean has(String key) {
        return node.has(key);
    }

    public boolean isMissing() {
        return node.isMissingNode();
    }

    public boolean isArray() {
        return node.isArray();
    }

    public boolean isObject() {
        return node.isObject();
    }

    public boolean isString() {
        return node.isString();
    }

    public boolean isNull() {
        return node.isNull();
    }

    public Collection<String> propertyNames() {
        return node.propertyNames();
    }

    /// Keys and values in the order of the file.
    public List<Map.Entry<String, YamlNode>> properties() {
        return node.propertyNames().stream()
                .map(key -> Map.entry(key, path(key)))
                .toList();
    }

    /// The elements of a list, or the values of a mapping; nothing else has any.
    @Override
    public Iterator<YamlNode> iterator() {
        if (node.isObject())
            return properties().stream().map(Map.Entry::getValue).iterator();
        var elements = new ArrayList<YamlNode>();
        for (var element : node) elements.add(new YamlNode(source, pointer + "/" + elements.size(), element));
        return elements.iterator();
    }

    /// @throws IllegalArgumentException for a list, a mapping or a missing value
    public String asString() {
        if (!node.isValueNode()) throw toError("a text belongs here, not " + this);
        return node.asString("");
    }

    public String asString(String usually) {
        return node.asString(usually);
    }

    public boolean asBoolean(boolean usually) {
        return node.asBoolean(usually);
    }

    /// @throws IllegalArgumentException if the value is there and no whole number
    public int asInt(int usually) {
        if (node.isMissingNode()) return usually;
        if (!node.isIntegralNumber()) throw toError("not a whole number: " + node);
        return node.asInt();
    }

    /// The value for a reader of trees, without its place.
    public JsonNode json() {
        return node;
    }

    @Override
    public String toString() {
        return node.toString();
    }
}
