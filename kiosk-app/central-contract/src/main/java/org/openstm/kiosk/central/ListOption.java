package org.openstm.kiosk.central;

import java.util.Map;

/// One choice of a list that central keeps: a region, a hospital, a slot.
///
/// @param label by language tag
/// @param note why it is not available, or a hint such as the places left; by language tag, may be empty
public record ListOption(String value, Map<String, String> label, boolean available, Map<String, String> note) {
    public ListOption {
        label = Map.copyOf(label);
        note = Map.copyOf(note);
    }
}
