package org.openstm.kiosk.catalog.load;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.openstm.kiosk.catalog.Hours;
import org.openstm.kiosk.catalog.Item;
import tools.jackson.databind.JsonNode;

/// `departments.yaml`: opening hours that all items of a department have which say nothing else.
///
/// @param hours by the back system that answers for the department's items
record Departments(Map<String, Hours> hours) {
    static final String FILE = "departments.yaml";
    static final Departments NONE = new Departments(Map.of());

    Departments {
        hours = Map.copyOf(hours);
    }

    static Departments read(JsonNode root, Source source) {
        if (!Schemas.DEPARTMENTS.hold(root.toString(), source)) return NONE;
        var hours = new HashMap<String, Hours>();
        int n = 0;
        for (var department : root.path("departments")) {
            var system = department.path("system").asString("");
            if (hours.putIfAbsent(system, HoursReader.read(department.path("hours"))) != null)
                source.wrong("/departments/" + n, "'" + system + "' stands there twice: remove one");
            n++;
        }
        return new Departments(hours);
    }

    Hours of(String system) {
        return hours.getOrDefault(system, Hours.ALWAYS);
    }

    /// What only the whole can tell.
    void check(List<Item> items, Source source) {
        for (var system : hours.keySet())
            if (items.stream().noneMatch(item -> item.system().equals(system)))
                source.wrong(
                        "/departments",
                        "no item has the system '" + system + "': correct it to what the items say, or remove it");
    }
}
