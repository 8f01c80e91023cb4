package org.openstm.kiosk.journal.crypto;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Provider;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.openstm.kiosk.journal.model.InvalidSealException;
import org.openstm.kiosk.journal.model.JournalException;

/// The algorithms of one journal, chosen when it is created and never changed. The codes are stored in files.
public enum CipherSuite {
    /// SHA-256 and AES-256-GCM.
    STANDARD(1, "SHA-256", "AES", 32),
    /// SM3 (GB/T 32905) and SM4-GCM (GB/T 32907), from Bouncy Castle.
    SM(2, "SM3", "SM4", 16);

    /// Loaded only when it is used.
    private static final class BouncyCastleHolder {
        private static final Provider PROVIDER = new BouncyCastleProvider();
    }

    private final int code;
    private final String hash;
    private final String cipher;
    private final int keyBytes;

    CipherSuite(int code, String hash, String cipher, int keyBytes) {
        this.code = code;
        this.hash = hash;
        this.cipher = cipher;
        this.keyBytes = keyBytes;
    }

    public int code() {
        return code;
    }

    int keyBytes() {
        return keyBytes;
    }

    public static CipherSuite of(int code) {
        for (var suite : values()) if (suite.code == code) return suite;
        throw new InvalidSealException("no algorithms have the code " + code, null);
    }

    /// A case taken over from a journal with other algorithms keeps its key, and is still sealed by it.
    public static CipherSuite ofKey(byte[] key) {
        for (var suite : values()) if (suite.keyBytes == key.length) return suite;
        throw new InvalidSealException("a key of " + key.length + " bytes", null);
    }

    public MessageDigest newDigest() {
        try {
            return this == SM
                    ? MessageDigest.getInstance(hash, BouncyCastleHolder.PROVIDER)
                    : MessageDigest.getInstance(hash);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    Cipher newCipher(String mode) throws GeneralSecurityException {
        return this == SM
                ? Cipher.getInstance(cipher + mode, BouncyCastleHolder.PROVIDER)
                : Cipher.getInstance(cipher + mode);
    }

    SecretKeySpec toSecretKey(byte[] bytes) {
        return new SecretKeySpec(bytes, cipher);
    }

    /// The test vectors of the standards (GB/T 32905 A.1, GB/T 32907 A.1): a library that fails them must not
    /// be used.
    public void runSelfTest() {
        if (this != SM) return;
        try {
            var hex = HexFormat.of();
            byte[] abc = newDigest().digest(new byte[] {'a', 'b', 'c'});
            byte[] block = hex.parseHex("0123456789abcdeffedcba9876543210");
            var sm4 = newCipher("/ECB/NoPadding");
            sm4.init(Cipher.ENCRYPT_MODE, toSecretKey(block));
            if (!Arrays.equals(abc, hex.parseHex("66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"))
                    || !Arrays.equals(sm4.doFinal(block), hex.parseHex("681edf34d206965e86b3e94f536e4246")))
                throw new JournalException("SM3 or SM4 of this installation fails its test", null);
        } catch (GeneralSecurityException broken) {
            throw new JournalException("SM3 or SM4 is not available", broken);
        }
    }
}
