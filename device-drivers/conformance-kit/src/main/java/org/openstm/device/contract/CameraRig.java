package org.openstm.device.contract;

/// A camera, and a person who lays a sheet before it.
public interface CameraRig extends Rig {
    /// A sheet with print, in good light.
    void sheet();

    /// An empty tray.
    void empty();
}
