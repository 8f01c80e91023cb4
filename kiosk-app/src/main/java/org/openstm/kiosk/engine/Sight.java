package org.openstm.kiosk.engine;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.openstm.device.Camera;
import org.openstm.device.manager.DeviceView;
import org.openstm.kiosk.session.World;

/// What a terminal cannot see, in the words of [World#broken].
public final class Sight {
    private Sight() {}

    /// @param serving devices that serve
    public static Set<String> missing(Collection<DeviceView> serving) {
        var missing = new HashSet<String>();
        for (var view : Camera.View.values())
            if (serving.stream().noneMatch(device -> device.hasView(view))) missing.add(word(view));
        return missing;
    }

    /// What stops when a device stops: its class, and what no other device sees that serves.
    public static Set<String> stopping(DeviceView device, List<DeviceView> all) {
        var stops = new HashSet<String>();
        stops.add(device.deviceClass().text());
        for (var view : Camera.View.values()) {
            boolean another = all.stream()
                    .anyMatch(other -> !other.id().equals(device.id()) && other.isServing() && other.hasView(view));
            if (device.hasView(view) && !another) stops.add(word(view));
        }
        return stops;
    }

    private static String word(Camera.View view) {
        return view == Camera.View.PERSON ? World.PERSON_CAMERA : World.PAPER_CAMERA;
    }
}
