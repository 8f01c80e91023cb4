package org.openstm.kiosk.catalog.load;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.openstm.kiosk.catalog.Item;
import org.openstm.kiosk.catalog.OpeningHours;
import tools.jackson.databind.JsonNode;

/// `departments.yaml`: opening hours of a department's items that define none of their own.
///
/// @param hours by the back system that answers for the department's items
record DepartmentHours(Map<String, OpeningHours> hours) {
    static final String FILE = "departments.yaml";
    static final DepartmentHours NONE = new DepartmentHours(Map.of());

    DepartmentHours {
        hours = Map.copyOf(hours);
    }

    static DepartmentHours readDepartments(JsonNode root, CatalogueSource source) {
        if (!CatalogueSchema.DEPARTMENTS.validateFile(root.toString(), source)) return NONE;
        var hours = new HashMap<String, OpeningHours>();
        int n = 0;
        for (var department : root.path("departments")) {
            var system = department.path("system").asString("");
            if (hours.putIfAbsent(system, OpeningHoursReader.readHours(department.path("hours"))) != null)
                source.reportProblem("/departments/" + n, "'" + system + "' stands there twice: remove one");
            n++;
        }
        return new DepartmentHours(hours);
    }

    OpeningHours hoursOf(String system) {
        return hours.getOrDefault(system, OpeningHours.ALWAYS);
    }

    /// Checks that need the whole catalogue.
    void checkSystems(List<Item> items, CatalogueSource source) {
        for (var system : hours.keySet())
            if (items.stream().noneMatch(item -> item.system().equals(system)))
                source.reportProblem(
                        "/departments",
                        "no item has the system '" + system + "': correct it to what the items say, or remove it");
    }
}
