package org.openstm.device.host;

import tools.jackson.databind.JsonNode;

/// What is said over the socket.
sealed interface HostMessage {
    /// The host's first words: it is the process that was started, not another that found the
    /// socket.
    record Hello(String token) implements HostMessage {}

    /// @param timeout milliseconds
    record Command(int requestId, HostCommand name, long timeout, JsonNode payload) implements HostMessage {
        /// What a command carries may open somebody's document.
        @Override
        public String toString() {
            return "Command[" + requestId + ", " + name + "]";
        }
    }

    /// The command was taken: from now on work may have begun.
    record Acknowledge(int requestId) implements HostMessage {}

    /// Something on the way to the completion.
    record Event(int requestId, JsonNode payload) implements HostMessage {}

    /// @param errorDescription for staff and logs, in English; never holds personal data
    record Completion(int requestId, CompletionCode completionCode, String errorDescription, JsonNode payload)
            implements HostMessage {
        /// What a device has found may be a person.
        @Override
        public String toString() {
            return "Completion[" + requestId + ", " + completionCode + "]";
        }
    }
}
