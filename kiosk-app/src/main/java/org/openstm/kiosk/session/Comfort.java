package org.openstm.kiosk.session;

import java.time.Duration;
import org.openstm.kiosk.catalog.DisplayLanguage;

/// How this citizen wants the terminal; gone with the session.
///
/// @param contrast bright on black; offered in large type only
public record Comfort(DisplayLanguage language, boolean large, boolean contrast) {
    public static final Comfort PLAIN = new Comfort(DisplayLanguage.ZH_CN, false, false);

    Comfort otherLanguage() {
        return new Comfort(language.otherLanguage(), large, contrast);
    }

    Comfort otherSize() {
        return new Comfort(language, !large, false);
    }

    Comfort otherContrast() {
        return new Comfort(language, large, large && !contrast);
    }

    /// A session ends this long after the last touch (R10).
    public Duration patience() {
        return Duration.ofSeconds(large ? 180 : 90);
    }

    /// The citizen is warned for this long before it ends.
    public Duration warning() {
        return Duration.ofSeconds(large ? 40 : 20);
    }
}
