package org.openstm.kiosk.staff;

import java.util.List;
import java.util.Map;

/// A driver that could serve a device on a link.
///
/// @param driver as in `devices.yaml`: a name, or `name@version`
/// @param link with the settings that were found out
/// @param file where the bundle lies that must be installed first, or empty
/// @param issuer who signed the bundle; empty for a driver of this program
/// @param kit what the bundle's conformance report says; empty for a driver of this program
/// @param rules by what it knows the device; empty if it does not
/// @param support `complete`, `good`, `basic`, `untested` or `unknown`
/// @param facts what the device told of itself
/// @param capabilities what was found out, or is claimed: `media`, `charset`, `profile`
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
    /// Where the driver comes from.
    public enum DriverOrigin {
        BUILT_IN,
        INSTALLED,
        /// On a stick or in the inbox: checked, and not installed yet.
        FOUND,
        /// What served here before.
        BEFORE
    }

    public DriverCandidate {
        rules = List.copyOf(rules);
        facts = Map.copyOf(facts);
        capabilities = Map.copyOf(capabilities);
    }

    /// Whether it says of itself that it was made for what is plugged in there.
    public boolean matchesDevice() {
        return !rules.isEmpty();
    }

    /// Without the version.
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
