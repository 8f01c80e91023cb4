package org.openstm.kiosk.central;

import java.util.List;

/// A page of central's list of a terminal's cases, oldest first.
///
/// @param next opaque cursor of the next page; empty when this was the last
public record CaseListPage(List<ListedCase> cases, String next) {
    public CaseListPage {
        cases = List.copyOf(cases);
    }
}
