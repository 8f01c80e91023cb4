package org.openstm.kiosk.central;

import java.util.Optional;
import org.openstm.kiosk.central.terminal.CatalogueManifest;

/// A terminal's requests for its catalogue. The answers are untrusted: [CatalogueManifest#parseSigned] and the
/// digests in it verify them.
public interface CatalogueApi extends CatalogueManifest.SignatureCheck {
    /// The newest signed manifest.
    ///
    /// @param known SHA-256 (hex) of the manifest that the terminal has, or empty
    /// @return empty if it is still the newest
    CentralReply<Optional<byte[]>> fetchManifest(String known);

    /// A part of a file.
    ///
    /// @param from offset of the first byte
    /// @param until offset behind the last byte
    CentralReply<byte[]> fetchFilePart(String sha256, int from, int until);

    /// The trusted central's signing key (RFC 7638 thumbprint); another key means another central. Empty before
    /// the terminal was enrolled.
    Optional<String> signerThumbprint();
}
