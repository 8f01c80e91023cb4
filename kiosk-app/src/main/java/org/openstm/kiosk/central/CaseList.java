package org.openstm.kiosk.central;

import java.util.List;

/// A page of the centre's list of a terminal's cases, oldest first.
///
/// @param next where the next page begins, opaque; empty when this was the last
public record CaseList(List<CaseLine> cases, String next) {
    public CaseList {
        cases = List.copyOf(cases);
    }
}
