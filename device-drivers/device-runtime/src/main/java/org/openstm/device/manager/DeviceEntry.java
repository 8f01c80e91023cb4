package org.openstm.device.manager;

import java.util.Arrays;
import java.util.Locale;
import org.openstm.device.Camera;
import org.openstm.device.DeviceClass;
import org.openstm.device.link.LinkAddress;

/// One device of a terminal, as `devices.yaml` names it.
///
/// @param driver name of the driver, for example `samv`; of an installed bundle `name@version`
/// @param isolation where the driver runs
public record DeviceEntry(String id, DeviceClass deviceClass, String driver, LinkAddress link, Isolation isolation) {
    /// Setting of a camera's link.
    private static final String LOOKS = "looks";

    public DeviceEntry {
        if (!id.matches("[a-z][a-z0-9-]{0,31}"))
            throw new IllegalArgumentException("a device's id is lower case letters, digits and hyphens, not: " + id);
        var looks = link.setting(LOOKS, "");
        if (deviceClass == DeviceClass.CAMERA
                && !looks.isEmpty()
                && Arrays.stream(Camera.View.values()).noneMatch(view -> looks.equals(viewText(view))))
            throw new IllegalArgumentException("a camera looks at paper or person (?looks=paper), not: " + looks);
    }

    /// Whether this is a camera with that view.
    boolean hasView(Camera.View view) {
        if (deviceClass != DeviceClass.CAMERA) return false;
        var looks = link.setting(LOOKS, "");
        return looks.isEmpty() || looks.equals(viewText(view));
    }

    private static String viewText(Camera.View view) {
        return view.name().toLowerCase(Locale.ROOT);
    }

    /// An entry with the default isolation.
    public DeviceEntry(String id, DeviceClass deviceClass, String driver, LinkAddress link) {
        this(id, deviceClass, driver, link, Isolation.AUTO);
    }

    /// Whether the driver runs in a process of its own. A hang in native code can only be ended by a kill. A
    /// third-party driver and a maker's JavaPOS service always run in one.
    public boolean isHosted() {
        return switch (isolation) {
            case PROCESS -> true;
            case INSIDE -> isBundled() || link.isJavaPos();
            case AUTO -> isBundled() || link.isNative();
        };
    }

    /// Whether the driver comes from an installed bundle.
    public boolean isBundled() {
        return driver.contains("@");
    }

    /// Where a driver runs.
    public enum Isolation {
        /// In a process of its own, unless it is our driver and its link is a socket.
        AUTO,
        PROCESS,
        INSIDE;

        static Isolation parse(String text) {
            for (var one : values()) if (one.text().equals(text)) return one;
            throw new IllegalArgumentException("isolation is auto, process or inside, not: " + text);
        }

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
