package org.openstm.kiosk.ui.screen;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.openstm.kiosk.form.EntryChecks;
import org.openstm.kiosk.session.model.Session;
import org.openstm.kiosk.session.model.SessionEvent;
import org.openstm.kiosk.ui.text.ScreenTexts;

/// Pads of digits and boards of letters, and how what they enter is shown.
final class KeyPads {
    /// Neither credit codes nor plates contain I and O.
    private static final List<String> LETTERS = List.of("QWERTYUP", "ASDFGHJKL", "ZXCVBNM");

    private static final List<String> SIGNS =
            Stream.concat(Stream.of("1234567890"), LETTERS.stream()).toList();

    /// Larger keys: nine in a row.
    private static final List<String> LARGE_SIGNS =
            Stream.concat(Stream.of("12345", "67890"), LETTERS.stream()).toList();

    private static final List<String> PROVINCES = splitRows(EntryChecks.PROVINCES, 8);

    private KeyPads() {}

    private static List<String> splitRows(String signs, int each) {
        var rows = new ArrayList<String>();
        for (int i = 0; i < signs.length(); i += each) rows.add(signs.substring(i, Math.min(signs.length(), i + each)));
        return List.copyOf(rows);
    }

    /// Digits and capitals.
    static List<String> keyCharacters(Session session) {
        return session.comfort().large() ? LARGE_SIGNS : SIGNS;
    }

    /// Characters allowed at the next position of a plate.
    static List<String> plateCharacters(Session session, String entry) {
        if (entry.isEmpty()) return PROVINCES;
        if (entry.length() == 1) return LETTERS;
        // the last position may hold a Chinese character
        return entry.length() == 6
                ? Stream.concat(keyCharacters(session).stream(), Stream.of(EntryChecks.PLATE_ENDS))
                        .toList()
                : keyCharacters(session);
    }

    static ScreenPart.LetterBoard letterBoard(ScreenTexts texts, List<String> signs) {
        var rows = new ArrayList<List<Control>>();
        for (var row : signs)
            rows.add(row.codePoints()
                    .mapToObj(c -> characterKey(Character.toString(c)))
                    .toList());
        rows.add(List.of(
                new Control(
                        "key/clear", texts.get("pad.clear"), "", Control.ButtonLook.OFF, new SessionEvent.ClearEntry()),
                new Control(
                        "key/delete",
                        texts.get("pad.delete"),
                        "bksp",
                        Control.ButtonLook.OFF,
                        new SessionEvent.Backspace())));
        return new ScreenPart.LetterBoard(rows);
    }

    /// @param more keys for this entry in addition to the digits
    static ScreenPart.DigitPad digitPad(ScreenTexts texts, String... more) {
        var keys = new ArrayList<Control>();
        for (int digit = 1; digit <= 9; digit++) keys.add(characterKey("" + digit));
        keys.add(new Control(
                "key/clear", texts.get("pad.clear"), "", Control.ButtonLook.OFF, new SessionEvent.ClearEntry()));
        keys.add(characterKey("0"));
        keys.add(new Control(
                "key/delete", texts.get("pad.delete"), "bksp", Control.ButtonLook.OFF, new SessionEvent.Backspace()));
        for (String sign : more) keys.add(characterKey(sign));
        return new ScreenPart.DigitPad(keys);
    }

    private static Control characterKey(String digit) {
        return new Control("key/" + digit, digit, "", Control.ButtonLook.QUIET, new SessionEvent.PressKey(digit));
    }

    static String groupDigits(String digits, int... groups) {
        var grouped = new StringBuilder();
        int at = 0;
        for (int group : groups) {
            if (at >= digits.length()) break;
            if (at > 0) grouped.append(' ');
            grouped.append(digits, at, Math.min(at + group, digits.length()));
            at += group;
        }
        return grouped.toString();
    }
}
