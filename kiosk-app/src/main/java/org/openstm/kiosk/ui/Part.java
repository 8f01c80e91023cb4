package org.openstm.kiosk.ui;

import java.util.List;
import java.util.Optional;
import org.openstm.kiosk.catalog.SearchQuery;
import org.openstm.kiosk.session.model.CapturedImage;
import org.openstm.kiosk.session.model.SessionState;

/// One piece of the main area. `__so__` in a text is bold.
public sealed interface Part {
    /// The question, or the one sentence that must be read.
    record Title(String text, String lead) implements Part {}

    record Heading(String text) implements Part {}

    record Say(String text) implements Part {}

    /// The sleeping screen.
    record Hero(String text, String lead, Control start, String or, String hints) implements Part {}

    record Tiles(List<Tile> tiles) implements Part {}

    /// The way to the page that finds items, looking like the field there.
    ///
    /// @param order beside it, for who is known
    record Finder(Control control, Optional<Order> order) implements Part {}

    /// Why things stand in their order, and another order to touch.
    record Order(String reason, Control control) implements Part {}

    /// An item that was found.
    ///
    /// @param marked stretches of the name that answer to what was typed
    record Found(Control control, List<SearchQuery.TextSpan> marked, String sub, String tint) implements Part {}

    record Tile(Control control, String sub, String tint) {}

    record ThemeHead(String icon, String tint, String title, String lead) implements Part {}

    /// @param note reason why it cannot be done, or empty
    record Card(Control control, List<Badge> badges, String line, String note) implements Part {}

    record Badge(String text, String icon, String tint) {}

    record Badges(List<Badge> badges) implements Part {}

    /// Label, value, note and perhaps a change button.
    record Rows(List<Row> rows) implements Part {}

    record Row(String label, String value, String note, Optional<Control> change) {}

    /// @param ticked shown with a tick
    record Tick(Control control, String note, boolean ticked) implements Part {}

    record Note(Tone tone, String icon, String text) implements Part {}

    enum Tone {
        BLUE,
        GREEN,
        AMBER,
        RED
    }

    /// The terminal's front, with the card's place or the scanner marked.
    record Front(String card, String scanner, String slot, boolean scan) implements Part {}

    /// Where to lay a paper, or where to look, so that a camera sees it.
    record Aim(boolean person) implements Part {}

    /// What the camera saw.
    record Picture(CapturedImage still) implements Part {}

    record Choices(List<Pick> picks) implements Part {}

    /// @param sub official term or note, small
    record Pick(Control control, String sub, boolean chosen, boolean off) {}

    /// Three columns of short names, with the levels picked so far.
    record Grid(List<Control> trail, String hint, List<Pick> picks) implements Part {}

    /// What is typed.
    record Entry(String id, String text, String placeholder, boolean wrong) implements Part {}

    record Wrong(String text) implements Part {}

    record Pad(List<Control> keys) implements Part {}

    /// Pushes what follows to the foot of the page: keys stay where they are while the page changes.
    record Space() implements Part {}

    /// Letters and signs; the last row mends.
    record Board(List<List<Control>> rows) implements Part {}

    /// Words that are typed, and behind them what is no character yet.
    record Written(String id, String text, String composing, String placeholder, boolean wrong) implements Part {}

    /// Keys for words.
    ///
    /// @param top modes, or what the letters may mean
    /// @param said in their place, when the letters mean nothing
    /// @param low the page has little room
    record Keyboard(List<Control> top, String said, List<List<Control>> rows, boolean low) implements Part {}

    /// A square to write one character in.
    ///
    /// @param hint in the empty square
    /// @param candidates what the strokes may mean
    /// @param mending the last takes away what is written already
    /// @param low the page has little room
    record Ink(
            List<Control> modes,
            List<SessionState.PenStroke> strokes,
            String hint,
            List<Control> candidates,
            List<Control> mending,
            boolean low)
            implements Part {
        /// Whether the other is this square with strokes that its pen has just drawn, or with other
        /// candidates.
        boolean goesOnAs(Ink other) {
            return modes.equals(other.modes)
                    && hint.equals(other.hint)
                    && low == other.low
                    && other.strokes.size() >= strokes.size()
                    && other.strokes.subList(0, strokes.size()).equals(strokes);
        }
    }

    record Quick(List<Control> answers) implements Part {}

    /// @param columns three: year, month, day
    record Wheels(List<Wheel> columns) implements Part {}

    record Wheel(Control more, String text, Control less) {}

    record Months(
            String from,
            String to,
            String fromText,
            String toText,
            boolean toActive,
            Control before,
            String year,
            Control after,
            List<Pick> months)
            implements Part {}

    /// @param hint under the base line
    record Signature(List<SessionState.PenStroke> strokes, String hint, Control again) implements Part {}

    record Banner(Tone tone, String icon, String title, String lead) implements Part {}

    record CaseNumber(String label, String number, String line) implements Part {}

    record Timeline(List<Stage> stages) implements Part {}

    enum Mark {
        DONE,
        NOW,
        AHEAD
    }

    record Stage(Mark mark, String icon, String text, String sub) {}

    /// A way on, to touch.
    record Link(Control control, String sub, String tint) implements Part {}

    /// A way on that the machine can only name.
    record Fact(String icon, String text, String sub, String tint) implements Part {}

    /// What is promised by signing, in short.
    record Commitment(String title, String text, List<Control> controls) implements Part {}

    /// Arrow to where the paper comes out: below on the right, or below in the middle.
    record Slot(String text, boolean right) implements Part {}

    record Faces(List<Pick> grades) implements Part {}

    /// What the phone scans to pay.
    ///
    /// @param caption beside it
    record PayCode(String qr, String caption) implements Part {}

    /// Whole screen amber.
    record Alarm(String title, String lead, int seconds, String unit, String foot) implements Part {}

    /// Pictures of the papers; `done` are out, one is at work.
    record Papers(List<String> names, int done) implements Part {}

    record Turn(Control back, String text, Control on) implements Part {}

    record Working(String text) implements Part {}

    /// Three columns of what works and what does not; one with a control opens its page.
    record Lamps(List<Lamp> lamps) implements Part {}

    record Lamp(Tone tone, String icon, String title, String sub, Optional<Control> control) {}

    /// What is wrong, who must act first on top.
    record Tasks(List<TaskRow> rows) implements Part {}

    /// @param who who must act, on a badge
    record TaskRow(String who, String tint, String title, String sub, Control control) {}

    /// Two columns of numbers with their sentence.
    record Figures(List<Figure> figures) implements Part {}

    record Figure(String title, String sub) {}
}
