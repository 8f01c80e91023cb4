package org.openstm.kiosk.central.crypto;

import java.nio.charset.StandardCharsets;

/// The twelve characters on a slip by which a case is found. Kiosk and central derive it in the same way, so
/// that it works even for a slip printed before central knew the case.
public final class VerificationCode {
    /// 32 characters without 0, O, 1 and I, which people confuse.
    private static final String SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

    private static final int LENGTH = 12;

    private VerificationCode() {}

    public static String of(String txId) {
        byte[] hash = Sha256.newDigest().digest(("openstm/verification/" + txId).getBytes(StandardCharsets.UTF_8));
        var code = new StringBuilder(LENGTH);
        for (int i = 0; i < LENGTH; i++) code.append(SIGNS.charAt(hash[i] & 31));
        return code.toString();
    }
}
