package org.openstm.kiosk.session.model;

import java.time.Duration;
import org.openstm.kiosk.catalog.DisplayLanguage;

/// The citizen's display and accessibility options; discarded with the session.
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

    /// Idle time after which a session ends.
    public Duration idleTimeout() {
        return Duration.ofSeconds(large ? 180 : 90);
    }

    /// How long the citizen is warned before it ends.
    public Duration warningPeriod() {
        return Duration.ofSeconds(large ? 40 : 20);
    }
}
