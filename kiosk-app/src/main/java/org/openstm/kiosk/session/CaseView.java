package org.openstm.kiosk.session;

import java.util.List;
import org.openstm.kiosk.catalog.Words;

/// A case as the progress query shows it.
public record CaseView(
        String caseNumber, Words title, String state, Words stateText, List<Stage> stages, String owner, String phone) {
    /// @param at local date and time, or empty
    public record Stage(Words label, String at, boolean done) {}
}
