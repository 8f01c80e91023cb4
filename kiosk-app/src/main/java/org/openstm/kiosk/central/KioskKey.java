package org.openstm.kiosk.central;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.Map;

/// A signing key (ES256) in a file: the terminal's, whose id is the terminal's number, or the reference central's.
public final class KioskKey {
    private final ECKey key;

    private KioskKey(ECKey key) {
        this.key = key;
    }

    /// Reads the key, or makes one at the first start (file mode 600).
    public static KioskKey at(Path file, String id) {
        try {
            if (Files.exists(file)) {
                var key = ECKey.parse(Files.readString(file));
                if (!id.equals(key.getKeyID()) || !key.isPrivate()) {
                    throw new IllegalStateException(file + " holds another key than that of " + id);
                }
                return new KioskKey(key);
            }
            var key = new ECKeyGenerator(Curve.P_256).keyID(id).generate();
            KeptFile.write(file, key.toJSONString(), "rw-------");
            return new KioskKey(key);
        } catch (IOException broken) {
            throw new UncheckedIOException("the signing key " + file + " cannot be read or made", broken);
        } catch (ParseException | JOSEException broken) {
            throw new IllegalStateException("the signing key " + file + " is damaged", broken);
        }
    }

    public String id() {
        return key.getKeyID();
    }

    public String sign(byte[] payload, Map<String, Object> more) {
        return DetachedJws.sign(payload, key, more);
    }

    /// The public half as a JWK.
    public String publicJwk() {
        return key.toPublicJWK().toJSONString();
    }

    @Override
    public String toString() {
        return "KioskKey[" + id() + "]";
    }
}
