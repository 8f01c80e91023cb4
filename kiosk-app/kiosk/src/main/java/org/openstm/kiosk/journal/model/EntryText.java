package org.openstm.kiosk.journal.model;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/// The clear text of an entry's body: named values, one per line.
public final class EntryText {
    private EntryText() {}

    public static byte[] toBytes(Map<String, String> words) {
        var text = new StringBuilder();
        words.forEach((name, value) -> text.append(name)
                .append('=')
                .append(value.replace("\\", "\\\\").replace("\n", "\\n"))
                .append('\n'));
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    public static Map<String, String> parseValues(byte[] bytes) {
        var words = new LinkedHashMap<String, String>();
        new String(bytes, StandardCharsets.UTF_8).lines().forEach(line -> {
            int at = line.indexOf('=');
            if (at > 0) words.put(line.substring(0, at), unescapeValue(line.substring(at + 1)));
        });
        return words;
    }

    private static String unescapeValue(String value) {
        var text = new StringBuilder();
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c != '\\' || i + 1 == value.length()) text.append(c);
            else text.append(value.charAt(++i) == 'n' ? '\n' : value.charAt(i));
        }
        return text.toString();
    }
}
