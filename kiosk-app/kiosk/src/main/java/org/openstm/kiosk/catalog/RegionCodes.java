package org.openstm.kiosk.catalog;

/// Codes of regions in five levels: GB/T 2260 for provinces (1), cities (2) and counties (3), with six digits,
/// of which unused ones are 0; statistical codes for towns (4), nine digits, and villages (5), twelve.
public final class RegionCodes {
    public static final int COUNTY = 3;
    private static final int TOWN = 4;
    private static final int VILLAGE = 5;

    private RegionCodes() {}

    /// @return 1 to 5; 0 for an invalid code
    public static int levelOf(String code) {
        if (code.matches("\\d{12}")) return VILLAGE;
        if (code.matches("\\d{9}")) return TOWN;
        if (!code.matches("\\d{6}")) return 0;
        return code.endsWith("0000") ? 1 : code.endsWith("00") ? 2 : COUNTY;
    }

    /// Whether a place is an area or lies in it.
    ///
    /// @param area of any level
    public static boolean isWithin(String place, String area) {
        return switch (levelOf(area)) {
            case 0 -> false;
            case 1 -> place.startsWith(area.substring(0, 2));
            case 2 -> place.startsWith(area.substring(0, 4));
            default -> place.startsWith(area);
        };
    }
}
