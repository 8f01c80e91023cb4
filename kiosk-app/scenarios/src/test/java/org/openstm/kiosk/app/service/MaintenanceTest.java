package org.openstm.kiosk.app.service;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openstm.kiosk.central.CaseSubject;
import org.openstm.kiosk.central.CaseSubmission;
import org.openstm.kiosk.central.CentralReply;
import org.openstm.kiosk.central.Proofs;
import org.openstm.kiosk.central.codec.SubmissionCodec;
import org.openstm.kiosk.central.crypto.CentralPublicKeys;
import org.openstm.kiosk.central.crypto.SigningKey;
import org.openstm.kiosk.central.http.HttpCentralClient;
import org.openstm.kiosk.central.http.TlsCredentials;
import org.openstm.kiosk.central.terminal.HeartbeatRequest;
import org.openstm.kiosk.dispatch.OutboxDispatcher;
import org.openstm.kiosk.dispatch.ProcessDataBuffer;
import org.openstm.kiosk.dispatch.QueuePolicy;
import org.openstm.kiosk.dispatch.RetryPolicy;
import org.openstm.kiosk.journal.Journal;
import org.openstm.kiosk.journal.crypto.FileKeyStore;
import org.openstm.kiosk.journal.model.StaffFinding;
import org.openstm.kiosk.reference.CentralAdministration;
import org.openstm.kiosk.reference.ReferenceCentral;
import org.openstm.kiosk.reference.SunsetNotice;
import org.openstm.kiosk.reference.http.ListenAddress;

/// Certificate renewal between sessions, and the cases that need a person.
class MaintenanceTest {
    private static final String TERMINAL = "ST-0412-03";
    private static final Instant BEGUN = Instant.parse("2026-11-24T06:32:00Z");

    @TempDir
    Path dir;

    private volatile Instant now = BEGUN;
    private volatile Instant centralNow = BEGUN;

    private HttpCentralClient line(ReferenceCentral central) {
        var folder = dir.resolve("kiosk");
        var key = SigningKey.loadOrCreate(folder.resolve("terminal.key"), TERMINAL);
        return new HttpCentralClient(
                central.uri(),
                TERMINAL,
                key,
                CentralPublicKeys.trustOnFirstUse(folder.resolve("central.keys")),
                HttpCentralClient.CallTimeouts.USUAL,
                () -> now,
                Optional.empty(),
                Optional.of(TlsCredentials.loadFrom(folder, key, Optional.empty(), () -> now)));
    }

    private ReferenceCentral central() {
        return ReferenceCentral.start(
                ListenAddress.loopbackTls(0), dir.resolve("central"), Optional.empty(), () -> now, true, null);
    }

    private static List<String> findings(Journal journal) {
        return journal.findings().openFindings().stream()
                .map(StaffFinding::kind)
                .toList();
    }

    @Test
    void the_certificate_is_renewed_by_itself_and_staff_are_called_before_and_when_it_ends() {
        var keys = FileKeyStore.openOrCreate(dir.resolve("journal.key"));
        try (var journal = Journal.open(dir.resolve("journal"), TERMINAL, keys, () -> now)) {
            try (var central = central();
                    var line = line(central)) {
                assertInstanceOf(CentralReply.Done.class, line.querySystems());
                round(journal, line, Duration.ofDays(62));
                var until = line.certificateExpiry().orElseThrow();
                assertEquals(BEGUN.plus(Duration.ofDays(62 + 90)), until);
                assertEquals(List.of(), findings(journal));
                central.startOutage("all", "down", Duration.ofHours(1));
                round(journal, line, Duration.ofDays(62 + 70));
                assertEquals(List.of(), findings(journal), "a month is left");
                round(journal, line, Duration.ofDays(62 + 80));
                assertEquals(List.of("certificate"), findings(journal));
            }
            try (var central = central();
                    var line = line(central)) {
                round(journal, line, Duration.ofDays(62 + 91));
                assertTrue(
                        findings(journal).contains("central-line"),
                        findings(journal).toString());
                var said = journal.findings().openFindings().stream()
                        .filter(one -> one.kind().equals("central-line"))
                        .findFirst()
                        .orElseThrow();
                assertTrue(said.text().startsWith("certificate-expired"), said.text());
            }
            assertTrue(journal.maintenance().verifyOwnFile().sound());
        }
    }

    @Test
    void staff_hear_that_central_changed_its_key_while_the_terminal_was_off() {
        var keys = FileKeyStore.openOrCreate(dir.resolve("journal.key"));
        var folder = dir.resolve("central");
        try (var journal = Journal.open(dir.resolve("journal"), TERMINAL, keys, () -> now)) {
            try (var central = central();
                    var line = line(central)) {
                assertInstanceOf(CentralReply.Done.class, line.querySystems());
            }
            CentralAdministration.announceKey(folder, Optional.empty(), () -> now);
            CentralAdministration.changeKey(folder, Optional.empty(), Duration.ofDays(7), () -> now);
            CentralAdministration.retireKey(folder, Optional.empty(), () -> now);
            try (var central = central();
                    var line = line(central)) {
                var end = new HeartbeatRequest.JournalEnd(0, 5, "a".repeat(64), Optional.empty());
                assertInstanceOf(
                        CentralReply.NoAnswer.class, line.sendHeartbeat(new HeartbeatRequest(end, 0, 0, "0.1.0")));
                for (int day = 1; day < 3; day++) round(journal, line, Duration.ofDays(day));
                assertEquals(List.of("central-keys"), findings(journal));
                var text = journal.findings().openFindings().getFirst().text();
                assertTrue(text.contains("--pair CODE"), text);
            }
        }
    }

    @Test
    void staff_hear_once_on_which_day_the_contract_ends() {
        var keys = FileKeyStore.openOrCreate(dir.resolve("journal.key"));
        try (var journal = Journal.open(dir.resolve("journal"), TERMINAL, keys, () -> now);
                var central = central();
                var line = line(central)) {
            assertInstanceOf(CentralReply.Done.class, line.querySystems());
            round(journal, line, Duration.ofDays(1));
            assertEquals(List.of(), findings(journal));
            central.announceSunset(SunsetNotice.createSunset(LocalDate.parse("2027-06-30"), now));
            assertInstanceOf(CentralReply.Done.class, line.querySystems());
            for (int day = 2; day < 5; day++) round(journal, line, Duration.ofDays(day));
            assertEquals(List.of("contract-ends"), findings(journal));
            String text = journal.findings().openFindings().getFirst().text();
            assertTrue(text.contains("until 2027-06-30"), text);
        }
    }

    @Test
    @DisplayName("a clock that is ahead destroys nothing, and what throws each time keeps nobody remembered")
    void persons_are_forgotten_by_central_s_time_only_and_whatever_else_fails() throws Exception {
        var li = new CaseSubject("李秀兰", "530102195503080028", "resident");
        var keys = FileKeyStore.openOrCreate(dir.resolve("journal.key"));
        Files.createDirectories(dir.resolve("passages.ndjson/in-the-way")); // makes sending them fail each time
        now = BEGUN.minus(Duration.ofDays(31));
        try (var central = ReferenceCentral.start(0, dir.resolve("plain"), () -> centralNow, true);
                var line = new HttpCentralClient(
                        central.uri(),
                        TERMINAL,
                        SigningKey.loadOrCreate(dir.resolve("plain.key"), TERMINAL),
                        CentralPublicKeys.trustOnFirstUse(dir.resolve("plain.keys")),
                        HttpCentralClient.CallTimeouts.USUAL,
                        () -> now);
                var journal = Journal.open(dir.resolve("journal"), TERMINAL, keys, () -> now);
                var dispatch = OutboxDispatcher.start(
                        journal, line, RetryPolicy.forDemo(), QueuePolicy.of(Duration.ofDays(3), 60), "run");
                var upkeep = new Maintenance(journal, dispatch, line, new ProcessDataBuffer(dir), () -> now)) {
            assertInstanceOf(CentralReply.Done.class, line.querySystems());
            var body = SubmissionCodec.toBytes(new CaseSubmission(
                    "t-1", "pension/life-proof", 1, li, Proofs.identity(line, li), Map.of(), now, TERMINAL, false));
            journal.cases().recordIntent("t-1", "pension/life-proof", 1, "session-1", false, body, "ABCDEFGHJKLM");
            assertInstanceOf(
                    OutboxDispatcher.SubmissionResult.Accepted.class,
                    dispatch.submitCase("t-1", Duration.ofSeconds(30)));
            until(() -> dispatch.centralTime().isPresent()
                    && journal.chain().latestAnchor().filter(a -> a.seq() >= 4).isPresent());
            upkeep.runRound();
            assertArrayEquals(
                    body, journal.cases().caseRequest("t-1"), "its own clock was 31 days behind when it was opened");
            now = BEGUN.plus(Duration.ofDays(31));
            upkeep.runRound();
            assertArrayEquals(
                    body, journal.cases().caseRequest("t-1"), "31 days ahead by its own clock, and a minute old");
            assertTrue(findings(journal).contains("clock"), findings(journal).toString());
            centralNow = now;
            until(() -> {
                dispatch.requestHeartbeatNow();
                upkeep.runRound();
                try {
                    journal.cases().caseRequest("t-1");
                    return false;
                } catch (RuntimeException destroyed) {
                    return true;
                }
            });
        }
    }

    private static void until(BooleanSupplier there) throws InterruptedException {
        for (int tries = 0; tries < 600; tries++) {
            if (there.getAsBoolean()) return;
            Thread.sleep(50);
        }
        fail("it did not happen in time");
    }

    private void round(Journal journal, HttpCentralClient line, Duration after) {
        now = BEGUN.plus(after);
        var policy = QueuePolicy.of(Duration.ofDays(3), 60);
        try (var dispatch = OutboxDispatcher.start(journal, line, RetryPolicy.forBranch(), policy, "run");
                var upkeep = new Maintenance(journal, dispatch, line, new ProcessDataBuffer(dir), () -> now)) {
            upkeep.runRound();
        }
    }
}
