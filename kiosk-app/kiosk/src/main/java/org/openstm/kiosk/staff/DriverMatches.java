package org.openstm.kiosk.staff;

import java.util.List;
import java.util.Map;

/// Result of a probe of a link: the device found, and the drivers for it.
///
/// @param facts identity data of the device; empty if it answered no driver of this
///     program
/// @param candidates the best first
/// @param unfit refused bundles
public record DriverMatches(Map<String, String> facts, List<DriverCandidate> candidates, List<UnfitBundle> unfit) {
    public DriverMatches {
        facts = Map.copyOf(facts);
        candidates = List.copyOf(candidates);
        unfit = List.copyOf(unfit);
    }

    /// @param name name of the file or of the installed bundle
    /// @param code reason in kebab case; a text key
    /// @param detail for engineers, in English
    public record UnfitBundle(String name, String code, String detail) {}
}
