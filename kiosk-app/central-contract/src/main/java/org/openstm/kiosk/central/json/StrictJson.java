package org.openstm.kiosk.central.json;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
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

/// One JSON object from outside, read strictly: a missing member or one of another type is an error that names
/// it. Unknown members are ignored, so that central may add some.
public final class StrictJson {
    private static final Instant EARLIEST = Instant.parse("1900-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    /// The largest body of this contract, except documents and files.
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

    private StrictJson(JsonNode node, String where) {
        this.node = node;
        this.where = where;
    }

    public static StrictJson parse(byte[] bytes) {
        if (bytes.length > LARGEST)
            throw new ContractViolationException("JSON of " + bytes.length + " bytes, at most " + LARGEST);
        try {
            return new StrictJson(MAPPER.readTree(bytes), "").requireObject();
        } catch (JacksonException broken) {
            // the parser's own message quotes the source, which may contain personal data
            throw new ContractViolationException(
                    "not JSON: " + broken.getClass().getSimpleName());
        }
    }

    public String text(String name) {
        JsonNode value = requireMember(name);
        if (!value.isString()) throw wrongType(name, "text");
        return value.stringValue();
    }

    public Optional<String> optionalText(String name) {
        return has(name) ? Optional.of(text(name)) : Optional.empty();
    }

    public int integer(String name) {
        JsonNode value = requireMember(name);
        if (!value.isIntegralNumber() || !value.canConvertToInt()) throw wrongType(name, "an integer");
        return value.intValue();
    }

    /// An integer that every JSON reader can represent exactly.
    public long longValue(String name) {
        JsonNode value = requireMember(name);
        if (!value.isIntegralNumber() || !value.canConvertToLong() || Math.abs(value.longValue()) > 1L << 53)
            throw wrongType(name, "a whole number");
        return value.longValue();
    }

    public boolean booleanValue(String name) {
        JsonNode value = requireMember(name);
        if (!value.isBoolean()) throw wrongType(name, "true or false");
        return value.booleanValue();
    }

    public Instant instant(String name) {
        try {
            var time = Instant.parse(text(name));
            // the range of calendars, databases and milliseconds in a long
            if (time.isBefore(EARLIEST) || time.isAfter(LATEST)) throw wrongType(name, "a time of this age");
            return time;
        } catch (DateTimeException broken) {
            throw wrongType(name, "a time");
        }
    }

    /// A day; empty where the member is missing.
    public Optional<LocalDate> optionalDate(String name) {
        try {
            return optionalText(name).map(LocalDate::parse);
        } catch (DateTimeException none) {
            throw new ContractViolationException("not a date");
        }
    }

    /// One of these constants by its name.
    public <E extends Enum<E>> E constant(String name, E[] values) {
        String found = text(name);
        for (var value : values) if (value.name().equals(found)) return value;
        throw new ContractViolationException("'" + name + "' is not a known value");
    }

    public StrictJson object(String name) {
        return new StrictJson(requireMember(name), where + name + ".").requireObject();
    }

    public Map<String, String> textMap(String name) {
        return readMembers(name, StrictJson::readText);
    }

    public Map<String, Boolean> booleanMap(String name) {
        return readMembers(name, (inside, key) -> inside.booleanValue(key));
    }

    public List<StrictJson> objectList(String name) {
        var all = new ArrayList<StrictJson>();
        for (JsonNode one : requireArray(name)) all.add(new StrictJson(one, where + name + "[].").requireObject());
        return all;
    }

    public List<String> textList(String name) {
        var all = new ArrayList<String>();
        for (JsonNode one : requireArray(name)) {
            if (!one.isString()) throw wrongType(name, "a list of texts");
            all.add(one.stringValue());
        }
        return all;
    }

    /// A string, or a list of strings.
    public List<String> textOrTextList(String name) {
        return requireMember(name).isString() ? List.of(text(name)) : textList(name);
    }

    public boolean has(String name) {
        return node.has(name) && !node.get(name).isNull();
    }

    /// Its members, for use in another object.
    public Map<String, Object> toMap() {
        var all = new LinkedHashMap<String, Object>();
        for (var entry : node.properties()) all.put(entry.getKey(), entry.getValue());
        return all;
    }

    /// The canonical bytes of this object without one member: what a signature inside the object covers.
    public byte[] canonicalBytesWithout(String member) {
        var rest = new LinkedHashMap<String, Object>();
        for (var entry : node.properties()) {
            if (!entry.getKey().equals(member)) rest.put(entry.getKey(), entry.getValue());
        }
        return toCanonicalBytes(rest);
    }

    /// RFC 8785 for the types of this contract: objects, lists, strings, integers, booleans.
    public static byte[] toCanonicalBytes(Map<String, ?> object) {
        var out = new StringBuilder(256);
        writeValue(out, object);
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    private interface MemberReader<T> {
        T readMember(StrictJson inside, String key);
    }

    private static String readText(StrictJson inside, String key) {
        return inside.text(key);
    }

    private <T> Map<String, T> readMembers(String name, MemberReader<T> reader) {
        StrictJson inside = object(name);
        var all = new LinkedHashMap<String, T>();
        for (String key : inside.node.propertyNames()) all.put(key, reader.readMember(inside, key));
        return all;
    }

    private StrictJson requireObject() {
        if (!node.isObject()) throw new ContractViolationException("'" + where + "' is not an object");
        return this;
    }

    private JsonNode requireArray(String name) {
        JsonNode value = requireMember(name);
        if (!value.isArray()) throw wrongType(name, "a list");
        return value;
    }

    private JsonNode requireMember(String name) {
        JsonNode value = node.get(name);
        if (value == null || value.isNull()) throw new ContractViolationException("'" + where + name + "' is missing");
        return value;
    }

    private ContractViolationException wrongType(String name, String kind) {
        return new ContractViolationException("'" + where + name + "' is not " + kind);
    }

    private static void writeValue(StringBuilder out, @Nullable Object value) {
        switch (value) {
            case null -> out.append("null");
            case String text -> writeQuoted(out, text);
            case Integer number -> out.append(number.intValue());
            case Long number -> out.append(number.longValue());
            case Boolean truth -> out.append(truth.booleanValue());
            case Instant time -> writeQuoted(out, time.toString());
            case Map<?, ?> map -> writeMap(out, map);
            case Collection<?> list -> writeList(out, list, Function.identity());
            case JsonNode node -> writeNode(out, node);
            default -> throw new IllegalArgumentException("no JSON for " + value.getClass());
        }
    }

    private static void writeMap(StringBuilder out, Map<?, ?> map) {
        // TreeMap sorts strings by UTF-16 units, as RFC 8785 requires
        var sorted = new TreeMap<String, @Nullable Object>();
        map.forEach((key, value) -> sorted.put((String) key, value));
        char before = '{';
        for (var entry : sorted.entrySet()) {
            out.append(before);
            writeQuoted(out, entry.getKey());
            out.append(':');
            writeValue(out, entry.getValue());
            before = ',';
        }
        if (before == '{') out.append('{');
        out.append('}');
    }

    private static <T> void writeList(StringBuilder out, Iterable<T> list, Function<T, ?> as) {
        char before = '[';
        for (T one : list) {
            out.append(before);
            writeValue(out, as.apply(one));
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
            writeQuoted(out, node.stringValue());
        } else if (node.isNull() || node.isBoolean() || node.isIntegralNumber()) {
            out.append(node.asString("null"));
        } else {
            throw new ContractViolationException("a fraction, which the contract does not allow");
        }
    }

    private static void writeQuoted(StringBuilder out, String text) {
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
