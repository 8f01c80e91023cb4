package org.openstm.device.sim.chipcard.passport;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/// The files of an invented document, signed by an invented country (ICAO Doc 9303-10).
public final class PassportFiles {
    static final int CARD_ACCESS = 0x011C;

    /// PACE with elliptic curves, generic mapping, AES-128, on NIST P-256 (parameters 12).
    private static final byte[] PACE = parseHex("31143012060A04007F0007020204020202010202010C");

    private static final byte[] SHA_256 = parseHex("300D06096086480165030402010500");
    private static final int COM = 0x011E;
    private static final int SECURITY_OBJECT = 0x011D;
    private static final int LINES = 0x0101;
    private static final int FACE = 0x0102;
    private static final int DETAILS = 0x010B;
    private static final int CHIP_KEY = 0x010F;

    /// Size of the photograph, which contains no face.
    private static final int FACE_BYTES = 15_000;

    /// Keys are generated lazily: few runs use a document.
    private static final class SigningCountries {
        private static final SigningCountry KNOWN = new SigningCountry("CN", "Utopia");
        private static final SigningCountry ABROAD = new SigningCountry("FR", "Abroad");
        private static final SigningCountry UNKNOWN = new SigningCountry("CN", "Nowhere");
    }

    private final PassportData data;
    private final Map<Integer, byte[]> all = new HashMap<>();
    private final Optional<ActiveAuthenticationKey> key;

    PassportFiles(PassportData data) {
        this.data = data;
        boolean details = !data.nativeName().isEmpty();
        if (!data.can().isEmpty()) all.put(CARD_ACCESS, PACE);
        all.put(LINES, mrzFile(data.machineReadableZone()));
        all.put(FACE, DataObjectWriter.encodeObject(0x75, new byte[FACE_BYTES]));
        if (details) all.put(DETAILS, detailsFile());
        key = data.chip().isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new ActiveAuthenticationKey(data.chip(), data.wrong().contains("chip=copied")));
        key.ifPresent(own -> all.put(CHIP_KEY, own.dataGroup15()));
        all.put(COM, comFile(details));
        all.put(SECURITY_OBJECT, securityObject());
        spoilFiles();
    }

    /// Writes the certificates of the authorities that a terminal may trust.
    public static void publishAuthorities(Path folder) throws IOException {
        SigningCountries.KNOWN.publishCertificate(folder);
        SigningCountries.ABROAD.publishCertificate(folder);
    }

    /// Empty if it has no key or does not use it.
    Optional<ActiveAuthenticationKey> authenticationKey() {
        return key.filter(_ -> !data.wrong().contains("chip=dumb"));
    }

    Map<Integer, byte[]> filesById() {
        return all;
    }

    private static byte[] parseHex(String text) {
        return HexFormat.of().parseHex(text);
    }

    private static byte[] mrzFile(byte[] zone) {
        return DataObjectWriter.encodeObject(0x61, DataObjectWriter.encodeObject(0x5F1F, zone));
    }

    private byte[] detailsFile() {
        return DataObjectWriter.encodeObject(
                0x6B,
                DataObjectWriter.encodeObject(0x5C, parseHex("5F0E5F2B")),
                DataObjectWriter.encodeObject(0x5F0E, data.nativeName().getBytes(StandardCharsets.UTF_8)),
                DataObjectWriter.encodeObject(0x5F2B, data.fullBirth().getBytes(StandardCharsets.US_ASCII)));
    }

    private static byte[] comFile(boolean details) {
        return DataObjectWriter.encodeObject(
                0x60,
                DataObjectWriter.encodeObject(0x5F01, "0107".getBytes(StandardCharsets.US_ASCII)),
                DataObjectWriter.encodeObject(0x5F36, "040000".getBytes(StandardCharsets.US_ASCII)),
                DataObjectWriter.encodeObject(0x5C, parseHex(details ? "61756B" : "6175")));
    }

    private byte[] securityObject() {
        var hashes = DataObjectWriter.joinBytes(
                hashEntry(1, LINES),
                hashEntry(2, FACE),
                all.containsKey(DETAILS) ? hashEntry(11, DETAILS) : new byte[0],
                all.containsKey(CHIP_KEY) ? hashEntry(15, CHIP_KEY) : new byte[0]);
        var list = DataObjectWriter.encodeObject(
                0x30, parseHex("020100"), SHA_256, DataObjectWriter.encodeObject(0x30, hashes));
        return DataObjectWriter.encodeObject(
                0x77,
                signingCountry()
                        .signHashes(
                                list,
                                data.wrong().contains("sod=expired"),
                                data.wrong().contains("sod=stranger")));
    }

    private SigningCountry signingCountry() {
        if (data.wrong().contains("sod=unknown")) return SigningCountries.UNKNOWN;
        return data.wrong().contains("sod=foreign") ? SigningCountries.ABROAD : SigningCountries.KNOWN;
    }

    private byte[] hashEntry(int group, int file) {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(all.getOrDefault(file, new byte[0]));
            return DataObjectWriter.encodeObject(
                    0x30, new byte[] {2, 1, (byte) group}, DataObjectWriter.encodeObject(0x04, hash));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /// Applies errors that occur after signing.
    private void spoilFiles() {
        if (data.wrong().contains("dg1=changed")) all.put(LINES, mrzFile(withOtherName(data.machineReadableZone())));
        if (data.wrong().contains("dg11=long")) all.put(DETAILS, parseHex("6B82EA605C02"));
        if (data.wrong().contains("sod=none")) all.remove(SECURITY_OBJECT);
        var signed = all.get(SECURITY_OBJECT);
        // the signature is at the end
        if (data.wrong().contains("sod=broken") && signed != null) signed[signed.length - 5] ^= 1;
    }

    /// Changes the name, which no check digit covers.
    private static byte[] withOtherName(byte[] zone) {
        var other = zone.clone();
        int name = zone.length == 90 ? 60 : 5;
        System.arraycopy("QIAN".getBytes(StandardCharsets.US_ASCII), 0, other, name, 4);
        return other;
    }
}
