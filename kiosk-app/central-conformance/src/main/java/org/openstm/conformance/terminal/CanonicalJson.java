package org.openstm.conformance.terminal;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The RFC 8785 form of JSON, for what the contract has: objects, lists, texts, whole numbers, truth values.
public final class CanonicalJson {
    private CanonicalJson() {}

    public static byte[] bytes(JsonNode json) {
        return text(json).getBytes(StandardCharsets.UTF_8);
    }

    /// What a signature over an object covers: its other members.
    public static byte[] without(JsonNode json, String member) {
        if (!(json.deepCopy() instanceof ObjectNode rest)) throw new ContractBreach("no object: " + json);
        rest.remove(member);
        return bytes(rest);
    }

    private static String text(JsonNode json) {
        if (json.isObject()) {
            var sorted = new TreeMap<String, String>(); // by UTF-16 units
            json.properties().forEach(one -> sorted.put(one.getKey(), text(one.getValue())));
            var members = new ArrayList<String>();
            sorted.forEach((name, value) -> members.add(quoted(name) + ":" + value));
            return "{" + String.join(",", members) + "}";
        }
        if (json.isArray()) {
            var items = new ArrayList<String>();
            json.forEach(one -> items.add(text(one)));
            return "[" + String.join(",", items) + "]";
        }
        if (json.isString()) return quoted(json.stringValue());
        if (json.isNumber() && !json.isIntegralNumber())
            throw new ContractBreach("a number in a signed form that is not whole: " + json);
        return json.toString();
    }

    private static String quoted(String text) {
        var out = new StringBuilder("\"");
        for (int n = 0; n < text.length(); n++) {
            char c = text.charAt(n);
            int escape = "\"\\\b\f\n\r\t".indexOf(c);
            if (escape >= 0) out.append('\\').append("\"\\bfnrt".charAt(escape));
            else if (c < ' ') out.append(String.format("\\u%04x", (int) c));
            else out.append(c);
        }
        return out.append('"').toString();
    }
}
