package org.openstm.kiosk.engine;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.openstm.device.Camera;
import org.openstm.device.manager.DeviceView;
import org.openstm.kiosk.session.model.ServiceEnvironment;

/// Missing cameras, under the names that [ServiceEnvironment#broken] uses.
public final class CameraAvailability {
    private CameraAvailability() {}

    /// @param serving devices in service
    public static Set<String> missingCameras(Collection<DeviceView> serving) {
        var missing = new HashSet<String>();
        for (var view : Camera.View.values())
            if (serving.stream().noneMatch(device -> device.hasView(view))) missing.add(cameraName(view));
        return missing;
    }

    /// Names that become unavailable with a device: its class, and the subjects that no other serving camera sees.
    public static Set<String> stoppedCapabilities(DeviceView device, List<DeviceView> all) {
        var stops = new HashSet<String>();
        stops.add(device.deviceClass().text());
        for (var view : Camera.View.values()) {
            boolean another = all.stream()
                    .anyMatch(other -> !other.id().equals(device.id()) && other.isServing() && other.hasView(view));
            if (device.hasView(view) && !another) stops.add(cameraName(view));
        }
        return stops;
    }

    private static String cameraName(Camera.View view) {
        return view == Camera.View.PERSON ? ServiceEnvironment.PERSON_CAMERA : ServiceEnvironment.PAPER_CAMERA;
    }
}
