package org.openstm.kiosk.dispatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openstm.kiosk.journal.JournalFiles;
import org.openstm.kiosk.journal.model.PrintResult;
import org.openstm.kiosk.journal.model.StaffFinding;

/// What central countersigns, and what it refuses.
class HeartbeatTest {
    private static final List<String> FILES = List.of("journal.db", "journal.db-wal", "journal.db-shm");
    private static final List<String> ALL_FILES =
            List.of("journal.db", "journal.db-wal", "journal.db-shm", "journal.lock", "stored.copy");

    @TempDir
    Path dir;

    private Town town;

    @BeforeEach
    void open() {
        town = new Town(dir);
    }

    @AfterEach
    void close() {
        town.close();
    }

    private void untilAnchored() throws InterruptedException {
        town.until(() -> town.journal().chain().findEndToCountersign().isEmpty());
    }

    private int beats() {
        return town.contract().seen().getOrDefault("heartbeat 200", 0);
    }

    private void someBeats() throws InterruptedException {
        int before = beats();
        town.until(() -> beats() > before + 3);
    }

    private List<String> findings() {
        return town.journal().findings().openFindings().stream()
                .map(StaffFinding::kind)
                .toList();
    }

    @Test
    void the_end_of_the_journal_is_countersigned_and_a_quiet_terminal_adds_nothing() throws InterruptedException {
        town.lifeProof("t-1");
        untilAnchored();
        String head = town.journal().chain().headHash();
        someBeats();
        assertEquals(head, town.journal().chain().headHash());
        town.stopKiosk();
        assertEquals(
                "",
                JournalFiles.verifyFile(town.kioskDir().resolve("journal.db"), null)
                        .why());
    }

    @Test
    void an_old_copy_that_was_laid_back_is_found_and_said_once() throws Exception {
        town.lifeProof("t-1");
        untilAnchored();
        town.stopKiosk();
        var old = Files.createDirectory(dir.resolve("old"));
        copy(town.kioskDir(), old);
        town.startKiosk();
        town.allowance("t-2");
        untilAnchored();
        town.stopKiosk();
        copy(old, town.kioskDir());
        town.startKiosk();
        town.until(() -> findings().contains("chain-fork")); // with all that the terminal itself could know it by
        someBeats();
        assertEquals(List.of("chain-fork"), findings());
        town.restartKiosk();
        someBeats();
        assertEquals(List.of("chain-fork"), findings(), "a restart does not make it two");
    }

    private static void copy(Path from, Path to) throws IOException {
        for (String name : ALL_FILES) {
            Files.deleteIfExists(to.resolve(name));
            if (Files.exists(from.resolve(name))) Files.copy(from.resolve(name), to.resolve(name));
        }
    }

    @Test
    void an_answer_that_was_lost_on_the_way_is_no_fork() throws InterruptedException {
        untilAnchored();
        town.central().startOutage("central", "silent-after-commit", Duration.ofMinutes(10));
        town.journal().notes().addNote("staff-check", "done");
        int seen = beats();
        town.until(() -> town.contract().seen().getOrDefault("heartbeat 200", 0) > seen + 1);
        assertTrue(town.journal().chain().findEndToCountersign().isPresent(), "it has not heard");
        town.journal().notes().addNote("staff-check", "again");
        town.central().startOutage("central", "up", Duration.ZERO);
        untilAnchored();
        assertEquals(List.of(), findings());
    }

    @Test
    void a_journal_that_began_anew_says_so_itself_and_is_countersigned_again() throws Exception {
        town.allowance("t-1");
        untilAnchored();
        town.stopKiosk();
        for (String name : FILES) Files.deleteIfExists(town.kioskDir().resolve(name));
        town.startKiosk();
        untilAnchored();
        assertEquals(List.of("journal-rebuilt"), findings());
    }

    @Test
    void each_paper_is_told_to_central_and_a_later_proof_settles_what_was_unknown() throws InterruptedException {
        town.lifeProof("t-1");
        town.journal().prints().recordPrintBegun("t-1", "e-1", "SLIP receipt/accepted", 1);
        town.journal().prints().recordPrintEnded("e-1", PrintResult.UNKNOWN, "no echo");
        town.dispatch().postRating("t-1", 5, List.of()); // wakes the backlog
        town.until(() -> town.demo("/demo/papers").contains("UNKNOWN"));
        town.journal().prints().recordPrintEnded("e-1", PrintResult.PROVED, "staff saw it");
        town.dispatch().postRating("t-1", 5, List.of());
        town.until(() -> town.demo("/demo/papers").contains("PROVED"));
        town.until(() -> town.journal().outbox().pendingMessages().isEmpty());
        town.journal().prints().recordPrintBegun("t-1", "e-2", "DOCUMENT SB-1", 1);
        town.journal().prints().recordPrintEnded("e-2", PrintResult.PROVED, "job-completed");
        town.dispatch().postRating("t-1", 5, List.of());
        town.until(() -> town.demo("/demo/papers").contains("job-completed"));
        assertTrue(town.demo("/demo/papers").contains("staff saw it"));
    }
}
