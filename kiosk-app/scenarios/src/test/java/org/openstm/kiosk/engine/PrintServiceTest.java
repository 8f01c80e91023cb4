package org.openstm.kiosk.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openstm.device.DeviceState;
import org.openstm.device.DeviceStatus;
import org.openstm.device.Fault;
import org.openstm.device.PrintOutcome;
import org.openstm.device.ReceiptPrinter;
import org.openstm.device.WhoActs;
import org.openstm.kiosk.journal.model.FindingKind;
import org.openstm.kiosk.session.model.CasePaper;
import org.openstm.kiosk.session.model.PrintingEvent;
import org.openstm.kiosk.session.model.Session;
import org.openstm.kiosk.session.model.SessionEffect;
import org.openstm.kiosk.session.model.SessionEvent;
import org.openstm.kiosk.session.model.SessionState;
import org.openstm.print.Media;
import org.openstm.print.Sheet;

/// A slip of an accepted case at a recording printer: whose paper it is, and what the journal then says.
@Timeout(120)
class PrintServiceTest {
    @TempDir
    Path dir;

    private final Printer printer = new Printer();
    private EngineRig rig;
    private PrintService prints;

    @BeforeEach
    void a_case_was_accepted() throws Exception {
        rig = new EngineRig(dir, printer);
        prints = new PrintService(
                rig.loop,
                rig.journal,
                rig.dispatch,
                printer,
                new ReceiptBuilder(EngineRig.HERE),
                () -> "print-1",
                EngineRig.CLOCK);
        rig.check(EngineRig.LI);
        rig.touch(new SessionEvent.ConfirmCase("t-1"));
        EngineRig.until(() -> rig.loop.session().at() instanceof SessionState.Delivering);
    }

    @AfterEach
    void close() {
        rig.close();
    }

    /// As the state machine asks for it.
    private SessionEffect.PrintPaper order(Session session) {
        var at = (SessionState.Delivering) session.at();
        var paper = new CasePaper("t-1", CasePaper.PaperKind.SLIP, "slip", "", 1, 1);
        var mark = rig.journal.prints().recordPrintBegun("t-1", "print-1", "SLIP receipt/accepted", 1);
        return new SessionEffect.PrintPaper(
                paper,
                new PrintingEvent.PrintEvidence("print-1", mark.sequence(), mark.evidence()),
                at.road(),
                at.outcome());
    }

    @Test
    void the_paper_of_a_session_that_is_over_is_not_printed() throws Exception {
        var session = rig.loop.session();
        var order = order(session);
        rig.breakDown();
        prints.printPaper(session, order);
        assertEquals(List.of(), printer.sheets);
    }

    @Test
    void the_paper_of_another_case_than_the_one_on_the_screen_is_not_printed() throws Exception {
        var session = rig.loop.session();
        var order = order(session);
        var foreign = new CasePaper("t-0", CasePaper.PaperKind.SLIP, "slip", "", 1, 1);
        prints.printPaper(session, new SessionEffect.PrintPaper(foreign, order.mark(), order.road(), order.outcome()));
        assertEquals(List.of(), printer.sheets);
    }

    @Test
    void the_paper_of_this_session_and_case_is_printed_once() throws Exception {
        var session = rig.loop.session();
        prints.printPaper(session, order(session));
        assertEquals(1, printer.sheets.size());
        assertEquals(List.of(), rig.journal.prints().unprovedPrints());
    }

    @Test
    void a_slip_that_cannot_be_made_is_certainly_not_printed() throws Exception {
        var session = rig.loop.session();
        var order = order(session);
        var mark = new PrintingEvent.PrintEvidence("print-1", order.mark().sequence(), "x"); // too short for the slip
        prints.printPaper(session, new SessionEffect.PrintPaper(order.paper(), mark, order.road(), order.outcome()));
        assertEquals(List.of(), printer.sheets);
        assertEquals(List.of(), rig.journal.prints().unprovedPrints());
    }

    @Test
    void a_print_that_nobody_can_prove_is_unknown_in_the_journal_and_on_the_screen() throws Exception {
        printer.outcome = new PrintOutcome.Unknown(new Fault("no-proof", WhoActs.STAFF, ""));
        rig.touch(new SessionEvent.PrintPapers());
        rig.loop.postEvent(new SessionEvent.CardPresence(false));
        EngineRig.until(() -> !printer.sheets.isEmpty());
        EngineRig.until(() -> rig.loop.session().at() instanceof SessionState.Delivering(var _, var _, var stage)
                && stage instanceof SessionState.DeliveryStage.PrintTrouble trouble
                && trouble.unknown());
        assertEquals(1, rig.journal.prints().unprovedPrints().size());
        assertTrue(rig.journal.findings().openFindings().stream()
                .anyMatch(finding -> finding.txId().equals("t-1")));
    }

    @Test
    void a_print_that_a_breakdown_of_the_session_cuts_short_is_a_finding_for_staff() throws Exception {
        printer.hangs = true;
        rig.touch(new SessionEvent.PrintPapers());
        rig.loop.postEvent(new SessionEvent.CardPresence(false));
        EngineRig.until(() -> !printer.sheets.isEmpty());
        rig.breakDown();
        EngineRig.until(() -> rig.journal.findings().openFindings().stream()
                .anyMatch(finding -> finding.kind().equals(FindingKind.PRINT_UNKNOWN.text())
                        && finding.txId().equals("t-1")));
    }

    @Test
    void nothing_is_printed_that_the_journal_could_not_begin_and_the_citizen_hears_it() throws Exception {
        rig.closeJournal();
        rig.touch(new SessionEvent.PrintPapers());
        rig.loop.postEvent(new SessionEvent.CardPresence(false));
        EngineRig.until(() -> rig.loop.session().at() instanceof SessionState.Delivering(var _, var _, var stage)
                && stage instanceof SessionState.DeliveryStage.PrintTrouble trouble
                && trouble.fault().equals("journal-broken")
                && !trouble.unknown());
        assertEquals(List.of(), printer.sheets);
    }

    /// Answers as a test says.
    private static final class Printer implements FewDevices, ReceiptPrinter {
        private final List<Sheet> sheets = new CopyOnWriteArrayList<>();
        private volatile boolean hangs;
        private volatile PrintOutcome outcome = new PrintOutcome.Printed("process-id", "1");

        @Override
        public Optional<ReceiptPrinter> receiptPrinter() {
            return Optional.of(this);
        }

        @Override
        public Media media() {
            return Media.THERMAL_80;
        }

        @Override
        public PrintOutcome print(Sheet sheet, Duration patience) throws InterruptedException {
            sheets.add(sheet);
            if (hangs) Thread.sleep(Duration.ofMinutes(5));
            return outcome;
        }

        @Override
        public DeviceStatus status(Duration patience) {
            return DeviceStatus.of(DeviceState.ONLINE);
        }

        @Override
        public void close() {}

        @Override
        public void clear() {}
    }
}
