package org.openstm.device.link;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/// The kernel's data about the USB device behind a link; sends nothing to the device.
///
/// @param usb vendor and product, `04b8:0202`
/// @param serial its serial number, or empty
/// @param maker from the IEEE-1284 id of a printer, or empty
/// @param model likewise
public record Plugged(String usb, String serial, String maker, String model) {
    private static final Pattern MAKER = Pattern.compile("(?:^|;)\\s*(?:MFG|MANUFACTURER):([^;]*)");
    private static final Pattern MODEL = Pattern.compile("(?:^|;)\\s*(?:MDL|MODEL):([^;]*)");

    /// @return empty where the link is no USB device, or none is plugged in
    public static Optional<Plugged> at(LinkAddress address) {
        return switch (address.scheme()) {
            case "serial" -> new UsbMatch(Path.of("/sys")).plugged("tty", address);
            case "evdev" -> new UsbMatch(Path.of("/sys")).plugged("input", address);
            case "usb" -> new UsbMatch(Path.of("/sys")).plugged("usbmisc", address);
            default -> Optional.empty();
        };
    }

    static Plugged of(String usb, String serial, String ieee1284) {
        return new Plugged(usb, serial, part(MAKER, ieee1284), part(MODEL, ieee1284));
    }

    private static String part(Pattern key, String ieee1284) {
        var found = key.matcher(ieee1284);
        return found.find() ? found.group(1).strip() : "";
    }
}
