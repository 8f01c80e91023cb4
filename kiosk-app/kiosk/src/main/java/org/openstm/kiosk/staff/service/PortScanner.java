package org.openstm.kiosk.staff.service;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.openstm.device.DeviceClass;
import org.openstm.device.link.LinkAddress;
import org.openstm.device.link.Plugged;
import org.openstm.device.manager.DeviceView;
import org.openstm.kiosk.staff.ConnectionPoint;

/// Finds connected devices, and sticks with drivers.
///
/// @param serialPorts folder of serial devices by persistent names, `/dev/serial/by-id`
/// @param usbPrinters folder of printer nodes, `/dev/usb`
/// @param inbox folder for driver bundles from the bank
/// @param sticks folder below which sticks are mounted, `/media`
public record PortScanner(Path serialPorts, Path usbPrinters, Path inbox, Path sticks) {
    /// `STICK/x.zip`, and as desktops mount them, `USER/STICK/FOLDER/x.zip`.
    private static final int DEPTH = 4;

    private static final int MOST = 40;

    private static final Set<DeviceClass> SERIAL =
            EnumSet.of(DeviceClass.RECEIPT_PRINTER, DeviceClass.ID_CARD_READER, DeviceClass.BARCODE_READER);

    /// Ports for such a device; the current one comes first.
    List<ConnectionPoint> findPoints(DeviceView device, List<DeviceView> all) {
        var sockets = new ArrayList<ConnectionPoint>();
        sockets.add(new ConnectionPoint(ConnectionPoint.PointKind.NOW, device.link(), modelName(device), ""));
        if (SERIAL.contains(device.deviceClass()))
            for (var node : listNodes(serialPorts, ".+"))
                addPoint(sockets, ConnectionPoint.PointKind.SERIAL, "serial:" + node, node, device, all);
        if (device.deviceClass() == DeviceClass.RECEIPT_PRINTER)
            for (var node : listNodes(usbPrinters, "lp[0-9]+"))
                addPoint(sockets, ConnectionPoint.PointKind.USB, lastingLink(node), node, device, all);
        return sockets;
    }

    private static void addPoint(
            List<ConnectionPoint> sockets,
            ConnectionPoint.PointKind kind,
            String link,
            Path node,
            DeviceView device,
            List<DeviceView> all) {
        var user = all.stream().filter(view -> isOnNode(view, link, node)).findFirst();
        if (user.filter(device::equals).isPresent()) return;
        sockets.add(new ConnectionPoint(
                kind, link, nodeLabel(link, node), user.map(DeviceView::id).orElse("")));
    }

    private static boolean isOnNode(DeviceView view, String link, Path node) {
        var theirs = LinkAddress.parse(view.link());
        if (theirs.equals(LinkAddress.parse(link))) return true;
        if (!theirs.isNative() || !theirs.target().startsWith("/")) return false;
        try {
            return Path.of(theirs.target()).toRealPath().equals(node.toRealPath());
        } catch (IOException gone) {
            return false;
        }
    }

    private static String modelName(DeviceView device) {
        var facts = device.status().facts();
        return (facts.getOrDefault("maker", "") + " " + facts.getOrDefault("model", "")).strip();
    }

    private static String nodeLabel(String link, Path node) {
        return Plugged.at(LinkAddress.parse(link))
                .map(it -> (it.maker() + " " + it.model()).strip())
                .filter(Predicate.not(String::isEmpty))
                .orElse(node.getFileName().toString());
    }

    /// An `lp` number is not persistent: the next start may assign it to another printer.
    private static String lastingLink(Path node) {
        var plain = "usb:" + node;
        Optional<Plugged> plugged = Plugged.at(LinkAddress.parse(plain));
        return plugged.map(
                        it -> "usb:usb?usb=" + it.usb() + (it.serial().isEmpty() ? "" : "&usb-serial=" + it.serial()))
                .orElse(plain);
    }

    private static List<Path> listNodes(Path folder, String name) {
        try (var nodes = Files.list(folder)) {
            return nodes.filter(node -> node.getFileName().toString().matches(name))
                    .sorted()
                    .toList();
        } catch (IOException none) {
            return List.of();
        }
    }

    /// Driver bundles in the inbox and on sticks.
    List<Path> findBundles() {
        return Stream.of(inbox, sticks)
                .flatMap(folder -> findZips(folder).stream())
                .limit(MOST)
                .toList();
    }

    private static List<Path> findZips(Path folder) {
        var zips = new ArrayList<Path>();
        collectZips(folder, DEPTH, zips);
        return zips;
    }

    /// No symbolic link, and no file that could be read without end.
    private static boolean isZip(Path file) {
        return file.getFileName().toString().endsWith(".zip") && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
    }

    /// Walks the folder by hand: an unreadable entry on a stick must not hide the rest, and no link may leave it.
    private static void collectZips(Path folder, int depth, List<Path> zips) {
        if (depth == 0 || Files.isSymbolicLink(folder)) return;
        for (var one : listNodes(folder, "[^.].*")) {
            if (zips.size() >= MOST) return;
            if (Files.isDirectory(one)) collectZips(one, depth - 1, zips);
            else if (isZip(one)) zips.add(one);
        }
    }
}
