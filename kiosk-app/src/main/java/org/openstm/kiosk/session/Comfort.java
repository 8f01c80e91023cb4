package org.openstm.kiosk.session;

import java.time.Duration;
import org.openstm.kiosk.catalog.Language;

/// How this citizen wants the terminal; gone with the session.
public record Comfort(Language language, boolean large) {
    public static final Comfort PLAIN = new Comfort(Language.ZH_CN, false);

    /// A session ends this long after the last touch (R10).
    public Duration patience() {
        return Duration.ofSeconds(large ? 180 : 90);
    }

    /// The citizen is warned for this long before it ends.
    public Duration warning() {
        return Duration.ofSeconds(large ? 40 : 20);
    }
}
