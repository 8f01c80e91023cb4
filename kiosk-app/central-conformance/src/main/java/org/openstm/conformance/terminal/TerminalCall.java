package org.openstm.conformance.terminal;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/// One request of a terminal.
///
/// @param path percent-encoded, from `/v1` on
/// @param key idempotency key, or empty
/// @param headers further ones
public record TerminalCall(
        String method, String path, String key, String type, byte[] body, Map<String, String> headers) {
    static final String JSON = "application/json";

    public static TerminalCall get(String path) {
        return new TerminalCall("GET", path, "", "", new byte[0], Map.of());
    }

    public static TerminalCall post(String path, Map<String, ?> body) {
        return new TerminalCall("POST", path, "", JSON, bytes(body), Map.of());
    }

    public static TerminalCall put(String path, String key, Map<String, ?> body) {
        return put(path, key, bytes(body));
    }

    public static TerminalCall put(String path, String key, byte[] body) {
        return new TerminalCall("PUT", path, key, JSON, body, Map.of());
    }

    public TerminalCall withKey(String other) {
        return new TerminalCall(method, path, other, type, body, headers);
    }

    public TerminalCall withHeader(String name, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new TerminalCall(method, path, key, type, body, more);
    }

    public static byte[] bytes(Map<String, ?> json) {
        return JsonMapper.shared().writeValueAsBytes(json);
    }

    /// What the signature of this request covers.
    byte[] signedWords() {
        return (method + "\n" + path + "\n" + key + "\n" + ContractDigest.hex(body)).getBytes(StandardCharsets.UTF_8);
    }
}
