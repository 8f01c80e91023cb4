package org.openstm.kiosk.central;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// The twelve characters on a slip by which a case is found again. Kiosk and central derive it alike, so that even a
/// slip printed before central knew of the case leads to it.
public final class VerificationCode {
    /// 32 signs without 0, O, 1 and I, which people mistake for each other.
    private static final String SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

    private static final int LENGTH = 12;

    private VerificationCode() {}

    public static String of(String txId) {
        byte[] hash = sha256().digest(("openstm/verification/" + txId).getBytes(StandardCharsets.UTF_8));
        var code = new StringBuilder(LENGTH);
        for (int i = 0; i < LENGTH; i++) code.append(SIGNS.charAt(hash[i] & 31));
        return code.toString();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
