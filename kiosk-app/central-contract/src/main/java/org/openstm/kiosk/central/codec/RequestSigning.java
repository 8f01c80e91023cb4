package org.openstm.kiosk.central.codec;

import java.nio.charset.StandardCharsets;
import org.openstm.kiosk.central.crypto.Sha256;

/// What the signature of a request covers.
public final class RequestSigning {
    private RequestSigning() {}

    /// The bytes that a request's signature covers.
    public static byte[] requestSigningInput(String method, String path, String idempotencyKey, byte[] body) {
        return String.join("\n", method, path, idempotencyKey, Sha256.digestHex(body))
                .getBytes(StandardCharsets.UTF_8);
    }
}
