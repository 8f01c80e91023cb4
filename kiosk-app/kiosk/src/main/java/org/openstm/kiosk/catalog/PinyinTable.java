package org.openstm.kiosk.catalog;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Readings of Chinese characters. The table is loaded at the first lookup, so that it does not delay a
/// terminal's start.
final class PinyinTable {
    private static final char FIRST = '一';
    private static final List<List<String>> READINGS = loadTable();

    private PinyinTable() {}

    /// Syllables without tones, `v` for `ü`; empty when the character has none or is not in the table.
    static List<String> findReadings(char sign) {
        int at = sign - FIRST;
        return at >= 0 && at < READINGS.size() ? READINGS.get(at) : List.of();
    }

    private static List<List<String>> loadTable() {
        var all = new ArrayList<List<String>>(Collections.nCopies('\u9fff' - FIRST + 1, List.of()));
        for (var line : readLines()) {
            if (line.startsWith("#")) continue;
            int blank = line.indexOf(' ');
            for (int at = blank + 1; at < line.length(); at++)
                addReading(all, line.charAt(at), line.substring(0, blank));
        }
        return all;
    }

    private static void addReading(List<List<String>> all, char sign, String syllable) {
        var readings = new ArrayList<>(all.get(sign - FIRST));
        readings.add(syllable);
        all.set(sign - FIRST, List.copyOf(readings));
    }

    private static List<String> readLines() {
        var file = PinyinTable.class.getResourceAsStream("pinyin.txt");
        if (file == null) throw new IllegalStateException("missing in the jar: pinyin.txt");
        try (var reader = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }
}
