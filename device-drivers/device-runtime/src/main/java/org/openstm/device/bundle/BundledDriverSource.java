package org.openstm.device.bundle;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.openstm.device.Device;
import org.openstm.device.DeviceClass;
import org.openstm.device.host.HostSettings;
import org.openstm.device.host.Hosts;
import org.openstm.device.link.LinkAddress;
import org.openstm.device.link.LinkLost;
import org.openstm.device.manager.DeviceEntry;
import org.openstm.device.manager.DriverSource;
import org.openstm.device.spi.Driver;
import org.openstm.device.spi.DriverContext;

/// Drivers for a device manager: a driver named with a version comes from the store and runs in a process of its
/// own, all others from this program.
///
/// @param ours source for entries that name no version
public record BundledDriverSource(BundleStore store, DriverSource ours, HostSettings hosts) implements DriverSource {
    /// Checks only that it exists: a byte that changed on disk disables its own device and does not prevent the
    /// start of the terminal.
    @Override
    public Driver driverFor(DeviceEntry entry) {
        if (!entry.isBundled()) return programDriverFor(entry);
        try {
            var name = BundleName.parse(entry.driver());
            if (!store.isInstalled(name))
                throw new IllegalArgumentException(
                        noSuchDriverText(name + " is not installed" + installedText(entry.deviceClass())));
            return new BundledDriver(name, entry.deviceClass());
        } catch (BundleRefused wrong) {
            throw new IllegalArgumentException(noSuchDriverText(wrong.fault().detail()), wrong);
        }
    }

    private Driver programDriverFor(DeviceEntry entry) {
        try {
            return ours.driverFor(entry);
        } catch (IllegalArgumentException none) {
            throw new IllegalArgumentException(none.getMessage() + installedText(entry.deviceClass()), none);
        }
    }

    /// The installed bundles of this class for the end of a message, or an empty text.
    private String installedText(DeviceClass deviceClass) {
        var names = store.installedBundles(List.of()).stream()
                .filter(one -> one.standing() instanceof InstalledBundle.BundleCondition.Intact intact
                        && intact.deviceClass() == deviceClass)
                .map(InstalledBundle::name)
                .collect(Collectors.joining(", "));
        return names.isEmpty() ? "" : ", installed bundles: " + names;
    }

    private static String noSuchDriverText(String why) {
        return "no such driver: " + why;
    }

    @Override
    public Optional<String> findObjection(DeviceEntry entry) {
        if (!entry.isBundled()) return ours.findObjection(entry);
        try {
            verifyBundleFor(BundleName.parse(entry.driver()), entry.deviceClass(), entry.link());
            return Optional.empty();
        } catch (BundleRefused refused) {
            return Optional.of(refused.fault().code() + ": " + refused.fault().detail());
        }
    }

    private DriverBundle verifyBundleFor(BundleName name, DeviceClass deviceClass, LinkAddress link)
            throws BundleRefused {
        var bundle = store.verifyInstalled(name);
        var manifest = bundle.manifest();
        if (manifest.deviceClass() != deviceClass)
            throw new BundleRefused(
                    BundleRefusalReason.CLASS_UNFIT,
                    name + " is for a " + manifest.deviceClass().text() + ", not for a " + deviceClass.text());
        manifest.checkLinkSettings(link);
        return bundle;
    }

    private List<Path> classPathOf(DriverBundle bundle) {
        var folder = store.folderOf(bundle.manifest().name());
        var jars = new ArrayList<Path>();
        // a service's jpos.xml is looked up in the class path
        if (bundle.manifest().isJavaPosService()) jars.add(folder);
        for (var jar : bundle.jarNames()) jars.add(folder.resolve(jar));
        return jars;
    }

    /// A driver in the store. It is verified whenever the device is opened, since its code is loaded then.
    private final class BundledDriver implements Driver {
        private final BundleName name;
        private final DeviceClass deviceClass;

        BundledDriver(BundleName name, DeviceClass deviceClass) {
            this.name = name;
            this.deviceClass = deviceClass;
        }

        @Override
        public String name() {
            return name.toString();
        }

        @Override
        public DeviceClass deviceClass() {
            return deviceClass;
        }

        @Override
        public Device open(DriverContext context) throws LinkLost, InterruptedException {
            try {
                var bundle = verifyBundleFor(name, deviceClass, context.address());
                return Hosts.driver(
                                deviceClass,
                                bundle.manifest().driver(),
                                classPathOf(bundle),
                                bundle.manifest().isJavaPosService()
                                        ? hosts.withJavaOption(nativeLibraryOption())
                                        : hosts)
                        .open(context);
            } catch (BundleRefused refused) {
                throw new LinkLost(
                        refused.fault().code() + ": " + refused.fault().detail(), refused);
            }
        }

        /// Java option for the native library that some services have beside their jars.
        private String nativeLibraryOption() {
            return "-Djava.library.path=" + store.folderOf(name).resolve("lib");
        }
    }
}
