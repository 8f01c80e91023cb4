package org.openstm.kiosk.office;

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
import org.openstm.device.WhoActs;
import org.openstm.device.manager.DeviceLifecycle;
import org.openstm.device.manager.DeviceManager;
import org.openstm.device.manager.DeviceView;
import org.openstm.device.supervision.SupervisedLoop;
import org.openstm.kiosk.catalog.Item;
import org.openstm.kiosk.catalog.ItemCatalogue;
import org.openstm.kiosk.dispatch.Dispatch;
import org.openstm.kiosk.engine.Sight;
import org.openstm.kiosk.journal.Case;
import org.openstm.kiosk.journal.Journal;
import org.openstm.kiosk.journal.JournalTrouble;
import org.openstm.kiosk.journal.StaffNote;
import org.openstm.kiosk.session.Availability;
import org.openstm.kiosk.session.Session;
import org.openstm.kiosk.session.World;
import org.openstm.kiosk.staff.Board;

/// Looks at the whole terminal and says what is wrong, who must act and what citizens cannot do
/// meanwhile. Never waits: it reads what desk, journal and dispatch know.
public final class Probe {
    private static final String UNKNOWN_PRINT = "print-unknown";
    private static final String DEAD_LETTER = "dead-letter";

    /// Findings that somebody else than the branch must see to.
    private static final Map<String, Board.Who> FOREIGN = Map.ofEntries(
            Map.entry("journal-damaged", Board.Who.ENGINEER),
            Map.entry("journal-rebuilt", Board.Who.ENGINEER),
            Map.entry("chain-fork", Board.Who.ENGINEER),
            Map.entry("audit-log", Board.Who.AUDITOR),
            Map.entry("second-copy", Board.Who.ENGINEER),
            Map.entry("second-copy-repaired", Board.Who.ENGINEER),
            Map.entry("disk-full", Board.Who.ENGINEER),
            Map.entry("disk-failed", Board.Who.ENGINEER),
            Map.entry("data-in-memory", Board.Who.ENGINEER),
            Map.entry("journal-key", Board.Who.ENGINEER),
            Map.entry("devices-file", Board.Who.ENGINEER),
            Map.entry("staff-file", Board.Who.ENGINEER),
            Map.entry("clock", Board.Who.ENGINEER),
            Map.entry("writing", Board.Who.ENGINEER),
            Map.entry("certificate", Board.Who.ENGINEER),
            Map.entry("settings-old", Board.Who.ENGINEER),
            Map.entry("key-in-file", Board.Who.ENGINEER),
            Map.entry("clear-link", Board.Who.ENGINEER),
            Map.entry("runs-as-root", Board.Who.ENGINEER),
            Map.entry("document-mismatch", Board.Who.CENTRE),
            Map.entry("seal-bad", Board.Who.CENTRE),
            Map.entry("command-forged", Board.Who.CENTRE),
            Map.entry("command-failed", Board.Who.CENTRE),
            Map.entry("contract-ends", Board.Who.ENGINEER),
            Map.entry("central-line", Board.Who.CENTRE),
            Map.entry("central-keys", Board.Who.CENTRE),
            Map.entry("catalogue", Board.Who.CENTRE));

    private final DeviceManager desk;
    private final Journal journal;
    private final Dispatch dispatch;
    private final String program;
    private final Supplier<List<SupervisedLoop.LoopHealth>> loops;

    /// @param program its version
    public Probe(DeviceManager desk, Journal journal, Dispatch dispatch, String program) {
        this(desk, journal, dispatch, program, List::of);
    }

    /// @param loops how the threads fare that live as long as the terminal
    public Probe(
            DeviceManager desk,
            Journal journal,
            Dispatch dispatch,
            String program,
            Supplier<List<SupervisedLoop.LoopHealth>> loops) {
        this.loops = loops;
        this.desk = desk;
        this.journal = journal;
        this.dispatch = dispatch;
        this.program = program;
    }

    /// @param session what it offers, and how the world is around it
    public Board look(Session session, Instant now) {
        var findings = findings();
        var views = desk.deviceViews();
        var tasks = new ArrayList<Board.Task>();
        for (var view : views) tasks.addAll(ofDevice(view, views, session));
        if (!session.world().lineUp()) tasks.add(ofLine(session));
        for (var system : session.world().down()) tasks.add(ofSystem(system, session));
        journal.diskTrouble().ifPresent(why -> tasks.add(ofDisk(why, session)));
        for (var finding : findings) tasks.add(ofFinding(finding));
        for (var loop : loops.get()) if (loop.inARow() > 0) tasks.add(ofLoop(loop));
        tasks.sort(Comparator.comparing(Board.Task::who)
                .thenComparing(Board.Task::stops, Comparator.reverseOrder())
                .thenComparing(Comparator.comparingInt(Board.Task::affected).reversed()));
        return new Board(
                now,
                lamps(session),
                tasks,
                views.stream().map(view -> instrument(view, views)).toList(),
                (int) offered(session)
                        .filter(item -> Availability.closed(item, session).isPresent())
                        .count(),
                (int) offered(session).count(),
                stock(findings, now),
                Map.of(
                        "program", program,
                        "catalogue", Integer.toString(session.catalog().number()),
                        "journal", Long.toString(journal.end().seq())));
    }

    private static java.util.stream.Stream<Item> offered(Session session) {
        return session.catalog().items().stream().filter(session.catalog()::isOffered);
    }

    private static int affected(Session session, World world) {
        return (int) offered(session)
                .filter(item -> Availability.closed(item, world).isPresent())
                .count();
    }

    private static World with(Set<String> down, Set<String> broken) {
        return new World(true, down, broken, Set.of(), false, false);
    }

    private static List<Board.Task> ofDevice(DeviceView view, List<DeviceView> all, Session session) {
        var tasks = new ArrayList<Board.Task>();
        boolean stops = !view.isServing();
        int affected = stops ? affected(session, with(Set.of(), Sight.stopping(view, all))) : 0;
        for (var fault : faults(view)) {
            boolean first = tasks.isEmpty();
            tasks.add(new Board.Task(
                    "device/" + view.id() + "/" + fault.code(),
                    fault.code(),
                    view.deviceClass().text(),
                    who(fault.who()),
                    fault.detail(),
                    first ? affected : 0,
                    stops && first));
        }
        return tasks;
    }

    /// What is wrong with it: as it says itself, or as its place on the desk shows.
    private static List<Fault> faults(DeviceView view) {
        if (view.lent()) return List.of(new Fault(Board.LENT, WhoActs.ENGINEER, "lent to " + view.claimedBy()));
        if (!view.enabled()) return List.of(new Fault(Board.DISABLED, WhoActs.ENGINEER, "taken out of service"));
        if (view.lifecycle() == DeviceLifecycle.CLAIMED)
            return List.of(new Fault("device-claimed", WhoActs.STAFF, "held by " + view.claimedBy()));
        if (!view.status().faults().isEmpty()) return view.status().faults();
        if (view.isServing()) return List.of();
        return List.of(new Fault(
                "device-" + word(view.status().state()), WhoActs.ENGINEER, "no cause is told: " + view.lifecycle()));
    }

    private static Board.Who who(WhoActs acts) {
        return switch (acts) {
            case CITIZEN -> Board.Who.CITIZEN;
            case STAFF -> Board.Who.STAFF;
            case ENGINEER -> Board.Who.ENGINEER;
            case CENTRE -> Board.Who.CENTRE;
            case NOBODY -> Board.Who.NOBODY;
        };
    }

    private static String word(DeviceState state) {
        return state.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Board.Task ofLine(Session session) {
        var cut = new World(false, Set.of(), Set.of(), Set.of(), false, false);
        return new Board.Task("line", "line-down", "line", Board.Who.CENTRE, "", affected(session, cut), true);
    }

    /// A journal that cannot be read must not hide the rest.
    private List<StaffNote> findings() {
        try {
            return journal.findings();
        } catch (JournalTrouble unreadable) {
            return List.of();
        }
    }

    private static Board.Task ofDisk(String why, Session session) {
        return new Board.Task(
                "disk",
                "disk-broken",
                "journal",
                Board.Who.ENGINEER,
                why,
                (int) offered(session).count(),
                true);
    }

    private static Board.Task ofSystem(String system, Session session) {
        return new Board.Task(
                "system/" + system,
                "system-down",
                system,
                Board.Who.CENTRE,
                "",
                affected(session, with(Set.of(system), Set.of())),
                true);
    }

    private static Board.Task ofFinding(StaffNote finding) {
        return new Board.Task(
                "finding/" + finding.sequence(),
                finding.kind(),
                finding.service(),
                FOREIGN.getOrDefault(finding.kind(), Board.Who.STAFF),
                finding.text(),
                0,
                false);
    }

    private static Board.Task ofLoop(SupervisedLoop.LoopHealth loop) {
        return new Board.Task(
                "loop/" + loop.name(),
                "part-failing",
                loop.name(),
                Board.Who.ENGINEER,
                loop.inARow() + " times in a row, " + loop.all() + " in all: " + loop.last(),
                0,
                loop.isStuck());
    }

    /// The line; systems whose data are read; systems that take cases.
    private static List<Board.Lamp> lamps(Session session) {
        boolean up = session.world().lineUp();
        return List.of(
                new Board.Lamp("line", up ? 1 : 0, 1),
                lamp("data", session, item -> !item.makesCase()),
                lamp("systems", session, Item::makesCase));
    }

    private static Board.Lamp lamp(String name, Session session, Predicate<Item> which) {
        var systems = systems(session.catalog(), which);
        if (!session.world().lineUp()) return new Board.Lamp(name, 0, systems.size());
        var working = new HashSet<>(systems);
        working.removeAll(session.world().down());
        return new Board.Lamp(name, working.size(), systems.size());
    }

    private static Set<String> systems(ItemCatalogue catalog, Predicate<Item> which) {
        return catalog.items().stream()
                .filter(catalog::isOffered)
                .filter(which)
                .flatMap(item -> item.backSystems().stream())
                .collect(Collectors.toSet());
    }

    private static Board.Health health(DeviceView view, List<Fault> faults) {
        if (!view.isServing()) return Board.Health.STOPPED;
        return faults.isEmpty() && view.status().usable() ? Board.Health.FINE : Board.Health.WARNS;
    }

    private static Board.Instrument instrument(DeviceView view, List<DeviceView> all) {
        var faults = faults(view);
        return new Board.Instrument(
                view.id(),
                view.deviceClass().text(),
                health(view, faults),
                word(view.status().state()),
                faults.stream().map(Fault::code).toList(),
                view.driver(),
                view.link(),
                view.age().toSeconds(),
                view.status().facts(),
                view.capabilities(),
                view.counts(),
                Sight.stopping(view, all));
    }

    private Board.Stock stock(List<StaffNote> findings, Instant now) {
        var open = journal.unsettled();
        long oldest = open.stream()
                .map(Case::openedAt)
                .min(Comparator.naturalOrder())
                .map(since -> Duration.between(since, now).toMinutes())
                .orElse(0L);
        return new Board.Stock(
                dispatch.queued(),
                oldest,
                journal.payments().unsettled().size(),
                count(findings, UNKNOWN_PRINT),
                count(findings, DEAD_LETTER),
                dispatch.skew().toSeconds(),
                journal.freeBytes());
    }

    private static int count(List<StaffNote> findings, String kind) {
        return (int)
                findings.stream().filter(finding -> finding.kind().equals(kind)).count();
    }
}
