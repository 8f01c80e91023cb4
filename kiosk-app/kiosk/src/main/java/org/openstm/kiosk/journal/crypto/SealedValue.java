package org.openstm.kiosk.journal.crypto;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import org.openstm.kiosk.journal.model.InvalidSealException;

/// A sealed value as it is stored in a column: the code of the algorithms (always GCM), nonce, ciphertext with
/// tag. The context binds it to its row and column, so that it does not open anywhere else.
public final class SealedValue {
    private static final int NONCE = 12;
    private static final SecureRandom RANDOM = new SecureRandom();

    private SealedValue() {}

    public static byte[] generateKey(CipherSuite suite) {
        byte[] key = new byte[suite.keyBytes()];
        RANDOM.nextBytes(key);
        return key;
    }

    public static byte[] sealBytes(CipherSuite suite, byte[] key, byte[] clear, byte[] context) {
        byte[] nonce = new byte[NONCE];
        RANDOM.nextBytes(nonce);
        try {
            byte[] body =
                    initCipher(suite, Cipher.ENCRYPT_MODE, key, nonce, context).doFinal(clear);
            return ByteBuffer.allocate(1 + NONCE + body.length)
                    .put((byte) suite.code())
                    .put(nonce)
                    .put(body)
                    .array();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    public static byte[] openBytes(byte[] key, byte[] sealed, byte[] context) {
        if (sealed.length < 1 + NONCE + 16) throw new InvalidSealException("not a sealed value", null);
        byte[] nonce = new byte[NONCE];
        System.arraycopy(sealed, 1, nonce, 0, NONCE);
        try {
            return initCipher(CipherSuite.of(sealed[0]), Cipher.DECRYPT_MODE, key, nonce, context)
                    .doFinal(sealed, 1 + NONCE, sealed.length - 1 - NONCE);
        } catch (GeneralSecurityException broken) {
            throw new InvalidSealException("a sealed value does not open", broken);
        }
    }

    private static Cipher initCipher(CipherSuite suite, int mode, byte[] key, byte[] nonce, byte[] context)
            throws GeneralSecurityException {
        var cipher = suite.newCipher("/GCM/NoPadding");
        cipher.init(mode, suite.toSecretKey(key), new GCMParameterSpec(128, nonce));
        cipher.updateAAD(context);
        return cipher;
    }
}
