package org.openstm.kiosk.central.crypto;

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
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.openstm.kiosk.central.json.ContractViolationException;
import org.openstm.kiosk.central.json.StrictJson;

/// The keys of central that this terminal trusts, as a JWK set in a file. A key that central has retired stays
/// in it with its end (`exp`), so that earlier signatures can still be verified.
public final class CentralPublicKeys {
    /// Member of the file: version of the newest accepted [KeySet].
    private static final String VERSION = "keySetVersion";

    /// Member of the file: thumbprint of the first key, which identifies this central whichever key it signs
    /// with.
    private static final String CENTRAL = "central";

    private final @Nullable Path pin;
    private final boolean believesFirst;
    private volatile JWKSet keys;

    /// Clock by which keys begin and end; none for keys of a file, which verify signatures of any time.
    private volatile @Nullable InstantSource clock;

    private CentralPublicKeys(@Nullable Path pin, boolean believesFirst, JWKSet keys) {
        this.pin = pin;
        this.believesFirst = believesFirst;
        this.keys = keys;
    }

    /// Demo enrolment: the first contact registers the terminal's key at central and pins central's key in this
    /// file. From then on no other key is trusted.
    public static CentralPublicKeys trustOnFirstUse(Path file) {
        return new CentralPublicKeys(file, true, Files.exists(file) ? readKeys(file) : new JWKSet(List.of()));
    }

    /// As above, but the first key is trusted only from a central that proves to know the pairing code.
    public static CentralPublicKeys trustAfterPairing(Path file) {
        return new CentralPublicKeys(file, false, Files.exists(file) ? readKeys(file) : new JWKSet(List.of()));
    }

    /// Trusts exactly the keys of this file; nothing is ever added.
    public static CentralPublicKeys of(Path file) {
        return new CentralPublicKeys(null, false, readKeys(file));
    }

    public boolean isEmpty() {
        return keys.isEmpty();
    }

    public boolean isFirstKeyTrusted() {
        return believesFirst;
    }

    /// From now on a key is valid only from its beginning to its end, by this clock.
    public void useClock(InstantSource time) {
        if (pin != null) clock = time;
    }

    /// Version of the newest accepted key set; 0 before the first.
    public int keySetVersion() {
        return keys.getAdditionalMembers().get(VERSION) instanceof Number number ? number.intValue() : 0;
    }

    /// Accepts a received key set if a valid key signed it and it is not older. Keys that were trusted before
    /// and are not in it are retired.
    ///
    /// @return why it is refused, a sentence for staff; empty if it was accepted, or was known
    public synchronized Optional<String> acceptKeySet(StrictJson said) {
        var time = clock;
        if (pin == null || time == null || keys.isEmpty()) return Optional.empty();
        try {
            var set = KeySet.of(said);
            if (set.version() == keySetVersion()) return Optional.empty();
            // as received: a later version may have more members
            var refusal = refusalReason(set, said.canonicalBytesWithout("signatures"), time.instant());
            if (refusal.isPresent()) return refusal;
            var all = new ArrayList<JWK>();
            for (var one : set.keys()) all.add(withValidity(one));
            for (var old : keys.getKeys()) {
                if (KeyUse.ENCRYPTION.equals(old.getKeyUse())) all.add(old);
                else if (all.stream().noneMatch(key -> Objects.equals(key.getKeyID(), old.getKeyID())))
                    all.add(withEnd((ECKey) old, time.instant()));
            }
            storeKeys(
                    pin,
                    new JWKSet(
                            all,
                            Map.of(
                                    VERSION,
                                    set.version(),
                                    CENTRAL,
                                    signerThumbprint().orElseThrow())));
            return Optional.empty();
        } catch (ContractViolationException broken) {
            return Optional.of("central's key set is not as agreed: " + broken.getMessage());
        } catch (IOException broken) {
            throw new UncheckedIOException("central's keys cannot be stored in " + pin, broken);
        }
    }

    private Optional<String> refusalReason(KeySet set, byte[] signed, Instant now) {
        if (set.version() < keySetVersion())
            return Optional.of("key set " + keySetVersion() + " was here before and somebody sends " + set.version()
                    + ": central's people look who stands on the line");
        boolean known = set.signatures().stream().anyMatch(jws -> isSignedByCentral(jws, signed));
        if (!known)
            return Optional.of(
                    "central's key set " + set.version() + " is signed by no key that this terminal believes:"
                            + " if the terminal was off while central changed its key, have central's people run stm central"
                            + " pair, then start here once with --pair CODE");
        if (set.keys().stream().noneMatch(one -> one.isInForce(now)))
            return Optional.of("central's key set " + set.version() + " has no key that is in force now");
        return set.keys().stream()
                .filter(one -> isAnother(one.key()))
                .findFirst()
                .map(one -> "central's key set " + set.version() + " has another key by the known name "
                        + one.key().getKeyID());
    }

    private boolean isAnother(ECKey key) {
        var known = keys.getKeyByKeyId(key.getKeyID());
        return known != null && !thumbprintOf(known).equals(thumbprintOf(key));
    }

    private static JWK withValidity(KeySet.Entry one) {
        return new ECKey.Builder(one.key())
                .notBeforeTime(Date.from(one.from()))
                .expirationTime(one.until().map(Date::from).orElse(null))
                .build();
    }

    private static JWK withEnd(ECKey key, Instant now) {
        var end = key.getExpirationTime();
        boolean over = end != null && end.toInstant().isBefore(now);
        return over
                ? key
                : new ECKey.Builder(key).expirationTime(Date.from(now)).build();
    }

    private void storeKeys(Path file, JWKSet changed) throws IOException {
        AtomicFile.writeAtomically(file, changed.toString(), "rw-r--r--");
        keys = changed;
    }

    private boolean isInForce(JWK key) {
        var time = clock;
        if (time == null) return true;
        var now = time.instant();
        var from = key.getNotBeforeTime();
        var until = key.getExpirationTime();
        return (from == null || !now.isBefore(from.toInstant())) && (until == null || now.isBefore(until.toInstant()));
    }

    /// @param jwk central's signing key
    /// @param exports the key to which exports are encrypted
    /// @param proved whether a pairing code proved them: then they replace earlier keys
    public synchronized void pinKeys(String jwk, Optional<String> exports, boolean proved) {
        if (pin == null || !keys.isEmpty() && !proved) return;
        try {
            var all = new ArrayList<JWK>();
            all.add(ECKey.parse(jwk).toPublicJWK());
            if (exports.isPresent()) all.add(parseEncryptionKey(exports.get()));
            storeKeys(pin, new JWKSet(all));
        } catch (ParseException broken) {
            throw new ContractViolationException("'key' or 'exports' is not a JWK");
        } catch (IOException broken) {
            throw new UncheckedIOException("central's key cannot be stored in " + pin, broken);
        }
    }

    private static JWK parseEncryptionKey(String jwk) throws ParseException {
        var key = ECKey.parse(jwk).toPublicJWK();
        if (!KeyUse.ENCRYPTION.equals(key.getKeyUse()))
            throw new ContractViolationException("'exports' is not an encryption key");
        return key;
    }

    /// The key to which an exported journal is encrypted; empty if the terminal was enrolled by a central
    /// without one.
    public Optional<ECKey> findExportKey() {
        return keys.getKeys().stream()
                .filter(key -> KeyUse.ENCRYPTION.equals(key.getKeyUse()))
                .filter(ECKey.class::isInstance)
                .map(ECKey.class::cast)
                .findFirst();
    }

    /// Identity of this central: the thumbprint (RFC 7638) of the first key by which it signed here. A change
    /// of its key does not change it. Empty before enrolment.
    public Optional<String> signerThumbprint() {
        if (keys.getAdditionalMembers().get(CENTRAL) instanceof String first) return Optional.of(first);
        return keys.getKeys().stream()
                .filter(key -> !KeyUse.ENCRYPTION.equals(key.getKeyUse()))
                .map(CentralPublicKeys::thumbprintOf)
                .findFirst();
    }

    private static String thumbprintOf(JWK key) {
        try {
            return key.computeThumbprint().toString();
        } catch (JOSEException broken) {
            throw new IllegalStateException("central's key has no thumbprint", broken);
        }
    }

    /// Whether one of these keys made this signature over these bytes, and is valid now.
    public boolean isSignedByCentral(String jws, byte[] payload) {
        return DetachedJws.findKeyId(jws)
                .flatMap(id -> Optional.ofNullable(keys.getKeyByKeyId(id)))
                .filter(ECKey.class::isInstance)
                .filter(key -> !KeyUse.ENCRYPTION.equals(key.getKeyUse()))
                .filter(this::isInForce)
                .map(key -> DetachedJws.isSignatureValid(jws, payload, (ECKey) key))
                .orElse(false);
    }

    private static JWKSet readKeys(Path file) {
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
        return "CentralPublicKeys"
                + keys.getKeys().stream().map(k -> k.getKeyID()).toList();
    }
}
