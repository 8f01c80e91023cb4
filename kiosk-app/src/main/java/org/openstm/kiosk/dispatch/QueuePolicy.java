package org.openstm.kiosk.dispatch;

import java.time.Duration;

/// What an item allows while the centre is away. The catalogue decides it anew with each version, also for
/// cases that wait already.
public interface QueuePolicy {
    /// How long a case may wait; then it is left to staff.
    Duration maximumWait(String service);

    /// Cases of the item that may wait on this terminal.
    int maximumCases(String service);

    /// The same for every item.
    static QueuePolicy of(Duration longest, int most) {
        return new QueuePolicy() {
            @Override
            public Duration maximumWait(String service) {
                return longest;
            }

            @Override
            public int maximumCases(String service) {
                return most;
            }
        };
    }
}
