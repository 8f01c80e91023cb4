package org.openstm.device.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.openstm.device.Fault;

/// A bundle is an untrusted file: each kind of error has a code of its own, and nothing is installed.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BundleRefusalTest {
    private Path folder;
    private Workshop shop;
    private byte[] good;

    /// Manipulates or damages a valid bundle.
    interface Mischief {
        byte[] done(SortedMap<String, byte[]> entries) throws Exception;
    }

    @BeforeAll
    void pack(@TempDir Path shared) throws Exception {
        folder = shared;
        shop = new Workshop(folder);
        good = Files.readAllBytes(shop.bundle("1.0.0", UnaryOperator.identity()));
    }

    Stream<Arguments> refusals() {
        return Stream.of(
                row("not-a-zip", "begin as a zip", _ -> "#!/bin/sh".getBytes(UTF_8)),
                row("not-a-zip", "begin as a zip", _ -> new byte[0]),
                row("truncated", "copy the file again", _ -> Arrays.copyOf(good, good.length / 2)),
                row("truncated", "copy the file again", _ -> Arrays.copyOf(good, good.length - 1)),
                row("zip-broken", "contradicts itself", _ -> localNameChanged()),
                row("zip-broken", "contradicts itself", all -> lying(all, 100, 99)),
                row("zip-broken", "contradicts itself", all -> lying(all, 100, 101)),
                row(
                        "zip-broken",
                        "contradicts itself",
                        all -> RawZip.of(all)
                                .nested("lib/more.jar", "lib/most.jar", "x".getBytes(UTF_8))
                                .bytes()),
                row("too-many-entries", "more than 200", all -> {
                    for (int i = 0; i < 200; i++) all.put("doc/" + i, new byte[0]);
                    return RawZip.of(all).bytes();
                }),
                row("too-large", "unpacks to more", all -> lying(all, 100, BundleZipReader.LONGEST_CONTENT)),
                row("too-large", "larger than", _ -> new byte[BundleZipReader.LONGEST_FILE + 1]),
                row("zip-bomb", "tell the bank", all -> lying(all, 5 << 20, 5 << 20)),
                row("path-escape", "'../driver.json'", all -> with(all, "../driver.json")),
                row("path-escape", "'lib/../../x'", all -> with(all, "lib/../../x")),
                row("path-escape", "'/etc/passwd'", all -> with(all, "/etc/passwd")),
                row("path-escape", "'lib\\x'", all -> with(all, "lib\\x")),
                row("path-escape", "'lib/'", all -> with(all, "lib/")),
                row("path-escape", "'C:x'", all -> with(all, "C:x")),
                row("path-escape", "'??'", all -> with(all, "\u202e\n")),
                row(
                        "symlink",
                        "lib/a.jar",
                        all -> RawZip.of(all).link("lib/a.jar", "/etc/passwd").bytes()),
                row("duplicate-entry", "driver.json", all -> with(all, "driver.json")),
                row("signature-missing", "no SHA256SUMS.sig", all -> without(all, "SHA256SUMS.sig")),
                row("signature-missing", "no SHA256SUMS,", all -> without(all, "SHA256SUMS")),
                row("signature-wrong", "lintel did not sign", all -> flipped(all, "SHA256SUMS.sig")),
                row("signature-wrong", "lintel did not sign", all -> {
                    all.put("SHA256SUMS.sig", new byte[0]);
                    return RawZip.of(all).bytes();
                }),
                row(
                        "signature-wrong",
                        "lintel did not sign",
                        all -> RawZip.of(BundlePacker.signEntries(
                                        all, Workshop.pair().getPrivate(), Workshop.ISSUER))
                                .bytes()),
                row("signature-wrong", "lintel did not sign", all -> {
                    // new checksums for changed contents, with the old signature
                    all.put("report.json", Workshop.report("lintel-slip", "1.0.0", false));
                    all.put(
                            "SHA256SUMS",
                            BundleChecksums.of(Workshop.ISSUER, all).toBytes());
                    return RawZip.of(all).bytes();
                }),
                row(
                        "key-not-trusted",
                        "signed by stranger",
                        all -> RawZip.of(BundlePacker.signEntries(
                                        all, shop.keys().getPrivate(), "stranger"))
                                .bytes()),
                row("sums-wrong", "issuer", all -> {
                    all.put("SHA256SUMS", "# issuer: ../../key\n".getBytes(UTF_8));
                    return RawZip.of(all).bytes();
                }),
                row("content-changed", "lib/lintel-slip.jar", all -> flipped(all, "lib/lintel-slip.jar")),
                row("content-changed", "driver.json", all -> flipped(all, "driver.json")),
                row("content-changed", "report.json", all -> flipped(all, "report.json")),
                row("sums-wrong", "begins without", all -> flipped(all, "SHA256SUMS")),
                row("entry-missing", "report.json", all -> without(all, "report.json")),
                row("entry-extra", "lib/more.jar", all -> with(all, "lib/more.jar")),
                manifest("spi-unfit", "[2,3)", "\"[1,2)\"", "\"[2,3)\""),
                manifest("class-unknown", "toaster", "\"receipt-printer\"", "\"toaster\""),
                manifest("manifest-wrong", "driver.json: version:", "\"1.0.0\"", "\"1.0\""),
                manifest("manifest-wrong", "driver.json: id:", "\"lintel-slip\"", "\"../slip\""),
                manifest("manifest-wrong", "driver.json: spi:", "\"[1,2)\"", "\"1+\""),
                manifest("manifest-wrong", "driver.json: driver: escpos", "\"lintel\"", "\"escpos\""),
                manifest("manifest-wrong", "driver.json: matches[0]: usb:", "1f3a:2001", "lintel"),
                manifest("manifest-wrong", "'matched'", "\"matches\"", "\"matched\""),
                manifest("manifest-wrong", "driver.json: models[1]: support:", "untested", "splendid"),
                manifest("manifest-wrong", "line 2 is no JSON", "\"id\":", "\"id\""),
                manifest("manifest-wrong", "is no JSON", "\"version\"", "\"id\""),
                signed("part-missing", "no driver.json", all -> all.remove("driver.json")),
                signed("part-missing", "no jar in lib/", all -> all.remove("lib/lintel-slip.jar")),
                signed("report-missing", "conformance kit", all -> all.remove("report.json")),
                signed("report-wrong", "nothing was checked", all -> report(all, """
                        {"kit": 2, "driver": "lintel-slip", "version": "1.0.0", "class": "receipt-printer",
                         "date": "2026-11-24T08:30:00Z", "checks": [], "missing": []}
                        """.getBytes(UTF_8))),
                signed(
                        "report-foreign",
                        "other-slip@1.0.0",
                        all -> report(all, Workshop.report("other-slip", "1.0.0", true))),
                signed(
                        "report-foreign",
                        "lintel-slip@0.9.0",
                        all -> report(all, Workshop.report("lintel-slip", "0.9.0", true))),
                signed(
                        "report-partial",
                        "not checked: tcp: keeps time",
                        all -> report(
                                all,
                                new String(Workshop.report("lintel-slip", "1.0.0", true), UTF_8)
                                        .replace("\"missing\": []", "\"missing\": [\"tcp: keeps time\"]")
                                        .getBytes(UTF_8))),
                signed("checks-failed", "lets go", all -> report(all, Workshop.report("lintel-slip", "1.0.0", false))));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("refusals")
    void a_bundle_is_refused_with_its_own_reason_when(String code, String says, Mischief mischief) throws Exception {
        var store = folder.resolve("store");
        var zip = Files.write(folder.resolve("wrong.zip"), mischief.done(new TreeMap<>(BundleZipReader.readZip(good))));
        var refused = assertInstanceOf(
                InstallationResult.Refused.class, new BundleStore(store, shop.trusted()).installBundle(zip, List.of()));
        assertEquals(code, refused.fault().code(), refused::toString);
        assertTrue(refused.fault().detail().contains(says), refused::toString);
        assertFalse(refused.fault().detail().contains("\n"), refused::toString);
        assertFalse(Files.exists(store));
    }

    @Test
    void a_good_bundle_is_taken_also_when_another_program_packed_it() throws Exception {
        var zip = Files.write(
                folder.resolve("raw.zip"),
                RawZip.of(BundleZipReader.readZip(good)).bytes());
        var store = new BundleStore(folder.resolve("good"), shop.trusted());
        assertInstanceOf(InstallationResult.Done.class, store.installBundle(zip, List.of()));
    }

    @Test
    void the_maker_learns_before_signing_what_a_terminal_would_refuse() throws Exception {
        var bundle = shop.unpacked("1.0.1", UnaryOperator.identity());
        Files.write(bundle.resolve("report.json"), Workshop.report("lintel-slip", "1.0.1", false));
        var out = folder.resolve("never.zip");
        var refused = BundlePacker.packBundle(bundle, shop.privateKey, Workshop.ISSUER, out);
        assertEquals("checks-failed", refused.orElseThrow().code());
        assertFalse(Files.exists(out));
    }

    @Test
    void the_maker_of_a_folder_without_a_jar_is_told_to_put_one_there() throws Exception {
        var bundle = shop.unpacked("1.0.2", UnaryOperator.identity());
        Files.delete(bundle.resolve("lib/lintel-slip.jar"));
        assertEquals(
                "it has no jar in lib/; the maker puts it there and packs the bundle again",
                packed(bundle, folder.resolve("never.zip")).detail());
    }

    @Test
    void a_file_that_is_not_there_is_named_as_missing() throws Exception {
        var none = folder.resolve("none.zip");
        var refused = assertInstanceOf(
                InstallationResult.Refused.class,
                new BundleStore(folder.resolve("store"), shop.trusted()).installBundle(none, List.of()));
        assertEquals("file-missing", refused.fault().code());
        assertEquals(none + " does not exist; check the path", refused.fault().detail());

        var nowhere = folder.resolve("nowhere");
        assertEquals(
                nowhere + " does not exist; check the path",
                packed(nowhere, none).detail());
        var bundle = shop.unpacked("1.0.3", UnaryOperator.identity());
        var keyless =
                BundlePacker.packBundle(bundle, nowhere, Workshop.ISSUER, none).orElseThrow();
        assertEquals(nowhere + " does not exist; check the path", keyless.detail());
        assertEquals("store-failed", packed(bundle, nowhere.resolve("out.zip")).code());
    }

    private Fault packed(Path bundle, Path out) {
        return BundlePacker.packBundle(bundle, shop.privateKey, Workshop.ISSUER, out)
                .orElseThrow();
    }

    @Test
    @DisplayName("what is older than the newest that was ever here is known as such, also after a removal")
    void an_older_version_is_told_from_one_that_may_come_alone() throws Exception {
        var older = Files.write(folder.resolve("older.zip"), good);
        var unpacked = shop.unpacked("1.0.1", UnaryOperator.identity());
        Files.write(unpacked.resolve("report.json"), Workshop.report("lintel-slip", "1.0.1", true));
        var newer = folder.resolve("newer.zip");
        assertEquals(Optional.empty(), BundlePacker.packBundle(unpacked, shop.privateKey, Workshop.ISSUER, newer));
        var place = folder.resolve("versions");
        var store = new BundleStore(place, shop.trusted());
        assertFalse(store.isOlder(older), "the first of its kind");
        assertInstanceOf(InstallationResult.Done.class, store.installBundle(newer, List.of()));
        assertTrue(store.isOlder(older));
        assertTrue(store.isOlder("lintel-slip@1.0.0"));
        assertFalse(store.isOlder("lintel-slip@1.0.1"));
        assertEquals(Optional.empty(), store.removeBundle("lintel-slip@1.0.1", List.of()));
        var restarted = new BundleStore(place, shop.trusted());
        assertTrue(restarted.isOlder(older), "it was here once");
        assertFalse(restarted.isOlder("escpos"), "no bundle");
    }

    private static Arguments row(String code, String says, Mischief mischief) {
        return Arguments.of(code, says, mischief);
    }

    /// Invalid but correctly signed: the maker's own mistake.
    private Arguments signed(String code, String says, Consumer<SortedMap<String, byte[]>> change) {
        return row(code, says, all -> {
            change.accept(all);
            return RawZip.of(BundlePacker.signEntries(all, shop.keys().getPrivate(), Workshop.ISSUER))
                    .bytes();
        });
    }

    private Arguments manifest(String code, String says, String from, String to) {
        return signed(
                code,
                says,
                all -> all.put(
                        BundleManifest.FILE,
                        new String(all.get(BundleManifest.FILE), UTF_8)
                                .replace(from, to)
                                .getBytes(UTF_8)));
    }

    private static void report(SortedMap<String, byte[]> all, byte[] report) {
        all.put(BundleKitReport.FILE, report);
    }

    private static byte[] with(SortedMap<String, byte[]> all, String name) {
        return RawZip.of(all).plain(name, "x".getBytes(UTF_8)).bytes();
    }

    private static byte[] without(SortedMap<String, byte[]> all, String name) {
        all.remove(name);
        return RawZip.of(all).bytes();
    }

    private static byte[] flipped(SortedMap<String, byte[]> all, String name) {
        all.compute(name, (_, content) -> {
            var changed = Objects.requireNonNull(content).clone();
            changed[7] ^= 1;
            return changed;
        });
        return RawZip.of(all).bytes();
    }

    private static byte[] lying(SortedMap<String, byte[]> all, int size, int promised) {
        return RawZip.of(all).deflated("lib/big.jar", new byte[size], promised).bytes();
    }

    /// The central directory and the local header have different names.
    private byte[] localNameChanged() {
        var zip = good.clone();
        zip[30] ^= 1;
        return zip;
    }
}
