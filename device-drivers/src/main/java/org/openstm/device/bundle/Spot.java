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

/// A place in a JSON file that somebody else wrote; whatever is wrong is said with the place's name.
///
/// @param name of the file and the keys down to here
/// @param wrong why a bundle is refused when something is wrong here
record Spot(JsonNode node, String name, Reason wrong) {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final int LONGEST_TEXT = 1000;
    private static final int MOST = 500;

    static Spot top(byte[] json, String file, Reason wrong) throws BundleRefused {
        try {
            return new Spot(JSON.readTree(json), file, wrong);
        } catch (JacksonException notJson) {
            throw new BundleRefused(
                    wrong, file + ": line " + notJson.getLocation().getLineNr() + " is no JSON");
        }
    }

    BundleRefused refused(String why) {
        return new BundleRefused(wrong, name + ": " + why);
    }

    /// @throws BundleRefused if this is no object, or has a key that nobody would read
    Spot knowing(String... keys) throws BundleRefused {
        if (!node.isObject()) throw refused("is no object");
        for (var key : node.propertyNames())
            if (!Set.of(keys).contains(key))
                throw refused("unknown key " + Archive.printable(key) + ", known are " + String.join(", ", keys));
        return this;
    }

    boolean has(String key) {
        return node.has(key);
    }

    Spot at(String key) throws BundleRefused {
        if (!node.has(key)) throw refused("'" + key + "' is missing");
        return new Spot(node.path(key), name + ": " + key, wrong);
    }

    String text() throws BundleRefused {
        var text = node.asString("");
        if (!node.isString() || text.isBlank() || text.length() > LONGEST_TEXT)
            throw refused("is no text, or one of more than " + LONGEST_TEXT + " characters");
        return text;
    }

    String text(String key) throws BundleRefused {
        return at(key).text();
    }

    /// @param form throws an IllegalArgumentException that says what the form is
    <V> V parsed(String key, Function<String, V> form) throws BundleRefused {
        var at = at(key);
        try {
            return form.apply(at.text());
        } catch (IllegalArgumentException no) {
            throw at.refused(String.valueOf(no.getMessage()));
        }
    }

    int number(String key) throws BundleRefused {
        var at = at(key);
        if (!at.node.isInt()) throw at.refused("is no whole number");
        return at.node.asInt();
    }

    boolean yes(String key) throws BundleRefused {
        var at = at(key);
        if (!at.node.isBoolean()) throw at.refused("is neither true nor false");
        return at.node.asBoolean();
    }

    List<Spot> list(String key) throws BundleRefused {
        var at = at(key);
        if (!at.node.isArray() || at.node.size() > MOST) throw at.refused("is no list of at most " + MOST);
        var spots = new ArrayList<Spot>();
        for (var one : at.node) spots.add(new Spot(one, at.name + "[" + spots.size() + "]", wrong));
        return spots;
    }

    Map<String, Spot> map(String key) throws BundleRefused {
        var at = at(key);
        if (!at.node.isObject() || at.node.size() > MOST) throw at.refused("is no object of at most " + MOST);
        var spots = new LinkedHashMap<String, Spot>();
        for (var one : at.node.properties())
            spots.put(one.getKey(), new Spot(one.getValue(), at.name + ": " + one.getKey(), wrong));
        return spots;
    }
}
