package org.openstm.print.render;

import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.util.ArrayList;
import java.util.List;
import org.openstm.print.Style;
import org.openstm.print.typeset.PlacedElement;

/// The geometry of a seal: ring, star and the position of each letter; shared by pictures and PDF.
record SealShape(Shape ring, double stroke, Shape star, List<SealLetter> letters) {
    /// @param x centre of the letter
    /// @param turn clockwise, in radians
    record SealLetter(String text, double x, double y, double turn, Style style) {}

    static SealShape of(PlacedElement.PlacedSeal seal) {
        double r = seal.radius();
        double stroke = r / 16;
        double inner = r - stroke / 2;
        var ring = new Ellipse2D.Double(seal.centerX() - inner, seal.centerY() - inner, 2 * inner, 2 * inner);
        var letters = new ArrayList<SealLetter>();
        placeRingLetters(seal, letters);
        placeFootLetters(seal, letters);
        return new SealShape(ring, stroke, starPath(seal.centerX(), seal.centerY(), r * 0.29), List.copyOf(letters));
    }

    private static void placeRingLetters(PlacedElement.PlacedSeal seal, List<SealLetter> letters) {
        double reach = seal.radius() * 0.74;
        var signs = toCharacters(seal.ring());
        double step = Math.toRadians(Math.min(24, 250.0 / Math.max(1, signs.size())));
        var style = letterStyle((int) Math.min(seal.radius() * 0.22, reach * step * 0.92));
        for (int i = 0; i < signs.size(); i++) {
            double turn = (i - (signs.size() - 1) / 2.0) * step;
            letters.add(new SealLetter(
                    signs.get(i),
                    seal.centerX() + reach * Math.sin(turn),
                    seal.centerY() - reach * Math.cos(turn),
                    turn,
                    style));
        }
    }

    private static void placeFootLetters(PlacedElement.PlacedSeal seal, List<SealLetter> letters) {
        var signs = toCharacters(seal.foot());
        int size = (int) (seal.radius() * Math.min(0.17, 1.1 / Math.max(1, signs.size())));
        for (int i = 0; i < signs.size(); i++)
            letters.add(new SealLetter(
                    signs.get(i),
                    seal.centerX() + (i - (signs.size() - 1) / 2.0) * size,
                    seal.centerY() + seal.radius() * 0.56,
                    0,
                    letterStyle(size)));
    }

    private static List<String> toCharacters(String text) {
        return text.codePoints().mapToObj(Character::toString).toList();
    }

    private static Style letterStyle(int size) {
        return new Style(Math.max(8, size), true, Style.Align.LEFT, Style.Face.SERIF);
    }

    private static Path2D starPath(double x, double y, double radius) {
        var star = new Path2D.Double();
        for (int i = 0; i < 10; i++) {
            double reach = i % 2 == 0 ? radius : radius * 0.382;
            double angle = Math.PI * i / 5 - Math.PI / 2;
            if (i == 0) star.moveTo(reach * Math.cos(angle), reach * Math.sin(angle));
            else star.lineTo(reach * Math.cos(angle), reach * Math.sin(angle));
        }
        star.closePath();
        star.transform(AffineTransform.getTranslateInstance(x, y));
        return star;
    }
}
