package org.openstm.kiosk.catalog.load;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// Names that an item may use and that are defined elsewhere: at central, and among the program's paper
/// templates.
///
/// @param templates slips, each with the texts that it needs beside those that the kiosk fills in for every case
/// @param lists that central keeps
/// @param systems back systems of the departments
/// @param values that come with the answer for an item, by the item's id; those of every item are under `""`
public record KnownNames(
        Map<String, Set<String>> templates, Set<String> lists, Set<String> systems, Map<String, Set<String>> values) {
    public KnownNames {
        templates = Map.copyOf(templates);
        lists = Set.copyOf(lists);
        systems = Set.copyOf(systems);
        values = Map.copyOf(values);
    }

    /// These names together with others.
    public KnownNames withNames(KnownNames more) {
        return new KnownNames(
                unionOf(templates, more.templates),
                unionOf(lists, more.lists),
                unionOf(systems, more.systems),
                unionOf(values, more.values));
    }

    Set<String> valuesOf(String id) {
        return unionOf(values.getOrDefault("", Set.of()), ownValuesOf(id));
    }

    /// Values of this item alone.
    Set<String> ownValuesOf(String id) {
        return values.getOrDefault(id, Set.of());
    }

    private static Map<String, Set<String>> unionOf(Map<String, Set<String>> some, Map<String, Set<String>> others) {
        var all = new HashMap<>(some);
        others.forEach((name, names) -> all.merge(name, names, KnownNames::unionOf));
        return all;
    }

    private static Set<String> unionOf(Set<String> some, Set<String> others) {
        var all = new HashSet<>(some);
        all.addAll(others);
        return Set.copyOf(all);
    }
}
