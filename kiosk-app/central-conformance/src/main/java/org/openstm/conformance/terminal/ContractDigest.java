package org.openstm.conformance.terminal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// SHA-256, and what the contract derives from it.
public final class ContractDigest {
    private static final String SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
    private static final int CODE_LENGTH = 12;

    private ContractDigest() {}

    public static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(sha256(bytes));
    }

    /// The code on the slip of a case.
    public static String slipCode(String txId) {
        byte[] hash = sha256(("openstm/verification/" + txId).getBytes(StandardCharsets.UTF_8));
        var code = new StringBuilder();
        for (int n = 0; n < CODE_LENGTH; n++) code.append(SIGNS.charAt(hash[n] & 0x1f));
        return code.toString();
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
