package org.openstm.kiosk.central.export;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.ECKey;
import java.io.IOException;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.text.ParseException;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.Time;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.cms.CMSAlgorithm;
import org.bouncycastle.cms.CMSAuthEnvelopedDataStreamGenerator;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedDataStreamGenerator;
import org.bouncycastle.cms.DefaultSignedAttributeTableGenerator;
import org.bouncycastle.cms.SignerInfoGenerator;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.cms.jcajce.JceCMSContentEncryptorBuilder;
import org.bouncycastle.cms.jcajce.JceKeyAgreeRecipientInfoGenerator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.OutputAEADEncryptor;
import org.bouncycastle.operator.RuntimeOperatorException;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.openstm.kiosk.central.crypto.SigningKey;

/// Writes the format of [ExportFile].
///
/// @param central its public key for exports
record CmsExportWriter(ECKey central, SigningKey terminal, Instant at) {
    /// Length of the pieces in which CMS writes content whose length is not known before.
    private static final int CHUNK = 1 << 16;

    void writeContent(ExportFile.Content content, OutputStream out) throws IOException {
        try (var signed = openSigned(out);
                var sealed = openSealed(signed)) {
            ExportZip.pack(content, at, sealed);
        } catch (RuntimeOperatorException broken) {
            throw new IllegalStateException("the signing key does not sign", broken);
        }
    }

    /// Signs what is written to it, when it is closed.
    OutputStream openSigned(OutputStream out) throws IOException {
        var generator = new CMSSignedDataStreamGenerator();
        generator.setBufferSize(CHUNK);
        generator.addSignerInfoGenerator(signerInfoGenerator());
        return generator.open(SignedContent.CONTENT_INFO, out, true);
    }

    private SignerInfoGenerator signerInfoGenerator() {
        var attributes = new ASN1EncodableVector();
        attributes.add(new Attribute(CMSAttributes.signingTime, new DERSet(new Time(Date.from(at)))));
        attributes.add(new Attribute(BCStyle.CN, new DERSet(new DERUTF8String(terminal.id()))));
        try {
            return new JcaSignerInfoGeneratorBuilder(new JcaDigestCalculatorProviderBuilder().build())
                    .setSignedAttributeGenerator(
                            new DefaultSignedAttributeTableGenerator(new AttributeTable(attributes)))
                    .build(terminal.contentSigner(), CmsKeys.keyIdentifier(ECKey.parse(terminal.publicJwk())));
        } catch (OperatorCreationException | ParseException broken) {
            throw new IllegalStateException("the key of " + terminal.id() + " cannot be used", broken);
        }
    }

    private OutputStream openSealed(OutputStream out) throws IOException {
        try {
            var maker = KeyPairGenerator.getInstance("EC");
            maker.initialize(new ECGenParameterSpec("secp256r1"));
            var ephemeral = maker.generateKeyPair();
            var recipient = new JceKeyAgreeRecipientInfoGenerator(
                    CMSAlgorithm.ECDH_SHA256KDF,
                    ephemeral.getPrivate(),
                    ephemeral.getPublic(),
                    CMSAlgorithm.AES256_WRAP);
            recipient.setProvider(CmsKeys.BOUNCY_CASTLE);
            recipient.addRecipient(CmsKeys.keyIdentifier(central), central.toECPublicKey());
            var generator = new CMSAuthEnvelopedDataStreamGenerator();
            generator.setBufferSize(CHUNK);
            generator.addRecipientInfoGenerator(recipient);
            // the JDK's cipher, which is faster
            var cipher = new JceCMSContentEncryptorBuilder(CMSAlgorithm.AES256_GCM).build();
            return generator.open(out, (OutputAEADEncryptor) cipher);
        } catch (GeneralSecurityException | CMSException | JOSEException broken) {
            throw new IllegalStateException("central's key for exports cannot be used", broken);
        }
    }
}
