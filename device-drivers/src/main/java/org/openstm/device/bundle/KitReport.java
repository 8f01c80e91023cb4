package org.openstm.device.bundle;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;

/// `report.json`: what the conformance kit found of this driver in this version. That it is honest is vouched for by
/// whoever signed.
///
/// @param kit version of the kit
record KitReport(String kit, LocalDate date, List<String> passed) {
    static final String FILE = "report.json";

    KitReport {
        passed = List.copyOf(passed);
    }

    static KitReport read(byte[] json, BundleName driver) throws BundleRefused {
        var top = Spot.top(json, FILE, Reason.REPORT_WRONG).knowing("kit", "driver", "version", "date", "checks");
        var of = top.text("driver") + "@" + top.text("version");
        if (!of.equals(driver.toString()))
            throw new BundleRefused(Reason.REPORT_FOREIGN, FILE + " is about " + Archive.printable(of));
        var date = top.parsed("date", KitReport::day);
        var passed = new ArrayList<String>();
        var failed = new ArrayList<String>();
        for (var check : top.list("checks"))
            (check.knowing("name", "passed").yes("passed") ? passed : failed).add(check.text("name"));
        if (!failed.isEmpty())
            throw new BundleRefused(Reason.CHECKS_FAILED, FILE + ": not passed: " + String.join(", ", failed));
        if (passed.isEmpty()) throw top.refused("nothing was checked");
        return new KitReport(top.text("kit"), date, passed);
    }

    private static LocalDate day(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException no) {
            throw new IllegalArgumentException("is a day like 2026-11-24, not: " + text, no);
        }
    }
}
