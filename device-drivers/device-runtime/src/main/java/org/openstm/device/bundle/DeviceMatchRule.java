package org.openstm.device.bundle;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// A rule by which a driver recognises its devices.
sealed interface DeviceMatchRule {
    boolean fitsDevice(ObservedDevice seen);

    /// Vendor and product, and optionally the serial number (`*` for any rest).
    record UsbRule(String id, String serial) implements DeviceMatchRule {
        private static final Pattern FORM = Pattern.compile("([0-9a-f]{4}:[0-9a-f]{4})(?::([A-Za-z0-9*._-]{1,40}))?");

        static UsbRule parse(String text) {
            var parts = FORM.matcher(text);
            if (!parts.matches()) throw new IllegalArgumentException("is VVVV:PPPP or VVVV:PPPP:SERIAL, not: " + text);
            return new UsbRule(parts.group(1), parts.group(2) == null ? "*" : parts.group(2));
        }

        @Override
        public boolean fitsDevice(ObservedDevice seen) {
            return seen.plugged()
                    .filter(device -> device.usb().equalsIgnoreCase(id) && matchesWildcard(serial, device.serial()))
                    .isPresent();
        }

        @Override
        public String toString() {
            return "usb " + id + (serial.equals("*") ? "" : ":" + serial);
        }
    }

    /// The name of a PC/SC reader.
    record ReaderRule(Pattern name) implements DeviceMatchRule {
        static ReaderRule parse(String regex) {
            // even a signed bundle must not contain a pattern with exponential run time
            if (regex.length() > 200 || regex.matches(".*[)\\]}*+?][*+{].*"))
                throw new IllegalArgumentException("repeats a repetition, or is too long");
            try {
                return new ReaderRule(Pattern.compile(regex));
            } catch (PatternSyntaxException no) {
                throw new IllegalArgumentException("is no regular expression: " + no.getDescription(), no);
            }
        }

        @Override
        public boolean fitsDevice(ObservedDevice seen) {
            return name.matcher(seen.factNamed("reader")).matches();
        }

        @Override
        public String toString() {
            return "reader " + name;
        }
    }

    /// A printer's identification on the USB (IEEE 1284), available before any driver talks to it.
    record Ieee1284Rule(String maker, String model) implements DeviceMatchRule {
        @Override
        public boolean fitsDevice(ObservedDevice seen) {
            return seen.plugged()
                    .filter(device -> matchesWildcard(maker, device.maker()) && matchesWildcard(model, device.model()))
                    .isPresent();
        }

        @Override
        public String toString() {
            return "ieee1284 " + maker + " " + model;
        }
    }

    /// The identity that the current driver found.
    record IdentityRule(String maker, String model) implements DeviceMatchRule {
        @Override
        public boolean fitsDevice(ObservedDevice seen) {
            return matchesWildcard(maker, seen.factNamed("maker")) && matchesWildcard(model, seen.factNamed("model"));
        }

        @Override
        public String toString() {
            return "identity " + maker + " " + model;
        }
    }

    /// @param pattern where `*` stands for any text
    static boolean matchesWildcard(String pattern, String value) {
        var regex = Pattern.quote(pattern).replace("*", "\\E.*\\Q");
        return Pattern.compile(regex, Pattern.CASE_INSENSITIVE).matcher(value).matches();
    }

    static DeviceMatchRule parseRule(LocatedJson spot) throws BundleRefused {
        spot.requireKnownKeys("usb", "reader", "ieee1284", "identity");
        if (spot.node().size() != 1) throw spot.toRefusal("is not one of usb, reader, ieee1284, identity");
        if (spot.hasKey("usb")) return spot.parsedValue("usb", UsbRule::parse);
        if (spot.hasKey("reader")) return spot.parsedValue("reader", ReaderRule::parse);
        boolean known = spot.hasKey("ieee1284");
        var names = spot.requireChild(known ? "ieee1284" : "identity").requireKnownKeys("maker", "model");
        var maker = names.textValue("maker");
        var model = names.textValue("model");
        return known ? new Ieee1284Rule(maker, model) : new IdentityRule(maker, model);
    }
}
