package org.openstm.device.sim.receipt;

import java.nio.charset.Charset;
import java.util.Map;

/// Code tables of `ESC t` by number: the characters of the upper half of the bytes outside Chinese mode.
final class CodePages {
    private static final Charset FIRST = Charset.forName("IBM437");

    private static final Map<Integer, Charset> TABLES = Map.ofEntries(
            Map.entry(2, Charset.forName("IBM850")),
            Map.entry(3, Charset.forName("IBM860")),
            Map.entry(4, Charset.forName("IBM863")),
            Map.entry(5, Charset.forName("IBM865")),
            Map.entry(13, Charset.forName("IBM857")),
            Map.entry(14, Charset.forName("IBM737")),
            Map.entry(15, Charset.forName("ISO-8859-7")),
            Map.entry(16, Charset.forName("windows-1252")),
            Map.entry(17, Charset.forName("IBM866")),
            Map.entry(18, Charset.forName("IBM852")),
            Map.entry(19, Charset.forName("IBM00858")),
            Map.entry(33, Charset.forName("IBM775")),
            Map.entry(34, Charset.forName("IBM855")),
            Map.entry(35, Charset.forName("IBM861")),
            Map.entry(36, Charset.forName("IBM862")),
            Map.entry(37, Charset.forName("IBM864")),
            Map.entry(38, Charset.forName("IBM869")),
            Map.entry(39, Charset.forName("ISO-8859-2")),
            Map.entry(40, Charset.forName("ISO-8859-15")),
            Map.entry(45, Charset.forName("windows-1250")),
            Map.entry(46, Charset.forName("windows-1251")),
            Map.entry(47, Charset.forName("windows-1253")),
            Map.entry(48, Charset.forName("windows-1254")),
            Map.entry(49, Charset.forName("windows-1255")),
            Map.entry(50, Charset.forName("windows-1256")),
            Map.entry(51, Charset.forName("windows-1257")),
            Map.entry(52, Charset.forName("windows-1258")));

    private static final int KATAKANA = 1;

    /// Table 1 is not a charset of the JDK: strokes and blocks, half-width katakana, and signs around them.
    private static final String STROKES = "▁▂▃▄▅▆▇█▏▎▍▌▋▊▉┼┴┬┤├▔─│▕┌┐└┘╭╮╰╯";

    private static final String SIGNS = "═╞╪╡◢◣◥◤♠♥♦♣●○╱╲╳円年月日時分秒〒市区町村人▒ ";

    private CodePages() {}

    /// An unknown table is treated as the first one.
    static int toCharacter(int table, int value) {
        if (table == KATAKANA && value >= 0x80) return toKatakana(value);
        return new String(new byte[] {(byte) value}, TABLES.getOrDefault(table, FIRST)).codePointAt(0);
    }

    private static int toKatakana(int value) {
        if (value < 0xA0) return STROKES.codePointAt(value - 0x80);
        if (value >= 0xE0) return SIGNS.codePointAt(value - 0xE0);
        return value == 0xA0 ? ' ' : 0xFF61 + value - 0xA1;
    }
}
