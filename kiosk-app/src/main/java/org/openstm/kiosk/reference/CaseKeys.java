package org.openstm.kiosk.reference;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import org.openstm.kiosk.central.Json;
import org.openstm.kiosk.central.Sha256;
import org.openstm.kiosk.central.Subject;

/// What a case is filed under.
final class CaseKeys {
    static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private CaseKeys() {}

    static LocalDate dayOf(Instant now) {
        return LocalDate.ofInstant(now, ZONE);
    }

    /// One person, without the number in clear.
    static String personKey(Subject subject) {
        return Sha256.digestHex(Json.canonical(Map.of("number", subject.number())));
    }
}
