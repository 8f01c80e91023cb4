package org.openstm.kiosk.app.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openstm.kiosk.central.CentralApi;
import org.openstm.kiosk.central.InterceptedCentral;
import org.openstm.kiosk.central.crypto.CentralPublicKeys;
import org.openstm.kiosk.central.crypto.SigningKey;
import org.openstm.kiosk.central.http.HttpCentralClient;
import org.openstm.kiosk.dispatch.OutboxDispatcher;
import org.openstm.kiosk.dispatch.ProcessDataBuffer;
import org.openstm.kiosk.dispatch.QueuePolicy;
import org.openstm.kiosk.dispatch.RetryPolicy;
import org.openstm.kiosk.journal.Journal;
import org.openstm.kiosk.journal.crypto.FileKeyStore;
import org.openstm.kiosk.journal.model.Damaged;
import org.openstm.kiosk.reference.ReferenceCentral;

/// A month on a moved clock, four rounds a day: what must happen by itself each day does, once.
@Timeout(120)
class MaintenanceMonthTest {
    private static final String TERMINAL = "ST-0412-03";
    private static final Instant BEGUN = Instant.parse("2026-11-24T06:32:00Z");
    private static final int ROUNDS_A_DAY = 4;

    @TempDir
    Path dir;

    private volatile Instant now = BEGUN;
    private volatile Duration centralAhead = Duration.ZERO;
    private final AtomicInteger comparisons = new AtomicInteger();
    private ReferenceCentral central;
    private HttpCentralClient line;
    private Journal journal;
    private OutboxDispatcher dispatch;
    private Maintenance maintenance;

    @BeforeEach
    void open() throws InterruptedException {
        central = ReferenceCentral.start(0, dir.resolve("central"), () -> now.plus(centralAhead), true);
        line = new HttpCentralClient(
                central.uri(),
                TERMINAL,
                SigningKey.loadOrCreate(dir.resolve("terminal.key"), TERMINAL),
                CentralPublicKeys.trustOnFirstUse(dir.resolve("central.keys")),
                HttpCentralClient.CallTimeouts.USUAL,
                () -> now);
        line.querySystems();
        var keys = FileKeyStore.openOrCreate(dir.resolve("journal.key"));
        journal = Journal.open(dir.resolve("journal"), TERMINAL, keys, () -> now);
        dispatch = OutboxDispatcher.start(
                journal, counted(), RetryPolicy.forDemo(), QueuePolicy.of(Duration.ofDays(3), 60), "run");
        maintenance = new Maintenance(journal, dispatch, line, new ProcessDataBuffer(dir), () -> now);
        until(dispatch::isConnected);
    }

    private CentralApi counted() {
        return InterceptedCentral.around(line, (call, _, real) -> {
            if (call.equals("listTerminalCases")) comparisons.incrementAndGet();
            return real.call();
        });
    }

    @AfterEach
    void close() {
        maintenance.close();
        dispatch.close();
        journal.close();
        line.close();
        central.close();
    }

    private void liveThroughDay(int day) {
        for (int round = 0; round < ROUNDS_A_DAY; round++) {
            now = BEGUN.plus(Duration.ofDays(day)).plus(Duration.ofHours(24L / ROUNDS_A_DAY * round));
            maintenance.runRound();
        }
    }

    private boolean hasFinding(String kind) {
        return journal.findings().openFindings().stream()
                .anyMatch(one -> one.kind().equals(kind));
    }

    @Test
    void the_journal_is_compared_with_central_once_a_day() {
        for (int day = 0; day < 31; day++) {
            liveThroughDay(day);
            assertEquals(day + 1, comparisons.get(), "on day " + day);
        }
    }

    @Test
    void a_clock_that_differs_from_centrals_by_more_than_five_minutes_is_on_the_board() throws Exception {
        centralAhead = Duration.ofMinutes(4);
        untilCentralHasSaidTheTime();
        maintenance.runRound();
        assertFalse(hasFinding("clock"));
        centralAhead = Duration.ofMinutes(6);
        untilCentralHasSaidTheTime();
        maintenance.runRound();
        assertTrue(hasFinding("clock"), journal.findings().openFindings().toString());
    }

    private void untilCentralHasSaidTheTime() throws InterruptedException {
        until(() -> {
            dispatch.requestHeartbeatNow();
            return dispatch.centralTime()
                    .map(time -> Duration.between(now.plus(centralAhead), time).abs())
                    .filter(off -> off.compareTo(Duration.ofMinutes(1)) < 0)
                    .isPresent();
        });
    }

    @Test
    void a_journal_that_was_changed_is_on_the_board_within_a_day() throws Exception {
        for (int day = 0; day < 15; day++) liveThroughDay(day);
        assertFalse(hasFinding("journal-damaged"));
        change();
        liveThroughDay(15);
        assertTrue(
                hasFinding("journal-damaged"), journal.findings().openFindings().toString());
    }

    /// By somebody who has the disk and no key.
    private void change() throws Exception {
        journal.notes().addNote("rig", "a note");
        try (var file = DriverManager.getConnection("jdbc:sqlite:" + dir.resolve("journal/journal.db"));
                var statement = file.createStatement()) {
            Damaged.dropGuards(file);
            assertEquals(1, statement.executeUpdate("UPDATE journal SET wall_ms = wall_ms + 1 WHERE seq = 1"));
        }
    }

    private static void until(BooleanSupplier there) throws InterruptedException {
        for (int tries = 0; tries < 600; tries++) {
            if (there.getAsBoolean()) return;
            Thread.sleep(50);
        }
        fail("it did not happen in time");
    }
}
