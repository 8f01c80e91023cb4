package org.openstm.kiosk.staff.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openstm.device.DeviceClass;
import org.openstm.device.link.LinkAddress;
import org.openstm.device.manager.DeviceEntry;
import org.openstm.device.manager.DeviceManager;
import org.openstm.device.sim.SimulatorFactory;
import org.openstm.kiosk.catalog.LocalizedText;
import org.openstm.kiosk.catalog.load.CatalogueFiles;
import org.openstm.kiosk.central.CaseSubject;
import org.openstm.kiosk.central.CaseSubmission;
import org.openstm.kiosk.central.Proofs;
import org.openstm.kiosk.central.codec.SubmissionCodec;
import org.openstm.kiosk.dispatch.OutboxDispatcher.SubmissionResult;
import org.openstm.kiosk.engine.TerminalProfile;
import org.openstm.kiosk.rig.Station;
import org.openstm.kiosk.session.model.Session;
import org.openstm.kiosk.staff.Officer;
import org.openstm.kiosk.staff.StaffCaseEntry;
import org.openstm.kiosk.staff.StaffCaseState;
import org.openstm.kiosk.staff.StaffRole;

/// Staff look for cases that a real central accepted.
@Timeout(120)
class CaseLookupTest {
    private static final CaseSubject LI = new CaseSubject("李秀兰", "530102195503080028", "resident");
    private static final Officer YANG = new Officer("0417", "杨晓云", StaffRole.BRANCH);
    private static final CaseSubject ZHAO = new CaseSubject("赵伟", "530102199001010016", "resident");

    @TempDir
    Path dir;

    private Station station;
    private CaseLookup cases;

    @BeforeEach
    void open() {
        station = Station.open(dir);
        cases = new CaseLookup(station.journal(), station.dispatch());
    }

    @AfterEach
    void close() {
        station.close();
    }

    private String handedIn(String txId, CaseSubject who) throws InterruptedException {
        byte[] request = SubmissionCodec.toBytes(new CaseSubmission(
                txId,
                "pension/life-proof",
                1,
                who,
                Proofs.identity(station.client(), who),
                Map.of(),
                Instant.now(),
                Station.TERMINAL,
                false));
        station.journal().cases().recordIntent(txId, "pension/life-proof", 1, "s-1", false, request, "ABCDEFGH2345");
        var fate = station.dispatch().submitCase(txId, Duration.ofSeconds(60));
        return fate instanceof SubmissionResult.Accepted(var receipt) ? receipt.caseNumber() : "";
    }

    @Test
    void a_case_is_found_by_the_end_of_its_number_or_of_the_persons_and_names_nobody() throws Exception {
        String number = handedIn("t-1", LI);
        assertEquals("", handedIn("t-2", ZHAO), "too young for it: refused");
        assertEquals(2, cases.findCases("", Instant.now()).lines().size());
        var byPerson = cases.findCases("0028", Instant.now()).lines();
        assertEquals(List.of("t-1"), byPerson.stream().map(StaffCaseEntry::txId).toList());
        assertEquals("李*兰 ****0028", byPerson.getFirst().who());
        assertEquals(StaffCaseState.ACCEPTED, byPerson.getFirst().state());
        String digits = number.replaceAll("\\D", "");
        assertTrue(cases.findCases(digits, Instant.now()).lines().stream()
                .anyMatch(line -> line.txId().equals("t-1")));
        assertEquals(List.of(), cases.findCases("999999999999", Instant.now()).lines());
        assertFalse(cases.findCases("", Instant.now()).toString().contains("530102"), "no whole number");
    }

    @Test
    void the_story_of_a_case_is_in_order_and_the_journal_is_checked() throws Exception {
        var _ = handedIn("t-1", LI);
        var story = cases.readHistory("t-1");
        var steps = story.steps().stream()
                .map(StaffCaseEntry.CaseHistoryEntry::what)
                .toList();
        assertEquals(List.of("intent", "sending", "accepted"), steps.subList(0, 3), steps.toString());
        assertTrue(story.whole());
        assertTrue(story.steps().stream().allMatch(step -> step.hash().matches("[0-9a-f]{8}")));
    }

    @Test
    void somebody_who_was_forgotten_is_not_found_and_named_by_nothing() throws Exception {
        String digits = handedIn("t-1", LI).replaceAll("\\D", "");
        var later = Instant.now().plus(Duration.ofDays(1));
        int forgotten = 0;
        for (int i = 0; i < 600 && forgotten == 0; i++) { // central must have countersigned it
            station.dispatch().requestHeartbeatNow();
            Thread.sleep(50);
            forgotten = station.journal()
                    .maintenance()
                    .applyRetention(later, Duration.ZERO, Duration.ofDays(400))
                    .shredded();
        }
        assertEquals(List.of(), cases.findCases("0028", Instant.now()).lines());
        var all = cases.findCases("", Instant.now()).lines();
        assertEquals("–", all.getFirst().who());
        assertFalse(all.getFirst().number().replaceAll("\\D", "").equals(digits), "the receipt is forgotten, too");
        assertEquals(List.of(), cases.findCases(digits, Instant.now()).lines());
    }

    @Test
    void the_day_is_counted_and_held_against_central() throws Exception {
        var _ = handedIn("t-1", LI);
        var day = cases.countDay("0417", Instant.now());
        assertEquals(Map.of(StaffCaseState.ACCEPTED, 1), day.counts());
        assertEquals("same", day.compared());
        assertTrue(station.journal().notes().lastNote("day-end").orElse("").contains("accepted=1"));
        station.central().close();
        assertEquals("no-answer", cases.countDay("0417", Instant.now()).compared());
    }

    @Test
    void a_slip_comes_out_twice_more_and_not_a_third_time_nor_while_a_paper_is_not_settled() throws Exception {
        var words = LocalizedText.of("示范", "Demo");
        var terminal = new TerminalProfile(Station.TERMINAL, words, words, words, "https://x.example/v/", words);
        var session = Session.initialSession(CatalogueFiles.loadShipped(), true, Instant.now());
        var _ = handedIn("t-1", LI);
        var line = cases.findCases("0028", Instant.now()).lines().getFirst();
        try (var sim = SimulatorFactory.startSimulator(
                        DeviceClass.RECEIPT_PRINTER, "tcp://127.0.0.1:0", dir.resolve("papers"));
                var desk = DeviceManager.open(
                        List.of(new DeviceEntry(
                                "slip-1", DeviceClass.RECEIPT_PRINTER, "escpos", LinkAddress.parse(sim.link()))),
                        Duration.ofSeconds(1))) {
            var effects = new AtomicInteger();
            var reprint = new SlipReprinter(terminal, desk, station.journal(), () -> "e-" + effects.incrementAndGet());
            awaitPrinter(desk);
            sim.runControlLine("paper out");
            assertEquals("not-printed", reprint.reprintSlip(YANG, line, session, Instant.now()));
            sim.runControlLine("paper full");
            assertEquals("printed", reprint.reprintSlip(YANG, line, session, Instant.now()));
            sim.runControlLine("paper out after-lines 6");
            assertEquals("unknown", reprint.reprintSlip(YANG, line, session, Instant.now()));
            assertEquals("look-first", reprint.reprintSlip(YANG, line, session, Instant.now()));
            var finding = station.journal().findings().openFindings().getFirst().sequence();
            station.journal().prints().recordPaperSearch(finding, false, "staff 0417: no whole paper was there");
            sim.runControlLine("paper full");
            assertEquals("printed", reprint.reprintSlip(YANG, line, session, Instant.now()));
            assertEquals("too-often", reprint.reprintSlip(YANG, line, session, Instant.now()));
        }
        byte[] request = SubmissionCodec.toBytes(new CaseSubmission(
                "t-2",
                "pension/life-proof",
                1,
                LI,
                Proofs.identity(station.client(), LI),
                Map.of(),
                Instant.now(),
                Station.TERMINAL,
                false));
        station.journal().cases().recordIntent("t-2", "pension/life-proof", 1, "s-1", true, request, "ABCDEFGH2345");
        var waiting =
                new StaffCaseEntry("t-2", Instant.now(), "pension/life-proof", "BJ-1", "–", StaffCaseState.STORED);
        try (var nothing = DeviceManager.open(List.of(), Duration.ofSeconds(1))) {
            var reprint = new SlipReprinter(terminal, nothing, station.journal(), () -> "e-x");
            assertEquals("not-accepted", reprint.reprintSlip(YANG, waiting, session, Instant.now()));
        }
    }

    private static void awaitPrinter(DeviceManager desk) throws InterruptedException {
        for (int i = 0; i < 600 && !desk.deviceViews().getFirst().isServing(); i++) Thread.sleep(50);
    }
}
