package org.openstm.kiosk.app.control;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.openstm.device.Fault;
import org.openstm.device.bundle.BundleStore;
import org.openstm.device.bundle.InstallationResult;
import org.openstm.device.bundle.InstalledBundle;
import org.openstm.device.bundle.ObservedDevice;
import org.openstm.device.manager.DeviceModels;
import org.openstm.device.manager.DeviceView;
import org.openstm.kiosk.app.text.FaultText;
import tools.jackson.databind.JsonNode;

/// Handles the requests of `stm device` about driver bundles.
///
/// @param seen devices of this terminal
/// @param note records a kind and a text permanently
public record BundleRequestHandler(
        BundleStore store, Supplier<List<ObservedDevice>> seen, BiConsumer<String, String> note) {
    /// @throws IllegalArgumentException if the command is unknown
    public Object handleRequest(String word, JsonNode what) {
        return switch (word) {
            case "bundles" ->
                store.installedBundles(seen.get()).stream()
                        .map(BundleRequestHandler::bundleReport)
                        .toList();
            case "install" ->
                installBundle(
                        DeviceRequestHandler.requireText(what, "file"), DeviceRequestHandler.requireText(what, "by"));
            case "uninstall" ->
                uninstallBundle(
                        DeviceRequestHandler.requireText(what, "bundle"), DeviceRequestHandler.requireText(what, "by"));
            default -> throw new IllegalArgumentException("unknown word: device " + word);
        };
    }

    private Map<String, Object> installBundle(String file, String by) {
        return switch (store.installBundle(Path.of(file), seen.get())) {
            case InstallationResult.Done(var now) -> {
                note.accept("driver-install", now.name() + " by " + by + ": installed");
                var line = new LinkedHashMap<String, Object>();
                line.put("outcome", "installed");
                line.putAll(bundleReport(now));
                yield line;
            }
            case InstallationResult.Refused(var fault) -> {
                note.accept("driver-install", file + " by " + by + ": refused: " + fault.code());
                yield refusalReport(fault);
            }
        };
    }

    private Map<String, Object> uninstallBundle(String bundle, String by) {
        var refused = store.removeBundle(bundle, seen.get());
        note.accept(
                "driver-uninstall",
                bundle + " by " + by + ": "
                        + refused.map(fault -> "refused: " + fault.code()).orElse("removed"));
        return refused.map(BundleRequestHandler::refusalReport)
                .orElse(Map.of("outcome", "uninstalled", "bundle", bundle));
    }

    private static Map<String, Object> refusalReport(Fault fault) {
        return Map.of("outcome", "refused", "says", FaultText.of(fault));
    }

    /// The bundle's rules that match this device; empty when the bundle is not installed or none matches.
    List<String> fittingRules(String bundle, String device) {
        return store.findInstalled(bundle, seen.get()).stream()
                .flatMap(one -> bundleFits(one).stream())
                .filter(fit -> fit.device().equals(device))
                .findFirst()
                .map(InstalledBundle.DeviceMatch::rules)
                .orElse(List.of());
    }

    /// Capabilities that a bundle declares for its devices, if it is installed and intact.
    Optional<Map<String, String>> bundleClaims(String bundle) {
        return store.findInstalled(bundle, List.of())
                .map(InstalledBundle::standing)
                .flatMap(standing -> standing instanceof InstalledBundle.BundleCondition.Intact whole
                        ? Optional.of(whole.claims())
                        : Optional.empty());
    }

    /// The bundle's entry for the model, for a device that it drives.
    Optional<DeviceModels.ModelSupport> bundleSupport(DeviceView view) {
        return store.findInstalled(view.driver(), List.of(ObservedDevice.of(view)))
                .map(bundle -> new DeviceModels.ModelSupport(
                        bundleFits(bundle).stream()
                                .filter(fit -> fit.device().equals(view.id()))
                                .findFirst()
                                .map(InstalledBundle.DeviceMatch::support)
                                .orElse("unknown"),
                        "its bundle " + view.driver() + " says so"));
    }

    private static List<InstalledBundle.DeviceMatch> bundleFits(InstalledBundle one) {
        return one.standing() instanceof InstalledBundle.BundleCondition.Intact whole ? whole.fits() : List.of();
    }

    private static Map<String, Object> bundleReport(InstalledBundle one) {
        var line = new LinkedHashMap<String, Object>();
        line.put("bundle", one.name());
        switch (one.standing()) {
            case InstalledBundle.BundleCondition.Intact whole -> {
                line.put("state", "whole");
                line.put("class", whole.deviceClass().text());
                line.put("signedBy", whole.issuer());
                line.put("passed", whole.kit());
                line.put("models", whole.models());
                line.put("matches", whole.rules());
                line.put("settings", whole.settings());
                line.put("claims", whole.claims());
                line.put("fits", whole.fits());
            }
            case InstalledBundle.BundleCondition.Damaged(var fault) -> {
                line.put("state", "spoilt");
                line.put("says", FaultText.of(fault));
            }
        }
        line.put("usedBy", one.usedBy());
        return line;
    }
}
