package org.openstm.print.render;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeCollection;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBufferedFile;
import org.jspecify.annotations.Nullable;
import org.openstm.print.Style;
import org.openstm.print.typeset.TextMetrics;

/// The faces of PDF output, parsed once and kept, because parsing takes longer than rendering a page.
///
/// PDFBox embeds TrueType outlines only, which the Noto CJK fonts do not have. The files are those
/// of Debian's fonts-hanazono (serif; the A file has the basic plane, the B file the rest) and
/// fonts-wqy-zenhei (sans).
final class PdfFonts {
    private static final Path HANAZONO = Path.of("/usr/share/fonts/truetype/hanazono");
    private static final Path ZEN_HEI = Path.of("/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc");
    private static @Nullable PdfFonts shared;

    /// One font file, with its widths in thousandths of an em.
    record PdfFace(TrueTypeFont font, CmapLookup characters) {
        /// Private-use code points count as missing: their glyphs are never the character of a name.
        boolean hasGlyph(int character) {
            return Character.getType(character) != Character.PRIVATE_USE && characters.getGlyphId(character) != 0;
        }

        double glyphWidth(int character) {
            try {
                return font.getAdvanceWidth(characters.getGlyphId(character)) / (double) font.getUnitsPerEm();
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
        }
    }

    /// A part of a text that one face has.
    record FaceRun(String text, PdfFace face, double width) {}

    private final List<PdfFace> serif;
    private final List<PdfFace> sans;

    /// Silences its warning that variation sequences are not read; a name that has one is refused here anyway. Held
    /// in a field, because a logger without a strong reference loses its level.
    private static final Logger PARSER = Logger.getLogger("org.apache.fontbox.ttf.CmapSubtable");

    private PdfFonts() throws IOException {
        PARSER.setLevel(Level.SEVERE);
        requireInstalled();
        var basic = toFace(new TTFParser()
                .parse(new RandomAccessReadBufferedFile(
                        HANAZONO.resolve("HanaMinA.ttf").toFile())));
        var rare = toFace(new TTFParser()
                .parse(new RandomAccessReadBufferedFile(
                        HANAZONO.resolve("HanaMinB.ttf").toFile())));
        var zenHei = loadFromCollection(ZEN_HEI, "WenQuanYiZenHei");
        serif = List.of(basic, rare, zenHei);
        sans = List.of(zenHei, basic, rare);
    }

    /// Fails with one clear message when a font file is missing; reads no font.
    static void requireInstalled() {
        requireFile(HANAZONO.resolve("HanaMinA.ttf"), "fonts-hanazono");
        requireFile(HANAZONO.resolve("HanaMinB.ttf"), "fonts-hanazono");
        requireFile(ZEN_HEI, "fonts-wqy-zenhei");
    }

    /// @throws IllegalStateException when a font is missing, naming the package that has it
    static synchronized PdfFonts sharedFonts() {
        try {
            if (shared == null) shared = new PdfFonts();
            return shared;
        } catch (IOException broken) {
            throw new UncheckedIOException("a font cannot be read", broken);
        }
    }

    private static PdfFace loadFromCollection(Path file, String name) throws IOException {
        // the collection stays open as long as its font, which is as long as the process
        var font = new TrueTypeCollection(file.toFile()).getFontByName(name);
        if (font == null) throw new IllegalStateException("font '" + name + "' is not in " + file);
        return toFace(font);
    }

    private static void requireFile(Path file, String from) {
        if (!Files.isReadable(file))
            throw new IllegalStateException(
                    "font file " + file + " is missing: install " + from + " (scripts/setup does it)");
    }

    private static PdfFace toFace(TrueTypeFont font) throws IOException {
        // ligatures would make a line narrower than it was measured
        font.setEnableGsub(false);
        return new PdfFace(font, font.getUnicodeCmapLookup());
    }

    /// @throws IllegalArgumentException when no font has a character: a certificate must never miss a character
    List<FaceRun> splitByFace(String text, Style style) {
        var runs = new ArrayList<FaceRun>();
        text.codePoints().forEach(character -> {
            var face = findFace(character, style);
            var last = runs.isEmpty() ? null : runs.getLast();
            double width = face.glyphWidth(character) * style.size();
            if (last != null && last.face().equals(face))
                runs.set(
                        runs.size() - 1,
                        new FaceRun(last.text() + Character.toString(character), face, last.width() + width));
            else runs.add(new FaceRun(Character.toString(character), face, width));
        });
        return runs;
    }

    private PdfFace findFace(int character, Style style) {
        for (var face : style.face() == Style.Face.SERIF ? serif : sans) if (face.hasGlyph(character)) return face;
        throw new IllegalArgumentException(String.format(Locale.ROOT, "no font has the character U+%04X", character));
    }

    TextMetrics textMetrics() {
        return (text, style) ->
                splitByFace(text, style).stream().mapToDouble(FaceRun::width).sum();
    }
}
