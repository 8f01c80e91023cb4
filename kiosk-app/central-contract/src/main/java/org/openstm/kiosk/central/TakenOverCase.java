package org.openstm.kiosk.central;

import java.util.Map;

/// A half-done case that continues here, and from now on nowhere else.
///
/// @param caseNumber number that it keeps
/// @param answers so far, from another channel: none of them is checked yet
public record TakenOverCase(
        String txId, String caseNumber, String service, int serviceVersion, Map<String, String> answers) {
    public TakenOverCase {
        answers = Map.copyOf(answers);
    }

    @Override
    public String toString() {
        return "TakenOverCase[" + txId + "]";
    }
}
