package org.openstm.device.bundle;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.openstm.device.DeviceClass;
import org.openstm.device.Fault;

/// What staff see of a bundle: an installed one, or one that could be.
///
/// @param name as `devices.yaml` would name it, ID@VERSION
/// @param usedBy devices that have it for their driver
public record InstalledBundle(String name, List<String> usedBy, BundleCondition standing) {
    public InstalledBundle {
        usedBy = List.copyOf(usedBy);
    }

    /// How the bundle is now, looked at afresh.
    public sealed interface BundleCondition {
        /// @param issuer who signed
        /// @param kit the conformance kit that it passed, and when
        /// @param rules by what it knows a device
        /// @param models with their degree of support
        /// @param claims what it says that devices can do with it
        /// @param settings of the link, with their meaning
        /// @param fits the devices of this terminal for which a rule fits
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
    /// @param rules those that fit
    /// @param support how well its model is supported, or `unknown`
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
