package org.openstm.device.bundle;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.openstm.device.spi.Spi;

/// A driver by a third party, checked: when a value of this type exists, somebody whom the bank trusts signed every
/// byte of it, and it passed the conformance kit. A JavaPOS service may come without: the bridge that it is called by
/// has passed, and its models count as untested then.
///
/// @param issuer who signed
/// @param entries all contents by their names, sums and signature among them
record Bundle(Manifest manifest, Optional<KitReport> report, String issuer, SortedMap<String, byte[]> entries) {
    private static final String JARS = "lib/.+\\.jar";

    /// How a JavaPOS service is configured: beside the jars, where its maker put it.
    private static final String SERVICES = "jpos.xml";

    /// Who signed comes first: nothing of a stranger is parsed but the list of hashes.
    static Bundle checked(SortedMap<String, byte[]> entries, TrustStore trust) throws BundleRefused {
        var listed = entries.get(Sums.FILE);
        var signature = entries.get(Sums.SIGNATURE);
        if (listed == null || signature == null)
            throw new BundleRefused(
                    Reason.SIGNATURE_MISSING,
                    "it has no " + (listed == null ? Sums.FILE : Sums.SIGNATURE) + ", so nobody vouches for it");
        var sums = Sums.parse(listed);
        trust.check(sums.issuer(), listed, signature);
        sums.check(entries);
        var manifest = manifest(entries);
        return new Bundle(manifest, report(entries, manifest), sums.issuer(), entries);
    }

    static Manifest manifest(SortedMap<String, byte[]> entries) throws BundleRefused {
        var json = entries.get(Manifest.FILE);
        if (json == null) throw new BundleRefused(Reason.MANIFEST_WRONG, "it has no " + Manifest.FILE);
        var manifest = Manifest.read(json);
        if (!manifest.spi().holds(Spi.VERSION))
            throw new BundleRefused(
                    Reason.SPI_UNFIT,
                    manifest.name() + " is for versions " + manifest.spi() + " of the SPI, this program has "
                            + Spi.VERSION);
        if (jars(entries).isEmpty()) throw new BundleRefused(Reason.MANIFEST_WRONG, "it has no jar in lib/");
        if (manifest.service() && !entries.containsKey(SERVICES))
            throw new BundleRefused(Reason.MANIFEST_WRONG, "it is a JavaPOS service and has no " + SERVICES);
        return manifest;
    }

    static Optional<KitReport> report(SortedMap<String, byte[]> entries, Manifest manifest) throws BundleRefused {
        var json = entries.get(KitReport.FILE);
        if (json == null && manifest.service() && !manifest.boasts()) return Optional.empty();
        if (json == null)
            throw new BundleRefused(Reason.REPORT_MISSING, "it has no " + KitReport.FILE + " of the conformance kit");
        return Optional.of(KitReport.read(json, manifest.name(), manifest.deviceClass()));
    }

    List<String> jars() {
        return jars(entries);
    }

    private static List<String> jars(SortedMap<String, byte[]> entries) {
        return entries.keySet().stream().filter(name -> name.matches(JARS)).toList();
    }

    List<MatchRule> fitting(Sighting seen) {
        return seen.deviceClass() == manifest.deviceClass()
                ? manifest.matches().stream().filter(rule -> rule.fits(seen)).toList()
                : List.of();
    }
}
