package org.openstm.kiosk.journal;

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

/// Keys in a token behind PKCS#11 (a TPM, a smart card, a security module): they are made there,
/// and never leave it. One AES-256 key for each epoch, named `openstm-journal-TERMINAL-EPOCH`.
public final class TokenKeyStore implements KeyStore {
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

    /// The journal's keys in a token; the first is made if there is none.
    public static TokenKeyStore in(Token token, String terminal) {
        try {
            var keys = new TokenKeyStore(token.provider(), token.store(), "openstm-journal-" + terminal + "-");
            if (keys.epochs().isEmpty()) keys.make(1);
            return keys;
        } catch (GeneralSecurityException | RuntimeException broken) {
            throw new IllegalStateException("the token with the journal's keys cannot be used", broken);
        }
    }

    /// As above, in a token that is opened for it.
    public static TokenKeyStore open(Path library, long slot, char[] pin, String terminal) {
        return in(Token.open(library, slot, pin), terminal);
    }

    private List<Integer> epochs() throws KeyStoreException {
        var found = new ArrayList<Integer>();
        for (String alias : Collections.list(token.aliases()))
            if (alias.startsWith(prefix)) found.add(Integer.parseInt(alias.substring(prefix.length())));
        Collections.sort(found);
        return found;
    }

    private void make(int epoch) throws GeneralSecurityException {
        var maker = KeyGenerator.getInstance("AES", provider);
        maker.init(256);
        token.setKeyEntry(prefix + epoch, maker.generateKey(), null, null);
    }

    private SecretKey key(int epoch) throws GeneralSecurityException {
        if (token.getKey(prefix + epoch, null) instanceof SecretKey key) return key;
        throw new SealBroken("there is no key of epoch " + epoch, null);
    }

    private interface Act<T> {
        T done() throws GeneralSecurityException;
    }

    private static <T> T act(Act<T> act) {
        try {
            return act.done();
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException("the token with the journal's key does not answer", broken);
        }
    }

    @Override
    public synchronized int epoch() {
        return act(() -> epochs().getLast());
    }

    @Override
    public synchronized byte[] wrap(byte[] key, byte[] context) {
        byte[] nonce = new byte[NONCE];
        random.nextBytes(nonce);
        return act(() -> {
            byte[] body = cipher(Cipher.ENCRYPT_MODE, epoch(), nonce, context).doFinal(key);
            byte[] wrapped = new byte[NONCE + body.length];
            System.arraycopy(nonce, 0, wrapped, 0, NONCE);
            System.arraycopy(body, 0, wrapped, NONCE, body.length);
            return wrapped;
        });
    }

    @Override
    public synchronized byte[] unwrap(int epoch, byte[] wrapped, byte[] context) {
        if (wrapped.length < NONCE + 16) throw new SealBroken("not a wrapped key", null);
        byte[] nonce = new byte[NONCE];
        System.arraycopy(wrapped, 0, nonce, 0, NONCE);
        try {
            return cipher(Cipher.DECRYPT_MODE, epoch, nonce, context).doFinal(wrapped, NONCE, wrapped.length - NONCE);
        } catch (GeneralSecurityException broken) {
            throw new SealBroken("a wrapped key does not open", broken);
        }
    }

    private Cipher cipher(int mode, int epoch, byte[] nonce, byte[] context) throws GeneralSecurityException {
        var cipher = Cipher.getInstance("AES/GCM/NoPadding", provider);
        cipher.init(mode, key(epoch), new GCMParameterSpec(128, nonce));
        cipher.updateAAD(context);
        return cipher;
    }

    @Override
    public synchronized void renew() {
        act(() -> {
            make(epochs().getLast() + 1);
            return true;
        });
    }

    @Override
    public synchronized void destroyOlder() {
        act(() -> {
            var all = epochs();
            for (int old : all.subList(0, all.size() - 1)) token.deleteEntry(prefix + old);
            return true;
        });
    }

    @Override
    public String toString() {
        return "TokenKeyStore";
    }
}
