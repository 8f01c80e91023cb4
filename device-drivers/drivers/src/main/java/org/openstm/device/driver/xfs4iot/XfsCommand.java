package org.openstm.device.driver.xfs4iot;

import java.time.Duration;
import java.util.Base64;
import tools.jackson.databind.node.ObjectNode;

/// One command to a service.
///
/// @param name for example `Printer.PrintNative`
/// @param version version of the command that the service lists and we support, for example `3.0`
/// @param payload payload by the specification of the command
/// @param timeout after which the service gives up; zero: never
public record XfsCommand(String name, String version, ObjectNode payload, Duration timeout) {
    /// An empty payload, to be filled.
    public static ObjectNode emptyPayload() {
        return XfsMessage.jsonMapper().createObjectNode();
    }

    public static String toBase64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    String toText(int request) {
        var all = emptyPayload();
        all.putObject("header")
                .put("type", "command")
                .put("name", name)
                .put("requestId", request)
                .put("version", version)
                .put("timeout", (int) Math.min(Integer.MAX_VALUE, timeout.toMillis()));
        all.set("payload", payload);
        return all.toString();
    }
}
