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
import org.openstm.print.typeset.Metrics;

/// The faces that PDF is set in, parsed once and kept: a parse takes longer than a page.
///
/// PDFBox embeds TrueType outlines only, which the Noto CJK fonts do not have. The files are those
/// of Debian's fonts-hanazono (serif; the A file has the basic plane, the B file the rest) and
/// fonts-wqy-zenhei (sans).
final class PdfFonts {
    private static final Path HANAZONO = Path.of("/usr/share/fonts/truetype/hanazono");
    private static final Path ZEN_HEI = Path.of("/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc");
    private static @Nullable PdfFonts shared;

    /// One font file, with its widths in thousandths of an em.
    record Face(TrueTypeFont font, CmapLookup characters) {
        /// What a font draws for private use is its own affair and never the character of a name.
        boolean has(int character) {
            return Character.getType(character) != Character.PRIVATE_USE && characters.getGlyphId(character) != 0;
        }

        double width(int character) {
            try {
                return font.getAdvanceWidth(characters.getGlyphId(character)) / (double) font.getUnitsPerEm();
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
        }
    }

    /// A part of a text that one face has.
    record Run(String text, Face face, double width) {}

    private final List<Face> serif;
    private final List<Face> sans;

    /// It warns that variation sequences are not read; a name that has one is refused here anyway.
    /// Held, because an unheld logger forgets its level.
    private static final Logger PARSER = Logger.getLogger("org.apache.fontbox.ttf.CmapSubtable");

    private PdfFonts() throws IOException {
        PARSER.setLevel(Level.SEVERE);
        check();
        var basic = face(new TTFParser()
                .parse(new RandomAccessReadBufferedFile(
                        HANAZONO.resolve("HanaMinA.ttf").toFile())));
        var rare = face(new TTFParser()
                .parse(new RandomAccessReadBufferedFile(
                        HANAZONO.resolve("HanaMinB.ttf").toFile())));
        var zenHei = collection(ZEN_HEI, "WenQuanYiZenHei");
        serif = List.of(basic, rare, zenHei);
        sans = List.of(zenHei, basic, rare);
    }

    /// Fails with one clear sentence when a font file is not there; nothing is read.
    static void check() {
        there(HANAZONO.resolve("HanaMinA.ttf"), "fonts-hanazono");
        there(HANAZONO.resolve("HanaMinB.ttf"), "fonts-hanazono");
        there(ZEN_HEI, "fonts-wqy-zenhei");
    }

    /// @throws IllegalStateException when a font is missing, naming the package that has it
    static synchronized PdfFonts shared() {
        try {
            if (shared == null) shared = new PdfFonts();
            return shared;
        } catch (IOException broken) {
            throw new UncheckedIOException("a font cannot be read", broken);
        }
    }

    private static Face collection(Path file, String name) throws IOException {
        // the collection stays open as long as its font, which is as long as the process
        var font = new TrueTypeCollection(file.toFile()).getFontByName(name);
        if (font == null) throw new IllegalStateException("font '" + name + "' is not in " + file);
        return face(font);
    }

    private static void there(Path file, String from) {
        if (!Files.isReadable(file))
            throw new IllegalStateException(
                    "font file " + file + " is missing: install " + from + " (scripts/setup does it)");
    }

    private static Face face(TrueTypeFont font) throws IOException {
        // ligatures would make a line narrower than it was measured
        font.setEnableGsub(false);
        return new Face(font, font.getUnicodeCmapLookup());
    }

    /// @throws IllegalArgumentException when no font has a character: a certificate never goes out
    ///     with a hole
    List<Run> runs(String text, Style style) {
        var runs = new ArrayList<Run>();
        text.codePoints().forEach(character -> {
            var face = face(character, style);
            var last = runs.isEmpty() ? null : runs.getLast();
            double width = face.width(character) * style.size();
            if (last != null && last.face().equals(face))
                runs.set(
                        runs.size() - 1,
                        new Run(last.text() + Character.toString(character), face, last.width() + width));
            else runs.add(new Run(Character.toString(character), face, width));
        });
        return runs;
    }

    private Face face(int character, Style style) {
        for (var face : style.face() == Style.Face.SERIF ? serif : sans) if (face.has(character)) return face;
        throw new IllegalArgumentException(String.format(Locale.ROOT, "no font has the character U+%04X", character));
    }

    Metrics metrics() {
        return (text, style) ->
                runs(text, style).stream().mapToDouble(Run::width).sum();
    }
}
