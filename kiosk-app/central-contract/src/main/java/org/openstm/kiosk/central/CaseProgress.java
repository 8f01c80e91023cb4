package org.openstm.kiosk.central;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Progress of a case, for the screen 查办件进度.
///
/// @param state `accepted`, `rejected`, `in-work`, `finished`, `withdrawn`; a text, because the contract may grow, and
/// a
///     citizen reads `stateText`
/// @param owner the department that handles it now
/// @param phone its hotline
/// @param promisedBy last day of the department's promise, while it works on the case
/// @param overdue whether that day has passed
/// @param parts of a chain, each a case of its own
public record CaseProgress(
        String caseNumber,
        String service,
        Map<String, String> title,
        String state,
        Map<String, String> stateText,
        List<ProgressStep> steps,
        String owner,
        String phone,
        Optional<LocalDate> promisedBy,
        boolean overdue,
        List<CaseProgress> parts) {
    /// @param at when it was done; absent if it is still to come
    public record ProgressStep(
            Map<String, String> label, @Nullable Instant at, boolean done) {
        public ProgressStep {
            label = Map.copyOf(label);
        }
    }

    public CaseProgress {
        title = Map.copyOf(title);
        stateText = Map.copyOf(stateText);
        steps = List.copyOf(steps);
        parts = List.copyOf(parts);
    }
}
