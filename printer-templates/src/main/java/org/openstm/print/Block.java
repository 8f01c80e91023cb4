package org.openstm.print;

import java.util.List;

/// One piece of a sheet, top to bottom.
public sealed interface Block {
    /// A paragraph; it wraps at the width of its column.
    record Text(String text, Style style) implements Block {
        public Text {
            text = SafeText.replaceControls(text);
        }
    }

    /// Columns side by side. A cell's share is its part of the width, in hundredths; the shares of
    /// a row add up to 100.
    ///
    /// @param boxed whether the cells have edges (tables of a certificate)
    /// @param heading names the columns of the rows below it: it stands again on every page that
    ///     they run on to
    record Row(List<Cell> cells, boolean boxed, boolean heading) implements Block {
        public Row {
            cells = List.copyOf(cells);
        }

        public Row(List<Cell> cells, boolean boxed) {
            this(cells, boxed, false);
        }
    }

    /// @param shaded heading cell of a table
    record Cell(String text, Style style, int share, boolean shaded) {
        public Cell {
            text = SafeText.replaceControls(text);
        }
    }

    /// A horizontal line, or white space.
    ///
    /// @param height thickness of the line, or height of the space, in dots
    record Rule(Kind kind, int height) implements Block {
        public enum Kind {
            SOLID,
            DASHED,
            SPACE
        }
    }

    /// Shows the state of the case prominently: black = accepted, double frame = not yet accepted, frame = unknown
    /// or the one fact that matters.
    record Band(Kind kind, List<Text> lines) implements Block {
        public enum Kind {
            FILLED,
            DOUBLE_FRAME,
            FRAME
        }

        public Band {
            lines = List.copyOf(lines);
        }
    }

    /// QR code, error correction M, with a quiet zone and the text to its right (below it, where the paper is too
    /// narrow).
    ///
    /// @param content text that a scanner reads back
    /// @param dots edge of the code without the quiet zone; the code itself takes the largest whole
    ///     number of dots a module that fits
    record Qr(String content, int dots, List<Text> beside) implements Block {
        public Qr {
            content = SafeText.replaceControls(content);
            beside = List.copyOf(beside);
        }
    }

    /// A one-bit picture; rows of `(width + 7) / 8` bytes, highest bit leftmost, 1 = black.
    record Picture(int width, int height, byte[] bits) implements Block {
        public Picture {
            if (width < 1 || height < 1 || bits.length != (width + 7) / 8 * height)
                throw new IllegalArgumentException("picture bits do not fit " + width + " x " + height);
            bits = bits.clone();
        }
    }

    /// The issuer and the date of issue under the mark of an electronic seal, with words on its ring and below its
    /// star.
    ///
    /// @param lines text under the seal; text and seal stay on one page
    record Seal(String ring, String foot, List<Text> lines) implements Block {
        public Seal {
            ring = SafeText.replaceControls(ring);
            foot = SafeText.replaceControls(foot);
            lines = List.copyOf(lines);
        }
    }

    /// Cut the roll here; end of page on A4.
    record Cut() implements Block {}
}
