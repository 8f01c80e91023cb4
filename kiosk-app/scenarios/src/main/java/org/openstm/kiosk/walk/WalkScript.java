package org.openstm.kiosk.walk;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// A parsed walk: one step per line, `#` begins a comment.
public record WalkScript(String name, List<ScriptLine> lines) {
    private static final Set<String> WORDS = Set.of(
            "lay",
            "insert",
            "pull",
            "lift",
            "show",
            "phone",
            "app",
            "take",
            "bring",
            "pay",
            "staff-code",
            "knock",
            "tap",
            "type",
            "sign",
            "stroke",
            "fault",
            "install",
            "plug",
            "stick",
            "swap",
            "kill",
            "start",
            "outage",
            "central",
            "wait",
            "time",
            "expect",
            "shot",
            "flip");

    /// @param number line number, from 1
    public record ScriptLine(int number, String word, String rest) {}

    public WalkScript {
        lines = List.copyOf(lines);
    }

    /// @throws IllegalArgumentException with file and line of the first unknown command
    public static WalkScript parse(String name, String text) {
        var lines = new ArrayList<ScriptLine>();
        int number = 0;
        for (var raw : text.split("\n", -1)) {
            number++;
            var line = raw.strip();
            if (line.isEmpty() || line.startsWith("#")) continue;
            var words = line.split("\\s+", 2);
            if (!WORDS.contains(words[0]))
                throw new IllegalArgumentException(
                        name + ": line " + number + ": unknown step '" + words[0] + "', known are " + WORDS);
            lines.add(new ScriptLine(number, words[0], words.length > 1 ? words[1] : ""));
        }
        return new WalkScript(name, lines);
    }
}
