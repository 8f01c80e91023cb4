package org.openstm.kiosk.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.openstm.kiosk.engine.TerminalUnderTest.until;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openstm.device.DeviceState;
import org.openstm.device.DeviceStatus;
import org.openstm.device.DocumentPrinter;
import org.openstm.device.PrintOutcome;
import org.openstm.kiosk.catalog.LocalizedText;
import org.openstm.kiosk.catalog.load.CatalogueFiles;
import org.openstm.kiosk.central.CaseReceipt;
import org.openstm.kiosk.central.CaseSubject;
import org.openstm.kiosk.central.CaseSubmission;
import org.openstm.kiosk.central.CentralReply;
import org.openstm.kiosk.central.Proofs;
import org.openstm.kiosk.central.codec.SubmissionCodec;
import org.openstm.kiosk.central.crypto.Sha256;
import org.openstm.kiosk.central.http.HttpCentralClient;
import org.openstm.kiosk.session.flow.SessionStateMachine;
import org.openstm.kiosk.session.model.CaseOutcome;
import org.openstm.kiosk.session.model.IdentifiedPerson;
import org.openstm.kiosk.session.model.Session;
import org.openstm.kiosk.session.model.SessionEvent;
import org.openstm.kiosk.session.model.SessionState;
import org.openstm.kiosk.ui.screen.ScreenComposer;
import org.openstm.kiosk.ui.screen.ScreenPart;
import org.openstm.kiosk.ui.text.BranchInfo;

/// A received document is compared with central's signed receipt before
/// the first byte. Two citizens; central's own store returns the wrong file, sealed by central.
class DocumentBindingTest {
    private static final String TERMINAL = "ST-0412-03";
    private static final InstantSource CLOCK = () -> Instant.parse("2026-11-24T06:32:00Z");
    private static final IdentifiedPerson LI = new IdentifiedPerson("李秀兰", "530102195503080028", "resident", "云岭", "");
    private static final IdentifiedPerson ZHAO = new IdentifiedPerson("赵伟", "530112199008150018", "resident", "云岭", "");
    private static final BranchInfo BOARD = new BranchInfo(
            LocalizedText.of("政务服务", "Services"),
            LocalizedText.of("示范", "Demo"),
            LocalizedText.NONE,
            LocalizedText.NONE);

    @TempDir
    Path dir;

    private final Tray tray = new Tray();
    private TerminalUnderTest terminal;
    private SessionLoop loop;
    private CaseReceipt second;

    @BeforeEach
    void two_citizens_have_a_certificate_each() {
        var receipts = new ArrayList<CaseReceipt>();
        terminal = TerminalUnderTest.in(dir)
                .session(started -> {
                    certificate(started.client, "t-1", LI);
                    receipts.add(certificate(started.client, "t-2", ZHAO));
                    return told(ZHAO, receipts.getFirst());
                })
                .devices(tray)
                .start();
        loop = terminal.loop;
        second = receipts.getFirst();
    }

    @AfterEach
    void close() {
        tray.go.release(10);
        terminal.close();
    }

    private static CaseReceipt certificate(HttpCentralClient client, String txId, IdentifiedPerson person) {
        var submission = new CaseSubmission(
                txId,
                "social-insurance/contribution-certificate",
                1,
                new CaseSubject(person.name(), person.number(), person.layout()),
                Proofs.identity(client, new CaseSubject(person.name(), person.number(), person.layout())),
                Map.of("kind", "pension", "months", "2025-10/2026-09", "purpose", "loan"),
                CLOCK.instant(),
                TERMINAL,
                false,
                List.of());
        var reply = client.submitCase(txId, SubmissionCodec.toBytes(submission));
        if (reply instanceof CentralReply.Done<CaseReceipt>(var receipt)) return receipt;
        return fail("no certificate: " + reply);
    }

    /// The page with the accepted case.
    private static Session told(IdentifiedPerson person, CaseReceipt receipt) {
        var at = Session.initialSession(CatalogueFiles.loadShipped(), true, CLOCK.instant());
        for (var event : List.of(
                new SessionEvent.StartSession(),
                new SessionEvent.SeeItem("pension/life-proof"),
                new SessionEvent.BeginItem("pension/life-proof"),
                new SessionEvent.TickConsent(),
                new SessionEvent.Agree(),
                new SessionEvent.CardRead(person),
                new SessionEvent.CheckByMatch(),
                new SessionEvent.PersonMatched(true),
                new SessionEvent.ConfirmCase(receipt.txId()),
                new SessionEvent.OutcomeKnown(WireMapper.toAccepted(receipt))))
            at = SessionStateMachine.nextStep(at, event, CLOCK.instant()).next();
        assertInstanceOf(CaseOutcome.Accepted.class, ((SessionState.Delivering) at.at()).outcome());
        return at;
    }

    /// The file in central's store under the second citizen's serial.
    private void store(byte[] pdf) throws SQLException {
        try (var file = DriverManager.getConnection("jdbc:sqlite:" + dir.resolve("central/central.db"));
                var change = file.prepareStatement("UPDATE document SET pdf = ? WHERE tx_id = 't-2'")) {
            change.setBytes(1, pdf);
            assertEquals(1, change.executeUpdate());
        }
    }

    private byte[] stored(String txId) throws SQLException {
        try (var file = DriverManager.getConnection("jdbc:sqlite:" + dir.resolve("central/central.db"));
                var ask = file.prepareStatement("SELECT pdf FROM document WHERE tx_id = ?")) {
            ask.setString(1, txId);
            try (var rows = ask.executeQuery()) {
                assertTrue(rows.next());
                return rows.getBytes(1);
            }
        }
    }

    private void print() {
        loop.postTouch(new SessionEvent.PrintPapers());
        loop.postEvent(new SessionEvent.CardPresence(false));
    }

    private SessionState.DeliveryStage handing() {
        return loop.session().at() instanceof SessionState.Delivering(var _, var _, var handing)
                ? handing
                : new SessionState.DeliveryStage.ShowingOutcome();
    }

    private void refusedAs(String fault) throws InterruptedException {
        until(() -> handing() instanceof SessionState.DeliveryStage.PrintTrouble);
        var trouble = (SessionState.DeliveryStage.PrintTrouble) handing();
        assertEquals(fault, trouble.fault());
        assertFalse(trouble.unknown(), "nothing went to the printer, and that is certain");
        assertEquals(List.of(), tray.printed);
        assertEquals(
                List.of(fault + " t-2"),
                terminal.journal().findings().openFindings().stream()
                        .map(f -> f.kind() + " " + f.txId())
                        .toList());
        var page = ScreenComposer.composeScreen(loop.session(), BOARD).toString();
        assertTrue(page.contains("和您的办件对不上"), page);
    }

    @Test
    void the_previous_citizen_s_sealed_certificate_is_not_printed_for_the_next() throws Exception {
        store(stored("t-1"));
        print();
        refusedAs("document-mismatch");
    }

    @Test
    void it_is_checked_again_when_printing_is_tried_again() throws Exception {
        byte[] right = stored("t-2");
        store(stored("t-1"));
        print();
        refusedAs("document-mismatch");
        loop.postTouch(new SessionEvent.TryAgain());
        loop.awaitIdle(); // otherwise the first refusal would still be shown
        refusedAs("document-mismatch");
        store(right);
        tray.go.release();
        until(() -> {
            loop.postTouch(new SessionEvent.TryAgain());
            return !tray.printed.isEmpty();
        });
        assertEquals(second.documents().getFirst().sha256(), Sha256.digestHex(tray.printed.getFirst()));
    }

    @Test
    void a_document_without_a_seal_that_holds_is_refused_with_a_finding() throws Exception {
        byte[] broken = stored("t-2");
        broken[broken.length / 2] ^= 1;
        store(broken);
        print();
        refusedAs("seal-bad");
    }

    @Test
    void no_check_is_ticked_before_it_was_made() throws Exception {
        var begun = SessionStateMachine.nextStep(loop.session(), new SessionEvent.PrintPapers(), CLOCK.instant())
                .next();
        begun = SessionStateMachine.nextStep(begun, new SessionEvent.CardPresence(false), CLOCK.instant())
                .next();
        assertEquals(List.of(ScreenPart.StageMark.NOW, ScreenPart.StageMark.NOW), checks(begun));
        print();
        until(() -> !tray.waiting.isEmpty());
        until(() -> checks(loop.session()).equals(List.of(ScreenPart.StageMark.DONE, ScreenPart.StageMark.DONE)));
        assertEquals(second.documents().getFirst().sha256(), Sha256.digestHex(tray.waiting.getFirst()));
    }

    private static List<ScreenPart.StageMark> checks(Session session) {
        return ScreenComposer.composeScreen(session, BOARD).parts().stream()
                .filter(ScreenPart.Timeline.class::isInstance)
                .flatMap(part -> ((ScreenPart.Timeline) part).stages().stream())
                .filter(stage -> stage.text().startsWith("核对"))
                .map(ScreenPart.TimelineStage::mark)
                .toList();
    }

    @Test
    void the_receipt_s_digest_its_pages_and_the_persons_are_all_held_against_the_file() throws SQLException {
        byte[] mine = stored("t-1");
        var day = LocalDate.ofInstant(CLOCK.instant(), ZoneOffset.UTC);
        var right = document(1, Sha256.digestHex(mine));
        var li = Set.of(LI.number());
        assertEquals(Optional.empty(), DocumentVerifier.findMismatch(mine, right, li, day));
        mismatch("digest", mine, document(1, second.documents().getFirst().sha256()), LI);
        mismatch("pages", mine, document(2, Sha256.digestHex(mine)), LI);
        mismatch("another person", mine, right, ZHAO);
        byte[] noise = {1, 2, 3};
        mismatch("PDF", noise, document(1, Sha256.digestHex(noise)), LI);
    }

    private static CaseOutcome.SealedDocument document(int pages, String sha256) {
        return new CaseOutcome.SealedDocument("S", "证明", pages, sha256);
    }

    private static void mismatch(String why, byte[] pdf, CaseOutcome.SealedDocument expected, IdentifiedPerson person) {
        var day = LocalDate.ofInstant(CLOCK.instant(), ZoneOffset.UTC);
        var found = DocumentVerifier.findMismatch(pdf, expected, Set.of(person.number()), day);
        assertTrue(found.orElse("no mismatch").contains(why), found.toString());
    }

    /// A document printer that stores its jobs, and completes them when the test lets it.
    private static final class Tray implements FewDevices, DocumentPrinter {
        private final List<byte[]> waiting = new CopyOnWriteArrayList<>();
        private final List<byte[]> printed = new CopyOnWriteArrayList<>();
        private final Semaphore go = new Semaphore(0);

        @Override
        public PrintOutcome print(byte[] pdf, String job, Duration patience, Consumer<Progress> progress)
                throws InterruptedException {
            waiting.add(pdf);
            go.acquire();
            printed.add(pdf);
            return new PrintOutcome.Printed("job", "kept");
        }

        @Override
        public Optional<DocumentPrinter> documentPrinter() {
            return Optional.of(this);
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
