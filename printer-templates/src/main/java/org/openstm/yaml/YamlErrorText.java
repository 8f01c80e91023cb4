package org.openstm.yaml;

import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;

/// Describes why a text is not YAML, with one line number and without the library's wording.
final class YamlErrorText {
    /// The places and excerpts in the parser's message.
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

    /// Line of the error; if the parser names two places, the first is that of the context.
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
        if (said.contains("getMaxNestingDepth")) return "it is nested too deep";
        if (line.contains("\t")) return "a tab stands there: set it in with blanks";
        return PLACES.matcher(said).replaceAll("").strip().replaceAll("\\s*\\R\\s*", ": ");
    }
}
