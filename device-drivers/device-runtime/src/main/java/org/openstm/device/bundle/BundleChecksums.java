package org.openstm.device.bundle;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// `SHA256SUMS`: the hash of every other entry, as `sha256sum -c` reads it, below a line with the name of the
/// signer. The signature covers that line too.
///
/// @param issuer owner of the key
/// @param hashes by entry, in hexadecimal
record BundleChecksums(String issuer, SortedMap<String, String> hashes) {
    static final String FILE = "SHA256SUMS";
    static final String SIGNATURE = "SHA256SUMS.sig";

    private static final String HEAD = "# issuer: ";
    private static final Pattern ISSUER = Pattern.compile("[a-z0-9][a-z0-9.-]{0,63}");
    private static final Pattern LINE = Pattern.compile("([0-9a-f]{64})  (\\S+)");

    BundleChecksums {
        if (!ISSUER.matcher(issuer).matches())
            throw new IllegalArgumentException(
                    "an issuer is named by lower case letters, digits, dots and hyphens, not: " + issuer);
    }

    static BundleChecksums of(String issuer, SortedMap<String, byte[]> entries) {
        var hashes = new TreeMap<String, String>();
        entries.forEach((name, content) -> {
            if (!name.equals(FILE) && !name.equals(SIGNATURE)) hashes.put(name, sha256Hex(content));
        });
        return new BundleChecksums(issuer, hashes);
    }

    static BundleChecksums parse(byte[] file) throws BundleRefused {
        var lines = new String(file, StandardCharsets.UTF_8).split("\n", -1);
        var hashes = new TreeMap<String, String>();
        for (int i = 1; i < lines.length - 1; i++) {
            var line = LINE.matcher(lines[i]);
            if (!line.matches() || hashes.put(line.group(2), line.group(1)) != null)
                throw new BundleRefused(
                        BundleRefusalReason.SUMS_WRONG, FILE + ": line " + (i + 1) + " is no hash of an entry");
        }
        if (!lines[0].startsWith(HEAD)
                || !ISSUER.matcher(lines[0].substring(HEAD.length())).matches()
                || !lines[lines.length - 1].isEmpty())
            throw new BundleRefused(
                    BundleRefusalReason.SUMS_WRONG, FILE + " begins without '" + HEAD + "NAME' or is cut");
        return new BundleChecksums(lines[0].substring(HEAD.length()), hashes);
    }

    byte[] toBytes() {
        var text = new StringBuilder(HEAD).append(issuer).append('\n');
        hashes.forEach(
                (name, hash) -> text.append(hash).append("  ").append(name).append('\n'));
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    void verifyEntries(SortedMap<String, byte[]> entries) throws BundleRefused {
        var found = of(issuer, entries).hashes();
        for (var name : hashes.keySet())
            if (!found.containsKey(name))
                throw new BundleRefused(
                        BundleRefusalReason.ENTRY_MISSING, name + " stands in " + FILE + " and is not there");
        for (Map.Entry<String, String> one : found.entrySet()) {
            var hash = hashes.get(one.getKey());
            if (hash == null)
                throw new BundleRefused(BundleRefusalReason.ENTRY_EXTRA, one.getKey() + " is there and not in " + FILE);
            if (!hash.equals(one.getValue()))
                throw new BundleRefused(BundleRefusalReason.CONTENT_CHANGED, one.getKey() + " is not what was signed");
        }
    }

    private static String sha256Hex(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException never) {
            throw new IllegalStateException(never);
        }
    }
}
