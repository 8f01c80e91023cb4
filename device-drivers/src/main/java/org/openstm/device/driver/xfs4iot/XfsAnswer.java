package org.openstm.device.driver.xfs4iot;

import java.util.Base64;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// What came of a command.
public sealed interface XfsAnswer {
    /// @param code a completion code of XFS4IoT (`success`, `timeOut`, `hardwareError` ...)
    /// @param error with `commandErrorCode`: which of the command's own errors it was; else empty
    /// @param description the service's words
    /// @param events names of the events that came before, oldest first, each once
    record Completed(String code, String error, String description, JsonNode payload, List<String> events)
            implements XfsAnswer {
        public Completed {
            events = List.copyOf(events);
        }

        public boolean isSuccess() {
            return code.equals("success");
        }

        /// The most telling of its words, for staff.
        public String reasonText() {
            var name = error.isEmpty() ? code : error;
            return description.isEmpty() ? name : name + " (" + description + ")";
        }

        /// Bytes of the payload.
        ///
        /// @return empty if there are none, or if they are not written as they should be
        public Optional<byte[]> bytesOf(String field) {
            return XfsAnswer.decodeBase64(payload.path(field).asString(""));
        }
    }

    /// The service did not take the command; nothing was done.
    record Refused(String status) implements XfsAnswer {}

    /// The time is over.
    ///
    /// @param taken whether the service had said that it took the command
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
