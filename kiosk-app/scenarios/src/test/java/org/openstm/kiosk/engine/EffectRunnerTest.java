package org.openstm.kiosk.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openstm.device.BarcodeReader;
import org.openstm.device.DeviceState;
import org.openstm.device.DeviceStatus;
import org.openstm.kiosk.session.model.CaseOutcome;
import org.openstm.kiosk.session.model.SessionEvent;
import org.openstm.kiosk.session.model.SessionState;

/// What the end of a session wipes, one thing at a time, and what is never sent. The state machine decides it;
/// here the engine must have done it.
@Timeout(120)
class EffectRunnerTest {
    @TempDir
    Path dir;

    private final CountedDevices devices = new CountedDevices();
    private EngineRig rig;

    @BeforeEach
    void open() {
        rig = new EngineRig(dir, devices);
    }

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void the_input_method_forgets_what_was_written_when_a_session_ends() throws Exception {
        rig.identify(EngineRig.LI);
        assertEquals(0, rig.input.forgotten.get());
        rig.leave();
        assertEquals(1, rig.input.forgotten.get());
    }

    @Test
    void the_devices_are_cleared_when_a_session_ends() throws Exception {
        rig.identify(EngineRig.LI);
        assertEquals(0, devices.cleared.get());
        rig.leave();
        EngineRig.until(() -> devices.cleared.get() == 1);
    }

    @Test
    void what_was_exchanged_with_central_is_forgotten_when_a_session_ends() throws Exception {
        rig.check(EngineRig.LI);
        assertFalse(rig.calls.contains("forgetExchanges"));
        rig.leave();
        EngineRig.until(() -> rig.calls.contains("forgetExchanges"));
    }

    @Test
    void the_scanner_reads_no_code_while_it_is_cleared() throws Exception {
        EngineRig.until(() -> devices.scans.get() > 0);
        rig.identify(EngineRig.LI);
        rig.leave();
        EngineRig.until(() -> devices.cleared.get() == 1);
        // one scan may have been called for just before
        assertTrue(devices.scansWhileClearing <= 1, devices.scansWhileClearing + " scans");
        int before = devices.scans.get();
        EngineRig.until(() -> devices.scans.get() > before + 1);
    }

    @Test
    void what_still_runs_for_a_session_is_stopped_at_its_end() throws Exception {
        rig.holdAnswersTo("callStaff");
        rig.touch(new SessionEvent.StartSession(), new SessionEvent.CallHelp());
        EngineRig.until(() -> rig.calls.contains("callStaff"));
        rig.breakDown();
        EngineRig.until(() -> rig.interrupted.contains("callStaff"));
    }

    @Test
    void nobody_waits_at_the_till_after_a_session() throws Exception {
        rig.check(EngineRig.LI);
        rig.holdAnswersTo("submitCase");
        rig.touch(new SessionEvent.ConfirmCase("t-1"));
        EngineRig.until(() -> rig.dispatch.paymentCoordinator().isAttended("t-1"));
        rig.breakDown();
        EngineRig.until(() -> !rig.dispatch.paymentCoordinator().isAttended("t-1"));
    }

    @Test
    void the_evidence_for_one_citizen_does_not_reach_the_next_session() throws Exception {
        for (var person : List.of(EngineRig.LI, EngineRig.ZHAO, EngineRig.ZHAO)) {
            rig.claims.clear();
            rig.check(person);
            EngineRig.until(() -> rig.claims.size() == 2);
            assertEquals(person.number(), rig.claims.getFirst().subject().number());
            assertEquals("", rig.claims.getFirst().evidence(), "a chain of its own");
            assertEquals("simulated-match", rig.claims.getLast().factor());
            rig.leave();
        }
    }

    @Test
    void an_event_of_the_session_before_is_dropped() throws Exception {
        rig.identify(EngineRig.LI);
        long before = rig.loop.session().number();
        rig.leave();
        rig.touch(
                new SessionEvent.StartSession(),
                new SessionEvent.SeeItem(EngineRig.LIFE_PROOF),
                new SessionEvent.BeginItem(EngineRig.LIFE_PROOF),
                new SessionEvent.TickConsent(),
                new SessionEvent.Agree());
        var waiting = rig.loop.session();
        rig.loop.postEvent(before, new SessionEvent.CardRead(EngineRig.LI));
        rig.loop.awaitIdle();
        assertEquals(waiting, rig.loop.session(), "nobody is identified by the card of the last citizen");
    }

    /// The number of a case comes twice: the journal refuses the second, and the first one's must not be sent
    /// instead.
    @Test
    void a_case_that_the_journal_did_not_take_is_not_sent() throws Exception {
        rig.journal
                .cases()
                .recordIntent(
                        "t-1",
                        EngineRig.LIFE_PROOF,
                        1,
                        "session-0",
                        false,
                        "{}".getBytes(StandardCharsets.UTF_8),
                        "ABCDEFGHJKLM",
                        List.of());
        rig.check(EngineRig.LI);
        rig.touch(new SessionEvent.ConfirmCase("t-1"));
        EngineRig.until(() -> rig.loop.session().at() instanceof SessionState.Delivering);
        var outcome = ((SessionState.Delivering) rig.loop.session().at()).outcome();
        assertInstanceOf(CaseOutcome.NotSent.class, outcome);
        // nothing tells that something will not come: a sent case would come within milliseconds
        for (int looks = 0; looks < 50; looks++) {
            assertFalse(rig.calls.contains("submitCase"), rig.calls.toString());
            // the journal has given the case up, so that a dispatcher that was asked would call nobody either
            assertFalse(rig.dispatch.paymentCoordinator().isAttended("t-1"), "the dispatcher was asked to send it");
            Thread.sleep(20);
        }
        assertEquals("{}", cases());
    }

    private String cases() throws Exception {
        try (var http = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(rig.central.demoUri().resolve("/demo/cases"))
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
        }
    }

    /// Counts scans and clearings; a clearing takes a while.
    private static final class CountedDevices implements FewDevices, BarcodeReader {
        private final AtomicInteger scans = new AtomicInteger();
        private final AtomicInteger cleared = new AtomicInteger();
        private volatile int scansWhileClearing;

        @Override
        public Optional<BarcodeReader> barcodeReader() {
            return Optional.of(this);
        }

        @Override
        public Scan scan(Duration patience) throws InterruptedException {
            scans.incrementAndGet();
            Thread.sleep(10);
            return new Scan.Nothing();
        }

        @Override
        public void clear() throws InterruptedException {
            int before = scans.get();
            Thread.sleep(300);
            scansWhileClearing = scans.get() - before;
            cleared.incrementAndGet();
        }

        @Override
        public DeviceStatus status(Duration patience) {
            return DeviceStatus.of(DeviceState.ONLINE);
        }

        @Override
        public void close() {}
    }
}
