package org.openstm.device.sim.chipcard.passport;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.RSAPrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;

/// A key that never leaves its chip (active authentication, ICAO Doc 9303-11, 6.1), implemented with the JDK alone.
final class ActiveAuthenticationKey {
    private static final int RSA_BITS = 1024;

    private final boolean old;
    private final KeyPair pair;

    /// Signing key: a different one in a chip into which a document was copied.
    private final KeyPair used;

    /// @param kind `ec`, `rsa`, or `rsa-old` with the hash that the first passports had
    ActiveAuthenticationKey(String kind, boolean copied) {
        this.old = kind.equals("rsa-old");
        try {
            this.pair = generatePair(kind);
            this.used = copied ? generatePair(kind) : pair;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static KeyPair generatePair(String kind) throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance(kind.equals("ec") ? "EC" : "RSA");
        if (!kind.equals("ec")) generator.initialize(RSA_BITS);
        else generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    /// Data group 15.
    byte[] dataGroup15() {
        return DataObjectWriter.encodeObject(0x6F, pair.getPublic().getEncoded());
    }

    byte[] signChallenge(byte[] challenge) {
        try {
            if (used.getPrivate() instanceof RSAPrivateKey key) return signRecoverably(key, challenge);
            var signature = Signature.getInstance("SHA256withECDSAinP1363Format");
            signature.initSign(used.getPrivate());
            signature.update(challenge);
            return signature.sign();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /// ISO/IEC 9796-2, scheme 1: `6A`, a random number, the hash over it and the challenge, and the hash's
    /// identifier.
    private byte[] signRecoverably(RSAPrivateKey key, byte[] challenge) throws GeneralSecurityException {
        int size = RSA_BITS / 8;
        var hash = MessageDigest.getInstance(old ? "SHA-1" : "SHA-256");
        var own = new byte[size - 1 - hash.getDigestLength() - (old ? 1 : 2)];
        new SecureRandom().nextBytes(own);
        hash.update(own);
        var message = new ByteArrayOutputStream();
        message.write(0x6A);
        message.writeBytes(own);
        message.writeBytes(hash.digest(challenge));
        if (old) message.write(0xBC);
        else message.writeBytes(new byte[] {0x34, (byte) 0xCC});
        var number = new BigInteger(1, message.toByteArray())
                .modPow(key.getPrivateExponent(), key.getModulus())
                .toByteArray();
        var out = new byte[size];
        int many = Math.min(size, number.length);
        System.arraycopy(Arrays.copyOfRange(number, number.length - many, number.length), 0, out, size - many, many);
        return out;
    }
}
