package org.openstm.kiosk.reference.cases;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.TreeMap;
import org.openstm.kiosk.central.CaseSubmission;
import org.openstm.kiosk.central.crypto.Sha256;
import org.openstm.kiosk.central.json.StrictJson;
import org.openstm.kiosk.reference.demo.ServiceDefinition;
import org.openstm.kiosk.reference.store.DatabaseSchema;

/// Finds whether a citizen handed in the same within a day, so that nothing is decided twice by mistake.
final class EarlierCases {
    private static final String SAME = """
            SELECT case_number FROM (
              SELECT case_number, person_key, service, answers_key, state, at_ms FROM case_file
              UNION ALL SELECT case_number, person_key, service, answers_key, state, at_ms FROM part) made
            WHERE person_key = ? AND service = ? AND answers_key = ? AND state IN ('ACCEPTED', 'DUE') AND at_ms > ?
            ORDER BY at_ms DESC
            """;

    private EarlierCases() {}

    /// The number of an earlier case; empty if there is none, or if the citizen wants it again.
    static Optional<String> findEarlierCase(PendingSubmission pending, CaseSubmission asked, String answersKey)
            throws SQLException {
        if (asked.answers().getOrDefault(CaseSubmission.AGAIN, "").equals("yes")) return Optional.empty();
        var b = pending.transaction();
        b.acquireLock(
                DatabaseSchema.NO_TERMINAL,
                "person/" + pending.personKey() + "/"
                        + asked.service()); // serialises two terminals that submit at once
        long since = pending.now().minus(Duration.ofDays(1)).toEpochMilli();
        return b.queryFirst(SAME, row -> row.getString(1), pending.personKey(), asked.service(), answersKey, since);
    }

    static String answersKey(ServiceDefinition service, CaseSubmission s) {
        var keys = new TreeMap<String, String>();
        for (String name : service.keys()) keys.put(name, s.answers().getOrDefault(name, ""));
        return Sha256.digestHex(StrictJson.toCanonicalBytes(keys));
    }
}
