package org.openstm.kiosk.central;

import java.util.List;

/// A page of the centre's list of a terminal's cases, oldest first.
///
/// @param next where the next page begins, opaque; empty when this was the last
public record CaseListPage(List<ListedCase> cases, String next) {
    public CaseListPage {
        cases = List.copyOf(cases);
    }
}
