package org.openstm.kiosk.staff;

import java.util.List;
import java.util.Map;

/// What was found on a link, and who could serve it.
///
/// @param facts what the device told of itself; empty if it did not answer to any driver of this
///     program
/// @param candidates the best first
/// @param unfit bundles that are not taken
public record DriverMatches(Map<String, String> facts, List<DriverCandidate> candidates, List<UnfitBundle> unfit) {
    public DriverMatches {
        facts = Map.copyOf(facts);
        candidates = List.copyOf(candidates);
        unfit = List.copyOf(unfit);
    }

    /// @param name of the file, or of the installed bundle
    /// @param code what is wrong with it, in kebab case; a sentence hangs on it
    /// @param detail for those who repair it, in English
    public record UnfitBundle(String name, String code, String detail) {}
}
