package org.openstm.kiosk.reference.demo;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// How surely a person must be known for one item, as its department wants it.
///
/// @param level `L0` to `L3`
/// @param codes answers that are a mobile number which a message code proves
/// @param storable whether a terminal may take it while it cannot ask: then it is marked and checked later
/// @param query whether it shows what a back system knows, and makes no case
public record IdentityRequirement(String level, List<String> codes, boolean storable, boolean query) {
    /// Of what central's own channels hand in.
    public static final IdentityRequirement NONE = new IdentityRequirement("L0", List.of(), false, false);

    /// @param item as a catalogue has it
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

    /// What all parts of a chain want together.
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
