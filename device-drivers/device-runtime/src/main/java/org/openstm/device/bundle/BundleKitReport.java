package org.openstm.device.bundle;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import org.openstm.device.DeviceClass;

/// `report.json`: the result of the conformance kit for this version of the driver. The signer vouches for its
/// honesty.
///
/// @param kit version of the kit
record BundleKitReport(int kit, Instant date, List<String> passed) {
    static final String FILE = "report.json";

    BundleKitReport {
        passed = List.copyOf(passed);
    }

    static BundleKitReport parseReport(byte[] json, BundleName driver, DeviceClass deviceClass) throws BundleRefused {
        var top = LocatedJson.parseRoot(json, FILE, BundleRefusalReason.REPORT_WRONG)
                .requireKnownKeys("kit", "driver", "version", "class", "date", "checks", "missing");
        var of = top.textValue("driver") + "@" + top.textValue("version");
        if (!of.equals(driver.toString()))
            throw new BundleRefused(
                    BundleRefusalReason.REPORT_FOREIGN, FILE + " is about " + BundleZipReader.toPrintable(of));
        if (!top.textValue("class").equals(deviceClass.text()))
            throw new BundleRefused(
                    BundleRefusalReason.REPORT_FOREIGN,
                    FILE + " is about a " + BundleZipReader.toPrintable(top.textValue("class")));
        var date = top.parsedValue("date", BundleKitReport::parseTime);
        var passed = new ArrayList<String>();
        var failed = new ArrayList<String>();
        for (var check : top.childList("checks"))
            (check.requireKnownKeys("name", "passed", "millis").booleanValue("passed") ? passed : failed)
                    .add(check.textValue("name"));
        if (!failed.isEmpty())
            throw new BundleRefused(
                    BundleRefusalReason.CHECKS_FAILED, FILE + ": not passed: " + String.join(", ", failed));
        var missing = new ArrayList<String>();
        for (var left : top.childList("missing")) missing.add(left.textValue());
        if (!missing.isEmpty())
            throw new BundleRefused(
                    BundleRefusalReason.REPORT_PARTIAL, FILE + ": not checked: " + String.join(", ", missing));
        if (passed.isEmpty()) throw top.toRefusal("nothing was checked");
        return new BundleKitReport(top.intValue("kit"), date, passed);
    }

    private static Instant parseTime(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException no) {
            throw new IllegalArgumentException("is a time like 2026-11-24T08:30:00Z, not: " + text, no);
        }
    }
}
