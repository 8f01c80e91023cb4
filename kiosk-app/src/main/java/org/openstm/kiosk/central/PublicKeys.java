package org.openstm.kiosk.central;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The keys of central that this terminal believes, as a JWK set in a file.
public final class PublicKeys {
    private final @Nullable Path pin;
    private final boolean believesFirst;
    private volatile JWKSet keys;

    private PublicKeys(@Nullable Path pin, boolean believesFirst, JWKSet keys) {
        this.pin = pin;
        this.believesFirst = believesFirst;
        this.keys = keys;
    }

    /// Demo enrolment: the first contact registers the terminal's key at central and pins central's key in this file.
    /// From then on no other key is believed.
    public static PublicKeys onFirstUse(Path file) {
        return new PublicKeys(file, true, Files.exists(file) ? read(file) : new JWKSet(List.of()));
    }

    /// As above, but the first key is believed only from a central that proves to know the pairing code.
    public static PublicKeys paired(Path file) {
        return new PublicKeys(file, false, Files.exists(file) ? read(file) : new JWKSet(List.of()));
    }

    /// Exactly the keys of this file; nothing is ever added.
    public static PublicKeys of(Path file) {
        return new PublicKeys(null, false, read(file));
    }

    public boolean isEmpty() {
        return keys.isEmpty();
    }

    boolean believesFirst() {
        return believesFirst;
    }

    /// @param jwk by which central signs
    /// @param exports to which journals are encrypted
    /// @param proved by a pairing code: then they take the place of earlier keys
    synchronized void pin(String jwk, Optional<String> exports, boolean proved) {
        if (pin == null || !keys.isEmpty() && !proved) return;
        try {
            var all = new ArrayList<JWK>();
            all.add(ECKey.parse(jwk).toPublicJWK());
            if (exports.isPresent()) all.add(encryption(exports.get()));
            var first = new JWKSet(all);
            KeptFile.write(pin, first.toString(), "rw-r--r--");
            keys = first;
        } catch (ParseException broken) {
            throw new WireBroken("'key' or 'exports' is no JWK");
        } catch (IOException broken) {
            throw new UncheckedIOException("central's key cannot be kept in " + pin, broken);
        }
    }

    private static JWK encryption(String jwk) throws ParseException {
        var key = ECKey.parse(jwk).toPublicJWK();
        if (!KeyUse.ENCRYPTION.equals(key.getKeyUse())) throw new WireBroken("'exports' is no key to encrypt to");
        return key;
    }

    /// The key to which a journal is encrypted that leaves this terminal; empty if it was enrolled
    /// by a centre that has none.
    Optional<ECKey> exports() {
        return keys.getKeys().stream()
                .filter(key -> KeyUse.ENCRYPTION.equals(key.getKeyUse()))
                .filter(ECKey.class::isInstance)
                .map(ECKey.class::cast)
                .findFirst();
    }

    /// The key by which central signs, by its thumbprint (RFC 7638); empty before enrolment.
    Optional<String> signer() {
        return keys.getKeys().stream()
                .filter(key -> !KeyUse.ENCRYPTION.equals(key.getKeyUse()))
                .map(PublicKeys::thumbprint)
                .findFirst();
    }

    private static String thumbprint(JWK key) {
        try {
            return key.computeThumbprint().toString();
        } catch (JOSEException broken) {
            throw new IllegalStateException("central's key has no thumbprint", broken);
        }
    }

    /// Whether one of these keys made this signature over these bytes.
    public boolean believe(String jws, byte[] payload) {
        return DetachedJws.keyId(jws)
                .flatMap(id -> Optional.ofNullable(keys.getKeyByKeyId(id)))
                .filter(ECKey.class::isInstance)
                .filter(key -> !KeyUse.ENCRYPTION.equals(key.getKeyUse()))
                .map(key -> DetachedJws.holds(jws, payload, (ECKey) key))
                .orElse(false);
    }

    private static JWKSet read(Path file) {
        try {
            return JWKSet.load(file.toFile());
        } catch (IOException broken) {
            throw new UncheckedIOException("central's keys cannot be read from " + file, broken);
        } catch (ParseException broken) {
            throw new IllegalStateException("central's keys in " + file + " are damaged", broken);
        }
    }

    @Override
    public String toString() {
        return "PublicKeys" + keys.getKeys().stream().map(k -> k.getKeyID()).toList();
    }
}
