package org.openstm.kiosk.ui.screen;

import java.util.List;
import java.util.Optional;
import org.openstm.kiosk.catalog.SearchQuery;
import org.openstm.kiosk.session.model.CapturedImage;
import org.openstm.kiosk.session.model.SessionState;

/// One piece of the main area. `__so__` in a text is bold.
public sealed interface ScreenPart {
    /// The question, or the one text that must be read.
    record Title(String text, String lead) implements ScreenPart {}

    record Heading(String text) implements ScreenPart {}

    record Sentence(String text) implements ScreenPart {}

    /// The idle screen.
    record AttractHero(String text, String lead, Control start, String or, String hints) implements ScreenPart {}

    record ThemeTiles(List<ThemeTile> tiles) implements ScreenPart {}

    /// Control that opens the item search, styled as its field.
    ///
    /// @param order control of the order, for an identified person
    record SearchField(Control control, Optional<OrderSwitch> order) implements ScreenPart {}

    /// The reason for the order of items, and a control for another order.
    record OrderSwitch(String reason, Control control) implements ScreenPart {}

    /// A search result.
    ///
    /// @param marked ranges of the name that match the search text
    record FoundItem(Control control, List<SearchQuery.TextSpan> marked, String sub, String tint)
            implements ScreenPart {}

    record ThemeTile(Control control, String sub, String tint) {}

    record ThemeHeading(String icon, String tint, String title, String lead) implements ScreenPart {}

    /// @param note reason why it is unavailable, or empty
    record ItemCard(Control control, List<Badge> badges, String line, String note) implements ScreenPart {}

    record Badge(String text, String icon, String tint) {}

    record Badges(List<Badge> badges) implements ScreenPart {}

    /// Label, value, note and optionally a change button.
    record LabelledRows(List<LabelledRow> rows) implements ScreenPart {}

    record LabelledRow(String label, String value, String note, Optional<Control> change) {}

    /// @param ticked whether a tick is shown
    record TickBox(Control control, String note, boolean ticked) implements ScreenPart {}

    record NoteBox(Tone tone, String icon, String text) implements ScreenPart {}

    enum Tone {
        BLUE,
        GREEN,
        AMBER,
        RED
    }

    /// The terminal's front, with the card reader or the scanner marked.
    record TerminalFront(String card, String scanner, String slot, boolean scan) implements ScreenPart {}

    /// Where to lay a paper, or where to look, so that a camera sees it.
    record CameraAim(boolean person) implements ScreenPart {}

    /// The picture taken.
    record PicturePreview(CapturedImage still) implements ScreenPart {}

    record ChoiceList(List<ChoiceOption> picks) implements ScreenPart {}

    /// @param sub official term or note, small
    record ChoiceOption(Control control, String sub, boolean chosen, boolean off) {}

    /// Three columns of short names, with the levels chosen so far.
    record RegionGrid(List<Control> trail, String hint, List<ChoiceOption> picks) implements ScreenPart {}

    /// The typed text.
    record EntryField(String id, String text, String placeholder, boolean wrong) implements ScreenPart {}

    record ErrorText(String text) implements ScreenPart {}

    record DigitPad(List<Control> keys) implements ScreenPart {}

    /// Pushes the following parts to the foot of the page: keys stay where they are while the page changes.
    record FlexibleSpace() implements ScreenPart {}

    /// Letters and digits; the last row deletes.
    record LetterBoard(List<List<Control>> rows) implements ScreenPart {}

    /// Typed text, followed by the letters not converted yet.
    record TextInput(String id, String text, String composing, String placeholder, boolean wrong)
            implements ScreenPart {}

    /// Keyboard for text.
    ///
    /// @param top modes, or candidates for the letters
    /// @param said text shown instead of candidates when there are none
    /// @param low whether the page has little room
    record TextKeyboard(List<Control> top, String said, List<List<Control>> rows, boolean low) implements ScreenPart {}

    /// Handwriting area for one character.
    ///
    /// @param hint text in the empty area
    /// @param candidates candidates for the strokes
    /// @param mending controls; the last deletes a written character
    /// @param low whether the page has little room
    record HandwritingPad(
            List<Control> modes,
            List<SessionState.PenStroke> strokes,
            String hint,
            List<Control> candidates,
            List<Control> mending,
            boolean low)
            implements ScreenPart {
        /// Whether the other differs only by the strokes that the pen has just drawn, or by
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

    /// @param hint text under the base line
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

    /// An alternative that can be opened by a touch.
    record LinkCard(Control control, String sub, String tint) implements ScreenPart {}

    /// An alternative that the terminal can only name.
    record FactCard(String icon, String text, String sub, String tint) implements ScreenPart {}

    /// Summary of what the signature confirms.
    record Commitment(String title, String text, List<Control> controls) implements ScreenPart {}

    /// Arrow to the paper's outlet: below on the right, or below in the middle.
    record PaperSlot(String text, boolean right) implements ScreenPart {}

    record RatingFaces(List<ChoiceOption> grades) implements ScreenPart {}

    /// The payment code for the phone.
    ///
    /// @param caption text beside it
    record QrCodeCard(String qr, String caption) implements ScreenPart {}

    /// Makes the whole screen amber.
    record TakeCardAlarm(String title, String lead, int seconds, String unit, String foot) implements ScreenPart {}

    /// Pictures of the papers; `done` are out, one is being printed.
    record PaperProgress(List<String> names, int done) implements ScreenPart {}

    record PageTurner(Control back, String text, Control on) implements ScreenPart {}

    record BusyIndicator(String text) implements ScreenPart {}

    /// Three columns of states; one with a control opens its page.
    record StatusLamps(List<StatusLamp> lamps) implements ScreenPart {}

    record StatusLamp(Tone tone, String icon, String title, String sub, Optional<Control> control) {}

    /// Problems, the most urgent owner first.
    record TaskList(List<TaskRow> rows) implements ScreenPart {}

    /// @param who person responsible, on a badge
    record TaskRow(String who, String tint, String title, String sub, Control control) {}

    /// Two columns of numbers with their labels.
    record FigureGrid(List<Figure> figures) implements ScreenPart {}

    record Figure(String title, String sub) {}
}
