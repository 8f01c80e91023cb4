package org.openstm.device.bundle;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A position in an untrusted JSON file; errors are reported with the name of the position.
///
/// @param name of the file and the keys down to here
/// @param wrong reason for refusing the bundle when the value is invalid
record LocatedJson(JsonNode node, String name, BundleRefusalReason wrong) {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final int LONGEST_TEXT = 1000;
    private static final int MOST = 500;

    static LocatedJson parseRoot(byte[] json, String file, BundleRefusalReason wrong) throws BundleRefused {
        try {
            return new LocatedJson(JSON.readTree(json), file, wrong);
        } catch (JacksonException notJson) {
            throw new BundleRefused(
                    wrong, file + ": line " + notJson.getLocation().getLineNr() + " is no JSON");
        }
    }

    BundleRefused toRefusal(String why) {
        return new BundleRefused(wrong, name + ": " + why);
    }

    /// @throws BundleRefused if this is no object, or has an unknown key
    LocatedJson requireKnownKeys(String... keys) throws BundleRefused {
        if (!node.isObject()) throw toRefusal("is no object");
        for (var key : node.propertyNames())
            if (!Set.of(keys).contains(key))
                throw toRefusal(
                        "unknown key " + BundleZipReader.toPrintable(key) + ", known are " + String.join(", ", keys));
        return this;
    }

    boolean hasKey(String key) {
        return node.has(key);
    }

    LocatedJson requireChild(String key) throws BundleRefused {
        if (!node.has(key)) throw toRefusal("'" + key + "' is missing");
        return new LocatedJson(node.path(key), name + ": " + key, wrong);
    }

    String textValue() throws BundleRefused {
        var text = node.asString("");
        if (!node.isString() || text.isBlank() || text.length() > LONGEST_TEXT)
            throw toRefusal("is no text, or one of more than " + LONGEST_TEXT + " characters");
        return text;
    }

    String textValue(String key) throws BundleRefused {
        return requireChild(key).textValue();
    }

    /// @param form throws an IllegalArgumentException that describes the form
    <V> V parsedValue(String key, Function<String, V> form) throws BundleRefused {
        var at = requireChild(key);
        try {
            return form.apply(at.textValue());
        } catch (IllegalArgumentException no) {
            throw at.toRefusal(String.valueOf(no.getMessage()));
        }
    }

    int intValue(String key) throws BundleRefused {
        var at = requireChild(key);
        if (!at.node.isInt()) throw at.toRefusal("is no whole number");
        return at.node.asInt();
    }

    boolean booleanValue(String key) throws BundleRefused {
        var at = requireChild(key);
        if (!at.node.isBoolean()) throw at.toRefusal("is neither true nor false");
        return at.node.asBoolean();
    }

    List<LocatedJson> childList(String key) throws BundleRefused {
        var at = requireChild(key);
        if (!at.node.isArray() || at.node.size() > MOST) throw at.toRefusal("is no list of at most " + MOST);
        var spots = new ArrayList<LocatedJson>();
        for (var one : at.node) spots.add(new LocatedJson(one, at.name + "[" + spots.size() + "]", wrong));
        return spots;
    }

    Map<String, LocatedJson> childMap(String key) throws BundleRefused {
        var at = requireChild(key);
        if (!at.node.isObject() || at.node.size() > MOST) throw at.toRefusal("is no object of at most " + MOST);
        var spots = new LinkedHashMap<String, LocatedJson>();
        for (var one : at.node.properties())
            spots.put(one.getKey(), new LocatedJson(one.getValue(), at.name + ": " + one.getKey(), wrong));
        return spots;
    }
}
