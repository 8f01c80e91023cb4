package org.openstm.kiosk.reference.access;

import java.net.InetAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Limits enrolment attempts per calling address: an engineer pairs a terminal once. It does not lock the
/// terminal, which a stranger could exploit.
public final class EnrolmentRateLimit {
    private static final int AT_ONCE = 20;
    private static final Duration EVERY = Duration.ofSeconds(3);
    private static final int MOST_ADDRESSES = 10_000;

    private final Map<InetAddress, TokenBucket> addresses = new HashMap<>();

    /// @return how long this address must wait; empty if not at all
    public synchronized Optional<Duration> reserveAttempt(InetAddress address) {
        if (addresses.size() > MOST_ADDRESSES) addresses.clear();
        return addresses
                .computeIfAbsent(address, _ -> new TokenBucket(AT_ONCE, EVERY))
                .takeToken();
    }
}
