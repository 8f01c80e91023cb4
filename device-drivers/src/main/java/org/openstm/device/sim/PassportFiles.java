package org.openstm.device.sim;

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
final class PassportFiles {
    static final int CARD_ACCESS = 0x011C;

    /// PACE with elliptic curves, generic mapping, AES-128, on NIST P-256 (parameters 12).
    private static final byte[] PACE = hex("31143012060A04007F0007020204020202010202010C");

    private static final byte[] SHA_256 = hex("300D06096086480165030402010500");
    private static final int COM = 0x011E;
    private static final int SECURITY_OBJECT = 0x011D;
    private static final int LINES = 0x0101;
    private static final int FACE = 0x0102;
    private static final int DETAILS = 0x010B;
    private static final int CHIP_KEY = 0x010F;

    /// Every document has a photograph; these people have no face.
    private static final int FACE_BYTES = 15_000;

    /// Keys are made when the first document is put in: few runs have one.
    private static final class Countries {
        private static final SigningCountry KNOWN = new SigningCountry("CN", "Utopia");
        private static final SigningCountry ABROAD = new SigningCountry("FR", "Abroad");
        private static final SigningCountry UNKNOWN = new SigningCountry("CN", "Nowhere");
    }

    private final PassportData data;
    private final Map<Integer, byte[]> all = new HashMap<>();
    private final Optional<ChipKey> key;

    PassportFiles(PassportData data) {
        this.data = data;
        boolean details = !data.nativeName().isEmpty();
        if (!data.can().isEmpty()) all.put(CARD_ACCESS, PACE);
        all.put(LINES, lines(data.zone()));
        all.put(FACE, Asn1.object(0x75, new byte[FACE_BYTES]));
        if (details) all.put(DETAILS, details());
        key = data.chip().isEmpty()
                ? Optional.empty()
                : Optional.of(new ChipKey(data.chip(), data.wrong().contains("chip=copied")));
        key.ifPresent(own -> all.put(CHIP_KEY, own.group()));
        all.put(COM, com(details));
        all.put(SECURITY_OBJECT, security());
        spoil();
    }

    /// Lays down the certificates of the authorities that a terminal may know.
    static void publish(Path folder) throws IOException {
        Countries.KNOWN.publish(folder);
        Countries.ABROAD.publish(folder);
    }

    /// Empty where it has none, or does not use it.
    Optional<ChipKey> key() {
        return key.filter(_ -> !data.wrong().contains("chip=dumb"));
    }

    Map<Integer, byte[]> all() {
        return all;
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }

    private static byte[] lines(byte[] zone) {
        return Asn1.object(0x61, Asn1.object(0x5F1F, zone));
    }

    private byte[] details() {
        return Asn1.object(
                0x6B,
                Asn1.object(0x5C, hex("5F0E5F2B")),
                Asn1.object(0x5F0E, data.nativeName().getBytes(StandardCharsets.UTF_8)),
                Asn1.object(0x5F2B, data.fullBirth().getBytes(StandardCharsets.US_ASCII)));
    }

    private static byte[] com(boolean details) {
        return Asn1.object(
                0x60,
                Asn1.object(0x5F01, "0107".getBytes(StandardCharsets.US_ASCII)),
                Asn1.object(0x5F36, "040000".getBytes(StandardCharsets.US_ASCII)),
                Asn1.object(0x5C, hex(details ? "61756B" : "6175")));
    }

    private byte[] security() {
        var hashes = Asn1.joined(
                hash(1, LINES),
                hash(2, FACE),
                all.containsKey(DETAILS) ? hash(11, DETAILS) : new byte[0],
                all.containsKey(CHIP_KEY) ? hash(15, CHIP_KEY) : new byte[0]);
        var list = Asn1.object(0x30, hex("020100"), SHA_256, Asn1.object(0x30, hashes));
        return Asn1.object(
                0x77,
                country()
                        .signed(
                                list,
                                data.wrong().contains("sod=expired"),
                                data.wrong().contains("sod=stranger")));
    }

    private SigningCountry country() {
        if (data.wrong().contains("sod=unknown")) return Countries.UNKNOWN;
        return data.wrong().contains("sod=foreign") ? Countries.ABROAD : Countries.KNOWN;
    }

    private byte[] hash(int group, int file) {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(all.getOrDefault(file, new byte[0]));
            return Asn1.object(0x30, new byte[] {2, 1, (byte) group}, Asn1.object(0x04, hash));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /// After it was signed.
    private void spoil() {
        if (data.wrong().contains("dg1=changed")) all.put(LINES, lines(renamed(data.zone())));
        if (data.wrong().contains("dg11=long")) all.put(DETAILS, hex("6B82EA605C02"));
        if (data.wrong().contains("sod=none")) all.remove(SECURITY_OBJECT);
        var signed = all.get(SECURITY_OBJECT);
        // the signature stands at the end
        if (data.wrong().contains("sod=broken") && signed != null) signed[signed.length - 5] ^= 1;
    }

    /// Another name, which no check digit covers.
    private static byte[] renamed(byte[] zone) {
        var other = zone.clone();
        int name = zone.length == 90 ? 60 : 5;
        System.arraycopy("QIAN".getBytes(StandardCharsets.US_ASCII), 0, other, name, 4);
        return other;
    }
}
