package org.openstm.kiosk.ui.screen;

import java.util.ArrayList;
import java.util.List;
import org.openstm.kiosk.session.model.KeyboardState;
import org.openstm.kiosk.session.model.KeyboardState.KeyboardMode;
import org.openstm.kiosk.session.model.Session;
import org.openstm.kiosk.session.model.SessionEvent;
import org.openstm.kiosk.ui.text.ScreenTexts;

/// The keyboard of all pages for typed text.
final class KeyboardBuilder {
    private static final List<String> LETTERS = List.of("qwertyuiop", "asdfghjkl", "zxcvbnm");
    private static final List<String> SIGNS = List.of("1234567890", "-#/.@&+%()", "·，。、；：？！（）");

    /// Larger keys: nine in a row, letters in alphabetical order.
    private static final List<String> LARGE_LETTERS = List.of("abcdefghi", "jklmnopqr", "stuvwxyz");

    private static final List<String> LARGE_SIGNS = List.of("123456789", "0-#/.@&()", "·，。、：？！（）");

    private final Session session;
    private final ScreenTexts texts;

    KeyboardBuilder(Session session, ScreenTexts texts) {
        this.session = session;
        this.texts = texts;
    }

    /// @param low whether the page has little room
    ScreenPart keyboardPart(KeyboardState now, boolean low) {
        return now.mode() == KeyboardMode.HANDWRITING
                ? new ScreenPart.HandwritingPad(
                        modeKeys(now),
                        now.ink(),
                        texts.get("keyboard.write-here"),
                        candidateKeys(now),
                        correctionKeys(now),
                        low)
                : new ScreenPart.TextKeyboard(topRow(now), noCandidatesText(now), keyRows(now), low);
    }

    /// Input methods that do not work, with the alternative; empty when all work.
    String troubleText() {
        var broken = session.world().broken();
        boolean pinyin = broken.contains(KeyboardState.PINYIN);
        boolean handwriting = broken.contains(KeyboardState.HANDWRITING);
        if (pinyin && handwriting) return texts.get("keyboard.no-chinese");
        if (pinyin) return texts.get("keyboard.no-pinyin");
        return handwriting ? texts.get("keyboard.no-handwriting") : "";
    }

    /// Candidates replace the row of modes, so that the keys stay where they are.
    private List<Control> topRow(KeyboardState now) {
        if (now.letters().isEmpty()) return modeKeys(now);
        var top = new ArrayList<>(candidateKeys(now));
        if (now.candidatePages(session.comfort().large()).size() > 1) {
            top.add(turnCandidatesControl("candidates/back", "back", -1));
            top.add(turnCandidatesControl("candidates/next", "chev", 1));
        }
        return top;
    }

    private String noCandidatesText(KeyboardState now) {
        boolean nothing =
                !now.letters().isEmpty() && !now.asking() && now.candidates().isEmpty();
        return nothing ? texts.get("keyboard.none") : "";
    }

    private static Control turnCandidatesControl(String id, String icon, int by) {
        return new Control(id, "", icon, Control.ButtonLook.QUIET, new SessionEvent.TurnCandidates(by));
    }

    private List<Control> candidateKeys(KeyboardState now) {
        var pages = now.candidatePages(session.comfort().large());
        if (pages.isEmpty()) return List.of();
        return pages.get(Math.min(now.page(), pages.size() - 1)).stream()
                .map(at -> new Control(
                        "candidate/" + now.candidates().get(at),
                        now.candidates().get(at),
                        "",
                        Control.ButtonLook.QUIET,
                        new SessionEvent.ChooseCandidate(at)))
                .toList();
    }

    private List<Control> modeKeys(KeyboardState now) {
        return List.of(
                modeKey(now, KeyboardMode.PINYIN, "mode/pinyin", "keyboard.pinyin", "kb", KeyboardState.PINYIN),
                modeKey(
                        now,
                        KeyboardMode.HANDWRITING,
                        "mode/handwriting",
                        "keyboard.handwriting",
                        "draw",
                        KeyboardState.HANDWRITING),
                modeKey(now, KeyboardMode.LETTERS, "mode/letters", "keyboard.letters", "", ""),
                modeKey(now, KeyboardMode.SIGNS, "mode/signs", "keyboard.signs", "", ""));
    }

    private Control modeKey(KeyboardState now, KeyboardMode mode, String id, String text, String icon, String needs) {
        var look = session.world().broken().contains(needs)
                ? Control.ButtonLook.OFF
                : now.mode() == mode ? Control.ButtonLook.ON : Control.ButtonLook.QUIET;
        return new Control(id, texts.get(text), icon, look, new SessionEvent.SwitchKeyboard(mode));
    }

    private List<Control> correctionKeys(KeyboardState now) {
        boolean more = now.candidatePages(session.comfort().large()).size() > 1;
        return List.of(
                new Control(
                        "key/undo-stroke",
                        texts.get("keyboard.undo"),
                        "undo",
                        Control.ButtonLook.OFF,
                        new SessionEvent.EraseStroke()),
                new Control(
                        "key/rewrite",
                        texts.get("keyboard.rewrite"),
                        "",
                        Control.ButtonLook.OFF,
                        new SessionEvent.ClearInk()),
                new Control(
                        "candidates/next",
                        texts.get("keyboard.more"),
                        "",
                        more ? Control.ButtonLook.QUIET : Control.ButtonLook.OFF,
                        new SessionEvent.TurnCandidates(1)),
                deleteKey());
    }

    private List<List<Control>> keyRows(KeyboardState now) {
        boolean large = session.comfort().large();
        boolean signs = now.mode() == KeyboardMode.SIGNS;
        var rows = new ArrayList<List<Control>>();
        for (var row : signs ? (large ? LARGE_SIGNS : SIGNS) : (large ? LARGE_LETTERS : LETTERS))
            rows.add(new ArrayList<>(row.codePoints()
                    .mapToObj(sign -> characterKey(now, Character.toString(sign)))
                    .toList()));
        if (!signs) rows.getLast().add(deleteKey());
        var last = new ArrayList<Control>();
        last.add(new Control(
                "key/clear", texts.get("pad.clear"), "", Control.ButtonLook.OFF, new SessionEvent.ClearEntry()));
        if (now.mode() == KeyboardMode.PINYIN)
            last.add(new Control(
                    "key/'", texts.get("keyboard.part"), "", Control.ButtonLook.QUIET, new SessionEvent.PressKey("'")));
        if (now.mode() == KeyboardMode.LETTERS)
            last.add(new Control(
                    "key/capitals",
                    texts.get(now.capitals() ? "keyboard.small" : "keyboard.capitals"),
                    "",
                    now.capitals() ? Control.ButtonLook.ON : Control.ButtonLook.QUIET,
                    new SessionEvent.SwitchCapitals()));
        last.add(new Control(
                "key/space", texts.get("find.space"), "", Control.ButtonLook.QUIET, new SessionEvent.PressKey(" ")));
        if (signs) last.add(deleteKey());
        rows.add(last);
        return rows;
    }

    private Control deleteKey() {
        return new Control(
                "key/delete", texts.get("pad.delete"), "bksp", Control.ButtonLook.OFF, new SessionEvent.Backspace());
    }

    private static Control characterKey(KeyboardState now, String sign) {
        var shown =
                now.capitals() && now.mode() == KeyboardMode.LETTERS ? sign.toUpperCase(java.util.Locale.ROOT) : sign;
        return new Control("key/" + shown, shown, "", Control.ButtonLook.QUIET, new SessionEvent.PressKey(shown));
    }
}
