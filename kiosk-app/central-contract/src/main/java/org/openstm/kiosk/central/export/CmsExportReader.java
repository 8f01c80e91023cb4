package org.openstm.kiosk.central.export;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.ECKey;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.text.ParseException;
import java.util.Optional;
import java.util.function.Function;
import org.bouncycastle.asn1.ASN1InputStream;
import org.bouncycastle.asn1.cms.GCMParameters;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cms.CMSAlgorithm;
import org.bouncycastle.cms.CMSAuthEnvelopedDataParser;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.KeyAgreeRecipientId;
import org.bouncycastle.cms.RecipientInformation;
import org.openstm.kiosk.central.export.ExportFile.OpenedExport;
import org.openstm.kiosk.central.export.ExportFile.Refused;
import org.openstm.kiosk.central.json.StrictJson;

/// Opens files of the format of [ExportFile]. A file is read twice: to verify the signature over the whole of it, and
/// then to decrypt it.
record CmsExportReader(Path file, ExportKey central) {
    private static final int LONGEST_HEAD = 1 << 16;

    /// @param signature empty if there is not exactly one
    /// @param terminal its number, unverified
    /// @param complete whether nothing follows the signature, where it would be covered by nothing
    private record Claim(Optional<TerminalSignature> signature, Optional<String> terminal, boolean complete) {}

    /// As [ExportFile#openExport].
    OpenedExport openExport(Function<String, Optional<String>> terminals, Path payload) throws Refused {
        var claim = readClaim();
        var signature = claim.signature().orElseThrow(() -> new Refused(file + " has no signature"));
        var terminal = claim.terminal().orElseThrow(() -> new Refused(file + " does not say which terminal signed it"));
        var jwk = terminals
                .apply(terminal)
                .orElseThrow(() ->
                        new Refused(file + " is signed by " + terminal + ", which is not registered at this central"));
        if (!claim.complete() || !signature.isValid(parseKey(jwk)))
            throw new Refused(file + " is not as " + terminal + " signed it, or it was signed with a key that "
                    + terminal + " no longer has");
        return new OpenedExport(terminal, unsealPayload(signature.digest(), payload));
    }

    private static ECKey parseKey(String jwk) {
        try {
            return ECKey.parse(jwk);
        } catch (ParseException broken) {
            throw new IllegalStateException("a registered key is damaged", broken);
        }
    }

    private Claim readClaim() throws Refused {
        try (var source = BoundedStream.openFile(file)) {
            try {
                var content = SignedContent.open(file, source);
                content.stream().transferTo(OutputStream.nullOutputStream());
                var signature = TerminalSignature.of(content.readSignature(), content.finishDigest());
                return new Claim(signature, signature.flatMap(TerminalSignature::findTerminal), content.isEndOfFile());
            } catch (UncheckedIOException disk) {
                throw disk;
            } catch (IOException | RuntimeException broken) { // of the parser, by what it was given
                throw new Refused(file + (source.isEnded() ? " is cut off" : " was changed or is damaged"));
            }
        }
    }

    /// @param verified digest of the content that the terminal signed
    private StrictJson unsealPayload(byte[] verified, Path payload) throws Refused {
        boolean whole = false;
        try (var source = BoundedStream.openFile(file)) {
            var content = SignedContent.open(file, source);
            var words = unsealContent(content.stream(), payload);
            content.stream().transferTo(OutputStream.nullOutputStream());
            // somebody could have put another file in its place since
            if (!MessageDigest.isEqual(verified, content.finishDigest()))
                throw new Refused(file + " changes while it is read");
            whole = true;
            return words;
        } catch (UncheckedIOException disk) {
            throw disk;
        } catch (IOException | RuntimeException broken) {
            throw new Refused(file + " was changed before it was signed");
        } finally {
            if (!whole) deletePayload(payload);
        }
    }

    private static void deletePayload(Path payload) {
        try {
            Files.deleteIfExists(payload);
        } catch (IOException disk) {
            throw new UncheckedIOException(payload + " cannot be deleted: " + disk.getMessage(), disk);
        }
    }

    private StrictJson unsealContent(InputStream content, Path payload) throws IOException, Refused {
        var source = new BoundedStream(file.toString(), content, LONGEST_HEAD);
        try (var clear = openSealed(source)) {
            var words = ExportZip.unpack(clear, payload, Files.size(file));
            // nothing of it counts before the tag at the end was compared
            clear.transferTo(OutputStream.nullOutputStream());
            return words.orElseThrow(() -> new Refused(file + " does not say what it holds"));
        }
    }

    private InputStream openSealed(BoundedStream source) throws IOException, Refused {
        try {
            // the limit is for its parser: no piece that it keeps may be longer
            var sealed = new CMSAuthEnvelopedDataParser(new ASN1InputStream(source, LONGEST_HEAD));
            source.allow(Long.MAX_VALUE);
            var recipient =
                    sealed.getRecipientInfos().get(new KeyAgreeRecipientId(CmsKeys.keyIdentifier(central.keyPair())));
            if (recipient == null)
                throw new Refused(
                        file + " was encrypted for another central, or for a key that this one no longer has");
            if (!isAgreed(sealed, recipient))
                throw new Refused(file + " is encrypted in a way that this central does not take");
            return openRecipient(recipient);
        } catch (CMSException broken) {
            throw new Refused(file + " is encrypted in a way that this central does not take");
        }
    }

    private static boolean isAgreed(CMSAuthEnvelopedDataParser sealed, RecipientInformation recipient) {
        if (!sealed.getEncAlgOID().equals(CMSAlgorithm.AES256_GCM.getId())) return false;
        var parameters = GCMParameters.getInstance(sealed.getEncAlgParams());
        return parameters.getIcvLen() == StreamingRecipient.TAG
                && parameters.getNonce().length == StreamingRecipient.NONCE
                && recipient.getKeyEncryptionAlgOID().equals(CMSAlgorithm.ECDH_SHA256KDF.getId())
                && AlgorithmIdentifier.getInstance(recipient.getKeyEncryptionAlgParams())
                        .getAlgorithm()
                        .equals(CMSAlgorithm.AES256_WRAP);
    }

    private InputStream openRecipient(RecipientInformation recipient) throws IOException, Refused {
        try {
            var key = new StreamingRecipient(central.keyPair().toECPrivateKey());
            return recipient.getContentStream(key).getContentStream();
        } catch (CMSException | JOSEException broken) {
            throw new Refused(file + " does not open with this central's key");
        }
    }
}
