package org.openstm.kiosk.central;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How far a case is, for the screen 查办件进度.
///
/// @param state `accepted`, `rejected`, `in-work`, `finished`
/// @param owner the department that has it now
/// @param phone its hotline
public record CaseProgress(
        String caseNumber,
        String service,
        Map<String, String> title,
        String state,
        Map<String, String> stateText,
        List<Step> steps,
        String owner,
        String phone) {
    /// @param at when it was done; absent while it lies ahead
    public record Step(Map<String, String> label, @Nullable Instant at, boolean done) {
        public Step {
            label = Map.copyOf(label);
        }
    }

    public CaseProgress {
        title = Map.copyOf(title);
        stateText = Map.copyOf(stateText);
        steps = List.copyOf(steps);
    }
}
