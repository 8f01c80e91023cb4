package org.openstm.kiosk.session.flow;

import java.util.ArrayList;
import java.util.List;
import org.openstm.kiosk.session.model.AccessibilityOptions;
import org.openstm.kiosk.session.model.KeyboardState;
import org.openstm.kiosk.session.model.KeyboardState.KeyboardMode;
import org.openstm.kiosk.session.model.ServiceEnvironment;
import org.openstm.kiosk.session.model.Session;
import org.openstm.kiosk.session.model.SessionEffect;
import org.openstm.kiosk.session.model.SessionEvent;
import org.openstm.kiosk.session.model.SessionState;

/// Applies keys, strokes and candidates to an entry and its keyboard.
final class TextEntry {
    /// Maximum letters of one composition; a longer phrase is typed in two parts.
    private static final int LETTERS = 30;

    /// More strokes than any character needs.
    private static final int STROKES = 40;

    private static final int POINTS = 400;

    private final AccessibilityOptions comfort;
    private final ServiceEnvironment world;
    private final EntryLimit room;

    /// Number of characters that still fit.
    interface EntryLimit {
        boolean hasRoomFor(String entry);

        /// Whether letters may be composed behind it.
        boolean hasRoomFor(String entry, String letters);
    }

    TextEntry(Session session, EntryLimit room) {
        this.comfort = session.comfort();
        this.world = session.world();
        this.room = room;
    }

    /// @param full whether something did not fit the entry
    record TypedEntry(KeyboardState keyboard, String entry, boolean full, List<SessionEffect> effects) {}

    TypedEntry stepEntry(KeyboardState now, String entry, SessionEvent.TextEntryEvent event) {
        return switch (event) {
            case SessionEvent.PressKey(var key) -> pressKey(now, entry, key);
            case SessionEvent.Backspace _ -> eraseLast(now, entry);
            case SessionEvent.ClearEntry _ -> typedEntry(now.withoutInput(), "");
            case SessionEvent.SwitchKeyboard(var mode) -> typedEntry(KeyboardState.ofMode(mode), entry);
            case SessionEvent.SwitchCapitals _ -> typedEntry(now.withCapitals(!now.capitals()), entry);
            case SessionEvent.ChooseCandidate(var candidate) -> chooseCandidate(now, entry, candidate);
            case SessionEvent.TurnCandidates(var by) -> typedEntry(now.withTurnedPage(by, comfort.large()), entry);
            case SessionEvent.DrawStroke(var stroke) -> addStroke(now, entry, stroke);
            case SessionEvent.EraseStroke _ ->
                now.ink().isEmpty()
                        ? typedEntry(now, entry)
                        : recogniseInk(
                                now, entry, now.ink().subList(0, now.ink().size() - 1));
            case SessionEvent.ClearInk _ -> typedEntry(now.withoutInput(), entry);
            case SessionEvent.CandidatesSuggested(var letters, var shown, var candidates)
            when letters.equals(now.letters()) -> typedEntry(now.withCandidates(shown, candidates), entry);
            case SessionEvent.CandidateChosen(var letters, var text, var rest)
            when letters.equals(now.letters()) -> takeCandidate(now, entry, text, rest);
            case SessionEvent.StrokesRecognised(var ink, var candidates)
            when ink.equals(now.ink()) && !ink.isEmpty() -> typedEntry(now.withCandidates("", candidates), entry);
            // for letters or strokes that have changed since
            case SessionEvent.CandidatesSuggested _, SessionEvent.CandidateChosen _, SessionEvent.StrokesRecognised _ ->
                typedEntry(now, entry);
        };
    }

    private static TypedEntry typedEntry(KeyboardState now, String entry, SessionEffect... effects) {
        return new TypedEntry(now, entry, false, List.of(effects));
    }

    private TypedEntry pressKey(KeyboardState now, String entry, String key) {
        boolean letter =
                key.matches("[a-z]") || (key.equals("'") && !now.letters().isEmpty());
        if (now.mode() == KeyboardMode.PINYIN && letter && !world.broken().contains(KeyboardState.PINYIN)) {
            var longer = now.letters() + key;
            boolean takes = longer.length() <= LETTERS && room.hasRoomFor(entry, longer);
            return takes ? composeLetters(now, entry, longer) : typedEntry(now, entry);
        }
        if (key.equals(" ") && !now.letters().isEmpty()) return chooseCandidate(now, entry, 0);
        if (now.isComposing()) return typedEntry(now, entry);
        return appendSign(now, entry, key);
    }

    /// Appends one character to the entry.
    private TypedEntry appendSign(KeyboardState now, String entry, String sign) {
        boolean one = sign.codePointCount(0, sign.length()) == 1;
        if (!one) return typedEntry(now, entry);
        return room.hasRoomFor(entry + sign)
                ? typedEntry(now, entry + sign)
                : new TypedEntry(now, entry, true, List.of());
    }

    private static TypedEntry composeLetters(KeyboardState now, String entry, String letters) {
        return letters.isEmpty()
                ? typedEntry(now.withoutInput(), entry)
                : typedEntry(now.withPendingInput(letters), entry, new SessionEffect.SuggestCandidates(letters));
    }

    private TypedEntry eraseLast(KeyboardState now, String entry) {
        var letters = now.letters();
        if (!letters.isEmpty()) return composeLetters(now, entry, letters.substring(0, letters.length() - 1));
        if (entry.isEmpty()) return typedEntry(now, entry);
        return typedEntry(now, entry.substring(0, entry.offsetByCodePoints(entry.length(), -1)));
    }

    /// Candidates cannot be chosen while they are being replaced.
    private TypedEntry chooseCandidate(KeyboardState now, String entry, int candidate) {
        if (now.asking() || candidate < 0 || candidate >= now.candidates().size()) return typedEntry(now, entry);
        if (now.letters().isEmpty())
            return takeCandidate(now, entry, now.candidates().get(candidate), "");
        return typedEntry(
                now.withPendingInput(now.letters()), entry, new SessionEffect.FetchCandidate(now.letters(), candidate));
    }

    private TypedEntry takeCandidate(KeyboardState now, String entry, String text, String rest) {
        if (text.isEmpty()) return composeLetters(now, entry, now.letters());
        if (!room.hasRoomFor(entry + text)) {
            var again = composeLetters(now, entry, now.letters());
            return new TypedEntry(again.keyboard(), entry, true, again.effects());
        }
        return composeLetters(now.withoutInput(), entry + text, rest);
    }

    private TypedEntry addStroke(KeyboardState now, String entry, SessionState.PenStroke stroke) {
        if (now.mode() != KeyboardMode.HANDWRITING || now.ink().size() >= STROKES) return typedEntry(now, entry);
        var sound = clampStroke(stroke);
        if (sound.points().isEmpty()) return typedEntry(now, entry);
        var ink = new ArrayList<>(now.ink());
        ink.add(sound);
        return recogniseInk(now, entry, ink);
    }

    /// Keeps the points within the area and limits their number, whatever the input.
    private static SessionState.PenStroke clampStroke(SessionState.PenStroke stroke) {
        var points = new ArrayList<Integer>();
        for (int at = 0; at + 1 < Math.min(stroke.points().size(), 2 * POINTS); at += 2) {
            points.add(Math.clamp(stroke.points().get(at), 0, KeyboardState.EDGE));
            points.add(Math.clamp(stroke.points().get(at + 1), 0, KeyboardState.EDGE));
        }
        return new SessionState.PenStroke(points);
    }

    private static TypedEntry recogniseInk(KeyboardState now, String entry, List<SessionState.PenStroke> ink) {
        return ink.isEmpty()
                ? typedEntry(now.withoutInput(), entry)
                : typedEntry(
                        now.withPendingInput(List.copyOf(ink)),
                        entry,
                        new SessionEffect.RecogniseStrokes(List.copyOf(ink)));
    }
}
