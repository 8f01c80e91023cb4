package org.openstm.device.bundle;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.openstm.device.DeviceClass;
import org.openstm.device.Fault;

/// A bundle as shown to staff: installed, or only inspected.
///
/// @param name name for `devices.yaml`, ID@VERSION
/// @param usedBy devices that use it as their driver
public record InstalledBundle(String name, List<String> usedBy, BundleCondition standing) {
    public InstalledBundle {
        usedBy = List.copyOf(usedBy);
    }

    /// The current condition of the bundle, freshly checked.
    public sealed interface BundleCondition {
        /// @param issuer name of the signer
        /// @param kit the conformance kit that it passed, and when
        /// @param rules its rules for recognising devices
        /// @param models with their degree of support
        /// @param claims capabilities that it claims for devices
        /// @param settings of the link, with their meaning
        /// @param fits the devices of this terminal that match a rule
        record Intact(
                DeviceClass deviceClass,
                String issuer,
                String kit,
                List<String> rules,
                List<String> models,
                Map<String, String> claims,
                Map<String, String> settings,
                List<DeviceMatch> fits)
                implements BundleCondition {}

        /// It is not used.
        record Damaged(Fault fault) implements BundleCondition {}
    }

    /// @param device its id
    /// @param rules the matching rules
    /// @param support degree of support of its model, or `unknown`
    public record DeviceMatch(String device, List<String> rules, String support) {}

    static InstalledBundle describeIntact(DriverBundle bundle, List<ObservedDevice> seen) {
        var manifest = bundle.manifest();
        var fits = seen.stream()
                .map(one -> new DeviceMatch(
                        one.id(),
                        bundle.matchingRules(one).stream()
                                .map(DeviceMatchRule::toString)
                                .toList(),
                        manifest.findModel(one)
                                .map(BundleManifest.SupportedModel::support)
                                .orElse("unknown")))
                .filter(fit -> !fit.rules().isEmpty())
                .toList();
        var settings = new TreeMap<String, String>();
        manifest.settings()
                .forEach((name, setting) -> settings.put(
                        name,
                        setting.meaning()
                                + (setting.values().isEmpty()
                                        ? ""
                                        : " (" + String.join(", ", setting.values()) + ")")));
        var standing = new BundleCondition.Intact(
                manifest.deviceClass(),
                bundle.issuer(),
                bundle.report()
                        .map(report -> "kit " + report.kit() + " on " + report.date())
                        .orElse("none: a JavaPOS service, untested"),
                manifest.matches().stream().map(DeviceMatchRule::toString).toList(),
                manifest.models().stream()
                        .map(model -> model.maker() + " " + model.model() + ": " + model.support())
                        .toList(),
                manifest.claims(),
                settings,
                fits);
        return new InstalledBundle(manifest.name().toString(), deviceIdsUsing(manifest.name(), seen), standing);
    }

    static InstalledBundle describeDamaged(BundleName name, Fault fault, List<ObservedDevice> seen) {
        return new InstalledBundle(name.toString(), deviceIdsUsing(name, seen), new BundleCondition.Damaged(fault));
    }

    static List<String> deviceIdsUsing(BundleName name, List<ObservedDevice> seen) {
        return seen.stream()
                .filter(one -> one.driver().equals(name.toString()))
                .map(ObservedDevice::id)
                .toList();
    }
}
