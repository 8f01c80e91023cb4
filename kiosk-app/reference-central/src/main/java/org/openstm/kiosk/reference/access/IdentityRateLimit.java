package org.openstm.kiosk.reference.access;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Limits the identifications per terminal and per person: a citizen takes minutes, reading out a register
/// takes none. Token buckets in memory, per instance of central, on the monotonic clock.
final class IdentityRateLimit {
    private static final int PERSONS_AT_ONCE = 60;
    private static final Duration PERSON_EVERY = Duration.ofSeconds(2);
    private static final int CLAIMS_AT_ONCE = 30;
    private static final Duration CLAIM_EVERY = Duration.ofSeconds(10);

    /// Maximum number of stored buckets; one that is full again carries no information.
    private static final int MOST_BUCKETS = 20_000;

    private final Map<String, TokenBucket> terminals = new HashMap<>();
    private final Map<String, TokenBucket> persons = new HashMap<>();

    /// @return how long this terminal must wait before central judges this person there; empty if not at all
    synchronized Optional<Duration> reserveAttempt(String terminal, String personKey) {
        if (persons.size() > MOST_BUCKETS) persons.clear();
        if (terminals.size() > MOST_BUCKETS) terminals.clear();
        boolean another = !persons.containsKey(terminal + personKey);
        var person = persons.computeIfAbsent(terminal + personKey, _ -> new TokenBucket(CLAIMS_AT_ONCE, CLAIM_EVERY));
        if (another) {
            var wait = terminals
                    .computeIfAbsent(terminal, _ -> new TokenBucket(PERSONS_AT_ONCE, PERSON_EVERY))
                    .takeToken();
            if (wait.isPresent()) {
                persons.remove(terminal + personKey);
                return wait;
            }
        }
        return person.takeToken();
    }
}
