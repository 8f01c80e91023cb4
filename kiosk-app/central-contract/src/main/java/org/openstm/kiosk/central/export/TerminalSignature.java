package org.openstm.kiosk.central.export;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.ECKey;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.bouncycastle.asn1.ASN1UTF8String;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.asn1.cms.SignerInfo;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerInformationVerifier;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.OperatorCreationException;

/// A terminal's signature over the content of an export. What the signature itself does not cover must have the one
/// form that [ExportFile] describes, so that no bit of a file can be changed.
///
/// @param signedData without its content
/// @param signer its only one
/// @param digest SHA-256 of the content
record TerminalSignature(SignedData signedData, SignerInfo signer, byte[] digest) {
    private static final ASN1Integer VERSION = new ASN1Integer(3);
    private static final int LONGEST_NUMBER = 64;

    /// Empty if it has not exactly one signer.
    static Optional<TerminalSignature> of(SignedData signedData, byte[] digest) {
        var signers = signedData.getSignerInfos();
        return signers.size() == 1
                ? Optional.of(new TerminalSignature(signedData, SignerInfo.getInstance(signers.getObjectAt(0)), digest))
                : Optional.empty();
    }

    /// The number of the terminal that the signature names, unverified.
    Optional<String> findTerminal() {
        var attributes = signer.getAuthenticatedAttributes();
        if (attributes == null) return Optional.empty();
        var names = new AttributeTable(attributes).getAll(BCStyle.CN);
        if (names.size() != 1) return Optional.empty();
        var values = Attribute.getInstance(names.get(0)).getAttrValues();
        if (values.size() != 1 || !(values.getObjectAt(0) instanceof ASN1UTF8String text)) return Optional.empty();
        return Optional.of(text.getString())
                .filter(number -> number.length() <= LONGEST_NUMBER)
                .filter(number -> number.codePoints().noneMatch(Character::isISOControl));
    }

    /// @param registered public key of the terminal
    boolean isValid(ECKey registered) {
        var verifier = verifierFor(registered);
        try {
            return hasAgreedForm() && namesKey(registered) && isSignedBy(verifier);
        } catch (CMSException | RuntimeException changed) { // the latter for parts of a form that none has
            return false;
        }
    }

    private boolean hasAgreedForm() {
        var digests = signedData.getDigestAlgorithms();
        return signedData.getEncapContentInfo().getContentType().equals(SignedContent.CONTENT_INFO)
                && digests.size() == 1
                && isSha256(digests.getObjectAt(0))
                && signer.getVersion().equals(VERSION)
                && isSha256(signer.getDigestAlgorithm())
                && signer.getDigestEncryptionAlgorithm()
                        .equals(new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256))
                && signer.getUnauthenticatedAttributes() == null;
    }

    private static boolean isSha256(Object algorithm) {
        var said = AlgorithmIdentifier.getInstance(algorithm);
        return said.getAlgorithm().equals(NISTObjectIdentifiers.id_sha256)
                && (said.getParameters() == null || DERNull.INSTANCE.equals(said.getParameters()));
    }

    private boolean namesKey(ECKey registered) {
        return signer.getSID().toASN1Primitive() instanceof ASN1TaggedObject id
                && id.hasContextTag(0)
                && Arrays.equals(ASN1OctetString.getInstance(id, false).getOctets(), CmsKeys.keyIdentifier(registered));
    }

    private boolean isSignedBy(SignerInformationVerifier registered) throws CMSException {
        var content = new ContentInfo(CMSObjectIdentifiers.signedData, signedData);
        return new CMSSignedData(Map.of(NISTObjectIdentifiers.id_sha256, digest), content)
                .getSignerInfos()
                .iterator()
                .next()
                .verify(registered);
    }

    private static SignerInformationVerifier verifierFor(ECKey registered) {
        try {
            return new JcaSimpleSignerInfoVerifierBuilder().build(registered.toECPublicKey());
        } catch (OperatorCreationException | JOSEException broken) {
            throw new IllegalStateException("the registered key cannot be used", broken);
        }
    }
}
