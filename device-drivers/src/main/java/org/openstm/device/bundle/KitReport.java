package org.openstm.device.bundle;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import org.openstm.device.DeviceClass;

/// `report.json`: what the conformance kit found of this driver in this version. That it is honest is vouched for by
/// whoever signed.
///
/// @param kit version of the kit
record KitReport(int kit, Instant date, List<String> passed) {
    static final String FILE = "report.json";

    KitReport {
        passed = List.copyOf(passed);
    }

    static KitReport read(byte[] json, BundleName driver, DeviceClass deviceClass) throws BundleRefused {
        var top = Spot.top(json, FILE, Reason.REPORT_WRONG)
                .knowing("kit", "driver", "version", "class", "date", "checks", "missing");
        var of = top.text("driver") + "@" + top.text("version");
        if (!of.equals(driver.toString()))
            throw new BundleRefused(Reason.REPORT_FOREIGN, FILE + " is about " + Archive.printable(of));
        if (!top.text("class").equals(deviceClass.text()))
            throw new BundleRefused(
                    Reason.REPORT_FOREIGN, FILE + " is about a " + Archive.printable(top.text("class")));
        var date = top.parsed("date", KitReport::time);
        var passed = new ArrayList<String>();
        var failed = new ArrayList<String>();
        for (var check : top.list("checks"))
            (check.knowing("name", "passed", "millis").yes("passed") ? passed : failed).add(check.text("name"));
        if (!failed.isEmpty())
            throw new BundleRefused(Reason.CHECKS_FAILED, FILE + ": not passed: " + String.join(", ", failed));
        var missing = new ArrayList<String>();
        for (var left : top.list("missing")) missing.add(left.text());
        if (!missing.isEmpty())
            throw new BundleRefused(Reason.REPORT_PARTIAL, FILE + ": not checked: " + String.join(", ", missing));
        if (passed.isEmpty()) throw top.refused("nothing was checked");
        return new KitReport(top.number("kit"), date, passed);
    }

    private static Instant time(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException no) {
            throw new IllegalArgumentException("is a time like 2026-11-24T08:30:00Z, not: " + text, no);
        }
    }
}
