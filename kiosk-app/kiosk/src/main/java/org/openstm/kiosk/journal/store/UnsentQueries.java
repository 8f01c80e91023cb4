package org.openstm.kiosk.journal.store;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.function.IntPredicate;
import org.openstm.kiosk.journal.model.CaseState;
import org.openstm.kiosk.journal.model.JournalException;
import org.openstm.kiosk.journal.model.PaymentState;
import org.openstm.kiosk.journal.model.UnsentWork;

/// Counts what a journal still has to hand over. Needs no key.
public final class UnsentQueries {
    private static final String CASES = "SELECT state, COUNT(*) FROM tx GROUP BY state";
    private static final String PAYMENTS = "SELECT state, COUNT(*) FROM payment GROUP BY state";
    private static final String MESSAGES = "SELECT state, COUNT(*) FROM outbox WHERE state = 0 GROUP BY state";

    private UnsentQueries() {}

    public static UnsentWork countUnsentWork(Path file) {
        try (var statements = new StatementCache(JournalSchema.openForReading(file))) {
            int release = JournalSchema.fileVersion(statements.connection());
            if (release != JournalSchema.VERSION)
                throw new JournalException(
                        "the journal's file is of release " + release + ", not " + JournalSchema.VERSION, null);
            return new UnsentWork(
                    countRows(statements, CASES, code -> isOpen(CaseState.of(code))),
                    countRows(statements, PAYMENTS, code -> isOpen(PaymentState.of(code))),
                    countRows(statements, MESSAGES, _ -> true));
        } catch (SQLException broken) {
            throw new JournalException("the journal's file cannot be read", broken);
        }
    }

    /// A dead letter is settled for the program, not for the citizen.
    private static boolean isOpen(CaseState state) {
        return !state.isSettled() || state == CaseState.DEAD_LETTER;
    }

    private static boolean isOpen(PaymentState state) {
        return !state.isSettled() || state == PaymentState.MANUAL;
    }

    private static int countRows(StatementCache statements, String sql, IntPredicate isOpen) throws SQLException {
        int count = 0;
        try (var rows = statements.prepareStatement(sql).executeQuery()) {
            while (rows.next()) if (isOpen.test(rows.getInt(1))) count += rows.getInt(2);
        }
        return count;
    }
}
