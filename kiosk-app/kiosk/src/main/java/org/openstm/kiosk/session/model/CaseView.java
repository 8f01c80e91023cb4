package org.openstm.kiosk.session.model;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.openstm.kiosk.catalog.LocalizedText;

/// A case as the progress query shows it.
///
/// @param promisedBy last day that the department has promised, while it works on the case
/// @param parts items of a chain
public record CaseView(
        String caseNumber,
        LocalizedText title,
        String state,
        LocalizedText stateText,
        List<ProgressStage> stages,
        String owner,
        String phone,
        Optional<LocalDate> promisedBy,
        boolean overdue,
        List<CaseView> parts) {
    /// @param at local date and time, or empty
    public record ProgressStage(LocalizedText label, String at, boolean done) {}
}
