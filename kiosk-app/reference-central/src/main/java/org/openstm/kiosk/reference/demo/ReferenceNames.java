package org.openstm.kiosk.reference.demo;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Names that items may use with the reference central.
///
/// @param lists names of its lists
/// @param systems names of its departments' back systems
/// @param values names of the values that come with an item's acceptance or before it, by the item's id
public record ReferenceNames(Set<String> lists, Set<String> systems, Map<String, Set<String>> values) {
    /// @param services folder of items, with the `demo.yaml` beside it
    public static ReferenceNames of(Optional<Path> services) {
        var demo = DemoProvince.loadProvince(services);
        var own = DemoValues.readBeside(services);
        var systems = new TreeSet<>(own.systems());
        demo.services().listServices().forEach(service -> systems.add(service.system()));
        demo.departments().forEach(department -> systems.add(department.system()));
        systems.remove("");
        var values = new HashMap<String, Set<String>>();
        for (var service : demo.services().listServices()) values.put(service.id(), valueNames(service));
        for (var id : own.itemIds()) {
            var names = new HashSet<>(values.getOrDefault(id, Set.of()));
            names.addAll(own.prefillValues(id).keySet());
            names.addAll(own.resultValues(id).keySet());
            values.put(id, names);
        }
        return new ReferenceNames(demo.lists().listNames(), systems, values);
    }

    /// The data of each back system on a person before a submission, by system, with an item that shows it.
    public static Map<String, Map<String, String>> prefillNames() {
        var told = new TreeMap<String, Map<String, String>>();
        for (var service : DemoProvince.loadProvince().services().listServices())
            for (var name : service.shows().keySet())
                told.computeIfAbsent(service.system(), _ -> new TreeMap<>()).putIfAbsent(name, service.id());
        return told;
    }

    private static Set<String> valueNames(ServiceDefinition service) {
        var names = new HashSet<>(service.shows().keySet());
        names.addAll(service.gives().keySet());
        return names;
    }
}
