package org.openstm.kiosk.ui.screen;

import java.util.List;
import java.util.Optional;
import org.openstm.kiosk.catalog.DisplayLanguage;

/// Contents of the screen, top to bottom.
///
/// @param name stable name, for tests, walks and pictures (`home`, `guide`, `place-card`)
/// @param parts main area
/// @param actions action row; the last is the next step
/// @param care strip above the help bar, in large type only
/// @param dialog covers everything else
public record Screen(
        String name,
        TitleStrip strip,
        Optional<Steps> steps,
        List<ScreenPart> parts,
        List<Control> actions,
        Optional<CareStrip> care,
        List<Control> help,
        Optional<Dialog> dialog,
        Background ground,
        boolean large,
        boolean contrast,
        DisplayLanguage language) {
    public Screen {
        parts = List.copyOf(parts);
        actions = List.copyOf(actions);
        help = List.copyOf(help);
    }

    /// The top strip, without controls.
    ///
    /// @param who masked name of an identified person, or empty
    public record TitleStrip(String title, String place, String clock, String day, String who) {}

    /// Additional controls of large type.
    public record CareStrip(String text, List<Control> controls) {
        public CareStrip {
            controls = List.copyOf(controls);
        }
    }

    /// Progress through the application; `title` is the text that counts the steps.
    public record Steps(int now, int of, String title) {}

    public enum Background {
        PAPER,
        PICTURE,
        ALARM,
        /// A staff page: a dark strip, no help bar.
        STAFF
    }

    /// @param seconds seconds left, or -1 without a countdown
    /// @param of full length of the countdown
    public record Dialog(int seconds, int of, String icon, String title, String lead, List<Control> controls) {
        public Dialog {
            controls = List.copyOf(controls);
        }

        /// Whether the other dialog differs only in the seconds left.
        public boolean isSameQuestion(Dialog other) {
            return title.equals(other.title) && icon.equals(other.icon) && controls.equals(other.controls);
        }
    }
}
