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
public record Installed(String name, List<String> usedBy, Standing standing) {
    public Installed {
        usedBy = List.copyOf(usedBy);
    }

    /// How the bundle is now, looked at afresh.
    public sealed interface Standing {
        /// @param issuer who signed
        /// @param kit the conformance kit that it passed, and when
        /// @param rules by what it knows a device
        /// @param models with their degree of support
        /// @param claims what it says that devices can do with it
        /// @param settings of the link, with their meaning
        /// @param fits the devices of this terminal for which a rule fits
        record Whole(
                DeviceClass deviceClass,
                String issuer,
                String kit,
                List<String> rules,
                List<String> models,
                Map<String, String> claims,
                Map<String, String> settings,
                List<Fit> fits)
                implements Standing {}

        /// It is not used.
        record Spoilt(Fault fault) implements Standing {}
    }

    /// @param device its id
    /// @param rules those that fit
    /// @param support how well its model is supported, or `unknown`
    public record Fit(String device, List<String> rules, String support) {}

    static Installed whole(Bundle bundle, List<Sighting> seen) {
        var manifest = bundle.manifest();
        var fits = seen.stream()
                .map(one -> new Fit(
                        one.id(),
                        bundle.fitting(one).stream().map(MatchRule::toString).toList(),
                        manifest.modelOf(one).map(Manifest.Model::support).orElse("unknown")))
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
        var standing = new Standing.Whole(
                manifest.deviceClass(),
                bundle.issuer(),
                bundle.report()
                        .map(report -> "kit " + report.kit() + " on " + report.date())
                        .orElse("none: a JavaPOS service, untested"),
                manifest.matches().stream().map(MatchRule::toString).toList(),
                manifest.models().stream()
                        .map(model -> model.maker() + " " + model.model() + ": " + model.support())
                        .toList(),
                manifest.claims(),
                settings,
                fits);
        return new Installed(manifest.name().toString(), users(manifest.name(), seen), standing);
    }

    static Installed spoilt(BundleName name, Fault fault, List<Sighting> seen) {
        return new Installed(name.toString(), users(name, seen), new Standing.Spoilt(fault));
    }

    static List<String> users(BundleName name, List<Sighting> seen) {
        return seen.stream()
                .filter(one -> one.driver().equals(name.toString()))
                .map(Sighting::id)
                .toList();
    }
}
