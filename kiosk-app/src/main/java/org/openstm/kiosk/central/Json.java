package org.openstm.kiosk.central;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// One JSON object from outside, read strictly: what is missing or of another kind is an error that names the
/// member. Unknown members are passed over, so that central may add some.
public final class Json {
    private static final Instant EARLIEST = Instant.parse("1900-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    /// The largest body that this contract knows, but for documents and files.
    public static final int LARGEST = 256 * 1024;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(24)
                            .maxStringLength(64 * 1024)
                            .maxNameLength(256)
                            .maxNumberLength(40)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .build();

    private final JsonNode node;
    private final String where;

    private Json(JsonNode node, String where) {
        this.node = node;
        this.where = where;
    }

    public static Json parse(byte[] bytes) {
        if (bytes.length > LARGEST) throw new WireBroken("JSON of " + bytes.length + " bytes, at most " + LARGEST);
        try {
            return new Json(MAPPER.readTree(bytes), "").object();
        } catch (JacksonException broken) {
            // the parser's own message quotes the source, which may hold a person
            throw new WireBroken("not JSON: " + broken.getClass().getSimpleName());
        }
    }

    public String text(String name) {
        JsonNode value = needed(name);
        if (!value.isString()) throw wrong(name, "text");
        return value.stringValue();
    }

    public Optional<String> maybeText(String name) {
        return has(name) ? Optional.of(text(name)) : Optional.empty();
    }

    public int integer(String name) {
        JsonNode value = needed(name);
        if (!value.isIntegralNumber() || !value.canConvertToInt()) throw wrong(name, "an integer");
        return value.intValue();
    }

    /// A whole number that every reader of JSON can hold exactly.
    public long whole(String name) {
        JsonNode value = needed(name);
        if (!value.isIntegralNumber() || !value.canConvertToLong() || Math.abs(value.longValue()) > 1L << 53)
            throw wrong(name, "a whole number");
        return value.longValue();
    }

    public boolean truth(String name) {
        JsonNode value = needed(name);
        if (!value.isBoolean()) throw wrong(name, "true or false");
        return value.booleanValue();
    }

    public Instant instant(String name) {
        try {
            var time = Instant.parse(text(name));
            // what a calendar, a database and milliseconds in a long can hold
            if (time.isBefore(EARLIEST) || time.isAfter(LATEST)) throw wrong(name, "a time of this age");
            return time;
        } catch (DateTimeException broken) {
            throw wrong(name, "a time");
        }
    }

    public Json object(String name) {
        return new Json(needed(name), where + name + ".").object();
    }

    public Map<String, String> texts(String name) {
        return each(name, Json::textOf);
    }

    public Map<String, Boolean> truths(String name) {
        return each(name, (inside, key) -> inside.truth(key));
    }

    public List<Json> objects(String name) {
        var all = new ArrayList<Json>();
        for (JsonNode one : array(name)) all.add(new Json(one, where + name + "[].").object());
        return all;
    }

    public List<String> words(String name) {
        var all = new ArrayList<String>();
        for (JsonNode one : array(name)) {
            if (!one.isString()) throw wrong(name, "a list of texts");
            all.add(one.stringValue());
        }
        return all;
    }

    /// A text, or a list of texts.
    public List<String> oneOrMore(String name) {
        return needed(name).isString() ? List.of(text(name)) : words(name);
    }

    public boolean has(String name) {
        return node.has(name) && !node.get(name).isNull();
    }

    /// Its members, to stand in another object.
    public Map<String, Object> tree() {
        var all = new LinkedHashMap<String, Object>();
        for (var entry : node.properties()) all.put(entry.getKey(), entry.getValue());
        return all;
    }

    /// The canonical bytes of this object but for one member: what a signature inside the object covers.
    public byte[] canonicalWithout(String member) {
        var rest = new LinkedHashMap<String, Object>();
        for (var entry : node.properties()) {
            if (!entry.getKey().equals(member)) rest.put(entry.getKey(), entry.getValue());
        }
        return canonical(rest);
    }

    /// RFC 8785 for what this contract uses: objects, lists, texts, integers, truth values.
    public static byte[] canonical(Map<String, ?> object) {
        var out = new StringBuilder(256);
        write(out, object);
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    private interface Reader<T> {
        T read(Json inside, String key);
    }

    private static String textOf(Json inside, String key) {
        return inside.text(key);
    }

    private <T> Map<String, T> each(String name, Reader<T> reader) {
        Json inside = object(name);
        var all = new LinkedHashMap<String, T>();
        for (String key : inside.node.propertyNames()) all.put(key, reader.read(inside, key));
        return all;
    }

    private Json object() {
        if (!node.isObject()) throw new WireBroken("'" + where + "' is not an object");
        return this;
    }

    private JsonNode array(String name) {
        JsonNode value = needed(name);
        if (!value.isArray()) throw wrong(name, "a list");
        return value;
    }

    private JsonNode needed(String name) {
        JsonNode value = node.get(name);
        if (value == null || value.isNull()) throw new WireBroken("'" + where + name + "' is missing");
        return value;
    }

    private WireBroken wrong(String name, String kind) {
        return new WireBroken("'" + where + name + "' is not " + kind);
    }

    private static void write(StringBuilder out, @Nullable Object value) {
        switch (value) {
            case null -> out.append("null");
            case String text -> quote(out, text);
            case Integer number -> out.append(number.intValue());
            case Long number -> out.append(number.longValue());
            case Boolean truth -> out.append(truth.booleanValue());
            case Instant time -> quote(out, time.toString());
            case Map<?, ?> map -> writeMap(out, map);
            case Collection<?> list -> writeList(out, list, Function.identity());
            case JsonNode node -> writeNode(out, node);
            default -> throw new IllegalArgumentException("no JSON for " + value.getClass());
        }
    }

    private static void writeMap(StringBuilder out, Map<?, ?> map) {
        // TreeMap's order of strings is by UTF-16 units, as RFC 8785 asks
        var sorted = new TreeMap<String, @Nullable Object>();
        map.forEach((key, value) -> sorted.put((String) key, value));
        char before = '{';
        for (var entry : sorted.entrySet()) {
            out.append(before);
            quote(out, entry.getKey());
            out.append(':');
            write(out, entry.getValue());
            before = ',';
        }
        if (before == '{') out.append('{');
        out.append('}');
    }

    private static <T> void writeList(StringBuilder out, Iterable<T> list, Function<T, ?> as) {
        char before = '[';
        for (T one : list) {
            out.append(before);
            write(out, as.apply(one));
            before = ',';
        }
        if (before == '[') out.append('[');
        out.append(']');
    }

    private static void writeNode(StringBuilder out, JsonNode node) {
        if (node.isObject()) {
            var map = new LinkedHashMap<String, JsonNode>();
            node.properties().forEach(entry -> map.put(entry.getKey(), entry.getValue()));
            writeMap(out, map);
        } else if (node.isArray()) {
            writeList(out, node, Function.identity());
        } else if (node.isString()) {
            quote(out, node.stringValue());
        } else if (node.isNull() || node.isBoolean() || node.isIntegralNumber()) {
            out.append(node.asString("null"));
        } else {
            throw new WireBroken("a fraction, which this contract does not have");
        }
    }

    private static void quote(StringBuilder out, String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < 0x20) out.append(String.format("\\u%04x", (int) c));
                    else out.append(c);
                }
            }
        }
        out.append('"');
    }
}
