package org.openstm.print.render;

import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.PathIterator;
import java.io.IOException;
import java.util.IdentityHashMap;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.apache.pdfbox.pdmodel.graphics.state.PDExtendedGraphicsState;
import org.apache.pdfbox.pdmodel.graphics.state.RenderingMode;
import org.apache.pdfbox.util.Matrix;
import org.openstm.print.Block;
import org.openstm.print.Style;
import org.openstm.print.typeset.Page;
import org.openstm.print.typeset.Placed;

/// Draws laid-out pages into one PDF document. PDF counts upwards in points, pages downwards in
/// dots.
final class PdfInk {
    /// Neither font has a heavy face; a stroke of this part of the size around each glyph makes
    /// one.
    private static final double HEAVY = 0.028;

    private final PDDocument document;
    private final PdfFonts fonts;
    private final IdentityHashMap<PdfFonts.Face, PDFont> embedded = new IdentityHashMap<>();
    private PDPageContentStream out;
    private float top;
    private float scale;

    @SuppressWarnings("NullAway.Init") // a page sets the stream before anything is drawn
    PdfInk(PDDocument document, PdfFonts fonts) {
        this.document = document;
        this.fonts = fonts;
    }

    void draw(Page page, float top, float scale, PDPageContentStream out) throws IOException {
        this.out = out;
        this.top = top;
        this.scale = scale;
        for (var one : page.placed()) draw(one);
    }

    private float x(double dots) {
        return (float) (dots * scale);
    }

    private float y(double dots) {
        return (float) (top - dots * scale);
    }

    private void draw(Placed one) throws IOException {
        switch (one) {
            case Placed.Words words ->
                text(
                        words.text(),
                        words.style(),
                        new Matrix(1, 0, 0, 1, x(words.x()), y(words.baseline())),
                        words.inverse() ? Color.WHITE : Color.BLACK);
            case Placed.Box box -> box(box);
            case Placed.Line line -> line(line);
            case Placed.Code code -> code(code);
            case Placed.Bits bits -> bits(bits);
            case Placed.SealMark seal -> seal(seal);
            case Placed.Wave wave -> wave(wave);
            case Placed.Watermark mark -> watermark(mark);
        }
    }

    /// Text from the origin of `place` on, which is already in points.
    private void text(String text, Style style, Matrix place, Color color) throws IOException {
        if (text.isEmpty()) return;
        out.beginText();
        out.setNonStrokingColor(color);
        if (style.bold()) {
            out.setRenderingMode(RenderingMode.FILL_STROKE);
            out.setStrokingColor(color);
            out.setLineWidth(x(style.size() * HEAVY));
        }
        out.setTextMatrix(place);
        for (var run : fonts.runs(text, style)) {
            out.setFont(font(run.face()), x(style.size()));
            out.showText(run.text());
        }
        if (style.bold()) out.setRenderingMode(RenderingMode.FILL);
        out.endText();
    }

    private PDFont font(PdfFonts.Face face) throws IOException {
        var font = embedded.get(face);
        if (font == null) {
            font = PDType0Font.load(document, face.font(), true);
            embedded.put(face, font);
        }
        return font;
    }

    private void box(Placed.Box box) throws IOException {
        if (box.stroke() == 0 || box.shaded()) {
            out.setNonStrokingColor(box.shaded() ? Tints.SHADE : Color.BLACK);
            rectangle(box.x(), box.y(), box.width(), box.height());
            out.fill();
        }
        if (box.stroke() == 0) return;
        double half = box.stroke() / 2;
        out.setStrokingColor(Color.BLACK);
        out.setLineWidth(x(box.stroke()));
        rectangle(box.x() + half, box.y() + half, box.width() - box.stroke(), box.height() - box.stroke());
        out.stroke();
    }

    private void rectangle(double x, double y, double width, double height) throws IOException {
        out.addRect(x(x), y(y + height), x(width), x(height));
    }

    private void line(Placed.Line line) throws IOException {
        out.setStrokingColor(Color.BLACK);
        out.setLineWidth(x(line.thickness()));
        if (line.dashed()) out.setLineDashPattern(new float[] {x(8), x(4)}, 0);
        double middle = line.y() + line.thickness() / 2;
        out.moveTo(x(line.x()), y(middle));
        out.lineTo(x(line.x() + line.width()), y(middle));
        out.stroke();
        out.setLineDashPattern(new float[0], 0);
    }

    /// All modules as one path: seams between separate fills would show as hairlines.
    private void code(Placed.Code code) throws IOException {
        var modules = Modules.of(code.content());
        double dots = Math.max(1, Math.floor(code.edge() / modules.getWidth()));
        double offset = Math.floor((code.edge() - dots * modules.getWidth()) / 2);
        for (int row = 0; row < modules.getHeight(); row++) {
            int from = 0;
            for (int column = 0; column <= modules.getWidth(); column++) {
                if (column < modules.getWidth() && modules.get(column, row) == 1) continue;
                if (column > from)
                    rectangle(
                            code.x() + offset + from * dots,
                            code.y() + offset + row * dots,
                            (column - from) * dots,
                            dots);
                from = column + 1;
            }
        }
        out.setNonStrokingColor(Color.BLACK);
        out.fill();
    }

    private void bits(Placed.Bits bits) throws IOException {
        Block.Picture picture = bits.picture();
        int stride = (picture.width() + 7) / 8;
        boolean any = false;
        for (int row = 0; row < picture.height(); row++)
            for (int column = 0; column < picture.width(); column++)
                if ((picture.bits()[row * stride + column / 8] >> (7 - column % 8) & 1) == 1) {
                    rectangle(bits.x() + column, bits.y() + row, 1, 1);
                    any = true;
                }
        out.setNonStrokingColor(Color.BLACK);
        if (any) out.fill();
    }

    private void seal(Placed.SealMark seal) throws IOException {
        var shape = SealShape.of(seal);
        var ink = new Color(Tints.SEAL.getRed(), Tints.SEAL.getGreen(), Tints.SEAL.getBlue());
        var through = new PDExtendedGraphicsState();
        through.setNonStrokingAlphaConstant(Tints.SEAL.getAlpha() / 255f);
        through.setStrokingAlphaConstant(Tints.SEAL.getAlpha() / 255f);
        out.saveGraphicsState();
        out.setGraphicsStateParameters(through);
        out.setStrokingColor(ink);
        out.setNonStrokingColor(ink);
        out.setLineWidth(x(shape.stroke()));
        path(shape.ring());
        out.stroke();
        path(shape.star());
        out.fill();
        for (var letter : shape.letters()) {
            double size = letter.style().size();
            double width = fonts.metrics().width(letter.text(), letter.style());
            var place = Matrix.getTranslateInstance(x(letter.x()), y(letter.y()));
            place.rotate(-letter.turn());
            place.translate(x(-width / 2), -x(size * 0.38));
            text(letter.text(), letter.style(), place, ink);
        }
        out.restoreGraphicsState();
    }

    private void path(Shape shape) throws IOException {
        var points = new float[6];
        for (var at = shape.getPathIterator(null); !at.isDone(); at.next()) {
            switch (at.currentSegment(points)) {
                case PathIterator.SEG_MOVETO -> out.moveTo(x(points[0]), y(points[1]));
                case PathIterator.SEG_LINETO -> out.lineTo(x(points[0]), y(points[1]));
                case PathIterator.SEG_CUBICTO ->
                    out.curveTo(x(points[0]), y(points[1]), x(points[2]), y(points[3]), x(points[4]), y(points[5]));
                case PathIterator.SEG_CLOSE -> out.closePath();
                default -> throw new IllegalStateException("a seal has no such curve");
            }
        }
    }

    private void wave(Placed.Wave wave) throws IOException {
        out.setStrokingColor(Tints.WAVE);
        out.setLineWidth(x(Tints.WAVE_STROKE));
        boolean first = true;
        for (var point : wave.points()) {
            if (first) out.moveTo(x(point.x()), y(point.y()));
            else out.lineTo(x(point.x()), y(point.y()));
            first = false;
        }
        out.stroke();
    }

    private void watermark(Placed.Watermark mark) throws IOException {
        var style = new Style(mark.size(), true, Style.Align.LEFT, Style.Face.SANS);
        var signs = mark.text().codePoints().mapToObj(Character::toString).toList();
        double step = mark.size() * 1.4;
        for (int i = 0; i < signs.size(); i++) {
            var place = Matrix.getTranslateInstance(x(mark.centerX()), y(mark.centerY()));
            place.rotate(Math.toRadians(Placed.Watermark.RISE));
            place.translate(x((i - signs.size() / 2.0) * step + mark.size() * 0.2), -x(mark.size() * 0.38));
            text(signs.get(i), style, place, Tints.WATERMARK);
        }
    }
}
