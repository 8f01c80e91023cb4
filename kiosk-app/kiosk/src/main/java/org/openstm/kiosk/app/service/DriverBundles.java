package org.openstm.kiosk.app.service;

import java.nio.file.Path;
import org.openstm.device.bundle.BundleStore;
import org.openstm.device.bundle.BundledDriverSource;
import org.openstm.device.bundle.TrustStore;
import org.openstm.device.host.HostSettings;
import org.openstm.device.manager.BuiltInDrivers;
import org.openstm.device.manager.DriverSource;

/// Location of a terminal's driver bundles, the same for the kiosk and for the command line.
public final class DriverBundles {
    private DriverBundles() {}

    /// @param data the kiosk's data folder
    /// @param trust folder of the keys that the bank trusts
    public static BundleStore openStore(Path data, Path trust) {
        return new BundleStore(data.resolve("drivers"), new TrustStore(trust));
    }

    public static DriverSource driverSource(BundleStore store) {
        return new BundledDriverSource(store, new BuiltInDrivers(), HostSettings.standard());
    }
}
