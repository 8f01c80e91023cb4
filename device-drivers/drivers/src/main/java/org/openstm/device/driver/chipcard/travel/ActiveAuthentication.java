package org.openstm.device.driver.chipcard.travel;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.List;
import java.util.function.Supplier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.digests.SHA1Digest;
import org.bouncycastle.crypto.digests.SHA224Digest;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SHA384Digest;
import org.bouncycastle.crypto.digests.SHA512Digest;
import org.bouncycastle.crypto.engines.RSAEngine;
import org.bouncycastle.crypto.params.RSAKeyParameters;
import org.bouncycastle.crypto.signers.ISO9796d2Signer;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.jmrtd.protocol.AAAPDUSender;
import org.jmrtd.protocol.SecureMessagingWrapper;
import org.openstm.device.TravelDocument.Chip;
import org.openstm.device.driver.iso7816.BerTlv;
import org.openstm.device.driver.iso7816.MalformedCardData;
import org.openstm.device.link.CardTrouble;
import org.openstm.device.link.LinkLost;

/// Active authentication (ICAO Doc 9303-11, 6.1): the chip signs a challenge that it cannot have known before. Its
/// key is in data group 15; all hashes are tried, because the signature matches at most one.
final class ActiveAuthentication {
    private static final int KEY = 0x6F;
    private static final int CHALLENGE = 8;

    /// A longer signature does not fit into a short answer, and many readers support no other.
    private static final int LONGEST_KEY = 1536;

    private static final Provider CRYPTO = new BouncyCastleProvider();
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final List<String> PLAIN = List.of(
            "SHA256withPLAIN-ECDSA",
            "SHA1withPLAIN-ECDSA",
            "SHA224withPLAIN-ECDSA",
            "SHA384withPLAIN-ECDSA",
            "SHA512withPLAIN-ECDSA");
    private static final List<Supplier<Digest>> DIGESTS =
            List.of(SHA256Digest::new, SHA1Digest::new, SHA224Digest::new, SHA384Digest::new, SHA512Digest::new);

    private final JmrtdCardService wire;
    private final SecureMessagingWrapper session;

    ActiveAuthentication(JmrtdCardService wire, SecureMessagingWrapper session) {
        this.wire = wire;
        this.session = session;
    }

    /// @param group data group 15, already verified
    Chip verifyChip(byte[] group)
            throws LinkLost, CardTrouble, MalformedCardData, ForgedDocument, InterruptedException {
        var key = readPublicKey(group);
        var challenge = new byte[CHALLENGE];
        RANDOM.nextBytes(challenge);
        return switch (key) {
            case ECPublicKey curve -> requireProof(isValidSignature(curve, challenge, signChallenge(challenge)));
            case RSAPublicKey numbers
            when numbers.getModulus().bitLength() <= LONGEST_KEY ->
                requireProof(isValidSignature(numbers, challenge, signChallenge(challenge)));
            default -> Chip.UNPROVEN;
        };
    }

    private static Chip requireProof(boolean fits) throws ForgedDocument {
        if (!fits) throw new ForgedDocument("the chip does not know the key of the document that is in it");
        return Chip.GENUINE;
    }

    @SuppressWarnings("CatchingUnchecked")
    private static PublicKey readPublicKey(byte[] group) throws MalformedCardData {
        var content = BerTlv.parseAll(group);
        if (content.size() != 1 || content.getFirst().tag() != KEY)
            throw new MalformedCardData("data group 15 is none");
        try {
            return BouncyCastleProvider.getPublicKey(
                    SubjectPublicKeyInfo.getInstance(content.getFirst().value()));
        } catch (IOException | RuntimeException _) {
            throw new MalformedCardData("data group 15 has a key that is none");
        }
    }

    private byte[] signChallenge(byte[] challenge)
            throws LinkLost, CardTrouble, MalformedCardData, InterruptedException {
        var sender = new AAAPDUSender(wire);
        return wire.callLibrary(
                "the chip signs nothing", () -> sender.sendInternalAuthenticate(session, LONGEST_KEY, challenge));
    }

    private static boolean isValidSignature(ECPublicKey key, byte[] challenge, byte[] signature) {
        return PLAIN.stream().anyMatch(name -> isValidSignature(name, key, challenge, signature));
    }

    private static boolean isValidSignature(String name, ECPublicKey key, byte[] challenge, byte[] signature) {
        try {
            var check = Signature.getInstance(name, CRYPTO);
            check.initVerify(key);
            check.update(challenge);
            return check.verify(signature);
        } catch (GeneralSecurityException _) {
            return false;
        }
    }

    private static boolean isValidSignature(RSAPublicKey key, byte[] challenge, byte[] signature) {
        return DIGESTS.stream()
                .anyMatch(digest -> isValidSignature(digest.get(), true, key, challenge, signature)
                        || isValidSignature(digest.get(), false, key, challenge, signature));
    }

    /// ISO/IEC 9796-2, scheme 1: the signature contains a part of the signed message.
    ///
    /// @param implied the signature does not name its hash
    @SuppressWarnings("CatchingUnchecked") // for a malformed signature
    private static boolean isValidSignature(
            Digest digest, boolean implied, RSAPublicKey key, byte[] challenge, byte[] signature) {
        try {
            var check = new ISO9796d2Signer(new RSAEngine(), digest, implied);
            check.init(false, new RSAKeyParameters(false, key.getModulus(), key.getPublicExponent()));
            check.updateWithRecoveredMessage(signature);
            check.update(challenge, 0, challenge.length);
            return check.verifySignature(signature);
        } catch (Exception _) {
            return false;
        }
    }
}
