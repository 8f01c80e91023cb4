package org.openstm.kiosk.catalog.load;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// Names that an item may use and that are defined elsewhere: at central, and among the program's paper
/// templates.
///
/// @param templates of slips
/// @param lists that central keeps
/// @param systems back systems of the departments
/// @param values that come with the answer for an item, by the item's id; those of every item are under `""`
public record KnownNames(
        Set<String> templates, Set<String> lists, Set<String> systems, Map<String, Set<String>> values) {
    public KnownNames {
        templates = Set.copyOf(templates);
        lists = Set.copyOf(lists);
        systems = Set.copyOf(systems);
        values = Map.copyOf(values);
    }

    /// These names together with others.
    public KnownNames withNames(KnownNames more) {
        var all = new HashMap<>(values);
        more.values.forEach((id, names) -> all.merge(id, names, KnownNames::unionOf));
        return new KnownNames(
                unionOf(templates, more.templates), unionOf(lists, more.lists), unionOf(systems, more.systems), all);
    }

    Set<String> valuesOf(String id) {
        return unionOf(values.getOrDefault("", Set.of()), values.getOrDefault(id, Set.of()));
    }

    private static Set<String> unionOf(Set<String> some, Set<String> others) {
        var all = new HashSet<>(some);
        all.addAll(others);
        return Set.copyOf(all);
    }
}
