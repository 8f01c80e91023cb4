package org.openstm.device.bundle;

import org.openstm.device.WhoActs;

/// The reason why a bundle is refused, the person who must act and the remedy. Each reason has a code of its own,
/// because an engineer's remedy for a truncated copy differs from a bank's remedy for a wrong key.
enum BundleRefusalReason {
    UNREADABLE("file-unreadable", WhoActs.ENGINEER, "name a file that this user can read"),
    FILE_MISSING("file-missing", WhoActs.ENGINEER, "check the path"),
    NOT_A_ZIP("not-a-zip", WhoActs.ENGINEER, "name the bundle that the maker packed"),
    TRUNCATED("truncated", WhoActs.ENGINEER, "copy the file again"),
    ZIP_BROKEN("zip-broken", WhoActs.ENGINEER, "copy the file again, or ask the maker for one made by stm device pack"),
    TOO_LARGE("too-large", WhoActs.ENGINEER, "ask the maker for a smaller bundle"),
    TOO_MANY_ENTRIES("too-many-entries", WhoActs.ENGINEER, "ask the maker for a smaller bundle"),
    ZIP_BOMB("zip-bomb", WhoActs.CENTRE, "do not use it, and tell the bank where it came from"),
    PATH_ESCAPE("path-escape", WhoActs.CENTRE, "do not use it, and tell the bank where it came from"),
    SYMLINK("symlink", WhoActs.CENTRE, "do not use it, and tell the bank where it came from"),
    DUPLICATE_ENTRY("duplicate-entry", WhoActs.CENTRE, "do not use it, and tell the bank where it came from"),
    SUMS_WRONG("sums-wrong", WhoActs.ENGINEER, "ask the maker for a bundle made by stm device pack"),
    SIGNATURE_MISSING("signature-missing", WhoActs.ENGINEER, "ask the maker for a bundle that is signed"),
    SIGNATURE_WRONG("signature-wrong", WhoActs.CENTRE, "do not use it, and tell the bank where it came from"),
    KEY_NOT_TRUSTED("key-not-trusted", WhoActs.CENTRE, "the bank decides whom it trusts"),
    CONTENT_CHANGED("content-changed", WhoActs.ENGINEER, "install the bundle anew from the maker's file"),
    ENTRY_MISSING("entry-missing", WhoActs.ENGINEER, "install the bundle anew from the maker's file"),
    ENTRY_EXTRA("entry-extra", WhoActs.ENGINEER, "install the bundle anew from the maker's file"),
    SPI_UNFIT("spi-unfit", WhoActs.ENGINEER, "ask the maker for a version for this program"),
    CLASS_UNKNOWN("class-unknown", WhoActs.ENGINEER, "ask the maker for a version for this program"),
    REPORT_MISSING("report-missing", WhoActs.ENGINEER, "ask the maker to run the conformance kit"),
    REPORT_WRONG("report-wrong", WhoActs.ENGINEER, "ask the maker to run the conformance kit"),
    REPORT_FOREIGN("report-foreign", WhoActs.ENGINEER, "ask the maker to run the conformance kit on this version"),
    REPORT_PARTIAL("report-partial", WhoActs.ENGINEER, "ask the maker to run the whole conformance kit"),
    CHECKS_FAILED("checks-failed", WhoActs.ENGINEER, "ask the maker for a version that passes the conformance kit"),
    MANIFEST_WRONG("manifest-wrong", WhoActs.ENGINEER, "ask the maker to correct driver.json"),
    PART_MISSING("part-missing", WhoActs.ENGINEER, "the maker puts it there and packs the bundle again"),
    SETTING_WRONG("setting-wrong", WhoActs.ENGINEER, "correct the link in devices.yaml"),
    CLASS_UNFIT("class-unfit", WhoActs.ENGINEER, "name a bundle for this class of device"),
    NAME_WRONG("name-wrong", WhoActs.ENGINEER, "name it as stm device bundles does, ID@VERSION"),
    ALREADY_INSTALLED("already-installed", WhoActs.ENGINEER, "use it, or uninstall it first when no device uses it"),
    NOT_INSTALLED("not-installed", WhoActs.ENGINEER, "stm device bundles lists what is installed"),
    IN_USE("in-use", WhoActs.ENGINEER, "swap the device to another driver first"),
    STORE_FAILED("store-failed", WhoActs.ENGINEER, "see to the disk and the folder's owner");

    final String code;
    final WhoActs who;
    final String remedy;

    BundleRefusalReason(String code, WhoActs who, String remedy) {
        this.code = code;
        this.who = who;
        this.remedy = remedy;
    }
}
