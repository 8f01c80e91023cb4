package org.openstm.kiosk.session.model;

import java.util.ArrayList;
import java.util.List;

/// State of a page's keyboard.
///
/// @param capitals whether capital letters are on
/// @param letters pinyin letters that are not converted yet
/// @param shown the same, split into syllables once known
/// @param candidates candidates for letters or strokes, the most likely first
/// @param page current page of candidates
/// @param asking whether candidates are being requested
/// @param ink strokes of the character that is being written
public record KeyboardState(
        KeyboardMode mode,
        boolean capitals,
        String letters,
        String shown,
        List<String> candidates,
        int page,
        boolean asking,
        List<SessionState.PenStroke> ink) {

    /// Keyboard layouts.
    public enum KeyboardMode {
        PINYIN,
        HANDWRITING,
        LETTERS,
        /// Digits and punctuation.
        SIGNS
    }

    /// Names in `broken` of a [ServiceEnvironment].
    public static final String PINYIN = "pinyin";

    public static final String HANDWRITING = "handwriting";

    /// Edge of the handwriting area, pixels.
    public static final int EDGE = 600;

    /// A page without typing.
    static final KeyboardState NONE = ofMode(KeyboardMode.PINYIN);

    private static final int WRITTEN_PER_PAGE = 8;

    /// Characters that fit one row of candidates; each candidate needs one more than its length.
    private static final int ROW = 16;

    private static final int LARGE_ROW = 11;

    public KeyboardState {
        candidates = List.copyOf(candidates);
        ink = List.copyOf(ink);
    }

    public static KeyboardState ofMode(KeyboardMode mode) {
        return new KeyboardState(mode, false, "", "", List.of(), 0, false, List.of());
    }

    /// Initial keyboard for a language.
    public static KeyboardState initialKeyboard(AccessibilityOptions comfort, ServiceEnvironment world) {
        boolean chinese = comfort.language() == org.openstm.kiosk.catalog.DisplayLanguage.ZH_CN;
        return ofMode(chinese && !world.broken().contains(PINYIN) ? KeyboardMode.PINYIN : KeyboardMode.LETTERS);
    }

    /// Whether a composition has begun.
    public boolean isComposing() {
        return !letters.isEmpty() || !ink.isEmpty();
    }

    /// Indexes of the candidates, page by page. In either type size no candidate is offered that does not
    /// fit a row; its first words are offered instead.
    public List<List<Integer>> candidatePages(boolean large) {
        var pages = new ArrayList<List<Integer>>();
        int room = 0;
        for (int at = 0; at < candidates.size(); at++) {
            int width = mode == KeyboardMode.HANDWRITING
                    ? 1
                    : candidates.get(at).codePointCount(0, candidates.get(at).length()) + 1;
            if (width > LARGE_ROW) continue;
            if (width > room) {
                pages.add(new ArrayList<>());
                room = mode == KeyboardMode.HANDWRITING ? WRITTEN_PER_PAGE : large ? LARGE_ROW : ROW;
            }
            pages.getLast().add(at);
            room -= width;
        }
        return List.copyOf(pages);
    }

    public KeyboardState withTurnedPage(int by, boolean large) {
        int last = Math.max(0, candidatePages(large).size() - 1);
        return new KeyboardState(
                mode, capitals, letters, shown, candidates, Math.clamp(page + (long) by, 0, last), asking, ink);
    }

    public KeyboardState withCapitals(boolean large) {
        return new KeyboardState(mode, large, letters, shown, candidates, page, asking, ink);
    }

    /// Old candidates stay visible until the new ones arrive; they cannot be chosen.
    public KeyboardState withPendingInput(String now) {
        return new KeyboardState(mode, capitals, now, now, candidates, page, true, ink);
    }

    public KeyboardState withPendingInput(List<SessionState.PenStroke> now) {
        return new KeyboardState(mode, capitals, letters, shown, candidates, page, true, now);
    }

    public KeyboardState withCandidates(String parted, List<String> offered) {
        return new KeyboardState(mode, capitals, letters, parted.isEmpty() ? letters : parted, offered, 0, false, ink);
    }

    public KeyboardState withoutInput() {
        return ofMode(mode).withCapitals(capitals);
    }
}
