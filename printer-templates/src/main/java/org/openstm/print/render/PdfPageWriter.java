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
import org.openstm.print.typeset.LaidOutPage;
import org.openstm.print.typeset.PlacedElement;

/// Draws laid-out pages into one PDF document. PDF coordinates run upwards in points, page coordinates downwards in
/// dots.
final class PdfPageWriter {
    /// Neither font has a bold face; a stroke of this fraction of the size around each glyph replaces it.
    private static final double HEAVY = 0.028;

    private final PDDocument document;
    private final PdfFonts fonts;
    private final IdentityHashMap<PdfFonts.PdfFace, PDFont> embedded = new IdentityHashMap<>();
    private PDPageContentStream out;
    private float top;
    private float scale;

    @SuppressWarnings("NullAway.Init") // set when a page begins, before anything is drawn
    PdfPageWriter(PDDocument document, PdfFonts fonts) {
        this.document = document;
        this.fonts = fonts;
    }

    void drawPage(LaidOutPage page, float top, float scale, PDPageContentStream out) throws IOException {
        this.out = out;
        this.top = top;
        this.scale = scale;
        for (var one : page.placed()) drawElement(one);
    }

    private float toPoints(double dots) {
        return (float) (dots * scale);
    }

    private float toPageY(double dots) {
        return (float) (top - dots * scale);
    }

    private void drawElement(PlacedElement one) throws IOException {
        switch (one) {
            case PlacedElement.PlacedText words ->
                drawText(
                        words.text(),
                        words.style(),
                        new Matrix(1, 0, 0, 1, toPoints(words.x()), toPageY(words.baseline())),
                        words.inverse() ? Color.WHITE : Color.BLACK);
            case PlacedElement.PlacedBox box -> drawBox(box);
            case PlacedElement.PlacedLine line -> drawLine(line);
            case PlacedElement.PlacedQrCode code -> drawQrCode(code);
            case PlacedElement.PlacedPicture bits -> drawPicture(bits);
            case PlacedElement.PlacedSeal seal -> drawSeal(seal);
            case PlacedElement.PlacedWave wave -> drawWave(wave);
            case PlacedElement.PlacedWatermark mark -> drawWatermark(mark);
        }
    }

    /// Draws text from the origin of `place`, which is already in points.
    private void drawText(String text, Style style, Matrix place, Color color) throws IOException {
        if (text.isEmpty()) return;
        out.beginText();
        out.setNonStrokingColor(color);
        if (style.bold()) {
            out.setRenderingMode(RenderingMode.FILL_STROKE);
            out.setStrokingColor(color);
            out.setLineWidth(toPoints(style.size() * HEAVY));
        }
        out.setTextMatrix(place);
        for (var run : fonts.splitByFace(text, style)) {
            out.setFont(embedFont(run.face()), toPoints(style.size()));
            out.showText(run.text());
        }
        if (style.bold()) out.setRenderingMode(RenderingMode.FILL);
        out.endText();
    }

    private PDFont embedFont(PdfFonts.PdfFace face) throws IOException {
        var font = embedded.get(face);
        if (font == null) {
            font = PDType0Font.load(document, face.font(), true);
            embedded.put(face, font);
        }
        return font;
    }

    private void drawBox(PlacedElement.PlacedBox box) throws IOException {
        if (box.stroke() == 0 || box.shaded()) {
            out.setNonStrokingColor(box.shaded() ? PaperColors.SHADE : Color.BLACK);
            addRectangle(box.x(), box.y(), box.width(), box.height());
            out.fill();
        }
        if (box.stroke() == 0) return;
        double half = box.stroke() / 2;
        out.setStrokingColor(Color.BLACK);
        out.setLineWidth(toPoints(box.stroke()));
        addRectangle(box.x() + half, box.y() + half, box.width() - box.stroke(), box.height() - box.stroke());
        out.stroke();
    }

    private void addRectangle(double x, double y, double width, double height) throws IOException {
        out.addRect(toPoints(x), toPageY(y + height), toPoints(width), toPoints(height));
    }

    private void drawLine(PlacedElement.PlacedLine line) throws IOException {
        out.setStrokingColor(Color.BLACK);
        out.setLineWidth(toPoints(line.thickness()));
        if (line.dashed()) out.setLineDashPattern(new float[] {toPoints(8), toPoints(4)}, 0);
        double middle = line.y() + line.thickness() / 2;
        out.moveTo(toPoints(line.x()), toPageY(middle));
        out.lineTo(toPoints(line.x() + line.width()), toPageY(middle));
        out.stroke();
        out.setLineDashPattern(new float[0], 0);
    }

    /// Draws all modules as one path: seams between separate fills would show as hairlines.
    private void drawQrCode(PlacedElement.PlacedQrCode code) throws IOException {
        var modules = QrModules.of(code.content());
        double dots = Math.max(1, Math.floor(code.edge() / modules.getWidth()));
        double offset = Math.floor((code.edge() - dots * modules.getWidth()) / 2);
        for (int row = 0; row < modules.getHeight(); row++) {
            int from = 0;
            for (int column = 0; column <= modules.getWidth(); column++) {
                if (column < modules.getWidth() && modules.get(column, row) == 1) continue;
                if (column > from)
                    addRectangle(
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

    private void drawPicture(PlacedElement.PlacedPicture bits) throws IOException {
        Block.Picture picture = bits.picture();
        int stride = (picture.width() + 7) / 8;
        boolean any = false;
        for (int row = 0; row < picture.height(); row++)
            for (int column = 0; column < picture.width(); column++)
                if ((picture.bits()[row * stride + column / 8] >> (7 - column % 8) & 1) == 1) {
                    addRectangle(bits.x() + column, bits.y() + row, 1, 1);
                    any = true;
                }
        out.setNonStrokingColor(Color.BLACK);
        if (any) out.fill();
    }

    private void drawSeal(PlacedElement.PlacedSeal seal) throws IOException {
        var shape = SealShape.of(seal);
        var ink = new Color(PaperColors.SEAL.getRed(), PaperColors.SEAL.getGreen(), PaperColors.SEAL.getBlue());
        var through = new PDExtendedGraphicsState();
        through.setNonStrokingAlphaConstant(PaperColors.SEAL.getAlpha() / 255f);
        through.setStrokingAlphaConstant(PaperColors.SEAL.getAlpha() / 255f);
        out.saveGraphicsState();
        out.setGraphicsStateParameters(through);
        out.setStrokingColor(ink);
        out.setNonStrokingColor(ink);
        out.setLineWidth(toPoints(shape.stroke()));
        addPath(shape.ring());
        out.stroke();
        addPath(shape.star());
        out.fill();
        for (var letter : shape.letters()) {
            double size = letter.style().size();
            double width = fonts.textMetrics().textWidth(letter.text(), letter.style());
            var place = Matrix.getTranslateInstance(toPoints(letter.x()), toPageY(letter.y()));
            place.rotate(-letter.turn());
            place.translate(toPoints(-width / 2), -toPoints(size * 0.38));
            drawText(letter.text(), letter.style(), place, ink);
        }
        out.restoreGraphicsState();
    }

    private void addPath(Shape shape) throws IOException {
        var points = new float[6];
        for (var at = shape.getPathIterator(null); !at.isDone(); at.next()) {
            switch (at.currentSegment(points)) {
                case PathIterator.SEG_MOVETO -> out.moveTo(toPoints(points[0]), toPageY(points[1]));
                case PathIterator.SEG_LINETO -> out.lineTo(toPoints(points[0]), toPageY(points[1]));
                case PathIterator.SEG_CUBICTO ->
                    out.curveTo(
                            toPoints(points[0]),
                            toPageY(points[1]),
                            toPoints(points[2]),
                            toPageY(points[3]),
                            toPoints(points[4]),
                            toPageY(points[5]));
                case PathIterator.SEG_CLOSE -> out.closePath();
                default -> throw new IllegalStateException("a seal has no such curve");
            }
        }
    }

    private void drawWave(PlacedElement.PlacedWave wave) throws IOException {
        out.setStrokingColor(PaperColors.WAVE);
        out.setLineWidth(toPoints(PaperColors.WAVE_STROKE));
        boolean first = true;
        for (var point : wave.points()) {
            if (first) out.moveTo(toPoints(point.x()), toPageY(point.y()));
            else out.lineTo(toPoints(point.x()), toPageY(point.y()));
            first = false;
        }
        out.stroke();
    }

    private void drawWatermark(PlacedElement.PlacedWatermark mark) throws IOException {
        var style = new Style(mark.size(), true, Style.Align.LEFT, Style.Face.SANS);
        var signs = mark.text().codePoints().mapToObj(Character::toString).toList();
        double step = mark.size() * 1.4;
        for (int i = 0; i < signs.size(); i++) {
            var place = Matrix.getTranslateInstance(toPoints(mark.centerX()), toPageY(mark.centerY()));
            place.rotate(Math.toRadians(PlacedElement.PlacedWatermark.RISE));
            place.translate(
                    toPoints((i - signs.size() / 2.0) * step + mark.size() * 0.2), -toPoints(mark.size() * 0.38));
            drawText(signs.get(i), style, place, PaperColors.WATERMARK);
        }
    }
}
