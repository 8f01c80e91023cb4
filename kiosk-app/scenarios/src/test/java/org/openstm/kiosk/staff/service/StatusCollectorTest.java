package org.openstm.kiosk.staff.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openstm.device.DeviceClass;
import org.openstm.device.FaultCode;
import org.openstm.device.contract.LongTest;
import org.openstm.device.link.LinkAddress;
import org.openstm.device.manager.DeviceEntry;
import org.openstm.device.manager.DeviceManager;
import org.openstm.device.sim.SimulatorFactory;
import org.openstm.device.sim.link.DeviceSimulator;
import org.openstm.kiosk.Repository;
import org.openstm.kiosk.catalog.DisplayLanguage;
import org.openstm.kiosk.catalog.load.CatalogueFiles;
import org.openstm.kiosk.journal.Journal;
import org.openstm.kiosk.journal.model.FindingKind;
import org.openstm.kiosk.rig.Station;
import org.openstm.kiosk.session.model.Session;
import org.openstm.kiosk.staff.TerminalStatus;
import org.openstm.kiosk.staff.TerminalStatus.TaskOwner;
import org.openstm.kiosk.ui.text.StaffTexts;

/// Every device fault is in the status with its code and the person responsible, and disappears by itself.
@LongTest(oneIn = 2)
class StatusCollectorTest {
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /// @param words control line of the simulator
    /// @param code code in the status; several when it depends on the moment
    /// @param cure the control line that ends the fault
    private record Fault(String words, List<String> code, TaskOwner who, boolean stops, String cure) {
        Fault(String words, String code, TaskOwner who, boolean stops, String cure) {
            this(words, List.of(code), who, stops, cure);
        }
    }

    private static final Map<DeviceClass, List<Fault>> TABLE = Map.of(
            DeviceClass.RECEIPT_PRINTER,
                    List.of(
                            new Fault("paper near", "paper-low", TaskOwner.STAFF, false, "well"),
                            new Fault("paper out", "paper-out", TaskOwner.STAFF, true, "well"),
                            new Fault("cover open", "cover-open", TaskOwner.STAFF, true, "well"),
                            new Fault("cutter jam", "cutter-jam", TaskOwner.STAFF, true, "well"),
                            new Fault("mechanical", "printer-mechanical", TaskOwner.STAFF, true, "well"),
                            new Fault("broken", "printer-broken", TaskOwner.ENGINEER, true, "well"),
                            new Fault("hot", "head-hot", TaskOwner.NOBODY, true, "well"),
                            new Fault("button", "feed-button", TaskOwner.STAFF, true, "well"),
                            new Fault("unplug", List.of("link-lost", "no-answer"), TaskOwner.ENGINEER, true, "plug")),
            DeviceClass.DOCUMENT_PRINTER,
                    List.of(
                            new Fault("media-low", "paper-low", TaskOwner.STAFF, false, "ok"),
                            new Fault("media-empty", "paper-out", TaskOwner.STAFF, true, "ok"),
                            new Fault("jam", "paper-jam", TaskOwner.STAFF, true, "ok"),
                            new Fault("door-open", "cover-open", TaskOwner.STAFF, true, "ok"),
                            new Fault("toner-low", "toner-low", TaskOwner.STAFF, false, "ok"),
                            new Fault("toner-empty", "toner-out", TaskOwner.STAFF, true, "ok"),
                            new Fault("tray-full", "tray-full", TaskOwner.STAFF, true, "ok"),
                            new Fault("offline", "printer-offline", TaskOwner.STAFF, true, "ok"),
                            new Fault("unplug", List.of("link-lost", "no-answer"), TaskOwner.ENGINEER, true, "plug")),
            DeviceClass.ID_CARD_READER,
                    List.of(
                            new Fault("fault silent 100000", "no-answer", TaskOwner.STAFF, true, "fault none"),
                            new Fault(
                                    "fault status 60 on all 100000",
                                    "reader-self-test-failed",
                                    TaskOwner.ENGINEER,
                                    true,
                                    "fault none"),
                            new Fault(
                                    "fault status 66 on all 100000",
                                    "reader-not-authorised",
                                    TaskOwner.ENGINEER,
                                    true,
                                    "fault none"),
                            new Fault("unplug", List.of("link-lost", "no-answer"), TaskOwner.ENGINEER, true, "plug")),
            DeviceClass.BARCODE_READER,
                    List.of(new Fault("unplug", List.of("link-lost", "no-answer"), TaskOwner.ENGINEER, true, "plug")),
            DeviceClass.LIGHTS,
                    List.of(
                            new Fault("door yes", "door-open", TaskOwner.STAFF, false, "well"),
                            new Fault("tilt yes", "cabinet-moved", TaskOwner.STAFF, false, "well"),
                            new Fault("broken card", "light-broken", TaskOwner.ENGINEER, false, "well"),
                            new Fault("mute", "no-answer", TaskOwner.STAFF, true, "well"),
                            new Fault("unplug", List.of("link-lost", "no-answer"), TaskOwner.ENGINEER, true, "plug")),
            DeviceClass.CAMERA,
                    List.of(
                            new Fault("garbage", "camera-not-mjpeg", TaskOwner.ENGINEER, true, "well"),
                            new Fault("silent", "no-answer", TaskOwner.STAFF, true, "well"),
                            new Fault("unplug", List.of("link-lost", "no-answer"), TaskOwner.ENGINEER, true, "plug")),
            // pcscd dies and comes back
            DeviceClass.CHIP_CARD_READER,
                    List.of(new Fault("unplug", List.of("link-lost", "no-answer"), TaskOwner.ENGINEER, true, "plug")));

    private static final Map<DeviceClass, String> DRIVERS = Map.of(
            DeviceClass.ID_CARD_READER, "samv",
            DeviceClass.RECEIPT_PRINTER, "escpos",
            DeviceClass.DOCUMENT_PRINTER, "ipp",
            DeviceClass.BARCODE_READER, "serial",
            DeviceClass.CHIP_CARD_READER, "pcsc",
            DeviceClass.LIGHTS, "board",
            DeviceClass.CAMERA, "mjpeg");

    /// A virtual reader of chip cards is on every machine that scripts/test has set up.
    private static final List<DeviceClass> HERE = DRIVERS.keySet().stream()
            .filter(device -> System.getenv("CI") != null || SimulatorFactory.isAvailable(device))
            .toList();

    @TempDir
    Path dir;

    private final Map<DeviceClass, DeviceSimulator> bench = new LinkedHashMap<>();
    private Station station;
    private Journal journal;
    private DeviceManager desk;
    private StatusCollector probe;
    private final Session session =
            Session.initialSession(CatalogueFiles.loadShipped(), true, Instant.parse("2026-11-24T01:00:00Z"));

    @BeforeEach
    void open() throws IOException {
        var entries = new ArrayList<DeviceEntry>();
        for (var one : HERE) {
            var sim = SimulatorFactory.startSimulator(one, "tcp://127.0.0.1:0", dir.resolve("papers"));
            bench.put(one, sim);
            var driver = Objects.requireNonNull(DRIVERS.get(one));
            entries.add(new DeviceEntry(id(one), one, driver, LinkAddress.parse(sim.link())));
        }
        station = Station.open(dir);
        journal = station.journal();
        desk = DeviceManager.open(entries, POLL);
        probe = new StatusCollector(desk, journal, station.dispatch(), "test");
    }

    private DeviceSimulator sim(DeviceClass device) {
        return Objects.requireNonNull(bench.get(device));
    }

    private static String id(DeviceClass device) {
        return device.text() + "-1";
    }

    @AfterEach
    void close() {
        desk.close();
        bench.values().forEach(DeviceSimulator::close);
        station.close();
    }

    private List<TerminalStatus.StatusTask> tasks(DeviceClass device) {
        return probe.collectStatus(session, Instant.now()).tasks().stream()
                .filter(task -> task.id().startsWith("device/" + id(device) + "/"))
                .toList();
    }

    private TerminalStatus.MonitoredDevice instrument(DeviceClass device) {
        return probe.collectStatus(session, Instant.now()).devices().stream()
                .filter(one -> one.id().equals(id(device)))
                .findFirst()
                .orElseThrow();
    }

    private long awaitThat(String what, Callable<Boolean> holds) throws Exception {
        long begin = System.nanoTime();
        while (!holds.call()) {
            if (System.nanoTime() - begin > PATIENCE.toNanos())
                throw new AssertionError(what + ", but the board says "
                        + probe.collectStatus(session, Instant.now()).tasks());
            Thread.sleep(20);
        }
        long took = (System.nanoTime() - begin) / 1_000_000;
        if (took > POLL.plusSeconds(2).toMillis()) System.out.println("staff: " + took + " ms until " + what);
        return took;
    }

    /// @return the slowest, in ms
    private long walk(DeviceClass device) throws Exception {
        long slowest = 0;
        for (var fault : TABLE.getOrDefault(device, List.of())) {
            awaitThat(
                    device + " is well",
                    () -> tasks(device).isEmpty() && instrument(device).state().equals("online"));
            assertEquals("ok", sim(device).runControlLine(fault.words()), fault.words());
            slowest = Math.max(
                    slowest,
                    awaitThat(
                            device + " has " + fault.code(),
                            () -> !tasks(device).isEmpty()
                                    && fault.code()
                                            .contains(tasks(device).getFirst().code())));
            var task = tasks(device).getFirst();
            // an unplugged device is either gone, or silent for a moment before
            assertEquals(task.code().equals("no-answer") ? TaskOwner.STAFF : fault.who(), task.who(), fault.words());
            assertEquals(fault.stops(), task.stops(), fault.words());
            assertEquals(
                    fault.stops() ? TerminalStatus.DeviceCondition.STOPPED : TerminalStatus.DeviceCondition.WARNS,
                    instrument(device).health(),
                    fault.words());
            sim(device).runControlLine(fault.cure());
            slowest = Math.max(
                    slowest, awaitThat(device + " is cured", () -> tasks(device).isEmpty()));
        }
        return slowest;
    }

    @Test
    void every_fault_stands_on_the_board_with_whoever_must_act_and_goes_when_it_is_cured() throws Exception {
        try (var hands = Executors.newVirtualThreadPerTaskExecutor()) {
            var walks = HERE.stream()
                    .map(device -> hands.submit(() -> walk(device)))
                    .toList();
            long slowest = 0;
            for (var walk : walks) slowest = Math.max(slowest, walk.get());
            System.out.println("staff: a fault stood on the board, or was gone, after " + slowest
                    + " ms at most; a device is asked every " + POLL.toMillis() + " ms");
        }
    }

    @Test
    void what_a_broken_device_closes_is_counted() throws Exception {
        sim(DeviceClass.DOCUMENT_PRINTER).runControlLine("media-empty");
        awaitThat("it is empty", () -> !tasks(DeviceClass.DOCUMENT_PRINTER).isEmpty());
        int needPrinter = (int) session.catalog().items().stream()
                .filter(item -> item.papers().document())
                .count();
        assertTrue(needPrinter > 0);
        assertEquals(needPrinter, tasks(DeviceClass.DOCUMENT_PRINTER).getFirst().affected());
    }

    @Test
    void without_a_camera_that_sees_papers_what_must_show_one_is_closed() throws Exception {
        sim(DeviceClass.CAMERA).runControlLine("unplug");
        awaitThat("it is gone", () -> !tasks(DeviceClass.CAMERA).isEmpty());
        int needPicture = (int) session.catalog().items().stream()
                .filter(item -> item.fieldsByName().values().stream()
                        .anyMatch(field -> field.kind().isPicture() && !field.later()))
                .count();
        assertTrue(needPicture > 0);
        assertEquals(needPicture, tasks(DeviceClass.CAMERA).getFirst().affected());
    }

    /// Also faults that no simulator causes. A code with a meaning of its own is of one command, never part of a
    /// device's
    /// status.
    @Test
    void no_fault_is_without_a_sentence_in_either_language() {
        var codes = new TreeSet<String>();
        for (var code : FaultCode.values()) codes.add(code.text());
        TABLE.values().forEach(faults -> faults.forEach(fault -> codes.addAll(fault.code())));
        codes.removeIf(code ->
                FaultCode.find(code).filter(known -> !known.meaning().isEmpty()).isPresent());
        assertTrue(codes.size() > 30, codes::toString);
        for (var language : DisplayLanguage.values()) {
            var words = StaffTexts.forLanguage(language);
            assertEquals(
                    List.of(),
                    codes.stream().filter(code -> !words.hasFaultText(code)).toList(),
                    language.tag());
        }
    }

    @Test
    void line_and_systems_are_three_lamps_and_findings_are_sorted_by_who_must_act() {
        journal.findings().raiseFinding(FindingKind.CLOCK, "it is wrong");
        journal.findings().raiseFinding(FindingKind.PRINT_UNKNOWN, "look into the slot");
        var board = probe.collectStatus(session, Instant.now());
        assertEquals(
                List.of("line", "data", "systems"),
                board.lamps().stream().map(TerminalStatus.ServiceLamp::name).toList());
        assertTrue(board.lamps().stream().allMatch(TerminalStatus.ServiceLamp::isLit));
        assertEquals(
                List.of("print-unknown", "clock"),
                board.tasks().stream()
                        .filter(task -> task.id().startsWith("finding/"))
                        .map(TerminalStatus.StatusTask::code)
                        .toList());
        assertEquals(1, board.stock().unknownPrints());
    }

    @Test
    void the_board_the_page_of_findings_and_the_words_agree_who_acts() throws IOException {
        var listed = Files.readString(Repository.path("kiosk-app/docs/findings.md"));
        var agreed = Map.of(
                "central-line", Map.entry(TerminalStatus.TaskOwner.CENTRE, "central"),
                "contract-ends", Map.entry(TerminalStatus.TaskOwner.ENGINEER, "engineer"),
                "audit-log", Map.entry(TerminalStatus.TaskOwner.AUDITOR, "security auditor"));
        agreed.keySet()
                .forEach(kind ->
                        journal.findings().raiseFinding(FindingKind.find(kind).orElseThrow(), "test"));
        var board = probe.collectStatus(session, Instant.now());
        agreed.forEach((kind, who) -> {
            var task = board.tasks().stream()
                    .filter(one -> one.code().equals(kind))
                    .findFirst()
                    .orElseThrow();
            assertEquals(who.getKey(), task.who(), kind);
            assertTrue(
                    Pattern.compile("(?m)^\\| `" + kind + "` \\|.*\\| " + who.getValue())
                            .matcher(listed)
                            .find(),
                    kind + " in findings.md");
            assertTrue(
                    StaffTexts.forLanguage(DisplayLanguage.EN)
                            .taskRemedy(task)
                            .contains(who.getValue().replace("central", "centre")),
                    StaffTexts.forLanguage(DisplayLanguage.EN).taskRemedy(task));
        });
    }

    /// Every finding in the documentation is in the status, too, with a text of its own.
    @Test
    void no_finding_is_without_a_sentence_in_either_language() throws IOException {
        var kinds = Pattern.compile("(?m)^\\| ((?:`[a-z-]+`(?:, )?)+) \\|")
                .matcher(Files.readString(Repository.path("kiosk-app/docs/findings.md")))
                .results()
                .flatMap(row -> Stream.of(row.group(1).replace("`", "").split(", ")))
                .toList();
        assertTrue(
                kinds.containsAll(List.of("print-unknown", "case-differs", "audit-log", "disk-full")), kinds::toString);
        for (var language : DisplayLanguage.values())
            assertEquals(
                    List.of(),
                    kinds.stream()
                            .filter(kind -> !StaffTexts.forLanguage(language).hasFaultText(kind))
                            .toList());
    }
}
