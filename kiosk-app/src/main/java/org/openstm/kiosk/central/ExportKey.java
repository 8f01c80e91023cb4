package org.openstm.kiosk.central;

import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.KeyUse;
import java.nio.file.Path;

/// The centre's key to which terminals encrypt what an engineer carries away (ECDH-ES on P-256), in
/// a file. A terminal learns the public half when it is enrolled.
public final class ExportKey {
    private static final String ID = "central-exports";

    private final ECKey key;

    private ExportKey(ECKey key) {
        this.key = key;
    }

    /// Reads the key, or makes one at the first start (file mode 600).
    public static ExportKey at(Path file) {
        return new ExportKey(KeyFile.at(file, ID, KeyUse.ENCRYPTION));
    }

    /// Reads the key; never makes one.
    public static ExportKey of(Path file) {
        return new ExportKey(KeyFile.of(file, ID));
    }

    /// The public half as a JWK.
    public String publicJwk() {
        return key.toPublicJWK().toJSONString();
    }

    ECKey pair() {
        return key;
    }

    @Override
    public String toString() {
        return "ExportKey";
    }
}
