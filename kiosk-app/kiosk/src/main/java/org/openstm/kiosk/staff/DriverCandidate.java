package org.openstm.kiosk.staff;

import java.util.List;
import java.util.Map;

/// A driver that could serve a device on a link.
///
/// @param driver as in `devices.yaml`: a name, or `name@version`
/// @param link link with the detected settings
/// @param file bundle file that must be installed first, or empty
/// @param issuer signer of the bundle; empty for a driver of this program
/// @param kit result in the bundle's conformance report; empty for a driver of this program
/// @param rules rules that match the device; empty if none does
/// @param support `complete`, `good`, `basic`, `untested` or `unknown`
/// @param facts identity data that the device reported
/// @param capabilities detected or declared capabilities: `media`, `charset`, `profile`
public record DriverCandidate(
        String driver,
        String link,
        DriverOrigin origin,
        String file,
        String issuer,
        String kit,
        List<String> rules,
        String support,
        Map<String, String> facts,
        Map<String, String> capabilities) {
    /// Source of the driver.
    public enum DriverOrigin {
        BUILT_IN,
        INSTALLED,
        /// On a stick or in the inbox: verified, and not installed yet.
        FOUND,
        /// The driver that served here before.
        BEFORE
    }

    public DriverCandidate {
        rules = List.copyOf(rules);
        facts = Map.copyOf(facts);
        capabilities = Map.copyOf(capabilities);
    }

    /// Whether the driver declares support for the connected device.
    public boolean matchesDevice() {
        return !rules.isEmpty();
    }

    /// The driver's name without the version.
    public static String driverName(String driver) {
        int at = driver.indexOf('@');
        return at < 0 ? driver : driver.substring(0, at);
    }

    /// Empty for a driver of this program.
    public static String driverVersion(String driver) {
        int at = driver.indexOf('@');
        return at < 0 ? "" : driver.substring(at + 1);
    }
}
