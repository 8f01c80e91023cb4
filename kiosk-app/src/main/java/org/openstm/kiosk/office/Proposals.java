package org.openstm.kiosk.office;

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
import org.openstm.kiosk.staff.Candidate;
import org.openstm.kiosk.staff.Found;
import org.openstm.kiosk.staff.Socket;

/// Which drivers could serve what is plugged in: of this program, installed, on a stick or in the
/// inbox.
record Proposals(BundleStore store, Surroundings surroundings, Prober prober) {
    private static final Comparator<Candidate> BEST_FIRST = Comparator.comparing(
                    Candidate::fits, Comparator.reverseOrder())
            .thenComparing(one -> one.origin() == Candidate.Origin.BUILT_IN)
            .thenComparing(one -> Candidate.name(one.driver()))
            .thenComparing((one, other) -> newer(other.driver(), one.driver()))
            .thenComparing(Candidate::origin);

    private static int newer(String one, String other) {
        return Arrays.compare(numbers(one), numbers(other));
    }

    private static int[] numbers(String driver) {
        return Arrays.stream(Candidate.version(driver).split("[^0-9]+"))
                .filter(part -> part.matches("[0-9]{1,9}"))
                .mapToInt(Integer::parseInt)
                .toArray();
    }

    /// @param device that is to be exchanged
    Found at(Socket socket, DeviceView device) throws InterruptedException {
        var link = LinkAddress.parse(socket.link());
        var candidates = new ArrayList<Candidate>();
        Map<String, String> facts;
        if (socket.kind() == Socket.Kind.NOW) {
            facts = device.status().facts();
            candidates.addAll(today(device));
        } else {
            var answers = prober.ask(device.deviceClass(), link);
            facts = answers.isEmpty() ? Map.of() : answers.getFirst().facts();
            for (var answer : answers) candidates.add(ours(answer));
            // the rate at which it answered is the line's, whoever asks
            if (!answers.isEmpty()) link = rated(link, answers.getFirst().link());
        }
        var unfit = new ArrayList<Found.Unfit>();
        bundles(device.deviceClass(), link, facts, candidates, unfit);
        candidates.sort(BEST_FIRST);
        return new Found(facts, candidates, unfit);
    }

    private static LinkAddress rated(LinkAddress link, LinkAddress answered) {
        var rate = answered.query().get("baud");
        return rate == null ? link : link.with("baud", rate);
    }

    private static Candidate ours(Prober.Answer answer) {
        return new Candidate(
                answer.driver(),
                answer.link().toString(),
                Candidate.Origin.BUILT_IN,
                "",
                "",
                "",
                List.of("answered"),
                answer.capabilities().getOrDefault("support", "unknown"),
                answer.facts(),
                answer.capabilities());
    }

    /// The line of today is the desk's: nobody else may ask on it.
    private static List<Candidate> today(DeviceView device) {
        return Prober.named(device.deviceClass(), LinkAddress.parse(device.link())).stream()
                .map(name -> {
                    boolean serves = name.equals(device.driver());
                    return new Candidate(
                            name,
                            device.link(),
                            Candidate.Origin.BUILT_IN,
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

    private void bundles(
            DeviceClass which,
            LinkAddress link,
            Map<String, String> facts,
            List<Candidate> candidates,
            List<Found.Unfit> unfit) {
        var seen = List.of(ObservedDevice.ofProbe("probe", which, link, facts));
        var installed = store.installedBundles(seen);
        for (var one : installed) take(one, "", which, link, facts, candidates, unfit);
        for (var zip : surroundings.bundles()) {
            var one = store.inspectBundle(zip, seen);
            if (installed.stream().noneMatch(other -> other.name().equals(one.name()) && whole(other)))
                take(one, zip.toString(), which, link, facts, candidates, unfit);
        }
    }

    private static boolean whole(InstalledBundle one) {
        return one.standing() instanceof InstalledBundle.BundleCondition.Intact;
    }

    private static void take(
            InstalledBundle one,
            String file,
            DeviceClass which,
            LinkAddress link,
            Map<String, String> facts,
            List<Candidate> candidates,
            List<Found.Unfit> unfit) {
        switch (one.standing()) {
            case InstalledBundle.BundleCondition.Damaged(var fault) ->
                unfit.add(new Found.Unfit(one.name(), fault.code(), fault.detail()));
            case InstalledBundle.BundleCondition.Intact whole
            when whole.deviceClass() == which ->
                candidates.add(new Candidate(
                        one.name(),
                        link.toString(),
                        file.isEmpty() ? Candidate.Origin.INSTALLED : Candidate.Origin.FOUND,
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
