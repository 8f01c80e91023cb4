package org.openstm.device.driver.xfs4iot;

import java.util.Base64;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// Result of a command.
public sealed interface XfsAnswer {
    /// @param code a completion code of XFS4IoT (`success`, `timeOut`, `hardwareError` ...)
    /// @param error the command's own error for `commandErrorCode`; else empty
    /// @param description the service's description
    /// @param events names of the preceding events, oldest first, each once
    record Completed(String code, String error, String description, JsonNode payload, List<String> events)
            implements XfsAnswer {
        public Completed {
            events = List.copyOf(events);
        }

        public boolean isSuccess() {
            return code.equals("success");
        }

        /// The most specific of its texts, for staff.
        public String reasonText() {
            var name = error.isEmpty() ? code : error;
            return description.isEmpty() ? name : name + " (" + description + ")";
        }

        /// Bytes of the payload.
        ///
        /// @return empty if there are none, or if their encoding is invalid
        public Optional<byte[]> bytesOf(String field) {
            return XfsAnswer.decodeBase64(payload.path(field).asString(""));
        }
    }

    /// The service rejected the command; nothing was done.
    record Refused(String status) implements XfsAnswer {}

    /// The command timed out.
    ///
    /// @param taken whether the service had acknowledged the command
    record Silent(boolean taken) implements XfsAnswer {}

    /// @return empty if the text is empty or no base64
    static Optional<byte[]> decodeBase64(String base64) {
        if (base64.isEmpty()) return Optional.empty();
        try {
            return Optional.of(Base64.getDecoder().decode(base64));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
