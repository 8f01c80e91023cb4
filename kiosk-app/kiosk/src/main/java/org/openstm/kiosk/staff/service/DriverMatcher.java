package org.openstm.kiosk.staff.service;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.openstm.device.DeviceClass;
import org.openstm.device.bundle.BundleStore;
import org.openstm.device.bundle.InstalledBundle;
import org.openstm.device.bundle.ObservedDevice;
import org.openstm.device.link.LinkAddress;
import org.openstm.device.manager.DeviceView;
import org.openstm.kiosk.staff.ConnectionPoint;
import org.openstm.kiosk.staff.DriverCandidate;
import org.openstm.kiosk.staff.DriverMatches;

/// Finds drivers for a connected device: of this program, installed, on a stick or in the
/// inbox.
record DriverMatcher(BundleStore store, PortScanner surroundings, DriverProbe prober) {
    private static final Comparator<DriverCandidate> BEST_FIRST = Comparator.comparing(
                    DriverCandidate::matchesDevice, Comparator.reverseOrder())
            .thenComparing(one -> one.origin() == DriverCandidate.DriverOrigin.BUILT_IN)
            .thenComparing(one -> DriverCandidate.driverName(one.driver()))
            .thenComparing((one, other) -> compareVersions(other.driver(), one.driver()))
            .thenComparing(DriverCandidate::origin);

    private static int compareVersions(String one, String other) {
        return Arrays.compare(versionNumbers(one), versionNumbers(other));
    }

    private static int[] versionNumbers(String driver) {
        return Arrays.stream(DriverCandidate.driverVersion(driver).split("[^0-9]+"))
                .filter(part -> part.matches("[0-9]{1,9}"))
                .mapToInt(Integer::parseInt)
                .toArray();
    }

    /// @param device device that is to be replaced
    DriverMatches matchDrivers(ConnectionPoint socket, DeviceView device) throws InterruptedException {
        var link = LinkAddress.parse(socket.link());
        var candidates = new ArrayList<DriverCandidate>();
        Map<String, String> facts;
        if (socket.kind() == ConnectionPoint.PointKind.NOW) {
            facts = device.status().facts();
            candidates.addAll(currentCandidates(device));
        } else {
            var answers = prober.probeLink(device.deviceClass(), link);
            facts = answers.isEmpty() ? Map.of() : answers.getFirst().facts();
            for (var answer : answers) candidates.add(toCandidate(answer));
            // the detected baud rate belongs to the link, whichever driver asked
            if (!answers.isEmpty())
                link = withAnsweredRate(link, answers.getFirst().link());
        }
        var unfit = new ArrayList<DriverMatches.UnfitBundle>();
        addBundles(device.deviceClass(), link, facts, candidates, unfit);
        candidates.sort(BEST_FIRST);
        return new DriverMatches(facts, candidates, unfit);
    }

    private static LinkAddress withAnsweredRate(LinkAddress link, LinkAddress answered) {
        var rate = answered.query().get("baud");
        return rate == null ? link : link.with("baud", rate);
    }

    private static DriverCandidate toCandidate(DriverProbe.ProbeAnswer answer) {
        return new DriverCandidate(
                answer.driver(),
                answer.link().toString(),
                DriverCandidate.DriverOrigin.BUILT_IN,
                "",
                "",
                "",
                List.of("answered"),
                answer.capabilities().getOrDefault("support", "unknown"),
                answer.facts(),
                answer.capabilities());
    }

    /// The current link belongs to the device manager: nothing else may probe it.
    private static List<DriverCandidate> currentCandidates(DeviceView device) {
        return DriverProbe.driverNames(device.deviceClass(), LinkAddress.parse(device.link())).stream()
                .map(name -> {
                    boolean serves = name.equals(device.driver());
                    return new DriverCandidate(
                            name,
                            device.link(),
                            DriverCandidate.DriverOrigin.BUILT_IN,
                            "",
                            "",
                            "",
                            serves ? List.of("serves") : List.of(),
                            "unknown",
                            device.status().facts(),
                            serves ? device.capabilities() : Map.of());
                })
                .toList();
    }

    private void addBundles(
            DeviceClass which,
            LinkAddress link,
            Map<String, String> facts,
            List<DriverCandidate> candidates,
            List<DriverMatches.UnfitBundle> unfit) {
        var seen = List.of(ObservedDevice.ofProbe("probe", which, link, facts));
        var installed = store.installedBundles(seen);
        for (var one : installed) addBundle(one, "", which, link, facts, candidates, unfit);
        for (var zip : surroundings.findBundles()) {
            var one = store.inspectBundle(zip, seen);
            if (installed.stream().noneMatch(other -> other.name().equals(one.name()) && isUsable(other)))
                addBundle(one, zip.toString(), which, link, facts, candidates, unfit);
        }
    }

    private static boolean isUsable(InstalledBundle one) {
        return one.standing() instanceof InstalledBundle.BundleCondition.Intact;
    }

    private static void addBundle(
            InstalledBundle one,
            String file,
            DeviceClass which,
            LinkAddress link,
            Map<String, String> facts,
            List<DriverCandidate> candidates,
            List<DriverMatches.UnfitBundle> unfit) {
        switch (one.standing()) {
            case InstalledBundle.BundleCondition.Damaged(var fault) ->
                unfit.add(new DriverMatches.UnfitBundle(one.name(), fault.code(), fault.detail()));
            case InstalledBundle.BundleCondition.Intact whole
            when whole.deviceClass() == which ->
                candidates.add(new DriverCandidate(
                        one.name(),
                        link.toString(),
                        file.isEmpty() ? DriverCandidate.DriverOrigin.INSTALLED : DriverCandidate.DriverOrigin.FOUND,
                        file,
                        whole.issuer(),
                        whole.kit(),
                        whole.fits().stream()
                                .flatMap(fit -> fit.rules().stream())
                                .toList(),
                        whole.fits().stream()
                                .map(InstalledBundle.DeviceMatch::support)
                                .findFirst()
                                .orElse("unknown"),
                        facts,
                        whole.claims()));
            case InstalledBundle.BundleCondition.Intact _ -> {}
        }
    }
}
