package org.openstm.kiosk.central.export;

import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.KeyUse;
import java.nio.file.Path;
import org.openstm.kiosk.central.crypto.KeyFile;

/// Central's key to which terminals encrypt export files (ECDH-ES on P-256), in a file. A terminal learns the
/// public key at the enrolment.
public final class ExportKey {
    private static final String ID = "central-exports";

    private final ECKey key;

    private ExportKey(ECKey key) {
        this.key = key;
    }

    /// Reads the key, or generates one at the first start (file mode 600).
    public static ExportKey loadOrCreate(Path file) {
        return new ExportKey(KeyFile.loadOrCreate(file, ID, KeyUse.ENCRYPTION));
    }

    /// Reads the key; never generates one.
    public static ExportKey loadExisting(Path file) {
        return new ExportKey(KeyFile.loadExisting(file, ID));
    }

    /// The public key as a JWK.
    public String publicJwk() {
        return key.toPublicJWK().toJSONString();
    }

    ECKey keyPair() {
        return key;
    }

    @Override
    public String toString() {
        return "ExportKey";
    }
}
