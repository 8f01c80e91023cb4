package org.openstm.kiosk.central;

import java.util.Map;

/// A half-done case that goes on here, and nowhere else from now on.
///
/// @param caseNumber that it keeps
/// @param answers so far, as another channel took them: nothing of it is checked yet
public record TakenOverCase(
        String txId, String caseNumber, String service, int serviceVersion, Map<String, String> answers) {
    public TakenOverCase {
        answers = Map.copyOf(answers);
    }

    @Override
    public String toString() {
        return "TakenOver[" + txId + "]";
    }
}
