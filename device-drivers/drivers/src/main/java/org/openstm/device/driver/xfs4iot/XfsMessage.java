package org.openstm.device.driver.xfs4iot;

import java.util.Locale;
import java.util.Optional;
import org.openstm.device.driver.VendorText;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A message of a service with a valid header. The payload is untrusted.
///
/// @param request id of the command that it belongs to, 0 for unsolicited messages
/// @param code an acknowledgement's `status` or a completion's `completionCode`, or empty
/// @param description the service's description of a failure, without possible personal data
record XfsMessage(MessageKind kind, String name, int request, String code, String description, JsonNode payload) {
    enum MessageKind {
        ACKNOWLEDGE,
        EVENT,
        COMPLETION,
        UNSOLICITED
    }

    private static final int LONGEST_NAME = 64;

    private static final JsonMapper JSON = new JsonMapper(JsonFactory.builder()
            // recycled buffers would keep the last card until the next one
            .recyclerPool(JsonRecyclerPools.nonRecyclingPool())
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(24)
                    .maxStringLength(1 << 20)
                    .maxNumberLength(20)
                    .maxNameLength(256)
                    .build())
            .build());

    /// @return empty if it is no message of a service
    static Optional<XfsMessage> parse(String text) {
        try {
            var all = JSON.readTree(text);
            var header = all.path("header");
            var kind = parseKind(header.path("type").asString(""));
            var name = header.path("name").asString("");
            if (kind.isEmpty() || name.isEmpty() || name.length() > LONGEST_NAME) return Optional.empty();
            int request = header.path("requestId").asInt(0);
            boolean numbered = request > 0 || kind.get() == MessageKind.UNSOLICITED;
            if (!numbered) return Optional.empty();
            var code = header.path(kind.get() == MessageKind.ACKNOWLEDGE ? "status" : "completionCode");
            return Optional.of(new XfsMessage(
                    kind.get(),
                    name,
                    request,
                    VendorText.toPlainLine(code.asString("")),
                    VendorText.toPlainLine(header.path("errorDescription").asString("")),
                    all.path("payload")));
        } catch (JacksonException _) {
            return Optional.empty();
        }
    }

    private static Optional<MessageKind> parseKind(String type) {
        for (var one : MessageKind.values())
            if (one.name().toLowerCase(Locale.ROOT).equals(type)) return Optional.of(one);
        return Optional.empty();
    }

    static JsonMapper jsonMapper() {
        return JSON;
    }
}
