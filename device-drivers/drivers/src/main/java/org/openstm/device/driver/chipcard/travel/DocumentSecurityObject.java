package org.openstm.device.driver.chipcard.travel;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.cert.CertificateException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.icao.LDSSecurityObject;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.cert.CertException;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.util.Selector;
import org.openstm.device.TravelDocument.Trust;
import org.openstm.device.driver.iso7816.BerTlv;
import org.openstm.device.driver.iso7816.MalformedCardData;

/// EF.SOD (ICAO Doc 9303-10, 4.6.2): the hashes of all data groups, and the signature over them.
final class DocumentSecurityObject {
    private static final int FILE = 0x77;
    private static final ASN1ObjectIdentifier HASHES = new ASN1ObjectIdentifier("2.23.136.1.1.1");
    private static final Provider CRYPTO = new BouncyCastleProvider();

    private final CMSSignedData signed;
    private final MessageDigest digest;
    private final Map<Integer, byte[]> hashes;

    private DocumentSecurityObject(CMSSignedData signed, MessageDigest digest, Map<Integer, byte[]> hashes) {
        this.signed = signed;
        this.digest = digest;
        this.hashes = hashes;
    }

    @SuppressWarnings("CatchingUnchecked") // malformed ASN.1 causes many exceptions
    static DocumentSecurityObject of(byte[] file) throws MalformedCardData {
        var content = BerTlv.parseAll(file);
        if (content.size() != 1 || content.getFirst().tag() != FILE) throw new MalformedCardData("EF.SOD is none");
        try {
            var signed = new CMSSignedData(content.getFirst().value());
            var inside = signed.getSignedContent();
            if (inside == null
                    || !inside.getContentType().equals(HASHES)
                    || !(inside.getContent() instanceof byte[] list))
                throw new MalformedCardData("EF.SOD signs no hashes");
            var told = LDSSecurityObject.getInstance(list);
            var hashes = new HashMap<Integer, byte[]>();
            for (var each : told.getDatagroupHash())
                hashes.put(
                        each.getDataGroupNumber(), each.getDataGroupHashValue().getOctets());
            return new DocumentSecurityObject(
                    signed, createDigest(told.getDigestAlgorithmIdentifier().getAlgorithm()), hashes);
        } catch (CMSException | RuntimeException _) {
            throw new MalformedCardData("EF.SOD is none");
        }
    }

    private static MessageDigest createDigest(ASN1ObjectIdentifier name) throws MalformedCardData {
        try {
            return MessageDigest.getInstance(name.getId(), CRYPTO);
        } catch (NoSuchAlgorithmException _) {
            throw new MalformedCardData("EF.SOD uses an unknown hash algorithm: " + name);
        }
    }

    boolean hasGroup(int group) {
        return hashes.containsKey(group);
    }

    /// @return the same file, now verified
    byte[] verifyGroup(int group, byte[] file) throws ForgedDocument {
        if (!Arrays.equals(digest.digest(file), hashes.get(group)))
            throw new ForgedDocument("data group " + group + " is not the one that was signed");
        return file;
    }

    /// @param issuer issuer of the document in its machine-readable lines
    Trust assessTrust(CountrySigningAuthorities authorities, String issuer, Instant now)
            throws MalformedCardData, ForgedDocument {
        var signer = requireSigner();
        var certificate = signerCertificate(signer);
        if (!isSignatureValid(signer, certificate)) throw new ForgedDocument("the signature does not hold");
        var appointed = findAuthority(certificate, authorities);
        if (appointed.isEmpty()) return Trust.NO_CSCA;
        if (!IssuingCountries.isPossibleIssuer(issuer, appointed.get()))
            throw new ForgedDocument("it was signed by another country than the one that it names");
        boolean inTime = isValidAt(certificate, now) && isValidAt(appointed.get(), now);
        return inTime ? Trust.VERIFIED : Trust.SIGNER_EXPIRED;
    }

    private static boolean isValidAt(X509CertificateHolder certificate, Instant now) {
        return certificate.isValidOn(Date.from(now));
    }

    private SignerInformation requireSigner() throws MalformedCardData {
        var signers = signed.getSignerInfos().getSigners();
        if (signers.size() != 1) throw new MalformedCardData("EF.SOD has " + signers.size() + " signers");
        return signers.iterator().next();
    }

    private X509CertificateHolder signerCertificate(SignerInformation signer) throws MalformedCardData {
        @SuppressWarnings("unchecked") // type of the library
        Selector<X509CertificateHolder> wanted = signer.getSID();
        return signed.getCertificates().getMatches(wanted).stream()
                .findFirst()
                .orElseThrow(() -> new MalformedCardData("EF.SOD names a signer and has no certificate of it"));
    }

    /// Verifies with the key alone; expiry is checked elsewhere.
    @SuppressWarnings("CatchingUnchecked")
    private static boolean isSignatureValid(SignerInformation signer, X509CertificateHolder certificate)
            throws MalformedCardData {
        try {
            var key = BouncyCastleProvider.getPublicKey(certificate.getSubjectPublicKeyInfo());
            return signer.verify(
                    new JcaSimpleSignerInfoVerifierBuilder().setProvider(CRYPTO).build(key));
        } catch (CMSException _) {
            return false;
        } catch (OperatorCreationException | IOException | RuntimeException _) {
            throw new MalformedCardData("EF.SOD uses an unknown signature algorithm");
        }
    }

    /// Empty where no authority of this name with a matching key is known.
    private static Optional<X509CertificateHolder> findAuthority(
            X509CertificateHolder signer, CountrySigningAuthorities authorities)
            throws MalformedCardData, ForgedDocument {
        for (var each : authorities.findBySubject(signer.getIssuer())) {
            if (isSignedBy(signer, each)) return Optional.of(each);
            if (hasSameKey(signer, each)) throw new ForgedDocument("the signer was not appointed by whom it names");
        }
        return Optional.empty();
    }

    @SuppressWarnings("CatchingUnchecked")
    private static boolean isSignedBy(X509CertificateHolder signer, X509CertificateHolder authority) {
        try {
            return signer.isSignatureValid(
                    new JcaContentVerifierProviderBuilder().setProvider(CRYPTO).build(authority));
        } catch (OperatorCreationException | CertException | CertificateException | RuntimeException _) {
            return false;
        }
    }

    private static boolean hasSameKey(X509CertificateHolder signer, X509CertificateHolder authority) {
        var named = AuthorityKeyIdentifier.fromExtensions(signer.getExtensions());
        var own = SubjectKeyIdentifier.fromExtensions(authority.getExtensions());
        return named != null && own != null && Arrays.equals(named.getKeyIdentifierOctets(), own.getKeyIdentifier());
    }
}
