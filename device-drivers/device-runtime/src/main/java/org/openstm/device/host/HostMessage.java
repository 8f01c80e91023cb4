package org.openstm.device.host;

import tools.jackson.databind.JsonNode;

/// The messages on the socket.
sealed interface HostMessage {
    /// First message of the host: proves that it is the process that was started, not another one that found the
    /// socket.
    record Hello(String token) implements HostMessage {}

    /// @param name of a command of the port, or of the host itself
    /// @param timeout milliseconds
    record Command(int requestId, String name, long timeout, JsonNode payload) implements HostMessage {
        /// Omits the payload, which may contain the key of a person's document.
        @Override
        public String toString() {
            return "Command[" + requestId + ", " + name + "]";
        }
    }

    /// The command was accepted: from now on work may have begun.
    record Acknowledge(int requestId) implements HostMessage {}

    /// An event before the completion.
    record Event(int requestId, JsonNode payload) implements HostMessage {}

    /// @param errorDescription for staff and logs, in English; never holds personal data
    record Completion(int requestId, CompletionCode completionCode, String errorDescription, JsonNode payload)
            implements HostMessage {
        /// Omits the payload, which may be personal data.
        @Override
        public String toString() {
            return "Completion[" + requestId + ", " + completionCode + "]";
        }
    }
}
