package org.openstm.kiosk.ui.screen;

import java.util.List;
import java.util.Optional;
import org.openstm.kiosk.catalog.SearchQuery;
import org.openstm.kiosk.session.model.CapturedImage;
import org.openstm.kiosk.session.model.SessionState;

/// One piece of the main area. `__so__` in a text is bold.
public sealed interface ScreenPart {
    /// The question, or the one sentence that must be read.
    record Title(String text, String lead) implements ScreenPart {}

    record Heading(String text) implements ScreenPart {}

    record Sentence(String text) implements ScreenPart {}

    /// The sleeping screen.
    record AttractHero(String text, String lead, Control start, String or, String hints) implements ScreenPart {}

    record ThemeTiles(List<ThemeTile> tiles) implements ScreenPart {}

    /// The way to the page that finds items, looking like the field there.
    ///
    /// @param order beside it, for who is known
    record SearchField(Control control, Optional<OrderSwitch> order) implements ScreenPart {}

    /// Why things stand in their order, and another order to touch.
    record OrderSwitch(String reason, Control control) implements ScreenPart {}

    /// An item that was found.
    ///
    /// @param marked stretches of the name that answer to what was typed
    record FoundItem(Control control, List<SearchQuery.TextSpan> marked, String sub, String tint)
            implements ScreenPart {}

    record ThemeTile(Control control, String sub, String tint) {}

    record ThemeHeading(String icon, String tint, String title, String lead) implements ScreenPart {}

    /// @param note reason why it cannot be done, or empty
    record ItemCard(Control control, List<Badge> badges, String line, String note) implements ScreenPart {}

    record Badge(String text, String icon, String tint) {}

    record Badges(List<Badge> badges) implements ScreenPart {}

    /// Label, value, note and perhaps a change button.
    record LabelledRows(List<LabelledRow> rows) implements ScreenPart {}

    record LabelledRow(String label, String value, String note, Optional<Control> change) {}

    /// @param ticked shown with a tick
    record TickBox(Control control, String note, boolean ticked) implements ScreenPart {}

    record NoteBox(Tone tone, String icon, String text) implements ScreenPart {}

    enum Tone {
        BLUE,
        GREEN,
        AMBER,
        RED
    }

    /// The terminal's front, with the card's place or the scanner marked.
    record TerminalFront(String card, String scanner, String slot, boolean scan) implements ScreenPart {}

    /// Where to lay a paper, or where to look, so that a camera sees it.
    record CameraAim(boolean person) implements ScreenPart {}

    /// What the camera saw.
    record PicturePreview(CapturedImage still) implements ScreenPart {}

    record ChoiceList(List<ChoiceOption> picks) implements ScreenPart {}

    /// @param sub official term or note, small
    record ChoiceOption(Control control, String sub, boolean chosen, boolean off) {}

    /// Three columns of short names, with the levels picked so far.
    record RegionGrid(List<Control> trail, String hint, List<ChoiceOption> picks) implements ScreenPart {}

    /// What is typed.
    record EntryField(String id, String text, String placeholder, boolean wrong) implements ScreenPart {}

    record ErrorText(String text) implements ScreenPart {}

    record DigitPad(List<Control> keys) implements ScreenPart {}

    /// Pushes what follows to the foot of the page: keys stay where they are while the page changes.
    record FlexibleSpace() implements ScreenPart {}

    /// Letters and signs; the last row mends.
    record LetterBoard(List<List<Control>> rows) implements ScreenPart {}

    /// Words that are typed, and behind them what is no character yet.
    record TextInput(String id, String text, String composing, String placeholder, boolean wrong)
            implements ScreenPart {}

    /// Keys for words.
    ///
    /// @param top modes, or what the letters may mean
    /// @param said in their place, when the letters mean nothing
    /// @param low the page has little room
    record TextKeyboard(List<Control> top, String said, List<List<Control>> rows, boolean low) implements ScreenPart {}

    /// A square to write one character in.
    ///
    /// @param hint in the empty square
    /// @param candidates what the strokes may mean
    /// @param mending the last takes away what is written already
    /// @param low the page has little room
    record HandwritingPad(
            List<Control> modes,
            List<SessionState.PenStroke> strokes,
            String hint,
            List<Control> candidates,
            List<Control> mending,
            boolean low)
            implements ScreenPart {
        /// Whether the other is this square with strokes that its pen has just drawn, or with other
        /// candidates.
        public boolean isContinuedBy(HandwritingPad other) {
            return modes.equals(other.modes)
                    && hint.equals(other.hint)
                    && low == other.low
                    && other.strokes.size() >= strokes.size()
                    && other.strokes.subList(0, strokes.size()).equals(strokes);
        }
    }

    record QuickAnswers(List<Control> answers) implements ScreenPart {}

    /// @param columns three: year, month, day
    record DateWheels(List<DateWheel> columns) implements ScreenPart {}

    record DateWheel(Control more, String text, Control less) {}

    record MonthRange(
            String from,
            String to,
            String fromText,
            String toText,
            boolean toActive,
            Control before,
            String year,
            Control after,
            List<ChoiceOption> months)
            implements ScreenPart {}

    /// @param hint under the base line
    record SignatureField(List<SessionState.PenStroke> strokes, String hint, Control again) implements ScreenPart {}

    record Banner(Tone tone, String icon, String title, String lead) implements ScreenPart {}

    record CaseNumber(String label, String number, String line) implements ScreenPart {}

    record Timeline(List<TimelineStage> stages) implements ScreenPart {}

    enum StageMark {
        DONE,
        NOW,
        AHEAD
    }

    record TimelineStage(StageMark mark, String icon, String text, String sub) {}

    /// A way on, to touch.
    record LinkCard(Control control, String sub, String tint) implements ScreenPart {}

    /// A way on that the machine can only name.
    record FactCard(String icon, String text, String sub, String tint) implements ScreenPart {}

    /// What is promised by signing, in short.
    record Commitment(String title, String text, List<Control> controls) implements ScreenPart {}

    /// Arrow to where the paper comes out: below on the right, or below in the middle.
    record PaperSlot(String text, boolean right) implements ScreenPart {}

    record RatingFaces(List<ChoiceOption> grades) implements ScreenPart {}

    /// What the phone scans to pay.
    ///
    /// @param caption beside it
    record QrCodeCard(String qr, String caption) implements ScreenPart {}

    /// Whole screen amber.
    record TakeCardAlarm(String title, String lead, int seconds, String unit, String foot) implements ScreenPart {}

    /// Pictures of the papers; `done` are out, one is at work.
    record PaperProgress(List<String> names, int done) implements ScreenPart {}

    record PageTurner(Control back, String text, Control on) implements ScreenPart {}

    record BusyIndicator(String text) implements ScreenPart {}

    /// Three columns of what works and what does not; one with a control opens its page.
    record StatusLamps(List<StatusLamp> lamps) implements ScreenPart {}

    record StatusLamp(Tone tone, String icon, String title, String sub, Optional<Control> control) {}

    /// What is wrong, who must act first on top.
    record TaskList(List<TaskRow> rows) implements ScreenPart {}

    /// @param who who must act, on a badge
    record TaskRow(String who, String tint, String title, String sub, Control control) {}

    /// Two columns of numbers with their sentence.
    record FigureGrid(List<Figure> figures) implements ScreenPart {}

    record Figure(String title, String sub) {}
}
