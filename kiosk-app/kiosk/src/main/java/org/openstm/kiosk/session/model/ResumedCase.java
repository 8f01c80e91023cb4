package org.openstm.kiosk.session.model;

import java.util.Map;
import java.util.Optional;

/// Data of a case that was begun on another channel.
///
/// @param txId identity under which it is submitted
/// @param caseNumber case number that it keeps
/// @param suggested answers that must be confirmed here: they depend on the current list of options or on a
///     message code
public record ResumedCase(String txId, String caseNumber, Map<String, String> suggested) {
    public ResumedCase {
        suggested = Map.copyOf(suggested);
    }

    public Optional<String> findSuggestion(String field) {
        return Optional.ofNullable(suggested.get(field));
    }

    @Override
    public String toString() {
        return "ResumedCase[" + txId + "]";
    }
}
