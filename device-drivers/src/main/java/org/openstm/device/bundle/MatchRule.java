package org.openstm.device.bundle;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// By what a driver knows a device that it was made for.
sealed interface MatchRule {
    boolean fits(Sighting seen);

    /// Vendor and product, and where it matters the serial number (`*` for any rest).
    record Usb(String id, String serial) implements MatchRule {
        private static final Pattern FORM = Pattern.compile("([0-9a-f]{4}:[0-9a-f]{4})(?::([A-Za-z0-9*._-]{1,40}))?");

        static Usb parse(String text) {
            var parts = FORM.matcher(text);
            if (!parts.matches()) throw new IllegalArgumentException("is VVVV:PPPP or VVVV:PPPP:SERIAL, not: " + text);
            return new Usb(parts.group(1), parts.group(2) == null ? "*" : parts.group(2));
        }

        @Override
        public boolean fits(Sighting seen) {
            return seen.plugged()
                    .filter(device -> device.usb().equalsIgnoreCase(id) && like(serial, device.serial()))
                    .isPresent();
        }

        @Override
        public String toString() {
            return "usb " + id + (serial.equals("*") ? "" : ":" + serial);
        }
    }

    /// The name of a PC/SC reader.
    record Reader(Pattern name) implements MatchRule {
        static Reader parse(String regex) {
            // a bundle is signed, and still none may bring a pattern that thinks for a year
            if (regex.length() > 200 || regex.matches(".*[)\\]}*+?][*+{].*"))
                throw new IllegalArgumentException("repeats a repetition, or is too long");
            try {
                return new Reader(Pattern.compile(regex));
            } catch (PatternSyntaxException no) {
                throw new IllegalArgumentException("is no regular expression: " + no.getDescription(), no);
            }
        }

        @Override
        public boolean fits(Sighting seen) {
            return name.matcher(seen.fact("reader")).matches();
        }

        @Override
        public String toString() {
            return "reader " + name;
        }
    }

    /// What a printer says of itself to the USB (IEEE 1284), before any driver speaks to it.
    record Ieee1284(String maker, String model) implements MatchRule {
        @Override
        public boolean fits(Sighting seen) {
            return seen.plugged()
                    .filter(device -> like(maker, device.maker()) && like(model, device.model()))
                    .isPresent();
        }

        @Override
        public String toString() {
            return "ieee1284 " + maker + " " + model;
        }
    }

    /// What the driver that serves it now found out.
    record Identity(String maker, String model) implements MatchRule {
        @Override
        public boolean fits(Sighting seen) {
            return like(maker, seen.fact("maker")) && like(model, seen.fact("model"));
        }

        @Override
        public String toString() {
            return "identity " + maker + " " + model;
        }
    }

    /// @param pattern where `*` stands for any text
    static boolean like(String pattern, String value) {
        var regex = Pattern.quote(pattern).replace("*", "\\E.*\\Q");
        return Pattern.compile(regex, Pattern.CASE_INSENSITIVE).matcher(value).matches();
    }

    static MatchRule read(Spot spot) throws BundleRefused {
        spot.knowing("usb", "reader", "ieee1284", "identity");
        if (spot.node().size() != 1) throw spot.refused("is not one of usb, reader, ieee1284, identity");
        if (spot.has("usb")) return spot.parsed("usb", Usb::parse);
        if (spot.has("reader")) return spot.parsed("reader", Reader::parse);
        boolean known = spot.has("ieee1284");
        var names = spot.at(known ? "ieee1284" : "identity").knowing("maker", "model");
        var maker = names.text("maker");
        var model = names.text("model");
        return known ? new Ieee1284(maker, model) : new Identity(maker, model);
    }
}
