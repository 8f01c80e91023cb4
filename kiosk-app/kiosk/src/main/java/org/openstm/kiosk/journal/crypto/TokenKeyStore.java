package org.openstm.kiosk.journal.crypto;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStoreException;
import java.security.Provider;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.KeyGenerator;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import org.openstm.kiosk.journal.model.InvalidSealException;

/// Keys in a token behind PKCS#11 (a TPM, a smart card, a security module): they are generated in the token and
/// never leave it. One AES-256 key for each epoch, named `openstm-journal-TERMINAL-EPOCH`.
public final class TokenKeyStore implements JournalKeyStore {
    private static final int NONCE = 12;

    private final Provider provider;
    private final java.security.KeyStore token;
    private final String prefix;
    private final SecureRandom random = new SecureRandom();

    private TokenKeyStore(Provider provider, java.security.KeyStore token, String prefix) {
        this.provider = provider;
        this.token = token;
        this.prefix = prefix;
    }

    /// The journal's keys in a token; the first is generated if there is none.
    public static TokenKeyStore inToken(Pkcs11Token token, String terminal) {
        try {
            var keys = new TokenKeyStore(token.provider(), token.store(), "openstm-journal-" + terminal + "-");
            if (keys.storedEpochs().isEmpty()) keys.makeKey(1);
            return keys;
        } catch (GeneralSecurityException | RuntimeException broken) {
            throw new IllegalStateException("the token with the journal's keys cannot be used", broken);
        }
    }

    /// As above, opening the token first.
    public static TokenKeyStore open(Path library, long slot, char[] pin, String terminal) {
        return inToken(Pkcs11Token.open(library, slot, pin), terminal);
    }

    private List<Integer> storedEpochs() throws KeyStoreException {
        var found = new ArrayList<Integer>();
        for (String alias : Collections.list(token.aliases()))
            if (alias.startsWith(prefix)) found.add(Integer.parseInt(alias.substring(prefix.length())));
        Collections.sort(found);
        return found;
    }

    private void makeKey(int epoch) throws GeneralSecurityException {
        var maker = KeyGenerator.getInstance("AES", provider);
        maker.init(256);
        token.setKeyEntry(prefix + epoch, maker.generateKey(), null, null);
    }

    private SecretKey findKey(int epoch) throws GeneralSecurityException {
        if (token.getKey(prefix + epoch, null) instanceof SecretKey key) return key;
        throw new InvalidSealException("there is no key of epoch " + epoch, null);
    }

    private interface TokenOperation<T> {
        T runOperation() throws GeneralSecurityException;
    }

    private static <T> T runOnToken(TokenOperation<T> act) {
        try {
            return act.runOperation();
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException("the token with the journal's key does not answer", broken);
        }
    }

    @Override
    public synchronized int epoch() {
        return runOnToken(() -> storedEpochs().getLast());
    }

    @Override
    public synchronized byte[] wrapKey(byte[] key, byte[] context) {
        byte[] nonce = new byte[NONCE];
        random.nextBytes(nonce);
        return runOnToken(() -> {
            byte[] body =
                    initCipher(Cipher.ENCRYPT_MODE, epoch(), nonce, context).doFinal(key);
            byte[] wrapped = new byte[NONCE + body.length];
            System.arraycopy(nonce, 0, wrapped, 0, NONCE);
            System.arraycopy(body, 0, wrapped, NONCE, body.length);
            return wrapped;
        });
    }

    @Override
    public synchronized byte[] unwrapKey(int epoch, byte[] wrapped, byte[] context) {
        if (wrapped.length < NONCE + 16) throw new InvalidSealException("not a wrapped key", null);
        byte[] nonce = new byte[NONCE];
        System.arraycopy(wrapped, 0, nonce, 0, NONCE);
        try {
            return initCipher(Cipher.DECRYPT_MODE, epoch, nonce, context)
                    .doFinal(wrapped, NONCE, wrapped.length - NONCE);
        } catch (GeneralSecurityException broken) {
            throw new InvalidSealException("a wrapped key does not open", broken);
        }
    }

    private Cipher initCipher(int mode, int epoch, byte[] nonce, byte[] context) throws GeneralSecurityException {
        var cipher = Cipher.getInstance("AES/GCM/NoPadding", provider);
        cipher.init(mode, findKey(epoch), new GCMParameterSpec(128, nonce));
        cipher.updateAAD(context);
        return cipher;
    }

    @Override
    public synchronized void beginEpoch() {
        runOnToken(() -> {
            makeKey(storedEpochs().getLast() + 1);
            return true;
        });
    }

    @Override
    public synchronized void destroyOlderKeys() {
        runOnToken(() -> {
            var all = storedEpochs();
            for (int old : all.subList(0, all.size() - 1)) token.deleteEntry(prefix + old);
            return true;
        });
    }

    @Override
    public String toString() {
        return "TokenKeyStore";
    }
}
