package org.openstm.kiosk.dispatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openstm.kiosk.central.CaseListPage;
import org.openstm.kiosk.central.CaseSubject;
import org.openstm.kiosk.central.CentralReply;
import org.openstm.kiosk.dispatch.OutboxDispatcher.SubmissionResult;
import org.openstm.kiosk.journal.model.CaseState;

/// The daily reconciliation with a real central.
class ReconciliationTest {
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

    private boolean compare() {
        var now = Town.CLOCK.instant();
        return town.dispatch()
                .reconcileCases(now.minus(Duration.ofDays(2)), now.plus(Duration.ofHours(1)))
                .isPresent();
    }

    private List<String> findings() {
        return town.journal().findings().openFindings().stream()
                .map(f -> f.kind() + ": " + f.text())
                .toList();
    }

    private void accepted(String txId, CaseSubject who) throws InterruptedException {
        assertInstanceOf(
                SubmissionResult.Accepted.class, town.submit(txId, "pension/life-proof", who, false, Map.of()));
    }

    private void atCentral(String sql) throws Exception {
        try (var db = DriverManager.getConnection("jdbc:sqlite:" + dir.resolve("central/central.db"));
                var statement = db.createStatement()) {
            assertEquals(1, statement.executeUpdate(sql));
        }
    }

    @Test
    void two_sides_that_agree_say_nothing() throws Exception {
        accepted("t-agreed", Town.LI_XIULAN);
        assertTrue(compare());
        assertEquals(List.of(), findings());
    }

    @Test
    void what_one_side_lacks_or_tells_differently_is_a_finding_and_changes_nothing() throws Exception {
        accepted("t-lost", Town.LI_XIULAN);
        town.allowance("t-other");
        accepted("t-strange", Town.WANG_DEFU);
        atCentral("DELETE FROM case_file WHERE tx_id = 't-lost'");
        atCentral("UPDATE case_file SET state = 'REJECTED' WHERE tx_id = 't-other'");
        atCentral("UPDATE case_file SET tx_id = 't-nobodys' WHERE tx_id = 't-strange'");
        assertTrue(compare());
        assertTrue(compare(), "said once");
        assertEquals(
                List.of(
                        "case-not-at-centre: accepted here and not known to central: t-lost, t-strange",
                        "case-not-here: central has it from this terminal, and the journal does not: t-nobodys",
                        "case-differs: central and the journal tell of it differently: t-other"),
                findings());
        assertEquals(
                CaseState.ACCEPTED,
                town.journal().cases().findCase("t-lost").orElseThrow().state());
    }

    @Test
    void a_central_that_does_not_answer_is_asked_another_time() throws Exception {
        accepted("t-1", Town.LI_XIULAN);
        town.central().startOutage("all", "down", Duration.ofHours(1));
        assertFalse(compare());
        assertEquals(List.of(), findings());
    }

    @Test
    void the_list_comes_by_pages_without_a_gap_and_a_strange_cursor_is_refused() throws Exception {
        try (var db = DriverManager.getConnection("jdbc:sqlite:" + dir.resolve("central/central.db"));
                var insert = db.prepareStatement(
                        "INSERT INTO case_file(terminal, tx_id, case_number, service, state, person_key, answers_key, at_ms)"
                                + " VALUES ('ST-0412-03', ?, ?, 's', 'ACCEPTED', '', '', ?)")) {
            db.setAutoCommit(false);
            for (int n = 0; n < 450; n++) {
                insert.setString(1, "p-" + n);
                insert.setString(2, "N" + n);
                insert.setLong(3, Town.CLOCK.millis() + n / 7);
                insert.executeUpdate();
            }
            db.commit();
        }
        var all = new ArrayList<String>();
        String after = "";
        int pages = 0;
        do {
            var reply = town.client().listTerminalCases(Town.CLOCK.instant().minusSeconds(1), after);
            var list = assertInstanceOf(CentralReply.Done.class, reply).value();
            for (var line : ((CaseListPage) list).cases()) all.add(line.txId());
            after = ((CaseListPage) list).next();
            pages++;
        } while (!after.isEmpty());
        assertEquals(3, pages);
        assertEquals(450, all.stream().distinct().count());
        assertEquals(450, all.size());
        for (String strange : List.of("x", "12", ":", "999999999999999999999:a", "1:" + "a".repeat(65)))
            assertInstanceOf(
                    CentralReply.Refused.class,
                    town.client().listTerminalCases(Town.CLOCK.instant(), strange),
                    "cursor " + strange);
    }
}
