package org.openstm.kiosk.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.openstm.kiosk.central.crypto.AppCode;
import org.openstm.kiosk.session.model.SessionEvent;

/// The phone codes read and verified in one session. A phone is held at the scanner for seconds and
/// is read repeatedly: in the same session that is the same reading, in any other one the code is used. It
/// is cleared with the session, for it holds identities.
final class ScanDeduplicator {
    /// Lifetime of a code, including the tolerated clock difference.
    private static final Duration COUNTS = Duration.ofMinutes(2);

    /// A request to central and its reply.
    ///
    /// @param key key under which it may be repeated when the reply was lost
    /// @param answer empty until it is known
    record CodeReading(AppCode code, String key, Instant at, Optional<SessionEvent> answer) {
        CodeReading withAnswer(SessionEvent event) {
            return new CodeReading(code, key, at, Optional.of(event));
        }
    }

    private record ReadingKey(long visit, String text) {}

    private final Map<ReadingKey, CodeReading> all = new HashMap<>();

    /// @param visit number of the session
    /// @param text text of the code, unchanged
    Optional<CodeReading> findReading(long visit, String text, Instant now) {
        all.values().removeIf(reading -> now.isAfter(reading.at().plus(COUNTS)));
        return Optional.ofNullable(all.get(new ReadingKey(visit, text)));
    }

    void keepReading(long visit, String text, CodeReading reading) {
        all.put(new ReadingKey(visit, text), reading);
    }
}
