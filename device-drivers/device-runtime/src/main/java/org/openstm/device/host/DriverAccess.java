package org.openstm.device.host;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import org.openstm.device.link.LinkAddress;
import org.openstm.device.link.LinkLost;
import org.openstm.device.spi.DriverContext;

/// What a confined driver may reach, and so the unit in which it runs.
///
/// @param template name of the unit's template
/// @param instance escaped name of the instance: the node, or the device's id
/// @param seen the link as the driver sees it, with the node itself instead of symbolic links
record DriverAccess(String template, String instance, LinkAddress seen) {
    /// The node of a JavaPOS service, whose link names none.
    private static final String NODE = "node";

    /// A property of its entry in `jpos.xml`.
    private static final String PROPERTY = "prop.";

    /// What is found below `/dev` as a name that the unit's settings take as it is.
    private static final String USABLE_NODE = "/dev/[A-Za-z0-9_.][A-Za-z0-9_./-]{0,80}";

    static DriverAccess of(DriverContext context) throws LinkLost {
        var address = context.address();
        var named = address.isJavaPos() ? findNamedNode(address) : address.node();
        if (named.isPresent()) {
            var node = realNode(address, named.get());
            return new DriverAccess("openstm-driver", DriverUnits.escape(node), withNode(address, named.get(), node));
        }
        return switch (address.scheme()) {
            case "pcsc" -> new DriverAccess("openstm-driver-card", DriverUnits.escape(context.id()), address);
            case "replay" -> new DriverAccess("openstm-driver", DriverUnits.escape(context.id()), address);
            default -> new DriverAccess("openstm-driver-net", DriverUnits.escape(context.id()), address);
        };
    }

    /// The node that a JavaPOS service is told, or that the link names for it.
    private static Optional<Path> findNamedNode(LinkAddress address) {
        return address.query().entrySet().stream()
                .filter(setting ->
                        setting.getKey().equals(NODE) || setting.getKey().startsWith(PROPERTY))
                .map(setting -> Path.of(setting.getValue()))
                .filter(path -> path.startsWith("/dev"))
                .findFirst();
    }

    /// Resolved each time: where a name leads changes when a device is plugged in again.
    private static String realNode(LinkAddress address, Path named) throws LinkLost {
        try {
            var node = named.toRealPath().toString();
            if (node.matches(USABLE_NODE)) return node;
            throw new LinkLost(address + " leads to " + node + ", which a driver on this terminal cannot be given");
        } catch (LinkLost unusable) {
            throw unusable;
        } catch (IOException missing) {
            throw new LinkLost(address + " is not there", missing);
        }
    }

    private static LinkAddress withNode(LinkAddress address, Path named, String node) {
        if (!address.isJavaPos()) return new LinkAddress(address.scheme(), node, address.query());
        var settings = address.query().entrySet().stream()
                .collect(Collectors.toMap(
                        setting -> setting.getKey(),
                        setting -> setting.getValue().equals(named.toString()) ? node : setting.getValue()));
        return new LinkAddress(address.scheme(), address.target(), settings);
    }

    String unit() {
        return template + "@" + instance + ".service";
    }
}
