package org.openstm.kiosk.bench;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// One measured number beside its baseline.
///
/// @param baseline NaN when there is none
/// @param aimed what the aim is about: the value or its ratio to the baseline; NaN when there is no aim
record Figure(String name, String unit, double value, double baseline, double aimed, double aim, String aimWords) {
    /// The aim is a largest ratio to the baseline.
    static Figure ratio(String name, String unit, double value, double baseline, double aim) {
        return new Figure(name, unit, value, baseline, value / baseline, aim, "ratio <= " + plain(aim));
    }

    /// The aim is a largest value.
    static Figure atMost(String name, String unit, double value, double baseline, double aim) {
        return new Figure(name, unit, value, baseline, value, aim, "<= " + plain(aim) + " " + unit);
    }

    /// Told, not aimed at.
    static Figure told(String name, String unit, double value, double baseline) {
        return new Figure(name, unit, value, baseline, Double.NaN, Double.NaN, "");
    }

    boolean missed() {
        return aimed > aim;
    }

    String met() {
        return Double.isNaN(aimed) ? "" : missed() ? "NO" : "yes";
    }

    String line() {
        return String.format(
                Locale.ROOT,
                "%-34s %10s %10s %7s  %-14s %s",
                name,
                plain(value) + " " + unit,
                Double.isNaN(baseline) ? "-" : plain(baseline) + " " + unit,
                Double.isNaN(baseline) ? "-" : String.format(Locale.ROOT, "%.2f", value / baseline),
                aimWords,
                met());
    }

    static String head() {
        return String.format(
                Locale.ROOT, "%-34s %10s %10s %7s  %-14s %s", "name", "value", "baseline", "ratio", "aim", "met");
    }

    Map<String, Object> json() {
        var all = new LinkedHashMap<String, Object>();
        all.put("name", name);
        all.put("unit", unit);
        all.put("value", rounded(value));
        if (!Double.isNaN(baseline)) {
            all.put("baseline", rounded(baseline));
            all.put("ratio", rounded(value / baseline));
        }
        if (!Double.isNaN(aimed)) {
            all.put("aim", aimWords);
            all.put("met", !missed());
        }
        return all;
    }

    private static double rounded(double number) {
        return Math.round(number * 1000) / 1000.0;
    }

    private static String plain(double number) {
        return number >= 100 || number == Math.rint(number)
                ? String.format(Locale.ROOT, "%.0f", number)
                : String.format(Locale.ROOT, number < 10 ? "%.2f" : "%.1f", number);
    }
}
