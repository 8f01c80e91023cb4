package org.openstm.kiosk.session.model;

import java.util.Map;
import java.util.Optional;

/// What comes with a case that was begun elsewhere.
///
/// @param txId under which it is handed in
/// @param caseNumber that it keeps
/// @param suggested answers that are asked again: what a list offers now, or a message code proves, nobody else
///     can say
public record ResumedCase(String txId, String caseNumber, Map<String, String> suggested) {
    public ResumedCase {
        suggested = Map.copyOf(suggested);
    }

    public Optional<String> findSuggestion(String field) {
        return Optional.ofNullable(suggested.get(field));
    }

    @Override
    public String toString() {
        return "Brought[" + txId + "]";
    }
}
