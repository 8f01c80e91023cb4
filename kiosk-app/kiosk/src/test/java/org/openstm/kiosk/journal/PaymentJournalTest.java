package org.openstm.kiosk.journal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openstm.device.contract.Seeds;
import org.openstm.kiosk.journal.crypto.FileKeyStore;
import org.openstm.kiosk.journal.model.CasePayment;
import org.openstm.kiosk.journal.model.CaseState;
import org.openstm.kiosk.journal.model.JournalAnchor;
import org.openstm.kiosk.journal.model.PaymentState;
import org.openstm.kiosk.journal.verify.FileQuarantine;

class PaymentJournalTest {
    private static final byte[] WORD = "{\"state\":\"PAID\"}".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path dir;

    private Instant now = Instant.parse("2026-01-05T01:00:00Z");

    private Journal open() {
        return Journal.open(dir, "ST-0412-03", keys(), () -> now);
    }

    private FileKeyStore keys() {
        return FileKeyStore.openOrCreate(dir.resolve("journal.key"));
    }

    private static CasePayment due(Journal journal, String id) {
        var made = journal.cases().recordIntent(id, "tax/own-premium", 1, "s-1", false, WORD, "ABCDEFGH2345");
        journal.cases()
                .recordAcceptedWithDue(
                        journal.cases().recordSending(made, "run").orElseThrow(), WORD, 38_000);
        return journal.payments().findPayment(id).orElseThrow();
    }

    private static CasePayment paid(Journal journal, String id) {
        var payments = journal.payments();
        var held = payments.recordHeld(payments.recordHolding(due(journal, id)).orElseThrow(), "ZF1", WORD)
                .orElseThrow();
        return payments.recordPaid(held, "ZF1", WORD).orElseThrow();
    }

    private String broken(boolean withKey) {
        return JournalFiles.verifyFile(dir.resolve("journal.db"), withKey ? keys() : null)
                .why();
    }

    private String sql(String query) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + dir.resolve("journal.db"));
                var statement = connection.createStatement();
                var row = statement.executeQuery(query)) {
            return row.next() ? row.getString(1) : "";
        }
    }

    @Test
    void what_is_due_is_there_in_the_moment_in_which_the_case_is_accepted() {
        try (var journal = open()) {
            var due = due(journal, "t-1");
            assertEquals(PaymentState.DUE, due.state());
            assertEquals(38_000, due.fen());
            assertEquals(
                    CaseState.ACCEPTED,
                    journal.cases().findCase("t-1").orElseThrow().state());
        }
        try (var again = open()) {
            assertEquals(
                    PaymentState.DUE,
                    again.payments().unsettledPayments().getFirst().state());
        }
        assertEquals("", broken(true));
        assertEquals("", broken(false));
    }

    @Test
    void money_only_moves_forward_and_nothing_leaves_an_end() {
        for (var from : PaymentState.values()) {
            assertFalse(from.canBecome(from), from + " to itself");
            assertFalse(from.canBecome(PaymentState.DUE), from + " to DUE");
            for (var to : PaymentState.values())
                if (from.isSettled()) assertFalse(from.canBecome(to), from + " to " + to);
            if (!from.isSettled() && from != PaymentState.REVERSING) assertTrue(from.canBecome(PaymentState.REVERSING));
        }
        assertTrue(PaymentState.UNPAID.canBecome(PaymentState.HOLDING), "another attempt");
        assertFalse(PaymentState.HELD.canBecome(PaymentState.HOLDING), "not while one can be paid");
        assertFalse(PaymentState.PAID.canBecome(PaymentState.UNPAID), "charged money is never called uncharged");
        assertFalse(PaymentState.REVERSING.canBecome(PaymentState.CONFIRMED), "a reversal is never taken back");
        try (var journal = open()) {
            var paid = paid(journal, "t-1");
            var payments = journal.payments();
            assertThrows(IllegalStateException.class, () -> payments.recordUnpaid(paid, "x", WORD));
            var _ = payments.recordConfirming(paid).orElseThrow();
            assertTrue(payments.recordConfirming(paid).isEmpty(), "it was changed since");
            assertArrayEquals(
                    WORD, payments.findPayment("t-1").orElseThrow().answer().orElseThrow());
        }
        assertEquals("", broken(true));
    }

    @Test
    void a_reversal_stands_in_the_outbox_until_it_is_answered() throws SQLException {
        try (var journal = open()) {
            var payments = journal.payments();
            var reversing =
                    payments.recordReversing(due(journal, "t-1"), "nobody pays").orElseThrow();
            assertEquals("0", sql("SELECT state FROM outbox WHERE op = 'reversal'"));
            assertEquals(List.of(), journal.outbox().pendingMessages(), "it goes with its payment");
            var _ = payments.recordReversed(reversing, "RELEASED", WORD).orElseThrow();
            assertEquals("1", sql("SELECT state FROM outbox WHERE op = 'reversal'"));
            assertEquals(List.of(), journal.findings().openFindings());
            var stuck = payments.recordReversing(paid(journal, "t-2"), "x").orElseThrow();
            var _ = payments.recordManual(stuck, "SF1", "central says no").orElseThrow();
            var note = journal.findings().openFindings().getFirst();
            assertEquals("payment-manual", note.kind());
            assertEquals("case SF1, payment ZF1, 38000 fen: central says no", note.text());
            assertEquals(List.of(), payments.unsettledPayments());
        }
        assertEquals("", broken(true));
    }

    @Test
    void a_flipped_bit_of_a_payment_is_found_without_any_key_and_at_the_next_start() throws SQLException {
        try (var journal = open()) {
            paid(journal, "t-1");
        }
        for (String change : List.of(
                "state = 62", "version = 3", "attempt = 2", "fen = 38001", "reference = 'ZF2'", "answer = x'00'")) {
            var before = sql("SELECT hex(state || version || attempt || fen || reference) FROM payment");
            change("UPDATE payment SET " + change);
            assertFalse(broken(false).isEmpty(), change + " of " + before);
            assertTrue(FileQuarantine.findDamage(dir.resolve("journal.db")).isPresent(), change);
            change("DELETE FROM payment");
            change("INSERT INTO payment SELECT * FROM kept");
        }
        assertEquals("", broken(true));
    }

    private void change(String statement) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + dir.resolve("journal.db"));
                var made = connection.createStatement()) {
            made.execute("ATTACH '" + dir.resolve("kept.db") + "' AS beside");
            made.execute("CREATE TABLE IF NOT EXISTS beside.kept AS SELECT * FROM payment");
            made.execute(statement.replace("kept", "beside.kept"));
        }
    }

    @Test
    void a_payment_that_has_no_end_keeps_its_person_and_one_that_has_does_not() {
        try (var journal = open()) {
            var paid = paid(journal, "t-1");
            later(journal, 400);
            assertEquals(
                    0,
                    journal.maintenance()
                            .applyRetention(now, Duration.ofDays(30), Duration.ofDays(180))
                            .shredded());
            var payments = journal.payments();
            var _ = payments.recordConfirmed(payments.recordConfirming(paid).orElseThrow(), "ZF1", WORD, false)
                    .orElseThrow();
            later(journal, 31);
            assertEquals(
                    1,
                    journal.maintenance()
                            .applyRetention(now, Duration.ofDays(30), Duration.ofDays(180))
                            .shredded());
            assertTrue(payments.findPayment("t-1").orElseThrow().answer().isEmpty());
            later(journal, 400);
            assertTrue(journal.maintenance()
                            .applyRetention(now, Duration.ofDays(30), Duration.ofDays(180))
                            .pruned()
                    > 0);
            assertTrue(payments.findPayment("t-1").isEmpty());
        }
        assertEquals("", broken(true));
    }

    private void later(Journal journal, int days) {
        now = now.plus(Duration.ofDays(days));
        var end = journal.chain().chainEnd();
        journal.chain().recordAnchor(new JournalAnchor(end.seq(), end.hash(), new byte[] {1}));
    }

    @Test
    void any_play_of_moves_is_a_whole_journal_that_shows_them() {
        long seed = Seeds.next();
        var random = new Random(seed);
        try (var journal = open()) {
            var payments = journal.payments();
            for (int n = 0; n < 40; n++) {
                var now = due(journal, "t-" + n);
                for (int moves = random.nextInt(10); moves > 0; moves--) now = moved(payments, now, random);
            }
        }
        assertEquals("", broken(true), "seed " + seed);
        var lines = new ArrayList<String>();
        assertTrue(JournalFiles.showEntries(dir.resolve("journal.db"), keys(), lines::add)
                .isEmpty());
        assertEquals(40, lines.stream().filter(l -> l.contains(" PAY_DUE ")).count());
    }

    private static CasePayment moved(PaymentJournal payments, CasePayment now, Random random) {
        var open = List.of(PaymentState.values()).stream()
                .filter(now.state()::canBecome)
                .toList();
        if (open.isEmpty()) return now;
        return switch (open.get(random.nextInt(open.size()))) {
            case DUE -> now;
            case HOLDING -> payments.recordHolding(now).orElseThrow();
            case HELD -> payments.recordHeld(now, "ZF", WORD).orElseThrow();
            case UNPAID -> payments.recordUnpaid(now, "REFUSED", WORD).orElseThrow();
            case PAID -> payments.recordPaid(now, "ZF", WORD).orElseThrow();
            case CONFIRMING -> payments.recordConfirming(now).orElseThrow();
            case REVERSING -> payments.recordReversing(now, "x").orElseThrow();
            case CONFIRMED ->
                payments.recordConfirmed(now, "ZF", WORD, random.nextBoolean()).orElseThrow();
            case REVERSED -> payments.recordReversed(now, "NOTHING", WORD).orElseThrow();
            case MANUAL -> payments.recordManual(now, "SF", "x").orElseThrow();
        };
    }
}
