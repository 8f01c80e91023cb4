package org.openstm.kiosk.reference.store;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import org.openstm.kiosk.central.CaseSubject;
import org.openstm.kiosk.central.crypto.Sha256;
import org.openstm.kiosk.central.json.StrictJson;

/// Keys under which a case is filed.
public final class CaseKeys {
    public static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private CaseKeys() {}

    public static LocalDate dayOf(Instant now) {
        return LocalDate.ofInstant(now, ZONE);
    }

    /// Identifies a person without the number in clear.
    public static String personKey(CaseSubject subject) {
        return Sha256.digestHex(StrictJson.toCanonicalBytes(Map.of("number", subject.number())));
    }
}
