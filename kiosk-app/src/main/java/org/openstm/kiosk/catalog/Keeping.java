package org.openstm.kiosk.catalog;

import java.time.Duration;

/// What an item allows while the centre is away: to be received here and sent later. Only for
/// statements without quota, money, biometric match or effect on the minute.
///
/// @param longest how long a case may wait; then it is left to staff. 72 hours at most
/// @param most cases of the item that may wait on one terminal. 200 at most
public record Keeping(Duration longest, int most) {
    public static final int HOURS = 72;
    public static final int CASES = 200;
}
