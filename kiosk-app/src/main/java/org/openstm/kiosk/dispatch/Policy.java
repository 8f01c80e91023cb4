package org.openstm.kiosk.dispatch;

import java.time.Duration;

/// What an item allows while the centre is away. The catalogue decides it anew with each version, also for
/// cases that wait already.
public interface Policy {
    /// How long a case may wait; then it is left to staff.
    Duration longest(String service);

    /// Cases of the item that may wait on this terminal.
    int most(String service);

    /// The same for every item.
    static Policy of(Duration longest, int most) {
        return new Policy() {
            @Override
            public Duration longest(String service) {
                return longest;
            }

            @Override
            public int most(String service) {
                return most;
            }
        };
    }
}
