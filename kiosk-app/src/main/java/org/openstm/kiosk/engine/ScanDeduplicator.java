package org.openstm.kiosk.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.openstm.kiosk.central.crypto.AppCode;
import org.openstm.kiosk.session.model.SessionEvent;

/// The codes of phones that were read in one visit and asked about. A phone is held at the scanner for seconds and
/// is read again and again: in the same visit that is the same reading, in any other one the code is used. It
/// leaves with the visit, for it knows who came.
final class ScanDeduplicator {
    /// A code counts for no longer, with all that clocks may be apart.
    private static final Duration COUNTS = Duration.ofMinutes(2);

    /// What the centre was asked, and what it said.
    ///
    /// @param key under which it may be asked again when its answer was lost
    /// @param answer empty until it is known
    record CodeReading(AppCode code, String key, Instant at, Optional<SessionEvent> answer) {
        CodeReading withAnswer(SessionEvent event) {
            return new CodeReading(code, key, at, Optional.of(event));
        }
    }

    private record ReadingKey(long visit, String text) {}

    private final Map<ReadingKey, CodeReading> all = new HashMap<>();

    /// @param visit number of the session
    /// @param text of the code, to the letter
    Optional<CodeReading> findReading(long visit, String text, Instant now) {
        all.values().removeIf(reading -> now.isAfter(reading.at().plus(COUNTS)));
        return Optional.ofNullable(all.get(new ReadingKey(visit, text)));
    }

    void keepReading(long visit, String text, CodeReading reading) {
        all.put(new ReadingKey(visit, text), reading);
    }
}
