package org.openstm.kiosk.central.crypto;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import org.jspecify.annotations.Nullable;

/// A private key on the curve P-256 in a file of mode 600, as a JWK.
public final class KeyFile {
    private KeyFile() {}

    /// Reads the key, or generates one at the first start.
    public static ECKey loadOrCreate(Path file, String id, @Nullable KeyUse use) {
        return Files.exists(file) ? loadExisting(file, id) : createKey(file, id, use);
    }

    /// Reads the key; never generates one.
    public static ECKey loadExisting(Path file, String id) {
        try {
            var key = ECKey.parse(Files.readString(file));
            if (!id.equals(key.getKeyID()) || !key.isPrivate())
                throw new IllegalStateException(file + " holds another key than that of " + id);
            return key;
        } catch (IOException broken) {
            throw new UncheckedIOException("the key " + file + " cannot be read", broken);
        } catch (ParseException broken) {
            throw new IllegalStateException("the key " + file + " is damaged", broken);
        }
    }

    private static ECKey createKey(Path file, String id, @Nullable KeyUse use) {
        try {
            var key = new ECKeyGenerator(Curve.P_256).keyID(id).keyUse(use).generate();
            AtomicFile.writeAtomically(file, key.toJSONString(), "rw-------");
            return key;
        } catch (IOException broken) {
            throw new UncheckedIOException("the key " + file + " cannot be made", broken);
        } catch (JOSEException broken) {
            throw new IllegalStateException("the key " + file + " cannot be made", broken);
        }
    }
}
