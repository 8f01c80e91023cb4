package org.openstm.kiosk.staff.service;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.openstm.device.DeviceState;
import org.openstm.device.Fault;
import org.openstm.device.FaultCode;
import org.openstm.device.WhoActs;
import org.openstm.device.manager.DeviceLifecycle;
import org.openstm.device.manager.DeviceManager;
import org.openstm.device.manager.DeviceView;
import org.openstm.device.supervision.SupervisedLoop;
import org.openstm.kiosk.catalog.Item;
import org.openstm.kiosk.catalog.ItemCatalogue;
import org.openstm.kiosk.dispatch.OutboxDispatcher;
import org.openstm.kiosk.engine.CameraAvailability;
import org.openstm.kiosk.journal.Journal;
import org.openstm.kiosk.journal.model.FindingKind;
import org.openstm.kiosk.journal.model.JournalCase;
import org.openstm.kiosk.journal.model.JournalException;
import org.openstm.kiosk.journal.model.StaffFinding;
import org.openstm.kiosk.session.flow.ItemAvailability;
import org.openstm.kiosk.session.model.ServiceEnvironment;
import org.openstm.kiosk.session.model.Session;
import org.openstm.kiosk.staff.TerminalProblem;
import org.openstm.kiosk.staff.TerminalStatus;

/// Collects the status of the terminal: faults, the person responsible for each, and the items that are
/// unavailable. Never waits: it reads the known state of device manager, journal and dispatch.
public final class StatusCollector {
    private static final String UNKNOWN_PRINT = FindingKind.PRINT_UNKNOWN.text();
    private static final String DEAD_LETTER = FindingKind.DEAD_LETTER.text();

    private final DeviceManager deviceManager;
    private final Journal journal;
    private final OutboxDispatcher dispatch;
    private final String program;
    private final Supplier<List<SupervisedLoop.LoopHealth>> loops;

    /// @param program program version
    public StatusCollector(DeviceManager deviceManager, Journal journal, OutboxDispatcher dispatch, String program) {
        this(deviceManager, journal, dispatch, program, List::of);
    }

    /// @param loops health of the threads that live as long as the terminal
    public StatusCollector(
            DeviceManager deviceManager,
            Journal journal,
            OutboxDispatcher dispatch,
            String program,
            Supplier<List<SupervisedLoop.LoopHealth>> loops) {
        this.loops = loops;
        this.deviceManager = deviceManager;
        this.journal = journal;
        this.dispatch = dispatch;
        this.program = program;
    }

    /// @param session the session, for the catalogue and the state of the environment
    public TerminalStatus collectStatus(Session session, Instant now) {
        var findings = openFindings();
        var views = deviceManager.deviceViews();
        var tasks = new ArrayList<TerminalStatus.StatusTask>();
        for (var view : views) tasks.addAll(deviceTasks(view, views, session));
        if (!session.world().lineUp()) tasks.add(connectionTask(session));
        for (var system : session.world().down()) tasks.add(systemTask(system, session));
        journal.disk().diskTrouble().ifPresent(why -> tasks.add(diskTask(why, session)));
        for (var finding : findings) tasks.add(findingTask(finding));
        for (var loop : loops.get()) if (loop.inARow() > 0) tasks.add(loopTask(loop));
        tasks.sort(Comparator.comparing(TerminalStatus.StatusTask::who)
                .thenComparing(TerminalStatus.StatusTask::stops, Comparator.reverseOrder())
                .thenComparing(Comparator.comparingInt(TerminalStatus.StatusTask::affected)
                        .reversed()));
        return new TerminalStatus(
                now,
                statusLamps(session),
                tasks,
                views.stream().map(view -> toMonitoredDevice(view, views)).toList(),
                (int) offeredItems(session)
                        .filter(item ->
                                ItemAvailability.findClosedReason(item, session).isPresent())
                        .count(),
                (int) offeredItems(session).count(),
                pendingWork(findings, now),
                Map.of(
                        "program", program,
                        "catalogue", Integer.toString(session.catalog().number()),
                        "journal", Long.toString(journal.chain().chainEnd().seq())));
    }

    private static java.util.stream.Stream<Item> offeredItems(Session session) {
        return session.catalog().items().stream().filter(session.catalog()::isOffered);
    }

    private static int countAffectedItems(Session session, ServiceEnvironment world) {
        return (int) offeredItems(session)
                .filter(item -> ItemAvailability.findClosedReason(item, world).isPresent())
                .count();
    }

    private static ServiceEnvironment environmentWith(Set<String> down, Set<String> broken) {
        return new ServiceEnvironment(true, down, broken, Set.of(), false, false);
    }

    private static List<TerminalStatus.StatusTask> deviceTasks(DeviceView view, List<DeviceView> all, Session session) {
        var tasks = new ArrayList<TerminalStatus.StatusTask>();
        boolean stops = !view.isServing();
        int affected = stops
                ? countAffectedItems(
                        session, environmentWith(Set.of(), CameraAvailability.stoppedCapabilities(view, all)))
                : 0;
        for (var fault : deviceFaults(view)) {
            boolean first = tasks.isEmpty();
            tasks.add(new TerminalStatus.StatusTask(
                    "device/" + view.id() + "/" + fault.code(),
                    fault.code(),
                    view.deviceClass().text(),
                    taskOwner(fault.who()),
                    fault.detail(),
                    first ? affected : 0,
                    stops && first));
        }
        return tasks;
    }

    /// The device's faults: as it reports them, or as its slot in the device manager shows.
    private static List<Fault> deviceFaults(DeviceView view) {
        if (view.lent()) return List.of(FaultCode.DEVICE_LENT.fault("lent to " + view.claimedBy()));
        if (!view.enabled()) return List.of(FaultCode.DEVICE_DISABLED.fault(WhoActs.ENGINEER, "taken out of service"));
        if (view.lifecycle() == DeviceLifecycle.CLAIMED)
            return List.of(FaultCode.DEVICE_CLAIMED.fault("held by " + view.claimedBy()));
        if (!view.status().faults().isEmpty()) return view.status().faults();
        if (view.isServing()) return List.of();
        return List.of(new Fault(
                stateCode(view.status().state()).text(), WhoActs.ENGINEER, "no cause is told: " + view.lifecycle()));
    }

    /// The code for a state whose cause the driver does not name; then it is the engineer who must find out.
    private static FaultCode stateCode(DeviceState state) {
        return switch (state) {
            case OFFLINE -> FaultCode.DEVICE_OFFLINE;
            case POWER_OFF -> FaultCode.DEVICE_POWER_OFF;
            case NO_DEVICE -> FaultCode.DEVICE_NO_DEVICE;
            case HARDWARE_ERROR -> FaultCode.DEVICE_HARDWARE_ERROR;
            case USER_ERROR -> FaultCode.DEVICE_USER_ERROR;
            case FRAUD_ATTEMPT -> FaultCode.DEVICE_FRAUD_ATTEMPT;
            case POTENTIAL_FRAUD -> FaultCode.DEVICE_POTENTIAL_FRAUD;
            case STARTING -> FaultCode.DEVICE_STARTING;
            case ONLINE, DEVICE_BUSY, UNKNOWN -> FaultCode.DEVICE_UNKNOWN;
        };
    }

    private static TerminalStatus.TaskOwner findingOwner(String kind) {
        return switch (FindingKind.find(kind).map(FindingKind::owner).orElse(FindingKind.Owner.STAFF)) {
            case STAFF -> TerminalStatus.TaskOwner.STAFF;
            case ENGINEER -> TerminalStatus.TaskOwner.ENGINEER;
            case AUDITOR -> TerminalStatus.TaskOwner.AUDITOR;
            case CENTRAL -> TerminalStatus.TaskOwner.CENTRE;
        };
    }

    private static TerminalStatus.TaskOwner taskOwner(WhoActs acts) {
        return switch (acts) {
            case CITIZEN -> TerminalStatus.TaskOwner.CITIZEN;
            case STAFF -> TerminalStatus.TaskOwner.STAFF;
            case ENGINEER -> TerminalStatus.TaskOwner.ENGINEER;
            case CENTRE -> TerminalStatus.TaskOwner.CENTRE;
            case NOBODY -> TerminalStatus.TaskOwner.NOBODY;
        };
    }

    private static String stateText(DeviceState state) {
        return state.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static TerminalStatus.StatusTask connectionTask(Session session) {
        var cut = new ServiceEnvironment(false, Set.of(), Set.of(), Set.of(), false, false);
        return TerminalProblem.LINE_DOWN.task("line", "line", "", countAffectedItems(session, cut), true);
    }

    /// An unreadable journal must not hide the rest.
    private List<StaffFinding> openFindings() {
        try {
            return journal.findings().openFindings();
        } catch (JournalException unreadable) {
            return List.of();
        }
    }

    private static TerminalStatus.StatusTask diskTask(String why, Session session) {
        return TerminalProblem.DISK_BROKEN.task(
                "disk", "journal", why, (int) offeredItems(session).count(), true);
    }

    private static TerminalStatus.StatusTask systemTask(String system, Session session) {
        return TerminalProblem.SYSTEM_DOWN.task(
                "system/" + system,
                system,
                "",
                countAffectedItems(session, environmentWith(Set.of(system), Set.of())),
                true);
    }

    private static TerminalStatus.StatusTask findingTask(StaffFinding finding) {
        return new TerminalStatus.StatusTask(
                "finding/" + finding.sequence(),
                finding.kind(),
                finding.service(),
                findingOwner(finding.kind()),
                finding.text(),
                0,
                false);
    }

    private static TerminalStatus.StatusTask loopTask(SupervisedLoop.LoopHealth loop) {
        return TerminalProblem.PART_FAILING.task(
                "loop/" + loop.name(),
                loop.name(),
                loop.inARow() + " times in a row, " + loop.all() + " in all: " + loop.last(),
                0,
                loop.isStuck());
    }

    /// Connection; systems whose data are read; systems that take cases.
    private static List<TerminalStatus.ServiceLamp> statusLamps(Session session) {
        boolean up = session.world().lineUp();
        return List.of(
                new TerminalStatus.ServiceLamp("line", up ? 1 : 0, 1),
                systemLamp("data", session, item -> !item.makesCase()),
                systemLamp("systems", session, Item::makesCase));
    }

    private static TerminalStatus.ServiceLamp systemLamp(String name, Session session, Predicate<Item> which) {
        var systems = systemNames(session.catalog(), which);
        if (!session.world().lineUp()) return new TerminalStatus.ServiceLamp(name, 0, systems.size());
        var working = new HashSet<>(systems);
        working.removeAll(session.world().down());
        return new TerminalStatus.ServiceLamp(name, working.size(), systems.size());
    }

    private static Set<String> systemNames(ItemCatalogue catalog, Predicate<Item> which) {
        return catalog.items().stream()
                .filter(catalog::isOffered)
                .filter(which)
                .flatMap(item -> item.backSystems().stream())
                .collect(Collectors.toSet());
    }

    private static TerminalStatus.DeviceCondition deviceCondition(DeviceView view, List<Fault> faults) {
        if (!view.isServing()) return TerminalStatus.DeviceCondition.STOPPED;
        return faults.isEmpty() && view.status().usable()
                ? TerminalStatus.DeviceCondition.FINE
                : TerminalStatus.DeviceCondition.WARNS;
    }

    private static TerminalStatus.MonitoredDevice toMonitoredDevice(DeviceView view, List<DeviceView> all) {
        var faults = deviceFaults(view);
        return new TerminalStatus.MonitoredDevice(
                view.id(),
                view.deviceClass().text(),
                deviceCondition(view, faults),
                stateText(view.status().state()),
                faults.stream().map(Fault::code).toList(),
                view.driver(),
                view.link(),
                view.age().toSeconds(),
                view.status().facts(),
                view.capabilities(),
                view.counts(),
                CameraAvailability.stoppedCapabilities(view, all));
    }

    private TerminalStatus.PendingWork pendingWork(List<StaffFinding> findings, Instant now) {
        var open = journal.cases().unsettledCases();
        long oldest = open.stream()
                .map(JournalCase::openedAt)
                .min(Comparator.naturalOrder())
                .map(since -> Duration.between(since, now).toMinutes())
                .orElse(0L);
        return new TerminalStatus.PendingWork(
                dispatch.queuedCaseCount(),
                oldest,
                journal.payments().unsettledPayments().size(),
                countFindings(findings, UNKNOWN_PRINT),
                countFindings(findings, DEAD_LETTER),
                dispatch.clockSkew().toSeconds(),
                journal.disk().freeBytes());
    }

    private static int countFindings(List<StaffFinding> findings, String kind) {
        return (int)
                findings.stream().filter(finding -> finding.kind().equals(kind)).count();
    }
}
