package org.openstm.kiosk.reference.demo;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// The identity assurance that a department requires for one item.
///
/// @param level `L0` to `L3`
/// @param codes names of mobile-number answers that a message code must prove
/// @param storable whether a terminal may take it without a connection: then it is marked and checked later
/// @param query whether it shows data of a back system without making a case
public record IdentityRequirement(String level, List<String> codes, boolean storable, boolean query) {
    /// For submissions of central's own channels.
    public static final IdentityRequirement NONE = new IdentityRequirement("L0", List.of(), false, false);

    /// @param item as in a catalogue
    static IdentityRequirement of(JsonNode item) {
        var codes = new ArrayList<String>();
        for (var page : item.path("pages"))
            for (var field : page.path("fields"))
                if (field.path("checkCode").asBoolean(false))
                    codes.add(field.path("name").asString(""));
        return new IdentityRequirement(
                item.path("level").asString("L0"),
                List.copyOf(codes),
                item.path("offline").asString("O0").equals("O1"),
                item.path("kind").asString("").equals("query"));
    }

    /// The combined requirement of all parts of a chain.
    static IdentityRequirement combineAll(List<IdentityRequirement> parts) {
        return new IdentityRequirement(
                parts.stream()
                        .map(IdentityRequirement::level)
                        .max(String::compareTo)
                        .orElse("L0"),
                parts.stream().flatMap(part -> part.codes().stream()).distinct().toList(),
                !parts.isEmpty() && parts.stream().allMatch(IdentityRequirement::storable),
                false);
    }
}
