package org.openstm.kiosk.office;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.openstm.device.HealthLevel;
import org.openstm.device.HealthReport;
import org.openstm.device.bundle.BundleStore;
import org.openstm.device.bundle.InstallationResult;
import org.openstm.device.bundle.ObservedDevice;
import org.openstm.device.link.LinkAddress;
import org.openstm.device.manager.DeviceEntry;
import org.openstm.device.manager.DeviceManager;
import org.openstm.device.manager.DeviceView;
import org.openstm.device.manager.SwapOutcome;
import org.openstm.kiosk.staff.Candidate;
import org.openstm.kiosk.staff.Checkup;
import org.openstm.kiosk.staff.News;
import org.openstm.kiosk.staff.Officer;
import org.openstm.kiosk.staff.Order;
import org.openstm.kiosk.staff.Trial;
import org.openstm.kiosk.staff.Verdict;

/// Puts another device, or another driver, in the place of one, as an engineer says step by step.
/// While it is on trial nobody is served by it, and it goes back by itself when it does not pass,
/// when the engineer leaves without a word, and when the power goes.
public final class Fitter {
    /// Nobody is served while staff are at the screen; a citizen's print that still runs ends
    /// first.
    private static final System.Logger LOG = System.getLogger(Fitter.class.getName());
    private static final Duration DRAINING = Duration.ofSeconds(60);

    private static final Pattern CODED = Pattern.compile("([a-z][a-z-]+): .*", Pattern.DOTALL);

    private final DeviceManager desk;
    private final BundleStore store;
    private final Proposals proposals;
    private final Surroundings surroundings;
    private final SwapReport report;
    private final BiConsumer<String, String> note;
    private final InstantSource clock;

    /// What devices were when they were taken out of service: one that is unplugged tells nothing.
    private final Map<String, Candidate> old = new ConcurrentHashMap<>();

    /// @param note keeps a kind and a text for good
    public Fitter(
            DeviceManager desk,
            BundleStore store,
            Surroundings surroundings,
            SwapReport report,
            BiConsumer<String, String> note,
            InstantSource clock) {
        this.desk = desk;
        this.store = store;
        this.surroundings = surroundings;
        this.proposals = new Proposals(store, surroundings, new Prober());
        this.report = report;
        this.note = note;
        this.clock = clock;
    }

    /// @param wrote what came of it, for the audit log: a word, and what about
    void does(Order.Fit order, BiConsumer<String, String> wrote, Consumer<News> tell) throws InterruptedException {
        var device = order.device();
        switch (order) {
            case Order.TakeOut _ -> {
                old.put(device, as(view(device)));
                desk.setEnabled(device, false);
                tell.accept(new News.TakenOut(device));
            }
            case Order.Seek _ ->
                tell.accept(new News.Sockets(
                        device,
                        old.computeIfAbsent(device, _ -> as(view(device))),
                        surroundings.sockets(view(device), desk.deviceViews()),
                        before(device)));
            case Order.Ask(var _, var _, var socket) ->
                tell.accept(new News.Asked(device, proposals.at(socket, view(device))));
            case Order.TryOut(var officer, var _, var candidate) -> {
                var trial = tryOut(officer, view(device), candidate);
                wrote.accept("swap-" + word(trial.outcome()), device + " " + candidate.driver() + " " + trial.why());
                tell.accept(new News.Tried(device, trial));
            }
            case Order.Keep(var officer, var _, var trial) -> tell.accept(keep(officer, device, trial, wrote));
            case Order.GiveUp(var officer, var _, var trial) -> tell.accept(giveUp(officer, device, trial, wrote));
            case Order.GoBack(var officer, var _) -> {
                var verdict = goBack(officer, view(device));
                wrote.accept("swap-" + word(verdict.how()), device + " " + verdict.serving());
                tell.accept(new News.Ended(device, verdict));
            }
            case Order.CallOff _ -> {
                serve(device);
                tell.accept(new News.CalledOff(device));
            }
        }
    }

    /// What the audit log says of an order before it is done: a word, and what about.
    static Map.Entry<String, String> line(Order.Fit order) {
        var device = order.device();
        return switch (order) {
            case Order.TakeOut _ -> Map.entry("take-out", device);
            case Order.Seek _ -> Map.entry("seek", device);
            case Order.Ask(var _, var _, var socket) -> Map.entry("probe", device + " " + socket.link());
            case Order.TryOut(var _, var _, var candidate) ->
                Map.entry("swap", device + " to " + candidate.driver() + " on " + candidate.link());
            case Order.Keep _ -> Map.entry("swap-keep", device);
            case Order.GiveUp _, Order.GoBack _ -> Map.entry("swap-back", device);
            case Order.CallOff _ -> Map.entry("put-back", device);
        };
    }

    private DeviceView view(String device) {
        return desk.deviceViews().stream()
                .filter(view -> view.id().equals(device))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("devices.yaml names no " + device));
    }

    private static Candidate as(DeviceView view) {
        return new Candidate(
                view.driver(),
                view.link(),
                Candidate.Origin.BEFORE,
                "",
                "",
                "",
                List.of("served"),
                "unknown",
                view.status().facts(),
                view.capabilities());
    }

    /// Takes it into service as it is now.
    private void serve(String device) {
        old.remove(device);
        desk.setEnabled(device, true);
    }

    private Optional<DeviceEntry> earlier(String device) {
        try {
            return desk.findPreviousEntry(device);
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    private Optional<Candidate> before(String device) {
        return earlier(device)
                .map(entry -> new Candidate(
                        entry.driver(),
                        entry.link().toString(),
                        Candidate.Origin.BEFORE,
                        "",
                        "",
                        "",
                        List.of("served"),
                        "unknown",
                        Map.of(),
                        Map.of()));
    }

    private Trial tryOut(Officer officer, DeviceView now, Candidate candidate) throws InterruptedException {
        if (candidate.origin() == Candidate.Origin.FOUND) {
            var refused = install(officer, candidate);
            if (refused.isPresent()) return refused.get().from(now.driver());
        }
        var wanted = wanted(now, candidate);
        desk.setEnabled(now.id(), false);
        var outcome = desk.swapOnTrial(wanted, officer.number(), HealthLevel.EXTERNAL, DRAINING);
        note.accept("device-swap", now.id() + " to " + wanted.driver() + " by " + officer.number() + ": " + outcome);
        var trial = trial(now.driver(), wanted, outcome);
        if (trial.outcome() != Trial.Outcome.ROLLED_BACK) return trial;
        var filed = report.file(officer, now.id(), Verdict.How.ROLLED_BACK, trial, now.driver(), clock.instant());
        return new Trial(
                trial.outcome(),
                trial.from(),
                trial.to(),
                trial.link(),
                trial.steps(),
                trial.millis(),
                trial.restored(),
                trial.why(),
                trial.detail(),
                Optional.of(filed));
    }

    private DeviceEntry wanted(DeviceView now, Candidate candidate) {
        var link = LinkAddress.parse(candidate.link());
        return earlier(now.id())
                .filter(entry -> entry.driver().equals(candidate.driver())
                        && entry.link().equals(link))
                .orElseGet(() -> new DeviceEntry(
                        now.id(),
                        now.deviceClass(),
                        candidate.driver(),
                        link,
                        desk.findEntry(now.id()).map(DeviceEntry::isolation).orElse(DeviceEntry.Isolation.AUTO)));
    }

    /// Why a bundle was not installed.
    private record NotInstalled(Candidate candidate, String code, String detail) {
        Trial from(String driver) {
            return new Trial(
                    Trial.Outcome.REFUSED,
                    driver,
                    candidate.driver(),
                    candidate.link(),
                    List.of(),
                    0,
                    true,
                    code,
                    detail,
                    Optional.empty());
        }
    }

    private Optional<NotInstalled> install(Officer officer, Candidate candidate) {
        var seen = desk.deviceViews().stream().map(ObservedDevice::of).toList();
        return switch (store.installBundle(Path.of(candidate.file()), seen)) {
            case InstallationResult.Done(var installed) -> {
                note.accept("driver-install", installed.name() + " by " + officer.number() + ": installed");
                yield installed.name().equals(candidate.driver())
                        ? Optional.empty()
                        : Optional.of(new NotInstalled(candidate, "content-changed", "now " + installed.name()));
            }
            case InstallationResult.Refused(var fault)
            when fault.code().equals("already-installed") -> Optional.empty();
            case InstallationResult.Refused(var fault) -> {
                note.accept(
                        "driver-install", candidate.file() + " by " + officer.number() + ": refused: " + fault.code());
                yield Optional.of(new NotInstalled(candidate, fault.code(), fault.detail()));
            }
        };
    }

    private static Trial trial(String from, DeviceEntry wanted, SwapOutcome outcome) {
        return switch (outcome) {
            case SwapOutcome.Swapped(var _, var _, var took, var health) ->
                trial(Trial.Outcome.PASSED, from, wanted, health, took.toMillis(), true);
            case SwapOutcome.RolledBack(var _, var health, var restored) ->
                trial(Trial.Outcome.ROLLED_BACK, from, wanted, health, 0, restored);
            case SwapOutcome.Refused(var why) -> {
                var coded = CODED.matcher(why);
                yield new Trial(
                        Trial.Outcome.REFUSED,
                        from,
                        wanted.driver(),
                        wanted.link().toString(),
                        List.of(),
                        0,
                        true,
                        coded.matches() ? coded.group(1) : "refused",
                        why,
                        Optional.empty());
            }
        };
    }

    private static Trial trial(
            Trial.Outcome outcome,
            String from,
            DeviceEntry wanted,
            HealthReport health,
            long millis,
            boolean restored) {
        return new Trial(
                outcome,
                from,
                wanted.driver(),
                wanted.link().toString(),
                steps(health),
                millis,
                restored,
                "",
                "",
                Optional.empty());
    }

    private static List<Checkup.Step> steps(HealthReport health) {
        return health.steps().stream()
                .map(step -> new Checkup.Step(step.name(), step.passed(), step.detail()))
                .toList();
    }

    private News keep(Officer officer, String device, Trial trial, BiConsumer<String, String> wrote)
            throws InterruptedException {
        try {
            if (!desk.keepTrial(device, officer.number())) throw new IllegalStateException(device + " is not on trial");
        } catch (IOException unwritten) {
            // what would be gone after a restart must not look as if it stayed
            wrote.accept("swap-unwritten", device);
            return giveUp(officer, device, trial, wrote);
        }
        serve(device);
        wrote.accept("swap-kept", device + " " + trial.to());
        return new News.Ended(
                device, report.file(officer, device, Verdict.How.KEPT, trial, trial.to(), clock.instant()));
    }

    private News giveUp(Officer officer, String device, Trial trial, BiConsumer<String, String> wrote)
            throws InterruptedException {
        back(device, officer.number());
        wrote.accept("swap-rolled-back", device + " " + trial.from());
        return new News.Ended(
                device, report.file(officer, device, Verdict.How.ROLLED_BACK, trial, trial.from(), clock.instant()));
    }

    private void back(String device, String by) {
        if (!desk.rollBackTrial(device, by)) throw new IllegalStateException(device + " is not on trial");
        serve(device);
        note.accept("device-swap", device + " by " + by + ": not kept, the one before serves again");
    }

    /// Whoever leaves without a word has not said that it is good.
    ///
    /// @return devices that went back
    List<String> left(Officer officer) {
        var went = new ArrayList<String>();
        for (var device : desk.devicesOnTrial()) {
            try {
                back(device, officer.number());
                went.add(device);
            } catch (RuntimeException stays) {
                LOG.log(System.Logger.Level.ERROR, device + " did not go back", stays);
            }
        }
        return went;
    }

    private Verdict goBack(Officer officer, DeviceView now) throws InterruptedException {
        var before = earlier(now.id()).orElseThrow(() -> new IllegalStateException(now.id() + " was never another"));
        var outcome = desk.swapDevice(before, officer.number(), HealthLevel.EXTERNAL, DRAINING);
        note.accept(
                "device-swap", now.id() + " back to " + before.driver() + " by " + officer.number() + ": " + outcome);
        var trial = trial(now.driver(), before, outcome);
        boolean back = trial.outcome() == Trial.Outcome.PASSED;
        return report.file(
                officer,
                now.id(),
                back ? Verdict.How.ROLLED_BACK : Verdict.How.NO_WAY_BACK,
                trial,
                back ? before.driver() : now.driver(),
                clock.instant());
    }

    private static String word(Enum<?> one) {
        return one.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
