package org.openstm.device.sim.chipcard.passport;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// The ciphers of ICAO Doc 9303-11, 9.7 and 9.8, with the JDK alone: triple DES with the retail MAC, and AES-128
/// with CMAC.
abstract sealed class PassportCipher {
    private static final int MAC = 8;
    private static final int FOR_ENCRYPTION = 1;
    private static final int FOR_MAC = 2;

    final byte[] secret;
    final byte[] macSecret;

    private PassportCipher(byte[] seed) {
        this.secret = deriveKey(seed, FOR_ENCRYPTION);
        this.macSecret = deriveKey(seed, FOR_MAC);
    }

    static PassportCipher ofTripleDes(byte[] seed) {
        return new TripleDes(seed);
    }

    static PassportCipher ofAes(byte[] seed) {
        return new Aes(seed);
    }

    /// Doc 9303-11, 9.7.1.
    static byte[] deriveKey(byte[] seed, int what) {
        try {
            var hash = MessageDigest.getInstance("SHA-1");
            hash.update(seed);
            return Arrays.copyOf(hash.digest(new byte[] {0, 0, 0, (byte) what}), 16);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    abstract int blockSize();

    /// @param counter message counter, from which AES derives its initialisation vector
    abstract byte[] cryptData(boolean encrypt, byte[] counter, byte[] data);

    /// MAC over unchanged data.
    abstract byte[] wholeMac(byte[] data);

    /// MAC of secure messaging: over padded data, whatever padding the cipher itself adds.
    byte[] messageMac(byte[] data) {
        return Arrays.copyOf(wholeMac(padData(data)), MAC);
    }

    /// MAC as PACE defines it.
    byte[] paceToken(byte[] data) {
        return Arrays.copyOf(wholeMac(data), MAC);
    }

    byte[] padData(byte[] data) {
        var out = Arrays.copyOf(data, (data.length / blockSize() + 1) * blockSize());
        out[data.length] = (byte) 0x80;
        return out;
    }

    static byte[] runCipher(String cipher, boolean encrypt, byte[] key, byte[] start, byte[] data) {
        try {
            var machine = Cipher.getInstance(cipher + "/CBC/NoPadding");
            var named = new SecretKeySpec(key, cipher);
            machine.init(encrypt ? Cipher.ENCRYPT_MODE : Cipher.DECRYPT_MODE, named, new IvParameterSpec(start));
            return machine.doFinal(data);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static final class TripleDes extends PassportCipher {
        private static final byte[] ZERO = new byte[8];

        TripleDes(byte[] seed) {
            super(seed);
        }

        @Override
        int blockSize() {
            return 8;
        }

        @Override
        byte[] cryptData(boolean encrypt, byte[] counter, byte[] data) {
            return runCipher(
                    "DESede", encrypt, DataObjectWriter.joinBytes(secret, Arrays.copyOf(secret, 8)), ZERO, data);
        }

        /// ISO/IEC 9797-1, algorithm 3.
        @Override
        byte[] wholeMac(byte[] padded) {
            var first = Arrays.copyOf(macSecret, 8);
            var second = Arrays.copyOfRange(macSecret, 8, 16);
            var chained = runCipher("DES", true, first, ZERO, padded);
            var last = Arrays.copyOfRange(chained, chained.length - 8, chained.length);
            return runCipher("DES", true, first, ZERO, runCipher("DES", false, second, ZERO, last));
        }
    }

    private static final class Aes extends PassportCipher {
        private static final byte[] ZERO = new byte[16];

        Aes(byte[] seed) {
            super(seed);
        }

        @Override
        int blockSize() {
            return 16;
        }

        @Override
        byte[] cryptData(boolean encrypt, byte[] counter, byte[] data) {
            return runCipher("AES", encrypt, secret, runCipher("AES", true, secret, ZERO, counter), data);
        }

        /// NIST SP 800-38B: CMAC.
        @Override
        byte[] wholeMac(byte[] data) {
            var first = doubleInField(runCipher("AES", true, macSecret, ZERO, ZERO));
            boolean whole = data.length > 0 && data.length % 16 == 0;
            var blocks = whole ? data.clone() : padData(data);
            var key = whole ? first : doubleInField(first);
            for (int i = 0; i < 16; i++) blocks[blocks.length - 16 + i] ^= key[i];
            var chained = runCipher("AES", true, macSecret, ZERO, blocks);
            return Arrays.copyOfRange(chained, chained.length - 16, chained.length);
        }

        private static byte[] doubleInField(byte[] bytes) {
            var out = new byte[16];
            for (int i = 0; i < 16; i++) out[i] = (byte) (bytes[i] << 1 | (i < 15 ? (bytes[i + 1] & 0x80) >> 7 : 0));
            if ((bytes[0] & 0x80) != 0) out[15] ^= (byte) 0x87;
            return out;
        }
    }
}
