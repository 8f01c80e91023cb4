package org.openstm.kiosk.office;

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
import org.openstm.kiosk.staff.Socket;

/// What an engineer may have plugged in: devices, and sticks with drivers.
///
/// @param serialPorts folder of serial devices by names that stay, `/dev/serial/by-id`
/// @param usbPrinters folder of printers' nodes, `/dev/usb`
/// @param inbox folder into which the bank lays driver bundles
/// @param sticks folder below which sticks are mounted, `/media`
public record Surroundings(Path serialPorts, Path usbPrinters, Path inbox, Path sticks) {
    /// `STICK/x.zip`, and as desktops mount them, `USER/STICK/FOLDER/x.zip`.
    private static final int DEPTH = 4;

    private static final int MOST = 40;

    private static final Set<DeviceClass> SERIAL =
            EnumSet.of(DeviceClass.RECEIPT_PRINTER, DeviceClass.ID_CARD_READER, DeviceClass.BARCODE_READER);

    /// Where such a device may be plugged in; the place of today comes first.
    List<Socket> sockets(DeviceView device, List<DeviceView> all) {
        var sockets = new ArrayList<Socket>();
        sockets.add(new Socket(Socket.Kind.NOW, device.link(), called(device), ""));
        if (SERIAL.contains(device.deviceClass()))
            for (var node : nodes(serialPorts, ".+"))
                add(sockets, Socket.Kind.SERIAL, "serial:" + node, node, device, all);
        if (device.deviceClass() == DeviceClass.RECEIPT_PRINTER)
            for (var node : nodes(usbPrinters, "lp[0-9]+"))
                add(sockets, Socket.Kind.USB, lasting(node), node, device, all);
        return sockets;
    }

    private static void add(
            List<Socket> sockets, Socket.Kind kind, String link, Path node, DeviceView device, List<DeviceView> all) {
        var user = all.stream().filter(view -> on(view, link, node)).findFirst();
        if (user.filter(device::equals).isPresent()) return;
        sockets.add(new Socket(
                kind, link, label(link, node), user.map(DeviceView::id).orElse("")));
    }

    private static boolean on(DeviceView view, String link, Path node) {
        var theirs = LinkAddress.parse(view.link());
        if (theirs.equals(LinkAddress.parse(link))) return true;
        if (!theirs.isNative() || !theirs.target().startsWith("/")) return false;
        try {
            return Path.of(theirs.target()).toRealPath().equals(node.toRealPath());
        } catch (IOException gone) {
            return false;
        }
    }

    private static String called(DeviceView device) {
        var facts = device.status().facts();
        return (facts.getOrDefault("maker", "") + " " + facts.getOrDefault("model", "")).strip();
    }

    private static String label(String link, Path node) {
        return Plugged.at(LinkAddress.parse(link))
                .map(it -> (it.maker() + " " + it.model()).strip())
                .filter(Predicate.not(String::isEmpty))
                .orElse(node.getFileName().toString());
    }

    /// The number of an `lp` is nobody's name: the next start may give it to another.
    private static String lasting(Path node) {
        var plain = "usb:" + node;
        Optional<Plugged> plugged = Plugged.at(LinkAddress.parse(plain));
        return plugged.map(
                        it -> "usb:usb?usb=" + it.usb() + (it.serial().isEmpty() ? "" : "&usb-serial=" + it.serial()))
                .orElse(plain);
    }

    private static List<Path> nodes(Path folder, String name) {
        try (var nodes = Files.list(folder)) {
            return nodes.filter(node -> node.getFileName().toString().matches(name))
                    .sorted()
                    .toList();
        } catch (IOException none) {
            return List.of();
        }
    }

    /// Driver bundles that lie in the inbox and on sticks.
    List<Path> bundles() {
        return Stream.of(inbox, sticks)
                .flatMap(folder -> zips(folder).stream())
                .limit(MOST)
                .toList();
    }

    private static List<Path> zips(Path folder) {
        var zips = new ArrayList<Path>();
        descend(folder, DEPTH, zips);
        return zips;
    }

    /// No link, and nothing that could be read without end.
    private static boolean isZip(Path file) {
        return file.getFileName().toString().endsWith(".zip") && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
    }

    /// By hand: what cannot be read on a stick must not hide the rest, and no link leads out of it.
    private static void descend(Path folder, int depth, List<Path> zips) {
        if (depth == 0 || Files.isSymbolicLink(folder)) return;
        for (var one : nodes(folder, "[^.].*")) {
            if (zips.size() >= MOST) return;
            if (Files.isDirectory(one)) descend(one, depth - 1, zips);
            else if (isZip(one)) zips.add(one);
        }
    }
}
