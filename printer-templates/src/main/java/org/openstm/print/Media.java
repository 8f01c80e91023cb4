package org.openstm.print;

import java.util.List;
import java.util.regex.Pattern;

/// The paper that a sheet is laid out for.
///
/// @param name stable name used in templates
/// @param widthDots printable width in dots
/// @param heightDots printable height in dots, 0 for a roll
/// @param dotsPerInch resolution that the dots refer to
public record Media(String name, int widthDots, int heightDots, int dotsPerInch) {
    /// 80 mm roll, 72 mm printable at 203 dpi (8 dots = 1 mm).
    public static final Media THERMAL_80 = new Media("thermal-80", 576, 0, 203);

    /// 58 mm roll, 48 mm printable at 203 dpi.
    public static final Media THERMAL_58 = new Media("thermal-58", 384, 0, 203);

    /// A4 (210 x 297 mm) at 203 dpi.
    public static final Media A4 = new Media("a4", 1678, 2374, 203);

    /// Three or four digits of dots, two or three of dots per inch.
    private static final Pattern ROLL = Pattern.compile("roll-([1-9][0-9]{2,3})-([1-9][0-9]{1,2})");

    public boolean roll() {
        return heightDots == 0;
    }

    /// A roll of any width; `roll-512-180` is 512 dots at 180 dpi.
    public static Media roll(int widthDots, int dotsPerInch) {
        for (var known : List.of(THERMAL_80, THERMAL_58))
            if (known.widthDots == widthDots && known.dotsPerInch == dotsPerInch) return known;
        return new Media("roll-" + widthDots + "-" + dotsPerInch, widthDots, 0, dotsPerInch);
    }

    /// @throws IllegalArgumentException if there is none; the message says what names look like
    public static Media named(String name) {
        var roll = ROLL.matcher(name);
        if (roll.matches()) return roll(Integer.parseInt(roll.group(1)), Integer.parseInt(roll.group(2)));
        return switch (name) {
            case "thermal-80" -> THERMAL_80;
            case "thermal-58" -> THERMAL_58;
            case "a4" -> A4;
            default ->
                throw new IllegalArgumentException(
                        "no such media: " + name + " (say thermal-80, thermal-58, a4 or roll-DOTS-DPI)");
        };
    }
}
