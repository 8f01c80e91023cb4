package org.openstm.device.link;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Finds a node by properties that stay when a device is plugged in again: `usb=1a86:7523` (vendor and product),
/// `usb-serial=J4XF*` (its serial number) and `usb-port=1-1.2` (where it is plugged), as many as are given. The
/// number of a `ttyUSB` or an `lp` identifies no device.
final class UsbMatch {
    /// Replaces the node in a link: `serial:usb?usb=1a86:7523`.
    static final String WORD = "usb";

    /// Name patterns for classes that contain other entries, too.
    private static final Map<String, String> NAMES = Map.of("input", "event\\d+");

    private final Path sys;

    /// @param sys the kernel's folder of devices, `/sys`
    UsbMatch(Path sys) {
        this.sys = sys;
    }

    /// The current node of this address. It may be a symbolic link, which can change: do not keep its target.
    ///
    /// @param kind as [#find]
    /// @param nodes the folder of such nodes below `/dev`
    static Path node(LinkAddress address, String kind, Path nodes) throws LinkLost {
        return address.target().equals(WORD)
                ? nodes.resolve(new UsbMatch(Path.of("/sys")).find(kind, address))
                : Path.of(address.target());
    }

    /// @param kind `tty`, `usbmisc` or `input`, the kernel's class of node
    /// @return the node's name, such as `ttyUSB0`
    /// @throws LinkLost if no device or more than one matches: a wrong device is worse than none
    String find(String kind, LinkAddress address) throws LinkLost {
        var there = nodes(kind).stream()
                .filter(node ->
                        usbDevice(node).filter(device -> fits(device, address)).isPresent())
                .map(node -> node.getFileName().toString())
                .toList();
        if (there.isEmpty()) throw new LinkLost(address + " fits no device that is plugged in");
        if (there.size() > 1) throw new LinkLost(address + " fits " + there + ": name usb-serial or usb-port too");
        return there.getFirst();
    }

    /// The device behind this address, as reported by the kernel.
    ///
    /// @param kind as [#find]
    Optional<Plugged> plugged(String kind, LinkAddress address) {
        try {
            var name = address.target().equals(WORD)
                    ? find(kind, address)
                    : Path.of(address.target()).toRealPath().getFileName().toString();
            var node = sys.resolve("class").resolve(kind).resolve(name);
            return usbDevice(node)
                    .map(device -> Plugged.of(
                            id(device), read(device, "serial"), read(node.resolve("device"), "ieee1284_id")));
        } catch (IOException none) {
            return Optional.empty();
        }
    }

    private List<Path> nodes(String kind) {
        try (var nodes = Files.list(sys.resolve("class").resolve(kind))) {
            return nodes.filter(node -> node.getFileName().toString().matches(NAMES.getOrDefault(kind, ".*")))
                    .sorted()
                    .toList();
        } catch (IOException none) {
            return List.of();
        }
    }

    /// The parent device of this node with a vendor and a product, if it is a USB device.
    private static Optional<Path> usbDevice(Path node) {
        try {
            for (var up = node.resolve("device").toRealPath(); up != null; up = up.getParent())
                if (Files.exists(up.resolve("idVendor"))) return Optional.of(up);
        } catch (IOException gone) {
            // it was removed meanwhile, or it is no device
        }
        return Optional.empty();
    }

    private static boolean fits(Path device, LinkAddress address) {
        return fits(id(device), address.setting("usb", "*"))
                && fits(read(device, "serial"), address.setting("usb-serial", "*"))
                && fits(device.getFileName().toString(), address.setting("usb-port", "*"));
    }

    private static String id(Path device) {
        return read(device, "idVendor") + ":" + read(device, "idProduct");
    }

    private static boolean fits(String value, String pattern) {
        var regex = Pattern.quote(pattern).replace("*", "\\E.*\\Q");
        return Pattern.compile(regex, Pattern.CASE_INSENSITIVE).matcher(value).matches();
    }

    private static String read(Path device, String file) {
        try {
            return Files.readString(device.resolve(file)).strip();
        } catch (IOException none) {
            return "";
        }
    }
}
