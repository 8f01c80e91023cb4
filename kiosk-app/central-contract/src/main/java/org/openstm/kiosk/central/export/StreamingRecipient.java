package org.openstm.kiosk.central.export;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.cms.GCMParameters;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.RecipientOperator;
import org.bouncycastle.cms.jcajce.JceKeyAgreeRecipient;
import org.bouncycastle.operator.InputAEADDecryptor;

/// Decrypts AES-256-GCM as a stream, by the JDK's ciphers. They alone would hold the whole ciphertext until its tag is
/// verified, and those of Bouncy Castle take four times as long for a journal. So this decrypts by the counter mode
/// that
/// GCM consists of, and encrypts the result again by GCM to compare the tag: what is read counts only after the end of
/// the stream, which is an [IOException] if the tag differs.
final class StreamingRecipient extends JceKeyAgreeRecipient {
    static final int TAG = 16;
    static final int NONCE = 12;
    private static final int KEY = 32;
    private static final int PIECE = 1 << 16;

    StreamingRecipient(PrivateKey key) {
        super(key);
        setProvider(CmsKeys.BOUNCY_CASTLE);
    }

    @Override
    public RecipientOperator getRecipientOperator(
            AlgorithmIdentifier agreement,
            AlgorithmIdentifier cipher,
            SubjectPublicKeyInfo sender,
            ASN1OctetString more,
            byte[] wrapped)
            throws CMSException {
        return new RecipientOperator(
                new GcmDecryptor(cipher, extractSecretKey(agreement, cipher, sender, more, wrapped)));
    }

    private static final class GcmDecryptor implements InputAEADDecryptor {
        private final AlgorithmIdentifier algorithm;
        private final Cipher counter;
        private final Cipher again;

        GcmDecryptor(AlgorithmIdentifier algorithm, Key key) throws CMSException {
            this.algorithm = algorithm;
            byte[] nonce = GCMParameters.getInstance(algorithm.getParameters()).getNonce();
            byte[] bytes = key.getEncoded();
            if (bytes.length != KEY) throw new CMSException("the content key has another length");
            var aes = new SecretKeySpec(bytes, "AES");
            try {
                counter = Cipher.getInstance("AES/CTR/NoPadding");
                // counter 1 is for the tag (NIST SP 800-38D, section 7.1)
                byte[] first =
                        ByteBuffer.allocate(NONCE + 4).put(nonce).putInt(2).array();
                counter.init(Cipher.DECRYPT_MODE, aes, new IvParameterSpec(first));
                again = Cipher.getInstance("AES/GCM/NoPadding");
                again.init(Cipher.ENCRYPT_MODE, aes, new GCMParameterSpec(8 * TAG, nonce));
            } catch (GeneralSecurityException broken) {
                throw new CMSException("AES-256-GCM cannot be used", broken);
            }
        }

        @Override
        public AlgorithmIdentifier getAlgorithmIdentifier() {
            return algorithm;
        }

        /// @param sealed the ciphertext and then the tag
        @Override
        public InputStream getInputStream(InputStream sealed) {
            return new GcmStream(sealed, counter, again);
        }

        /// For attributes beside the ciphertext, which no export has.
        @Override
        public OutputStream getAADStream() {
            return new OutputStream() {
                @Override
                public void write(int one) throws IOException {
                    throw new IOException("authenticated attributes");
                }
            };
        }

        @Override
        public byte[] getMAC() {
            return new byte[0]; // compared by the stream
        }
    }

    private static final class GcmStream extends InputStream {
        private final InputStream sealed;
        private final Cipher counter;
        private final Cipher again;
        private final byte[] buffer = new byte[PIECE + TAG];
        private final byte[] discarded = new byte[PIECE + 2 * TAG];
        private int held;
        private boolean ended;
        private ByteBuffer clear = ByteBuffer.allocate(0);

        GcmStream(InputStream sealed, Cipher counter, Cipher again) {
            this.sealed = sealed;
            this.counter = counter;
            this.again = again;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            if (length == 0) return 0;
            while (!clear.hasRemaining()) {
                if (ended) return -1;
                decryptPiece();
            }
            int count = Math.min(length, clear.remaining());
            clear.get(into, from, count);
            return count;
        }

        /// The last bytes that were read are held back, since they may be the tag.
        private void decryptPiece() throws IOException {
            held += sealed.readNBytes(buffer, held, buffer.length - held);
            ended = held < buffer.length;
            int length = held - TAG;
            if (length < 0) throw new IOException("shorter than its tag");
            try {
                byte[] piece = new byte[length];
                int decrypted = counter.update(buffer, 0, length, piece);
                int _ = again.update(piece, 0, decrypted, discarded);
                System.arraycopy(buffer, length, buffer, 0, TAG);
                held = TAG;
                if (ended) compareTag();
                clear = ByteBuffer.wrap(piece, 0, decrypted);
            } catch (GeneralSecurityException broken) {
                throw new IOException("AES-256-GCM does not decrypt", broken);
            }
        }

        private void compareTag() throws IOException, GeneralSecurityException {
            byte[] end = again.doFinal();
            byte[] tag = Arrays.copyOfRange(end, end.length - TAG, end.length);
            if (!MessageDigest.isEqual(tag, Arrays.copyOf(buffer, TAG))) throw new IOException("another tag");
        }
    }
}
