package org.openstm.kiosk.central;

import java.time.Instant;
import java.util.Map;

/// One case as it leaves the terminal. [Wire#bytes(Submission)] makes the bytes that are journaled and sent.
///
/// @param service item id in words, `pension/life-proof`
/// @param occurredAt when the citizen confirmed
/// @param stored true if it waits on the terminal before central hears of it
public record Submission(
        String txId,
        String service,
        int serviceVersion,
        Subject subject,
        Identity identity,
        Map<String, String> answers,
        Instant occurredAt,
        String terminal,
        boolean stored) {
    public Submission {
        answers = Map.copyOf(answers);
    }

    @Override
    public String toString() {
        return "Submission[" + txId + " " + service + "]";
    }
}
