package org.openstm.kiosk.central;

import java.util.Map;

/// A half-done case to be transferred to another channel.
///
/// @param to `phone`, `counter` or `terminal`
/// @param answers so far
/// @param catalogue number of the catalogue under which it was begun; 0 for none
public record CaseTransfer(
        String to,
        String service,
        int serviceVersion,
        CaseSubject subject,
        Map<String, String> answers,
        int catalogue) {
    public CaseTransfer {
        answers = Map.copyOf(answers);
    }

    @Override
    public String toString() {
        return "CaseTransfer[" + to + ", " + service + "]";
    }
}
