package org.openstm.device.sim.xfs4iot;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// XFS4IoT messages on the service's side: an independent implementation of the public specifications.
public final class XfsServiceMessages {
    private static final JsonMapper JSON = new JsonMapper();

    /// @param connection connection on which it arrived; only that one gets the answer
    public record ServiceCommand(
            int connection, int id, String name, String version, long timeoutMillis, JsonNode payload) {
        int majorVersion() {
            int dot = version.indexOf('.');
            return dot < 1 || !version.substring(0, dot).matches("[0-9]{1,3}")
                    ? 0
                    : Integer.parseInt(version.substring(0, dot));
        }
    }

    private XfsServiceMessages() {}

    /// @return a command with an empty name if it is invalid
    static ServiceCommand parseCommand(int connection, String text) {
        try {
            var all = JSON.readTree(text);
            var header = all.path("header");
            boolean command = header.path("type").asString("").equals("command");
            return new ServiceCommand(
                    connection,
                    header.path("requestId").isInt() ? header.path("requestId").asInt() : 0,
                    command ? header.path("name").asString("") : "",
                    header.path("version").asString(""),
                    header.path("timeout").asLong(0),
                    all.path("payload"));
        } catch (JacksonException _) {
            return new ServiceCommand(connection, 0, "", "", 0, JSON.createObjectNode());
        }
    }

    public static ObjectNode newPayload() {
        return JSON.createObjectNode();
    }

    private static ObjectNode newMessage(String type, ServiceCommand of, String name) {
        var all = newPayload();
        all.putObject("header")
                .put("type", type)
                .put("name", name)
                .put("requestId", of.id())
                .put("version", "2.0");
        return all;
    }

    /// @param status `invalidMessage`, `invalidRequestID`, `tooManyRequests`, or empty when it was accepted
    static String buildAcknowledgement(ServiceCommand of, String status) {
        var all = newMessage("acknowledge", of, of.name());
        if (!status.isEmpty()) ((ObjectNode) all.path("header")).put("status", status);
        return all.toString();
    }

    static String buildEvent(ServiceCommand of, String name, ObjectNode payload) {
        var all = newMessage("event", of, name);
        all.set("payload", payload);
        return all.toString();
    }

    static String buildCompletion(ServiceCommand of, String code, String error, ObjectNode payload) {
        var all = newMessage("completion", of, of.name());
        var header = (ObjectNode) all.path("header");
        header.put("completionCode", code);
        if (!code.equals("success")) header.put("errorDescription", "simulated");
        if (!error.isEmpty()) payload.put("errorCode", error);
        all.set("payload", payload);
        return all.toString();
    }

    static String buildUnsolicited(String name, ObjectNode payload) {
        var all = newPayload();
        all.putObject("header")
                .put("type", "unsolicited")
                .put("name", name)
                .put("requestId", 0)
                .put("version", "2.0");
        all.set("payload", payload);
        return all.toString();
    }
}
