package org.openstm.print.render;

import java.awt.Font;
import java.awt.font.FontRenderContext;
import java.awt.geom.AffineTransform;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;
import org.openstm.print.Style;
import org.openstm.print.typeset.TextMetrics;

/// The fonts for pictures of printed pages.
///
/// The family must be exactly `Noto Sans CJK SC` (Debian: fonts-noto-cjk): a near name silently
/// gives another font. What it lacks is taken, character by character, from the Hanazono faces
/// (Debian: fonts-hanazono).
public final class PictureFonts {
    private static final String SANS = "Noto Sans CJK SC";
    private static final String SERIF = "Noto Serif CJK SC";
    private static final List<String> RARE = List.of("HanaMinA", "HanaMinB");

    /// The usual mark for a missing character; a receipt with one missing character is better than no receipt.
    private static final String GETA = "〓";

    private static final FontRenderContext CONTEXT = new FontRenderContext(new AffineTransform(), true, true);
    private static final ConcurrentHashMap<Style, List<Font>> CHAINS = new ConcurrentHashMap<>();

    private PictureFonts() {}

    /// A part of a text that one font has.
    record FontRun(String text, Font font) {
        double width() {
            return font.getStringBounds(text, CONTEXT).getWidth();
        }
    }

    /// Fails with one clear message when the fonts for pictures or for PDF are missing.
    public static void requireInstalled() {
        var found = new Font(SANS, Font.PLAIN, 20);
        if (!found.getFamily(Locale.ROOT).equals(SANS))
            throw new IllegalStateException(
                    "font '" + SANS + "' is missing: install fonts-noto-cjk (scripts/setup does it)");
        PdfFonts.requireInstalled();
    }

    static List<FontRun> splitByFont(String text, Style style) {
        var chain = CHAINS.computeIfAbsent(style.aligned(Style.Align.LEFT), PictureFonts::fontChain);
        if (text.codePoints().allMatch(c -> hasGlyph(chain.getFirst(), c)))
            return List.of(new FontRun(text, chain.getFirst()));
        var runs = new ArrayList<FontRun>();
        text.codePoints().forEach(character -> {
            var font = chain.stream().filter(f -> hasGlyph(f, character)).findFirst();
            var shown = font.isPresent() ? Character.toString(character) : GETA;
            var with = font.orElse(chain.getFirst());
            if (!runs.isEmpty() && runs.getLast().font().equals(with))
                runs.add(new FontRun(runs.removeLast().text() + shown, with));
            else runs.add(new FontRun(shown, with));
        });
        return runs;
    }

    /// Private-use code points count as missing: their glyphs are never the character of a name.
    private static boolean hasGlyph(Font font, int character) {
        return Character.getType(character) != Character.PRIVATE_USE && font.canDisplay(character);
    }

    private static List<Font> fontChain(Style style) {
        int weight = style.bold() ? Font.BOLD : Font.PLAIN;
        var families = new ArrayList<String>();
        if (style.face() == Style.Face.SERIF) families.add(SERIF);
        families.add(SANS);
        families.addAll(RARE);
        return families.stream()
                .map(family -> new Font(family, weight, style.size()))
                .filter(font -> RARE.contains(font.getFamily(Locale.ROOT)) || !RARE.contains(font.getName()))
                .toList();
    }

    static TextMetrics textMetrics() {
        return (text, style) -> text.isEmpty()
                ? 0
                : splitByFont(text, style).stream().mapToDouble(FontRun::width).sum();
    }
}
