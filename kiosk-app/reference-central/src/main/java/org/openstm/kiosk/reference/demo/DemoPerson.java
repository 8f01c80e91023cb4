package org.openstm.kiosk.reference.demo;

import java.util.LinkedHashMap;
import java.util.Map;

/// An invented citizen.
///
/// @param facts of the back systems, by name
public record DemoPerson(String name, Map<String, String> facts) {
    public String fact(String name) {
        return facts.getOrDefault(name, "");
    }

    DemoPerson mergeWith(DemoPerson more) {
        var all = new LinkedHashMap<>(facts);
        all.putAll(more.facts);
        return new DemoPerson(all.getOrDefault("name", ""), all);
    }

    @Override
    public String toString() {
        return "DemoPerson";
    }
}
