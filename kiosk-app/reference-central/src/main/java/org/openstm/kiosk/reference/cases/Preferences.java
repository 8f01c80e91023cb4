package org.openstm.kiosk.reference.cases;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.openstm.kiosk.central.CaseSubject;
import org.openstm.kiosk.central.RecentServices;
import org.openstm.kiosk.reference.store.CaseKeys;
import org.openstm.kiosk.reference.store.Database;

/// Services that people used recently, read from their cases when a terminal asks, and the people who opted out
/// of this. No profile is kept, only the opt-out.
public final class Preferences {
    private static final String UNWANTED = "SELECT person_key FROM usual_order WHERE person_key = ?";
    private static final String WANT_NOT = "INSERT INTO usual_order(person_key) VALUES (?) ON CONFLICT DO NOTHING";
    private static final String WANT = "DELETE FROM usual_order WHERE person_key = ?";
    private static final String LATELY = """
            SELECT service FROM case_file WHERE person_key = ? AND state = 'ACCEPTED' AND at_ms > ?
            GROUP BY service ORDER BY MAX(at_ms) DESC LIMIT 5
            """;
    private static final Duration AGO = Duration.ofDays(400);

    private final Database database;

    public Preferences(Database database) {
        this.database = database;
    }

    /// Period of recent services: longer than a year, since yearly services become due again.
    public RecentServices recentServices(CaseSubject subject, Instant now) {
        var key = CaseKeys.personKey(subject);
        return database.inTransaction(b -> {
            if (b.queryFirst(UNWANTED, row -> row.getString(1), key).isPresent())
                return new RecentServices(false, List.of());
            long since = now.minus(AGO).toEpochMilli();
            return new RecentServices(true, b.queryAll(LATELY, row -> row.getString(1), key, since));
        });
    }

    /// @return whether something was changed
    public boolean savePersonalization(CaseSubject subject, boolean wanted) {
        return database.inTransaction(b -> b.executeUpdate(wanted ? WANT : WANT_NOT, CaseKeys.personKey(subject)) > 0);
    }
}
