package org.openstm.kiosk.central;

import java.util.Optional;
import org.openstm.kiosk.central.terminal.CatalogueManifest;

/// What a terminal asks the centre of its catalogue. What comes is not believed yet:
/// [CatalogueManifest#parseSigned] and the digests in it say whether it may be.
public interface CatalogueApi extends CatalogueManifest.SignatureCheck {
    /// The newest signed manifest.
    ///
    /// @param known SHA-256 (hex) of the manifest that the terminal has, or empty
    /// @return empty if it is that one
    CentralReply<Optional<byte[]>> fetchManifest(String known);

    /// A part of a file.
    ///
    /// @param from first byte
    /// @param until behind the last byte
    CentralReply<byte[]> fetchFilePart(String sha256, int from, int until);

    /// By which key the believed centre signs (RFC 7638 thumbprint); another key is another centre.
    /// Empty before the terminal was enrolled.
    Optional<String> signerThumbprint();
}
