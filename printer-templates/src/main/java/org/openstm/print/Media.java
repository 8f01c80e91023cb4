package org.openstm.print;

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

    public boolean roll() {
        return heightDots == 0;
    }

    public static Media named(String name) {
        return switch (name) {
            case "thermal-80" -> THERMAL_80;
            case "thermal-58" -> THERMAL_58;
            case "a4" -> A4;
            default -> throw new IllegalArgumentException("no such media: " + name);
        };
    }
}
