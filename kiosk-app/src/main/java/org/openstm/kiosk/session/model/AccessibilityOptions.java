package org.openstm.kiosk.session.model;

import java.time.Duration;
import org.openstm.kiosk.catalog.DisplayLanguage;

/// How this citizen wants the terminal; gone with the session.
///
/// @param contrast bright on black; offered in large type only
public record AccessibilityOptions(DisplayLanguage language, boolean large, boolean contrast) {
    public static final AccessibilityOptions PLAIN = new AccessibilityOptions(DisplayLanguage.ZH_CN, false, false);

    public AccessibilityOptions withOtherLanguage() {
        return new AccessibilityOptions(language.otherLanguage(), large, contrast);
    }

    public AccessibilityOptions withOtherSize() {
        return new AccessibilityOptions(language, !large, false);
    }

    public AccessibilityOptions withOtherContrast() {
        return new AccessibilityOptions(language, large, large && !contrast);
    }

    /// A session ends this long after the last touch (R10).
    public Duration idleTimeout() {
        return Duration.ofSeconds(large ? 180 : 90);
    }

    /// The citizen is warned for this long before it ends.
    public Duration warningPeriod() {
        return Duration.ofSeconds(large ? 40 : 20);
    }
}
