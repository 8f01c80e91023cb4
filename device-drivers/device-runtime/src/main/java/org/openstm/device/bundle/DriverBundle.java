package org.openstm.device.bundle;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.openstm.device.spi.Spi;

/// A verified driver by a third party: when a value of this type exists, an issuer trusted by the bank has signed
/// every byte of it, and it passed the conformance kit. A JavaPOS service may lack the kit's report: the bridge
/// that calls it has passed, and its models count as untested then.
///
/// @param issuer name of the signer
/// @param entries all contents by their names, including checksums and signature
record DriverBundle(
        BundleManifest manifest, Optional<BundleKitReport> report, String issuer, SortedMap<String, byte[]> entries) {
    private static final String JARS = "lib/.+\\.jar";

    /// Configuration of a JavaPOS service: beside the jars, where its maker put it.
    private static final String SERVICES = "jpos.xml";

    /// Verifies the signature first: of an unknown signer, only the list of hashes is parsed.
    static DriverBundle verifyBundle(SortedMap<String, byte[]> entries, TrustStore trust) throws BundleRefused {
        var listed = entries.get(BundleChecksums.FILE);
        var signature = entries.get(BundleChecksums.SIGNATURE);
        if (listed == null || signature == null)
            throw new BundleRefused(
                    BundleRefusalReason.SIGNATURE_MISSING,
                    "it has no " + (listed == null ? BundleChecksums.FILE : BundleChecksums.SIGNATURE)
                            + ", so nobody vouches for it");
        var sums = BundleChecksums.parse(listed);
        trust.verifySignature(sums.issuer(), listed, signature);
        sums.verifyEntries(entries);
        var manifest = readManifest(entries);
        return new DriverBundle(manifest, readKitReport(entries, manifest), sums.issuer(), entries);
    }

    static BundleManifest readManifest(SortedMap<String, byte[]> entries) throws BundleRefused {
        var json = entries.get(BundleManifest.FILE);
        if (json == null) throw new BundleRefused(BundleRefusalReason.PART_MISSING, "it has no " + BundleManifest.FILE);
        var manifest = BundleManifest.parseManifest(json);
        if (!manifest.spi().includesVersion(Spi.VERSION))
            throw new BundleRefused(
                    BundleRefusalReason.SPI_UNFIT,
                    manifest.name() + " is for versions " + manifest.spi() + " of the SPI, this program has "
                            + Spi.VERSION);
        if (jarNames(entries).isEmpty())
            throw new BundleRefused(BundleRefusalReason.PART_MISSING, "it has no jar in lib/");
        if (manifest.isJavaPosService() && !entries.containsKey(SERVICES))
            throw new BundleRefused(BundleRefusalReason.PART_MISSING, "it is a JavaPOS service and has no " + SERVICES);
        return manifest;
    }

    static Optional<BundleKitReport> readKitReport(SortedMap<String, byte[]> entries, BundleManifest manifest)
            throws BundleRefused {
        var json = entries.get(BundleKitReport.FILE);
        if (json == null && manifest.isJavaPosService() && !manifest.claimsTestedModels()) return Optional.empty();
        if (json == null)
            throw new BundleRefused(
                    BundleRefusalReason.REPORT_MISSING,
                    "it has no " + BundleKitReport.FILE + " of the conformance kit");
        return Optional.of(BundleKitReport.parseReport(json, manifest.name(), manifest.deviceClass()));
    }

    List<String> jarNames() {
        return jarNames(entries);
    }

    private static List<String> jarNames(SortedMap<String, byte[]> entries) {
        return entries.keySet().stream().filter(name -> name.matches(JARS)).toList();
    }

    List<DeviceMatchRule> matchingRules(ObservedDevice seen) {
        return seen.deviceClass() == manifest.deviceClass()
                ? manifest.matches().stream()
                        .filter(rule -> rule.fitsDevice(seen))
                        .toList()
                : List.of();
    }
}
