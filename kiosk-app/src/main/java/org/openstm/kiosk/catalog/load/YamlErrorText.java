package org.openstm.kiosk.catalog.load;

import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;

/// Why a text is no YAML, with one line number and without the words of a library.
final class YamlErrorText {
    /// The parser's own places and pieces of the text.
    private static final Pattern PLACES =
            Pattern.compile("(?s)\\s*\\bin '?reader'?, line (\\d+), column \\d+:.*?(?=\\n\\S|$)");

    private YamlErrorText() {}

    static String describeError(JacksonException problem, String text) {
        var said = String.valueOf(problem.getOriginalMessage());
        boolean second = said.contains("FAIL_ON_TRAILING_TOKENS");
        int line = second ? secondDocumentLine(text) : errorLine(problem, said);
        return (line > 0 ? "line " + line + ": " : "") + "not YAML: " + describeReason(said, textOfLine(text, line));
    }

    private static int secondDocumentLine(String text) {
        var lines = text.lines().toList();
        boolean begun = false;
        for (int n = 0; n < lines.size(); n++) {
            if (begun && lines.get(n).startsWith("---")) return n + 1;
            begun |= !lines.get(n).isBlank() && !lines.get(n).startsWith("#");
        }
        return 0;
    }

    /// Where it was found; a parser that tells two places begins with that of the context.
    private static int errorLine(JacksonException problem, String said) {
        int last = 0;
        for (var place = PLACES.matcher(said); place.find(); ) last = Integer.parseInt(place.group(1));
        if (last > 0) return last;
        var at = problem.getLocation();
        return at == null ? 0 : at.getLineNr();
    }

    private static String textOfLine(String text, int line) {
        return text.lines().skip(Math.max(0, line - 1)).findFirst().orElse("");
    }

    private static String describeReason(String said, String line) {
        if (said.contains("FAIL_ON_TRAILING_TOKENS")) return "a second document begins: remove it and the line ---";
        if (said.contains("getMaxNestingDepth")) return "it is nested deeper than any item";
        if (line.contains("\t")) return "a tab stands there: set it in with blanks";
        return PLACES.matcher(said).replaceAll("").strip().replaceAll("\\s*\\R\\s*", ": ");
    }
}
